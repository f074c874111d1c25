/** 中文（简体）：每个文件一个方面，与 `en/` 一一对应。 */
import type { Catalogue } from '../catalogue.js';
import { CHECK } from './check.js';
import { CLI } from './cli.js';
import { COMMANDS } from './commands.js';
import { COMPARISON } from './comparison.js';
import { CONFIG_PROBLEMS } from './configProblems.js';
import { DOUBTS } from './doubts.js';
import { ERRORS } from './errors.js';
import { EVIDENCE } from './evidence.js';
import { EXPLAIN } from './explain.js';
import { EXPLAIN_WORDS } from './explainWords.js';
import { EXPORTS } from './exports.js';
import { EXTRACT_NOTES } from './extractNotes.js';
import { FILTER_ERRORS } from './filterErrors.js';
import { FINDINGS } from './findings.js';
import { FORMAT } from './format.js';
import { GRADE } from './grade.js';
import { LADDER } from './ladder.js';
import { LIMITS_HIT } from './limitsHit.js';
import { ODDITIES } from './oddities.js';
import { OUTPUT_ERRORS } from './outputErrors.js';
import { PACKET } from './packet.js';
import { PAGE } from './page.js';
import { PROBLEMS } from './problems.js';
import { QUESTIONS } from './questions.js';
import { REPLY_CODES } from './replyCodes.js';
import { REPORT } from './report.js';
import { REREAD } from './reread.js';
import { RESULTS } from './results.js';
import { SHEET } from './sheet.js';
import { SHEET_ERRORS } from './sheetErrors.js';
import { SKIPPED } from './skipped.js';
import { STEPS } from './steps.js';
import { TIMING } from './timing.js';
import { TLS_REASONS } from './tlsReasons.js';
import { UI } from './ui.js';
import { USAGE } from './usage.js';

export const CHINESE: Catalogue = {
  check: CHECK,
  cli: CLI,
  comparison: COMPARISON,
  configProblems: CONFIG_PROBLEMS,
  doubts: DOUBTS,
  errors: ERRORS,
  evidence: EVIDENCE,
  explain: EXPLAIN,
  explainWords: EXPLAIN_WORDS,
  exports: EXPORTS,
  filterErrors: FILTER_ERRORS,
  extractNotes: EXTRACT_NOTES,
  findings: FINDINGS,
  commands: COMMANDS,
  format: FORMAT,
  grade: GRADE,
  ladder: LADDER,
  limitsHit: LIMITS_HIT,
  oddities: ODDITIES,
  outputErrors: OUTPUT_ERRORS,
  packet: PACKET,
  page: PAGE,
  problems: PROBLEMS,
  questions: QUESTIONS,
  replyCodes: REPLY_CODES,
  report: REPORT,
  reread: REREAD,
  results: RESULTS,
  sheet: SHEET,
  sheetErrors: SHEET_ERRORS,
  skipped: SKIPPED,
  steps: STEPS,
  timing: TIMING,
  tlsReasons: TLS_REASONS,
  ui: UI,
  usage: USAGE,
};

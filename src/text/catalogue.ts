/** What a language has to say: one member an area. English is the model (`en/`); to add a language is to add a folder. */

import type { ErrorParams, ProblemParams, RereadParams } from '../capture/codes.js';
import type { UsageParams } from '../cli/codes.js';
import type { DoubtParams, EvidenceParams, OddityParams } from '../ftp/codes.js';
import type { Verb } from '../ftp/protocol/commands.js';
import type { SheetParams } from '../model/check/codes.js';
import type { LimitHitParams, LimitParams, StepParams } from '../model/codes.js';
import type { CompareParams } from '../model/compare/codes.js';
import type { ExplainParams } from '../model/explain/codes.js';
import type { FilterErrorParams } from '../model/filter/codes.js';
import type { FindingParams } from '../model/findings/codes.js';
import type { LadderParams } from '../model/ladder/codes.js';
import type { ReplyCode } from '../model/replyCodes.js';
import type { ResultParams } from '../model/result/codes.js';
import type { ExtractNoteParams, OutputErrorParams } from '../output/codes.js';
import type { TlsReasonParams } from '../tls/codes.js';
import type { ConfigProblemParams } from '../ui/codes.js';
import type { SkipParams } from '../wire/codes.js';
import type { CHECK } from './en/check.js';
import type { CLI } from './en/cli.js';
import type { EXPLAIN_WORDS } from './en/explainWords.js';
import type { EXPORTS } from './en/exports.js';
import type { GRADE } from './en/grade.js';
import type { PACKET } from './en/packet.js';
import type { PAGE } from './en/page.js';
import type { REPORT } from './en/report.js';
import type { SHEET } from './en/sheet.js';
import type { UI } from './en/ui.js';
import type { FormatWords } from './format.js';
import type { FindingMessages, Like, Messages } from './messages.js';
import type { QuestionTexts } from './questions.js';

/** The tables of codes, by the area of the catalogue that has their messages. */
export interface Tables {
  readonly evidence: EvidenceParams;
  readonly doubts: DoubtParams;
  readonly oddities: OddityParams;
  readonly tlsReasons: TlsReasonParams;
  readonly problems: ProblemParams;
  readonly errors: ErrorParams;
  readonly reread: RereadParams;
  readonly extractNotes: ExtractNoteParams;
  readonly skipped: SkipParams;
  readonly limitsHit: LimitHitParams;
  readonly steps: StepParams;
  readonly timing: LimitParams;
  readonly explain: ExplainParams;
  readonly comparison: CompareParams;
  readonly ladder: LadderParams;
  readonly outputErrors: OutputErrorParams;
  readonly usage: UsageParams;
  readonly results: ResultParams;
  readonly filterErrors: FilterErrorParams;
  readonly sheetErrors: SheetParams;
  readonly configProblems: ConfigProblemParams;
}

export type Area = keyof Tables;

/** What a command means, and the form of its argument: '' where it takes none. */
export type CommandText = { readonly summary: string; readonly argument: string };

/** Words without a code. */
export interface Labels {
  readonly report: Like<typeof REPORT>;
  readonly ui: Like<typeof UI>;
  readonly check: Like<typeof CHECK>;
  readonly cli: Like<typeof CLI>;
  readonly explainWords: Like<typeof EXPLAIN_WORDS>;
  readonly exports: Like<typeof EXPORTS>;
  readonly grade: Like<typeof GRADE>;
  readonly packet: Like<typeof PACKET>;
  readonly page: Like<typeof PAGE>;
  readonly sheet: Like<typeof SHEET>;
}

export type Catalogue = {
  readonly format: FormatWords;
  readonly findings: FindingMessages<FindingParams>;
  /** What captures are asked. */
  readonly questions: QuestionTexts;
  /** What each command means, and the form of its argument. */
  readonly commands: Readonly<Record<Verb, CommandText>>;
  /** What reply codes mean; who defines them where that is not RFC 959. */
  readonly replyCodes: { readonly meaning: (code: ReplyCode) => string };
} & { readonly [A in Area]: Messages<Tables[A]> } & Labels;

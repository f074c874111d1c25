/** `ftp-sniff explain TOPIC [FILE ...]`. */
import type { Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { CaptureFindings } from '../../model/findings.js';
import { effectsOf } from '../../model/firewall/effects.js';
import { needsOf } from '../../model/firewall/needs.js';
import { parseWhatIf } from '../../model/firewall/whatIf.js';
import { Citations } from '../../model/topics/citations.js';
import type { Section } from '../../model/topics/section.js';
import { nearestTopics, sectionsOf, topicNamed } from '../../model/topics/topics.js';
import { citationLines, sectionLines, topicList } from '../../output/explain.js';
import { firewallLines, whatIfLines } from '../../output/firewall.js';
import { coloured, plain, type StyledLine, span } from '../../output/styles.js';
import type { Texts } from '../../text/texts.js';
import { wrong } from '../arguments.js';
import { EXIT } from '../exitCodes.js';
import { commandHelpText } from '../help.js';
import { readJudged } from '../judged.js';
import { wantsColor } from '../options.js';
import { print } from '../print.js';
import { EXPLAIN_ROWS, type ExplainOptions, parseExplain } from './options.js';

/** @returns the exit code */
export async function runExplain(argv: readonly string[], texts: Texts, machineTexts: Texts): Promise<number> {
  const options = parseExplain(argv);
  if (options.help) return print(commandHelpText(EXPLAIN_ROWS, texts.cli.commands.explain, texts));
  const width = Math.max(60, Number(process.env.COLUMNS) || process.stdout.columns || 100);
  if (options.topic === null) return printLines(topicList(width, texts), options);
  const sections = sectionsOf(options.topic);
  if (sections.length === 0) throw wrong('unknown-topic', { got: options.topic, near: nearestTopics(options.topic) });
  if (isFirewall(options)) return runFirewall(options, width, texts, machineTexts);
  const cited = options.files.length === 0 ? null : await cite(sections, options, texts, machineTexts);
  await printLines(pageOf(sections, cited, width, texts), options);
  return cited?.exitCode ?? EXIT.done;
}

/** The topic firewall with a capture: its rules, and what others would break. */
const isFirewall = ({ topic, files }: ExplainOptions): boolean =>
  files.length > 0 && topic !== null && topicNamed(topic) === 'firewall';

async function runFirewall(
  { reading, whatIf, color }: ExplainOptions,
  width: number,
  texts: Texts,
  machineTexts: Texts,
): Promise<number> {
  const rules = whatIf.map((text) => {
    const rule = parseWhatIf(text);
    if (rule === null) throw wrong('what-if', { got: text });
    return rule;
  });
  const sessions: Session[] = [];
  let leftOut = 0;
  const { exitCode } = await readJudged(reading, texts, machineTexts, (session) => {
    if (sessions.length < LIMITS.firewallSessions) sessions.push(session);
    else leftOut++;
  });
  const lines: StyledLine[] = [];
  if (rules.length > 0) {
    const effects = sessions.map((session) => effectsOf(session, rules));
    lines.push(
      ...whatIfLines(
        rules.map(({ text }) => text),
        effects,
        width,
        texts,
      ),
    );
  } else
    for (const needs of needsOf(sessions)) {
      if (lines.length > 0) lines.push([]);
      lines.push(...firewallLines(needs, width, texts));
    }
  if (leftOut > 0) lines.push([span(texts.explainWords.sessionsLeftOut(leftOut, texts.format), 'note')]);
  if (lines.length === 0) lines.push([span(texts.explainWords.noSession)]);
  await printLines(lines, { color });
  return exitCode;
}

type Cited = { readonly citations: Citations; readonly exitCode: number };

async function cite(
  sections: readonly Section[],
  { reading }: ExplainOptions,
  texts: Texts,
  machineTexts: Texts,
): Promise<Cited> {
  const citations = new Citations(sections);
  const whole = new CaptureFindings();
  const { run, exitCode } = await readJudged(reading, texts, machineTexts, (session) => {
    citations.add(session);
    whole.add(session);
  });
  citations.addFindings(null, whole.findings(run.analyzer.unclaimed));
  return { citations, exitCode };
}

function* pageOf(
  sections: readonly Section[],
  cited: Cited | null,
  width: number,
  texts: Texts,
): Generator<StyledLine> {
  for (const [i, section] of sections.entries()) {
    if (i > 0) yield [];
    yield* sectionLines(section, width, texts);
    if (cited !== null) yield* citationLines(cited.citations.all[i]!, cited.exitCode !== EXIT.damaged, width, texts);
  }
}

async function printLines(lines: Iterable<StyledLine>, { color }: Pick<ExplainOptions, 'color'>): Promise<number> {
  const finish = wantsColor(color, process.env, process.stdout.isTTY === true) ? coloured : plain;
  return print([...lines].map((line) => `${finish(line)}\n`).join(''));
}

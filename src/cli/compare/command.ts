/** `ftp-sniff compare A B`. */

import { sinceEpoch } from '../../bytes/units.js';
import type { Packet } from '../../capture/packet.js';
import type { Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { compare } from '../../model/compare/compare.js';
import type { Captured, Comparison } from '../../model/compare/comparison.js';
import { SegmentTrace } from '../../model/compare/segments.js';
import { comparisonLines } from '../../output/comparison.js';
import { comparisonPage } from '../../output/html/comparison.js';
import { comparisonObject } from '../../output/json/comparison.js';
import { openOutput } from '../../output/stream.js';
import { coloured, plain } from '../../output/styles.js';
import type { Texts } from '../../text/texts.js';
import { Decoder } from '../../wire/decoder.js';
import { EXIT } from '../exitCodes.js';
import { commandHelpText } from '../help.js';
import { readJudged } from '../judged.js';
import { wantsColor } from '../options.js';
import { print } from '../print.js';
import type { Run } from '../run.js';
import { COMPARE_ROWS, type CompareOptions, parseCompare } from './options.js';

/** @returns the exit code */
export async function runCompare(argv: readonly string[], texts: Texts, machineTexts: Texts): Promise<number> {
  const options = parseCompare(argv);
  if (options.help) return print(commandHelpText(COMPARE_ROWS, texts.cli.commands.compare, texts));
  const [nameA, nameB] = options.files;
  const a = await readOne(nameA, options, texts, machineTexts);
  const b = await readOne(nameB, options, texts, machineTexts);
  if (a.exitCode === EXIT.failed || b.exitCode === EXIT.failed) return EXIT.failed;
  const comparison = compare(a.captured, b.captured, options.as);
  const code = exitCodeOf([a, b], comparison);
  if (
    options.format === null &&
    options.output === null &&
    process.stdout.isTTY === true &&
    process.env.TERM !== 'dumb'
  )
    return (await show(comparison, a.captured, b.captured, options, texts)) ?? code;
  const output = await openOutput(options.output);
  await output.write(
    rendered(comparison, a.captured, b.captured, options, options.format === 'json' ? machineTexts : texts),
  );
  await output.end();
  return code;
}

function exitCodeOf(read: readonly Read[], { equal }: Comparison): number {
  const damaged = read.find(({ exitCode }) => exitCode !== EXIT.done);
  return damaged?.exitCode ?? (equal ? EXIT.done : EXIT.differs);
}

/** On the terminal. @returns the exit code where a signal ended it, else null */
async function show(
  comparison: Comparison,
  a: Captured,
  b: Captured,
  { color }: CompareOptions,
  texts: Texts,
): Promise<number | null> {
  const { showComparison } = await import('../../ui/comparison/open.js');
  const { loadPicture } = await import('../../ui/picture.js');
  await loadPicture();
  const { viewed } = await import('../../ui/comparison/viewer.js');
  return showComparison(viewed(comparison, a, b, texts), wantsColor(color, process.env, true));
}

type Read = { readonly captured: Captured; readonly exitCode: number };

async function readOne(name: string, { reading }: CompareOptions, texts: Texts, machineTexts: Texts): Promise<Read> {
  const sessions: Session[] = [];
  let sessionsLeftOut = 0;
  const trace = new SegmentTrace();
  const keep = (session: Session) => {
    if (sessions.length < LIMITS.comparedSessions) sessions.push(session);
    else sessionsLeftOut++;
  };
  const also = tracing(trace);
  const { run, exitCode } = await readJudged([...reading, '--', name], texts, machineTexts, keep, also);
  const { firstTimeNs, lastTimeNs, epochSeconds } = run.analyzer;
  sessions.sort((one, other) => one.id - other.id);
  const times = { firstTimeNs: firstTimeNs ?? 0, lastTimeNs: lastTimeNs ?? 0, epochSeconds: epochSeconds ?? 0 };
  return { captured: { name, sessions, sessionsLeftOut, trace, ...times }, exitCode };
}

/** Keeps the segments of connections that are followed. */
function tracing(trace: SegmentTrace): (packet: Packet, run: Run) => void {
  let analyzer: Run['analyzer'] | null = null;
  const decoder = new Decoder({
    segment: (segment) => {
      const connection = analyzer?.lastConnection;
      if (connection != null) trace.add(segment, connection);
    },
    icmpError: () => undefined,
  });
  return (packet, run) => {
    analyzer = run.analyzer;
    decoder.decode(packet, sinceEpoch(packet, analyzer.epochSeconds ?? packet.seconds));
  };
}

function rendered(
  comparison: Comparison,
  a: Captured,
  b: Captured,
  { format, color, output }: CompareOptions,
  texts: Texts,
): string {
  if (format === 'json') return `${JSON.stringify(comparisonObject(comparison, a, b, texts), null, 2)}\n`;
  if (format === 'html') return comparisonPage(comparison, a, b, texts);
  const toTerminal = (output === null || output === '-') && process.stdout.isTTY === true;
  const finish = wantsColor(color, process.env, toTerminal) ? coloured : plain;
  const width = Math.max(80, Number(process.env.COLUMNS) || process.stdout.columns || 100);
  return [...comparisonLines(comparison, { a: a.name, b: b.name }, width, texts)]
    .map((line) => `${finish(line)}\n`)
    .join('');
}

/** What was captured, what was left out, and what was seen where there is no FTP. */
import { escapeText } from '../../bytes/text.js';
import { isNote } from '../../model/captureInfo.js';
import { formatDateTime } from '../../model/format.js';
import type { Connection } from '../../tcp/types.js';
import { limitHitWithFrame, problemWithFrame } from '../../text/problems.js';
import type { Texts } from '../../text/texts.js';
import { skipFact } from '../../wire/skipFact.js';
import { frameRange, table } from '../columns.js';
import type { Report, ReportStyle } from '../format.js';
import { type StyledLine, span } from '../styles.js';
import { field, heading, tableLines } from './lines.js';

/** Reasons for packets that were not analysed, without -v. */
const SHOWN_REASONS = 8;

/** The capture in a few fields. */
export function* captureLines(report: Report, style: ReportStyle): Generator<StyledLine> {
  const { view, info, texts } = report;
  const { width } = style;
  const words = texts.report.capture;
  const { labels } = words;
  const f = texts.format;
  yield heading(words.title, width);
  const names = info.sources.map((name) => (name === '-' ? words.standardInput : escapeText(name)));
  yield* field(labels.source, words.sources(names), width);
  yield* field(labels.format, words.format(info.format, info.linkTypes, f), width);
  const cut = view.cut ?? null;
  yield* field(labels.packets, words.packets(view.packets, view.bytes, cut, f), width, {
    style: cut === null ? 'plain' : 'bad',
  });
  if (view.epochSeconds !== null && view.firstTimeNs !== null && view.lastTimeNs !== null) {
    const first = formatDateTime(view.epochSeconds, view.firstTimeNs, info.fractionDigits);
    yield* field(labels.time, words.time(first, view.lastTimeNs - view.firstTimeNs, f), width);
  }
  yield* field(labels.found, foundWords(report), width);
  yield* skippedLines(report, style);
  const { kernel, interface: device } = info.dropped;
  if ((kernel ?? 0) + (device ?? 0) > 0)
    yield* field(labels.dropped, words.dropped(kernel ?? 0, device ?? 0, f), width, { style: 'bad' });
  for (const problem of info.problems) {
    const shown = problemWithFrame(report.texts, problem);
    if (isNote(problem)) yield* field(labels.note, shown, width);
    else yield* field(labels.problem, shown, width, { style: 'bad' });
  }
  for (const fact of info.limitsHit)
    yield* field(labels.problem, limitHitWithFrame(report.texts, fact), width, { style: 'bad' });
}

function* skippedLines({ view, texts }: Report, style: ReportStyle): Generator<StyledLine> {
  const skipped = Object.entries(view.skipped).sort((a, b) => b[1] - a[1]);
  if (skipped.length === 0) return;
  const words = texts.report.capture;
  const shown = skipped.slice(0, style.verbosity > 0 ? skipped.length : SHOWN_REASONS);
  const list = shown.map(([reason, count]) => skippedWords(reason, count, texts)).join(', ');
  const rest = skipped.length - shown.length;
  const text = rest > 0 ? words.otherReasons(list, rest, texts.format) : list;
  yield* field(words.labels.notAnalysed, text, style.width);
}

const skippedWords = (reason: string, count: number, texts: Texts): string =>
  texts.say('skipped', skipFact(reason, count));

function foundWords({ view, whole, texts }: Report): string {
  const words = texts.report.capture;
  const data = whole.hidden > 0 && whole.withData === 0 ? null : whole.dataConnections;
  const all = words.found(view.connections, whole.sessions, data, texts.format);
  return whole.reported < whole.sessions ? words.reportedHere(all, whole.reported, texts.format) : all;
}

/** Instead of sessions: what can be said all the same. */
export function* nothingFound(report: Report, style: ReportStyle): Generator<StyledLine> {
  const { view, texts } = report;
  yield heading(texts.report.nothing.title, style.width);
  for (const line of nothingWords(report)) yield* field('', line, style.width, { labelColumns: 0 });
  if (view.unclaimed.length > 0) yield [];
}

function nothingWords({ view, whole, texts }: Report): string[] {
  const words = texts.report.nothing;
  if (whole.sessions > 0) return [words.notAsked(whole.sessions, texts.format)];
  if (view.packets === 0) return [words.noPackets];
  const skipped = Object.entries(view.skipped);
  const left = skipped.reduce((sum, [, count]) => sum + count, 0);
  if (view.connections > 0) return [words.noFtp(view.connections, view.packets - left, texts.format), words.namePort];
  const most = skipped.sort((a, b) => b[1] - a[1])[0];
  const none =
    most === undefined || view.packets === 1
      ? words.noTcp
      : words.noTcpBecause(skippedWords(most[0], most[1], texts), left === most[1]);
  return [none, words.rightInterface];
}

/** Shown at most, without -v. */
const SHOWN = 20;

function endWords({ teardown: { kind, rst } }: Connection, { report }: Texts): string {
  const words = report.unclaimed;
  if (kind === 'none') return words.notClosed;
  if (rst === null) return words.closedByFin;
  return kind === 'fin' ? words.finThenRst(rst.frame) : words.closedByRst(rst.frame);
}

/** Columns of a range of frames. */
const RANGE_COLUMNS = 21;

/** TCP connections that look as if they belonged to a session, but to none of this capture. */
export function* unclaimedLines(report: Report, style: ReportStyle): Generator<StyledLine> {
  const { texts } = report;
  const { unclaimed } = report.view;
  if (unclaimed.length === 0) return;
  const words = texts.report.unclaimed;
  const f = texts.format;
  yield heading(words.title, style.width);
  yield* field('', words.about, style.width, { labelColumns: 0, style: 'dim' });
  const shown = style.verbosity > 0 ? unclaimed : unclaimed.slice(0, SHOWN);
  const rows = shown.map((connection) => [
    f.endpoint(connection.initiator),
    f.endpoint(connection.responder),
    frameRange(connection.firstFrame, connection.lastFrame, RANGE_COLUMNS),
    f.bytes(connection.sides.initiator.bytes + connection.sides.responder.bytes),
    endWords(connection, texts),
  ]);
  const { from, to, frames, bytes, end } = words.columns;
  const columns = [
    { title: from },
    { title: to },
    { title: frames },
    { title: bytes, align: 'right' as const },
    { title: end },
  ];
  yield* tableLines(table(columns, rows, style.width - 2), 2);
  if (shown.length < unclaimed.length) yield [span(`  ${words.more(unclaimed.length - shown.length, f)}`, 'dim')];
}

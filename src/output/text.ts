/**
 * The report for people: what was captured, what went wrong, every session with its ladder, its data connections and
 * transfers, findings; at the end how to read it.
 */
import { findingsOfCapture } from '../model/findings.js';
import { asciiLines } from './ascii.js';
import type { Report, ReportStyle } from './format.js';
import { coloured, plain, type StyledLine } from './styles.js';
import { captureLines, nothingFound, unclaimedLines } from './text/capture.js';
import { findingLines } from './text/findings.js';
import { legendLines } from './text/legend.js';
import { overviewLines } from './text/overview.js';
import { sessionLines } from './text/session.js';
import { troubleLines } from './text/trouble.js';

/** Writes line by line: however many sessions there are, only one is held in memory as text. */
export function* renderText(report: Report, style: ReportStyle): Generator<string> {
  const finish = style.color ? coloured : plain;
  let blank = true;
  for (const line of style.ascii ? inAscii(reportLines(report, style), style.width) : reportLines(report, style)) {
    const text = finish(line);
    // Parts ask for an empty line around them; two of them make one.
    if (text === '' && blank) continue;
    blank = text === '';
    yield `${text}\n`;
  }
}

function* inAscii(lines: Iterable<StyledLine>, width: number): Generator<StyledLine> {
  for (const line of lines) yield* asciiLines(line, width);
}

const EMPTY: StyledLine = [];

function* reportLines(report: Report, style: ReportStyle): Generator<StyledLine> {
  const { sessions, view } = report;
  yield* captureLines(report, style);
  yield EMPTY;
  const general = findingsOfCapture(view);
  if (general.length > 0) {
    yield* findingLines(report.texts.report.findings.overAll, general, style, report.texts);
    yield EMPTY;
  }
  if (sessions.length === 0) yield* nothingFound(report, style);
  else {
    yield* troubleLines(report, style);
    yield EMPTY;
    if (sessions.length > 1) yield* overviewLines(report, style);
  }
  for (const session of sessions) {
    yield EMPTY;
    yield* sessionLines(session, report, style);
  }
  yield EMPTY;
  yield* unclaimedLines(report, style);
  if (sessions.length === 0 || style.quiet) return;
  yield EMPTY;
  yield* legendLines(style, report.texts);
}

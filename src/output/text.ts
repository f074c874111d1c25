/**
 * The report for people: what was captured, what went wrong, every session with its ladder, its data connections and
 * transfers, findings; at the end how to read it. Sessions are drawn when they have ended, and wait outside the heap.
 */

import type { Session } from '../ftp/protocol/session.js';
import { LIMITS } from '../limits.js';
import type { Script } from '../text/format.js';
import { asciiLines } from './ascii.js';
import type { Piece, Report, ReportStyle, ReportWriter } from './format.js';
import { Spool, type Unwritten } from './spool.js';
import { coloured, plain, type StyledLine, span } from './styles.js';
import { captureLines, nothingFound, unclaimedLines } from './text/capture.js';
import { findingLines } from './text/findings.js';
import { legendLines, legendPointer } from './text/legend.js';
import { overviewLines, overviewRow } from './text/overview.js';
import { sessionLines } from './text/session.js';
import { troubleLines } from './text/trouble.js';

const EMPTY: StyledLine = [];

type OverviewRow = { readonly number: number; readonly cells: readonly string[] };

export class TextWriter implements ReportWriter {
  readonly #sessions = new Spool();
  /** Rows of the table of sessions, in order of their ends. */
  readonly #overview: OverviewRow[] = [];

  constructor(private readonly style: ReportStyle) {}

  ended(session: Session, report: Report): Iterable<string> {
    const { number } = session.control;
    this.#sessions.add(number, this.#drawn(sessionLines(session, report, this.style), report.texts.script));
    if (this.#overview.length < LIMITS.overviewRows)
      this.#overview.push({ number, cells: overviewRow(session, report) });
    return [];
  }

  *end(report: Report): Iterable<Piece> {
    yield* this.#drawn(this.#head(report), report.texts.script);
    for (const key of this.#sessions.keys()) {
      yield '\n';
      yield* this.#sessions.read(key);
    }
    const tail = [...this.#drawn(this.#tail(report), report.texts.script)];
    if (tail.length > 0) yield '\n';
    yield* tail;
  }

  get unwritten(): Unwritten | null {
    return this.#sessions.unwritten;
  }

  close(): void {
    this.#sessions.close();
  }

  *#head(report: Report): Generator<StyledLine> {
    const { view, whole, texts } = report;
    const { style } = this;
    yield* captureLines(report, style);
    if (whole.reported > 0 && !style.quiet) yield* legendPointer(style, texts);
    yield EMPTY;
    const general = whole.findings(view.unclaimed);
    if (general.length > 0) {
      yield* findingLines(texts.report.findings.overAll, general, style, texts);
      yield EMPTY;
    }
    if (whole.reported > 0 || whole.trouble(view.unclaimed).length > 0) yield* troubleLines(report, style);
    if (whole.reported === 0) {
      yield EMPTY;
      yield* nothingFound(report, style);
    }
    if (whole.reported < 2) return;
    yield EMPTY;
    const rows = this.#overview.sort((a, b) => a.number - b.number).map(({ cells }) => cells);
    yield* overviewLines(rows, report, style);
    const more = whole.reported - rows.length;
    if (more > 0) yield [span(texts.report.overview.more(more, texts.format), 'dim')];
  }

  *#tail(report: Report): Generator<StyledLine> {
    yield* unclaimedLines(report, this.style);
    if (report.whole.reported === 0 || this.style.quiet) return;
    yield EMPTY;
    yield* legendLines(this.style, report.texts);
  }

  /** Lines as text, in ASCII and colour as wanted. Parts ask for an empty line around them: two of them make one. */
  *#drawn(lines: Iterable<StyledLine>, script: Script): Generator<string> {
    const { ascii, width, color } = this.style;
    const finish = color ? coloured : plain;
    let blank = true;
    let waiting = false;
    for (const line of lines)
      for (const one of ascii ? asciiLines(line, width, script) : [line]) {
        const text = finish(one);
        if (text === '') {
          waiting = !blank;
          continue;
        }
        if (waiting) yield '\n';
        blank = false;
        waiting = false;
        yield `${text}\n`;
      }
  }
}

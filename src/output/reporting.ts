/** A report on its way: sessions go in as they change and end, text comes out as soon as the format has it. */
import type { Session } from '../ftp/protocol/session.js';
import { WholeCapture } from '../model/wholeCapture.js';
import type { Format, Piece, Report, ReportStyle, ReportWriter } from './format.js';
import type { Unwritten } from './spool.js';

/** What the caller knows of the capture. */
export type Reported = Omit<Report, 'whole'>;

export class Reporting {
  readonly whole = new WholeCapture();
  readonly #writer: ReportWriter;

  /** @param wanted the sessions that are reported (`--session`, `--session-filter`) */
  constructor(
    { open }: Format,
    style: ReportStyle,
    private readonly wanted: (session: Session) => boolean = () => true,
  ) {
    this.#writer = open(style);
  }

  /** The format reports as facts are learned: `learned` is worth calling. */
  get live(): boolean {
    return this.#writer.learned !== undefined;
  }

  /** See `ReportWriter.unwritten`. */
  get unwritten(): Unwritten | null {
    return this.#writer.unwritten ?? null;
  }

  /** What is new of sessions that have changed. */
  *learned(sessions: Iterable<Session>, reported: Reported): Iterable<string> {
    const report = this.#report(reported);
    for (const session of sessions)
      if (this.wanted(session) && session.captureEnd === undefined)
        yield* this.#writer.learned?.(session, report) ?? [];
  }

  /** A session has ended; it can be let go when all of this has been taken. Each once. */
  *ended(session: Session, reported: Reported): Iterable<string> {
    const wanted = this.wanted(session);
    this.whole.add(session, wanted);
    if (wanted) yield* this.#writer.ended(session, this.#report(reported));
  }

  /** The capture has ended, and every session was given to `ended`. */
  end(reported: Reported): Iterable<Piece> {
    return this.#writer.end(this.#report(reported));
  }

  close(): void {
    this.#writer.close();
  }

  #report(reported: Reported): Report {
    return { ...reported, whole: this.whole };
  }
}

/** A whole report on sessions that are all at hand. */
export function* renderReport(
  format: Format,
  style: ReportStyle,
  reported: Reported,
  sessions: Iterable<Session>,
): Iterable<string> {
  const reporting = new Reporting(format, style);
  try {
    for (const session of sessions) yield* reporting.ended(session, reported);
    for (const piece of reporting.end(reported)) yield String(piece);
  } finally {
    reporting.close();
  }
}

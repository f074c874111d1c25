/** Where a capture shows what is explained: rows of its ladders and its findings, while its sessions end. */
import type { Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { isWhole, repliesShow } from '../coverage.js';
import type { Explanation } from '../explain/explanation.js';
import { explain } from '../explain.js';
import type { Finding } from '../findings/finding.js';
import { findingsOf } from '../findings.js';
import { buildLadder } from '../ladder.js';
import type { LadderRow } from '../rows.js';
import type { Section } from './section.js';

export type CitedRow = { readonly session: number; readonly row: LadderRow; readonly explanation: Explanation };
export type CitedFinding = { readonly session: number | null; readonly finding: Finding };

/** What of a capture is about one section. */
export type Citation = {
  readonly section: Section;
  /** The first ones; `count` is how many there are. */
  readonly rows: readonly CitedRow[];
  readonly count: number;
  readonly findings: readonly CitedFinding[];
  /** Sessions that were looked at, and those of them that the capture does not have whole: what they do not show may have been. */
  readonly sessions: number;
  readonly partial: readonly number[];
};

type Mutable = {
  section: Section;
  rows: CitedRow[];
  count: number;
  findings: CitedFinding[];
  sessions: number;
  partial: number[];
};

export class Citations {
  readonly #all: readonly Mutable[];

  constructor(sections: readonly Section[]) {
    this.#all = sections.map((section) => ({ section, rows: [], count: 0, findings: [], sessions: 0, partial: [] }));
  }

  /** Each session once, when nothing of it changes any more. */
  add(session: Session): void {
    const rows = this.#all.some(({ section }) => section.shows !== null) ? buildLadder(session) : [];
    if (this.#all.some(({ section }) => section.finding !== null)) this.addFindings(session.id, findingsOf(session));
    for (const one of this.#all) {
      const { section } = one;
      one.sessions++;
      if (!isCovered(section, session) && one.partial.length < LIMITS.citedRows) one.partial.push(session.id);
      for (const row of section.shows === null ? [] : rows) {
        if (section.shows?.(row, session) !== true) continue;
        one.count++;
        if (one.rows.length < LIMITS.citedRows)
          one.rows.push({ session: session.id, row, explanation: explain(row, session) });
      }
    }
  }

  /** Findings of a session, or of the whole capture (null). */
  addFindings(session: number | null, findings: readonly Finding[]): void {
    for (const one of this.#all)
      for (const finding of findings)
        if (finding.code === one.section.finding) {
          one.count++;
          if (one.findings.length < LIMITS.citedRows) one.findings.push({ session, finding });
        }
  }

  get all(): readonly Citation[] {
    return this.#all;
  }
}

/** Would the capture show it, had it been in this session? */
function isCovered({ needs }: Section, session: Session): boolean {
  const { control, tls, dataConnections } = session;
  if (control.handshake.syn === null || !repliesShow(session)) return false;
  if (needs === 'dialogue') return tls === null || tls.decrypted;
  return dataConnections.every(
    ({ connection, outcome }) => outcome !== 'not-captured' && (connection === null || isWhole(connection)),
  );
}

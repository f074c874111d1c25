/**
 * The lines that tie a announcement to the SYN that keeps it, drawn to the right of the ladder:
 *
 *     PORT ... ─▶ 21 │─╮ ①
 *     200 ...     21 │ │
 *     SYN ═════   20 ┆◀╯ ①
 *
 * Announcements that wait at the same time have lanes of their own. Pure.
 */
import type { LadderRow } from '../../model/rows.js';
import type { Sliced } from '../../model/sliced.js';

/** More announcements than this at once are drawn without a line. */
const MOST_LANES = 3;
const LANE_COLUMNS = 2;

export type Lanes = {
  /** Columns that all lanes take; 0 where no announcement waits longer than its own row. */
  readonly columns: number;
  /** The part of each row. */
  readonly parts: readonly string[];
};

type Tie = { readonly from: number; readonly to: number; lane: number };

/** What is made in one row and kept, or found broken, in a later one. */
function tiesOf(rows: readonly LadderRow[]): Tie[] {
  const made = new Map<number, number>();
  const ties: Tie[] = [];
  for (let i = 0; i < rows.length; i++) {
    const announcement = rows[i]!.announcement;
    if (announcement === null) continue;
    if (announcement.role === 'made') {
      made.set(announcement.number, i);
      continue;
    }
    const from = made.get(announcement.number);
    if (from === undefined) continue;
    made.delete(announcement.number);
    ties.push({ from, to: i, lane: -1 });
  }
  return ties.sort((a, b) => a.from - b.from);
}

/** Ties that are drawn in one step. */
const STEP = 1024;

/** Made in short steps: a ladder may have a million rows. */
export function* lanesSliced(rows: readonly LadderRow[]): Sliced<Lanes> {
  const ties = tiesOf(rows);
  yield 0.1;
  const busyUntil: number[] = [];
  for (const tie of ties) {
    let lane = 0;
    while (lane < MOST_LANES && (busyUntil[lane] ?? -1) >= tie.from) lane++;
    if (lane === MOST_LANES) continue;
    tie.lane = lane;
    busyUntil[lane] = tie.to;
  }
  yield 0.2;
  const columns = busyUntil.length * LANE_COLUMNS;
  const blank = ' '.repeat(columns);
  const parts = new Array<string>(rows.length).fill(blank);
  for (let t = 0; t < ties.length; t++) {
    const tie = ties[t]!;
    if (t % STEP === 0) yield 0.2 + (0.4 * t) / ties.length;
    if (tie.lane < 0) continue;
    const at = tie.lane * LANE_COLUMNS + 1;
    for (let i = tie.from + 1; i < tie.to; i++) parts[i] = put(parts[i]!, at, '│');
  }
  // Corners last: they cross the lanes that lie between them and the ladder.
  for (let t = 0; t < ties.length; t++) {
    const { lane, from, to } = ties[t]!;
    if (t % STEP === 0) yield 0.6 + (0.4 * t) / ties.length;
    if (lane < 0) continue;
    const at = lane * LANE_COLUMNS + 1;
    parts[from] = corner(parts[from]!, at, '╮', '─');
    parts[to] = corner(parts[to]!, at, '╯', '◀');
  }
  return { columns, parts };
}

const put = (part: string, at: number, sign: string): string => part.slice(0, at) + sign + part.slice(at + 1);

function corner(part: string, at: number, sign: string, first: string): string {
  let out = first;
  for (let i = 1; i < at; i++) out += part[i] === '│' ? '┼' : '─';
  return out + sign + part.slice(at + 1);
}

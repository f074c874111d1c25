/**
 * One data connection as a lesson: the rows of the ladder that belong to its ten steps, one after the other, each with its
 * step, the sequence numbers named by letters, and what was left out between them.
 */
import type { DataConnection, Session } from '../ftp/protocol/session.js';
import type { LadderFact } from './ladder/codes.js';
import { say } from './ladder/say.js';
import type { LadderRow } from './rows.js';
import { stepOfRow } from './steps.js';

/** Rows that belong together: how a connection is opened, and how it is closed (RFC 9293 §3.5, §3.6). */
export type LessonGroup = 'handshake' | 'close';

/** A number that a letter stands for: the first sequence number of a side, or that of its FIN. */
export type Letter = { readonly letter: string; readonly value: number };

export type LessonRow = {
  readonly row: LadderRow;
  /** 1 to 10. */
  readonly step: number | null;
  readonly group: LessonGroup | null;
  readonly place: 'first' | 'middle' | 'last' | 'only';
  /** The letters of the row's group so far. */
  readonly letters: readonly Letter[];
  /** Rows of the ladder between the row before and this one that are no part of the lesson. */
  readonly omitted: number;
};

/** The rows of one data connection's lesson, of the session's `rows` in order. */
export function lessonOf(session: Session, data: DataConnection, rows: readonly LadderRow[]): LessonRow[] {
  const lesson: LessonRow[] = [];
  let omitted = 0;
  const lettersOf = new Map<string, Letter[]>();
  for (const row of rows) {
    if (row.kind === 'section') continue;
    if (!belongs(row, data)) {
      omitted++;
      continue;
    }
    const group = groupOf(row);
    const key = `${group} ${row.dataConnection === null ? 'control' : 'data'}`;
    const letters = lettersOf.get(key) ?? [];
    lettersOf.set(key, letters);
    const label = group === null ? row.label : numbered(row, group, letters);
    lesson.push({
      row: { ...row, label },
      step: stepIn(row, session),
      group,
      place: 'only',
      letters: [...letters],
      omitted,
    });
    omitted = 0;
  }
  return lesson.map((one, i) => ({ ...one, place: placeOf(lesson, i) }));
}

/** Of the dialogue, only the announcement is a step of its own: a transfer command comes before its data, its reply after. */
function stepIn(row: LadderRow, session: Session): number | null {
  const step = stepOfRow(row, session)?.number ?? null;
  return row.exchange !== null && step !== 4 ? null : step;
}

/** A row of the data connection itself, of its announcement or of its transfer. */
export function isOf({ dataConnection, exchange }: LadderRow, data: DataConnection): boolean {
  if (dataConnection !== null) return dataConnection === data;
  return exchange !== null && (exchange === data.exchange || exchange === data.transfer?.exchange);
}

/** ... or of the control connection's handshake and close. */
const belongs = (row: LadderRow, data: DataConnection): boolean =>
  isOf(row, data) ||
  (row.dataConnection === null && row.exchange === null && (row.kind === 'handshake' || row.kind === 'teardown'));

function groupOf({ kind, entry }: LadderRow): LessonGroup | null {
  if (kind === 'handshake') return 'handshake';
  return kind === 'teardown' && entry?.kind !== 'rst' ? 'close' : null;
}

const inGroup = (a: LessonRow | undefined, b: LessonRow): boolean =>
  a !== undefined && a.group !== null && a.group === b.group && a.row.connection === b.row.connection;

function placeOf(rows: readonly LessonRow[], at: number): LessonRow['place'] {
  const one = rows[at]!;
  const before = inGroup(rows[at - 1], one);
  const after = inGroup(rows[at + 1], one);
  return before ? (after ? 'middle' : 'last') : after ? 'first' : 'only';
}

/** The letters of a handshake are x and y, those of a close u and v: the first for the side that begins. */
const LETTERS: Readonly<Record<LessonGroup, readonly string[]>> = { handshake: ['x', 'y'], close: ['u', 'v'] };

/** The label with letters for sequence numbers; the row's own where it has none, or repeats an earlier one. */
function numbered({ entry, label }: LadderRow, group: LessonGroup, letters: Letter[]): LadderFact {
  if (entry === null || entry.retransmissions > 0) return label;
  const own = (): string => {
    // A segment with SYN or FIN takes a number of its own (RFC 9293 §3.4); data before a FIN comes first.
    const value = entry.kind === 'fin' ? (entry.seq + entry.bytes) % 2 ** 32 : entry.seq;
    const known = letters.find((one) => one.value === value);
    if (known) return known.letter;
    const letter = LETTERS[group][letters.length] ?? '?';
    letters.push({ letter, value });
    return letter;
  };
  /** What is acknowledged: the number after a letter's. */
  const acknowledged = (): string | null => {
    const one = letters.find(({ value }) => (value + 1) % 2 ** 32 === entry.ack);
    return one ? `${one.letter}+1` : null;
  };
  switch (label.code) {
    case 'syn':
      return say('syn-numbered', { seq: own() });
    case 'syn-ack': {
      const ack = acknowledged();
      return ack === null ? label : say('syn-ack-numbered', { seq: own(), ack });
    }
    case 'fin':
      return say('fin-numbered', { seq: own(), ack: acknowledged() });
    case 'ack':
    case 'ack-of-fin': {
      const ack = acknowledged();
      return ack === null ? label : say('ack-numbered', { ack });
    }
    default:
      return label;
  }
}

/** The steps of the last row and of the rows shown before it in its group. */
export function currentSteps(rows: readonly LessonRow[], shown: number): number[] {
  const steps: number[] = [];
  for (let i = shown - 1; i >= 0; i--) {
    const { step, place, group } = rows[i]!;
    if (step !== null && !steps.includes(step)) steps.push(step);
    if (group === null || place === 'first' || place === 'only') break;
  }
  return steps;
}

/** The data connection that a lesson begins with: the first with a transfer, else the first. */
export const firstLesson = ({ dataConnections }: Session): DataConnection | null =>
  dataConnections.find(({ transfer, connection }) => transfer !== null && connection !== null) ??
  dataConnections[0] ??
  null;

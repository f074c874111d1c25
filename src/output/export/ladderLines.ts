/** A session's ladder as exports draw it: each row with who sends to whom, in words that are ready to be shown. */
import type { Session } from '../../ftp/protocol/session.js';
import { buildLadder } from '../../model/ladder.js';
import { isOf } from '../../model/lesson.js';
import type { LadderRow, RowKind, Tone } from '../../model/rows.js';
import type { Texts } from '../../text/texts.js';
import { labelOf, remarkOf } from '../ladder/rowText.js';

/** A lifeline: the client left, the server in the middle, a third host (FXP, bounce) right. */
export type Place = 'client' | 'server' | 'third';

export type LadderLine = {
  readonly row: LadderRow;
  readonly kind: RowKind;
  /** '42', or '42–103' for a run; null for headings and notes without a frame. */
  readonly frames: string | null;
  readonly timeNs: number | null;
  /** From the row before that has a time. */
  readonly deltaNs: number | null;
  /** Null for headings and notes, which belong to no arrow. */
  readonly arrow: {
    readonly from: Place;
    readonly to: Place;
    readonly fromPort: number | null;
    readonly toPort: number | null;
  } | null;
  /** Wire text in it is escaped. */
  readonly label: string;
  /** '' without. */
  readonly remark: string;
  readonly tone: Tone | null;
  /** The id of the data connection; null on the control connection. */
  readonly dataConnection: string | null;
};

/** @param transfer the id of the data connection whose rows, and those of its commands, are wanted alone */
export function ladderLines(session: Session, texts: Texts, transfer: string | null = null): LadderLine[] {
  let previous: number | null = null;
  const data = session.dataConnections.find(({ id }) => id === transfer) ?? null;
  const rows = buildLadder(session).filter((row) => data === null || isOf(row, data));
  return rows.map((row) => {
    const line = ladderLine(row, previous, texts);
    previous = row.timeNs ?? previous;
    return line;
  });
}

/** @param previousNs time of the row before that has one */
export function ladderLine(row: LadderRow, previousNs: number | null, texts: Texts): LadderLine {
  const { timeNs } = row;
  return {
    row,
    kind: row.kind,
    frames: framesOf(row),
    timeNs,
    deltaNs: timeNs === null || previousNs === null ? null : timeNs - previousNs,
    arrow: arrowOf(row),
    label: labelOf(row, texts),
    remark: remarkOf(row, texts),
    tone: row.tone,
    dataConnection: row.dataConnection?.id ?? null,
  };
}

function framesOf({ firstFrame, lastFrame }: LadderRow): string | null {
  if (firstFrame === null) return null;
  return lastFrame === null || lastFrame === firstFrame ? String(firstFrame) : `${firstFrame}–${lastFrame}`;
}

function arrowOf({ heading, thirdHost, clientPort, serverPort }: LadderRow): LadderLine['arrow'] {
  if (heading === null) return null;
  const peer: Place = thirdHost === null ? 'client' : 'third';
  return heading === 'to-server'
    ? { from: peer, to: 'server', fromPort: clientPort, toPort: serverPort }
    : { from: 'server', to: peer, fromPort: serverPort, toPort: clientPort };
}

/** Addresses of the hosts that stand in the client's place on some row. */
export const thirdHostsOf = (lines: readonly LadderLine[]): string[] => [
  ...new Set(lines.flatMap(({ row }) => (row.thirdHost === null ? [] : [row.thirdHost]))),
];

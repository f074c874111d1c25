/** Numbers of a segment as people teach them: sequence numbers from 0 on, the window in bytes. */
import { seqAhead } from '../tcp/seq.js';
import { type Connection, type JournalEntry, otherSide, type SynOptions } from '../tcp/types.js';

export type SegmentDetails = {
  /** Relative to the initial sequence numbers of either side. */
  readonly seq: number;
  /** null: the segment acknowledges nothing, or the other side's SYN is not in this capture. */
  readonly ack: number | null;
  /** In bytes (RFC 7323 §2.3); null: it is not known how it is scaled. */
  readonly window: number | null;
  /** Of a SYN. */
  readonly options: SynOptions | null;
};

const ACK = 0x10;
const LARGEST_SCALE = 14;

/** null: the sender's SYN is not in this capture, or the entry is no segment. */
export function segmentDetails(entry: JournalEntry, { sides }: Connection): SegmentDetails | null {
  const me = sides[entry.from];
  const other = sides[otherSide(entry.from)];
  if (me.initialSeq === null) return null;
  const acknowledges = (entry.flags & ACK) !== 0 && other.initialSeq !== null;
  const isSyn = entry.kind === 'syn' || entry.kind === 'syn-ack';
  return {
    seq: seqAhead(me.initialSeq, entry.seq),
    ack: acknowledges ? seqAhead(other.initialSeq!, entry.ack) : null,
    window: isSyn ? entry.window : scaled(entry.window, me.options, other.options),
    options: isSyn ? me.options : null,
  };
}

/** RFC 7323 §2.2: scaled where both sides offered it. */
function scaled(window: number, me: SynOptions | null, other: SynOptions | null): number | null {
  if (me === null || other === null) return null;
  if (me.windowScale === null || other.windowScale === null) return window;
  return window * 2 ** Math.min(me.windowScale, LARGEST_SCALE);
}

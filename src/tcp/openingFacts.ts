/** What the handshake says beside that the connection is open. */
import type { Segment } from '../wire/segment.js';
import type { JournalEntry, Side, SynOptions } from './types.js';

/** MSS in the low 16 bits, then whether there is one, the window scale and whether there is one, SACK, timestamps. */
const HAS_MSS = 1 << 16;
const SCALE_SHIFT = 17;
const HAS_SCALE = 1 << 25;
const SACK = 1 << 26;
const TIMESTAMPS = 1 << 27;

/** Options of a SYN or SYN+ACK as one number, not below 0. */
export function packedOptions({ mss, windowScale, sackPermitted, timestamps }: Segment): number {
  return (
    (mss < 0 ? 0 : mss | HAS_MSS) |
    (windowScale < 0 ? 0 : (windowScale << SCALE_SHIFT) | HAS_SCALE) |
    (sackPermitted ? SACK : 0) |
    (timestamps ? TIMESTAMPS : 0)
  );
}

export const unpackedOptions = (packed: number): SynOptions => ({
  mss: (packed & HAS_MSS) === 0 ? null : packed & 0xffff,
  windowScale: (packed & HAS_SCALE) === 0 ? null : (packed >> SCALE_SHIFT) & 0xff,
  sackPermitted: (packed & SACK) !== 0,
  timestamps: (packed & TIMESTAMPS) !== 0,
});

/** The handshake's round trips, each from the capture to one side and back; null: not in this capture. */
export type HandshakeTimes = {
  /** From the SYN to the SYN+ACK. */
  readonly toResponderNs: number | null;
  /** From the SYN+ACK to its ACK. */
  readonly toInitiatorNs: number | null;
};

/** Segments that were repeated measure nothing: the last SYN before the SYN+ACK, and the first ACK after the last SYN+ACK count. */
export function handshakeTimes(journal: readonly JournalEntry[]): HandshakeTimes {
  const synAck = journal.find(({ kind }) => kind === 'syn-ack');
  if (synAck === undefined) return { toResponderNs: null, toInitiatorNs: null };
  const syn = journal.findLast(({ kind, timeNs }) => kind === 'syn' && timeNs <= synAck.timeNs);
  const again = journal.some(({ kind, retransmissions }) => kind === 'syn-ack' && retransmissions > 0);
  const ack = journal.find(
    ({ kind, from, timeNs }) => from !== synAck.from && kind !== 'syn' && timeNs >= synAck.timeNs,
  );
  return {
    toResponderNs: syn === undefined ? null : synAck.timeNs - syn.timeNs,
    toInitiatorNs: ack === undefined || again ? null : ack.timeNs - synAck.timeNs,
  };
}

/** From the capture to a side and back; 0 where the handshake does not show it. */
export function wayToNs(journal: readonly JournalEntry[], side: Side): number {
  const { toResponderNs, toInitiatorNs } = handshakeTimes(journal);
  return Math.max(0, (side === 'responder' ? toResponderNs : toInitiatorNs) ?? 0);
}

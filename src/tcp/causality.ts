/**
 * What TCP segments say of the order in which they were sent (RFC 9293 §3.4): who acknowledges a byte has it, and what
 * continues a stream comes after what it continues.
 */
import type { Packet } from '../capture/packet.js';
import type { Causality } from '../capture/timesBack.js';
import { Decoder } from '../wire/decoder.js';
import { ACK, FIN, type Segment, SYN, type Tuple } from '../wire/segment.js';
import { seqAdd, seqDistance, seqFrom } from './seq.js';

/** What counts of a segment. */
export type SegmentTrace = Tuple & {
  readonly seq: number;
  /** After its last byte; SYN and FIN count as one each. */
  readonly end: number;
  /** null: no ACK flag. */
  readonly ack: number | null;
};

/** Segments of a connection that lie further apart are of two connections with the same ports: their numbers do not say. */
const FAR_BYTES = 0x0100_0000;

export function segmentCausality(): Causality<SegmentTrace> {
  let found: SegmentTrace | null = null;
  const decoder = new Decoder({
    segment: (segment: Segment) => {
      found ??= traceOf(segment);
    },
    icmpError: () => {},
  });
  return {
    trace(packet: Packet) {
      found = null;
      decoder.decode(packet, 0);
      return found;
    },
    order,
    repeats: (one, other) =>
      isSameWay(one, other) && seqDistance(other.seq, one.seq) >= 0 && near(one.seq, other.end) > 0,
  };
}

const hasFlag = (flags: number, flag: number): number => ((flags & flag) === 0 ? 0 : 1);

function traceOf(segment: Segment): SegmentTrace {
  const { family, src0, src1, src2, src3, dst0, dst1, dst2, dst3, srcPort, dstPort, flags, payloadBytes } = segment;
  const seq = seqFrom(segment.seq);
  return {
    ...{ family, src0, src1, src2, src3, dst0, dst1, dst2, dst3, srcPort, dstPort, seq },
    end: seqAdd(seq, payloadBytes + hasFlag(flags, SYN) + hasFlag(flags, FIN)),
    ack: (flags & ACK) === 0 ? null : seqFrom(segment.ack),
  };
}

/** How far `to` lies ahead of `from`; 0 where that is too far to mean anything. */
function near(from: number, to: number): number {
  const distance = seqDistance(from, to);
  return Math.abs(distance) > FAR_BYTES ? 0 : distance;
}

function order(one: SegmentTrace, other: SegmentTrace): number {
  if (isSameWay(one, other))
    return (
      near(one.seq, other.seq) ||
      near(one.end, other.end) ||
      (one.ack === null || other.ack === null ? 0 : near(one.ack, other.ack))
    );
  if (!isOtherWay(one, other)) return 0;
  return (acknowledges(other, one) ? 1 : 0) - (acknowledges(one, other) ? 1 : 0);
}

/** Does the segment acknowledge all that the other one, of the other direction, brought? */
function acknowledges({ ack }: SegmentTrace, { seq, end }: SegmentTrace): boolean {
  if (ack === null || seqDistance(seq, end) === 0) return false;
  const ahead = seqDistance(end, ack);
  return ahead >= 0 && ahead <= FAR_BYTES;
}

const isSameWay = (a: Tuple, b: Tuple): boolean =>
  a.srcPort === b.srcPort &&
  a.dstPort === b.dstPort &&
  a.family === b.family &&
  a.src0 === b.src0 &&
  a.src1 === b.src1 &&
  a.src2 === b.src2 &&
  a.src3 === b.src3 &&
  a.dst0 === b.dst0 &&
  a.dst1 === b.dst1 &&
  a.dst2 === b.dst2 &&
  a.dst3 === b.dst3;

const isOtherWay = (a: Tuple, b: Tuple): boolean =>
  a.srcPort === b.dstPort &&
  a.dstPort === b.srcPort &&
  a.family === b.family &&
  a.src0 === b.dst0 &&
  a.src1 === b.dst1 &&
  a.src2 === b.dst2 &&
  a.src3 === b.dst3 &&
  a.dst0 === b.src0 &&
  a.dst1 === b.src1 &&
  a.dst2 === b.src2 &&
  a.dst3 === b.src3;

/**
 * The segments of the connections of FTP sessions, one by one: what a comparison of two places of one path needs. Pure
 * acknowledgments are not kept: devices join them.
 */
import { LIMITS } from '../../limits.js';
import { seqAhead } from '../../tcp/seq.js';
import type { Connection, Side } from '../../tcp/types.js';
import { formatAddress } from '../../wire/address.js';
import { ACK, FIN, RST, type Segment, SYN } from '../../wire/segment.js';
import type { PacketKind } from './codes.js';

export type Kept = {
  readonly frame: number;
  readonly timeNs: number;
  readonly from: Side;
  readonly kind: PacketKind;
  readonly seq: number;
  readonly bytes: number;
  readonly ttl: number;
};

export class SegmentTrace {
  readonly #of = new Map<Connection, Kept[]>();
  #count = 0;
  /** Segments that were not kept. */
  dropped = 0;

  /** A segment of a connection, in order of frames. */
  add(segment: Segment, connection: Connection): void {
    const kind = kindOf(segment);
    if (kind === null) return;
    if (this.#count >= LIMITS.comparedSegments) {
      this.dropped++;
      return;
    }
    this.#count++;
    const { frame, timeNs, seq, payloadBytes: bytes, ttl } = segment;
    const list = this.#of.get(connection);
    const kept: Kept = { frame, timeNs, from: sideOf(segment, connection), kind, seq, bytes, ttl };
    if (list === undefined) this.#of.set(connection, [kept]);
    else list.push(kept);
  }

  of(connection: Connection): readonly Kept[] {
    return this.#of.get(connection) ?? [];
  }
}

function kindOf({ flags, payloadBytes }: Segment): PacketKind | null {
  if (flags & RST) return 'rst';
  if (flags & SYN) return flags & ACK ? 'syn-ack' : 'syn';
  if (flags & FIN) return 'fin';
  return payloadBytes > 0 ? 'data' : null;
}

function sideOf(segment: Segment, { initiator, responder }: Connection): Side {
  const { srcPort, family, src0, src1, src2, src3 } = segment;
  if (initiator.port !== responder.port) return srcPort === initiator.port ? 'initiator' : 'responder';
  return formatAddress(family, src0, src1, src2, src3) === initiator.address ? 'initiator' : 'responder';
}

/** Bytes of a side's stream that its segments carry, as [from, to) after the initial sequence number, in order, joined. */
export function rangesOf(
  segments: readonly Kept[],
  from: Side,
  initialSeq: number,
): readonly (readonly [number, number])[] {
  const all = segments
    .filter((one) => one.from === from && one.bytes > 0)
    .map(({ seq, bytes }): [number, number] => {
      const start = seqAhead(initialSeq, seq) - 1;
      return [start, start + bytes];
    })
    .sort((a, b) => a[0] - b[0]);
  const joined: [number, number][] = [];
  for (const range of all) {
    const last = joined.at(-1);
    if (last !== undefined && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else joined.push([...range]);
  }
  return joined;
}

/** What `one` has and `other` has not. */
export function without(
  one: readonly (readonly [number, number])[],
  other: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const left: (readonly [number, number])[] = [];
  let at = 0;
  for (const [from, to] of one) {
    let start = from;
    while (at < other.length && other[at]![1] <= start) at++;
    for (let i = at; i < other.length && other[i]![0] < to; i++) {
      if (other[i]![0] > start) left.push([start, other[i]![0]]);
      start = Math.max(start, other[i]![1]);
    }
    if (start < to) left.push([start, to]);
  }
  return left;
}

/** Which packets belong to one TCP connection: found by decoding the packets that are held. */
import type { Packet } from '../../capture/packet.js';
import { LIMITS } from '../../limits.js';
import type { Sliced } from '../../model/sliced.js';
import type { Connection, JournalEntry } from '../../tcp/types.js';
import { formatAddress } from '../../wire/address.js';
import { Decoder } from '../../wire/decoder.js';
import type { Segment } from '../../wire/segment.js';
import type { Context } from './context.js';
import type { PacketStore } from './packetStore.js';

/** One segment of a packet, as far as lists show it. */
export type SegmentFacts = {
  readonly frame: number;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly flags: number;
  readonly seq: number;
  readonly ack: number;
  readonly window: number;
  readonly payloadBytes: number;
};

/** Packets that one key looks at before it gives up. */
const MOST_PACKETS = 200_000;

let seen: Segment | undefined;
const decoder = new Decoder({
  segment: (segment) => {
    seen = segment;
  },
  icmpError: () => {},
});

/** The segment that a packet carries, borrowed until the next call; undefined where it carries none. */
function segmentOf(packet: Packet): Segment | undefined {
  seen = undefined;
  decoder.decode(packet, 0);
  return seen;
}

/** Where a packet's TCP payload begins; 0 where that cannot be reported, as in fragments. */
export function payloadStart(packet: Packet): number {
  const segment = segmentOf(packet);
  return segment && segment.bytes.buffer === packet.bytes.buffer ? segment.payloadStart : 0;
}

export function segmentFacts(packet: Packet): SegmentFacts | undefined {
  const s = segmentOf(packet);
  if (!s) return undefined;
  return {
    frame: packet.frame,
    source: formatAddress(s.family, s.src0, s.src1, s.src2, s.src3),
    destination: formatAddress(s.family, s.dst0, s.dst1, s.dst2, s.dst3),
    sourcePort: s.srcPort,
    destinationPort: s.dstPort,
    flags: s.flags,
    seq: s.seq,
    ack: s.ack,
    window: s.window,
    payloadBytes: s.payloadBytes,
  };
}

/** A segment as a journal has it, had it a row of its own. */
export function entryOf(
  facts: SegmentFacts,
  { initiator }: Connection,
  timeNs: number,
  isRepeated: boolean,
): JournalEntry {
  const { frame, flags, seq, ack, window, payloadBytes } = facts;
  return {
    kind: payloadBytes > 0 ? 'data' : 'pure-ack',
    from: facts.source === initiator.address && facts.sourcePort === initiator.port ? 'initiator' : 'responder',
    ...{ firstFrame: frame, lastFrame: frame, timeNs, lastTimeNs: timeNs, flags, seq, ack, window },
    ...{ segments: 1, bytes: payloadBytes, acks: 0, retransmissions: isRepeated ? 1 : 0, acknowledgesFin: false },
  };
}

const sameConnection = (a: SegmentFacts, s: Segment): boolean =>
  (s.srcPort === a.sourcePort && s.dstPort === a.destinationPort) ||
  (s.srcPort === a.destinationPort && s.dstPort === a.sourcePort);

function sameHosts(a: SegmentFacts, s: Segment): boolean {
  const source = formatAddress(s.family, s.src0, s.src1, s.src2, s.src3);
  const destination = formatAddress(s.family, s.dst0, s.dst1, s.dst2, s.dst3);
  return source === a.source && s.srcPort === a.sourcePort
    ? destination === a.destination && s.dstPort === a.destinationPort
    : source === a.destination && destination === a.source && s.srcPort === a.destinationPort;
}

/** The next (1) or previous (-1) held packet of the connection that `frame` belongs to; null: none. */
export function relatedFrame(context: Context, frame: number, by: 1 | -1): number | null {
  const { packets } = context.input;
  const here = packets.get(frame);
  const facts = here && segmentFacts(here);
  if (!facts) return packets.get(frame + by) ? frame + by : null;
  const end = by > 0 ? Math.min(packets.lastFrame, frame + MOST_PACKETS) : Math.max(1, frame - MOST_PACKETS);
  for (let at = frame + by; by > 0 ? at <= end : at >= end; at += by) {
    const packet = packets.get(at);
    const segment = packet && segmentOf(packet);
    if (segment && sameConnection(facts, segment) && sameHosts(facts, segment)) return at;
  }
  return null;
}

/** Tells the packets of some connections from others, quickly. */
export class ConnectionFilter {
  /** By the sum of the two ports. */
  readonly #wanted = new Map<number, SegmentFacts[]>();

  constructor(connections: readonly Connection[]) {
    for (const connection of connections) {
      const sum = connection.initiator.port + connection.responder.port;
      const same = this.#wanted.get(sum);
      if (same) same.push(endsOf(connection));
      else this.#wanted.set(sum, [endsOf(connection)]);
    }
  }

  takes(packet: Packet): boolean {
    const segment = segmentOf(packet);
    const candidates = segment && this.#wanted.get(segment.srcPort + segment.dstPort);
    return candidates?.some((one) => sameConnection(one, segment!) && sameHosts(one, segment!)) ?? false;
  }
}

const endsOf = ({ initiator, responder }: Connection): SegmentFacts => ({
  frame: 0,
  source: initiator.address,
  sourcePort: initiator.port,
  destination: responder.address,
  destinationPort: responder.port,
  flags: 0,
  seq: 0,
  ack: 0,
  window: 0,
  payloadBytes: 0,
});

/** Packets that are looked at in one step. */
const PACKETS_AT_ONCE = 256;

/** The frames among first..last that carry segments of `connection`, as far as their packets can be had. */
export function* framesOf(
  packets: PacketStore,
  connection: Connection,
  first: number,
  last: number,
): Sliced<Uint32Array<ArrayBuffer>> {
  const wanted = endsOf(connection);
  let found = new Uint32Array(1024);
  let count = 0;
  for (let frame = first; frame <= last && count < LIMITS.ladderSegments; frame++) {
    if ((frame - first) % PACKETS_AT_ONCE === 0) yield (frame - first) / (last - first + 1);
    const packet = packets.get(frame);
    const segment = packet && segmentOf(packet);
    if (!segment || !sameConnection(wanted, segment) || !sameHosts(wanted, segment)) continue;
    if (count === found.length) {
      const larger = new Uint32Array(count * 2);
      larger.set(found);
      found = larger;
    }
    found[count++] = frame;
  }
  return found.slice(0, count);
}

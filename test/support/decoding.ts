/** Runs packets through the decoder and keeps what it said. */
import type { Packet } from '../../src/capture/packet.js';
import { formatAddress } from '../../src/wire/address.js';
import { Decoder } from '../../src/wire/decoder.js';
import type { IcmpError, Segment, Tuple } from '../../src/wire/segment.js';
import { timeNsOf } from './packets.js';

export type Decoded = {
  /** Copies; `bytes` are the captured payload alone. */
  readonly segments: Segment[];
  readonly errors: IcmpError[];
  readonly skipped: Record<string, number>;
  readonly problems: Record<string, number>;
};

export function decodeAll(...packets: readonly Packet[]): Decoded {
  const segments: Segment[] = [];
  const errors: IcmpError[] = [];
  const decoder = new Decoder({
    segment: (s) => segments.push({ ...s, bytes: s.bytes.slice(s.payloadStart, s.payloadEnd) }),
    icmpError: (error) => errors.push(error),
  });
  for (const packet of packets) decoder.decode(packet, timeNsOf(packet));
  return {
    segments,
    errors,
    skipped: Object.fromEntries(decoder.skipped),
    problems: Object.fromEntries(decoder.problems),
  };
}

/** '10.0.0.1:40000 > 10.0.0.2:21'; IPv6 in brackets. */
export function tupleText(t: Tuple): string {
  const end = (address: string, port: number): string =>
    t.family === 4 ? `${address}:${port}` : `[${address}]:${port}`;
  const src = end(formatAddress(t.family, t.src0, t.src1, t.src2, t.src3), t.srcPort);
  return `${src} > ${end(formatAddress(t.family, t.dst0, t.dst1, t.dst2, t.dst3), t.dstPort)}`;
}

export const payloadText = (segment: Segment): string => new TextDecoder().decode(segment.bytes);

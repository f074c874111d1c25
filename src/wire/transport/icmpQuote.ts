/** What ICMP and ICMPv6 errors have in common: the first bytes of the TCP header that they quote. */
import { u16be, u32be } from '../../bytes/integers.js';
import type { Walk } from '../layer.js';
import type { IcmpError, Tuple } from '../segment.js';

/** RFC 792: at least 64 bits of the datagram's data are quoted; of TCP these are ports and sequence number. */
export const QUOTED_TRANSPORT_BYTES = 8;

/** Hands the error on; the caller made sure that eight bytes of TCP are there. */
export function reportTcpError(
  walk: Walk,
  quoted: Tuple,
  b: Uint8Array,
  tcpAt: number,
  error: Pick<IcmpError, 'reporter' | 'type' | 'code' | 'text' | 'prohibited' | 'tooBig' | 'mtu'>,
): void {
  quoted.srcPort = u16be(b, tcpAt);
  quoted.dstPort = u16be(b, tcpAt + 2);
  const { frame, timeNs } = walk.segment;
  walk.icmpError({ ...error, frame, timeNs, family: quoted.family, quoted, seq: u32be(b, tcpAt + 4) });
}

/** ICMP for IPv4, RFC 792: errors that quote a TCP segment explain why a connection failed. */
import { u16be, u32be } from '../../bytes/integers.js';
import { formatAddress } from '../address.js';
import { hex, named } from '../header.js';
import type { Layer, Walk } from '../layer.js';
import { REASON } from '../reasons.js';
import type { Tuple } from '../segment.js';
import { QUOTED_TRANSPORT_BYTES, reportTcpError } from './icmpQuote.js';

const HEADER_BYTES = 8;

/** RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1: type 3. */
const UNREACHABLE = [
  'network unreachable',
  'host unreachable',
  'protocol unreachable',
  'port unreachable',
  'fragmentation needed',
  'source route failed',
  'destination network unknown',
  'destination host unknown',
  'source host isolated',
  'communication with network administratively prohibited',
  'communication with host administratively prohibited',
  'network unreachable for type of service',
  'host unreachable for type of service',
  'communication administratively prohibited',
  'host precedence violation',
  'precedence cutoff in effect',
];
/** RFC 1191 §4: routers that are older leave the MTU 0. */
const FRAGMENTATION_NEEDED = 4;
const NEXT_HOP_MTU = 6;
const PROHIBITED_CODES = new Set([9, 10, 13]);

type ErrorRow = { readonly name: string; readonly codes: readonly string[] };

/** Types that quote the datagram they are about. */
const ERRORS: Readonly<Record<number, ErrorRow>> = {
  3: { name: 'destination unreachable', codes: UNREACHABLE },
  4: { name: 'source quench', codes: ['source quench'] },
  5: { name: 'redirect', codes: ['redirect for network', 'redirect for host'] },
  11: { name: 'time exceeded', codes: ['time to live exceeded', 'fragment reassembly time exceeded'] },
  12: { name: 'parameter problem', codes: ['parameter problem'] },
};

const TYPE_NAMES: Readonly<Record<number, string>> = {
  0: 'echo reply',
  3: 'destination unreachable',
  4: 'source quench',
  5: 'redirect',
  8: 'echo request',
  9: 'router advertisement',
  11: 'time exceeded',
  12: 'parameter problem',
  13: 'timestamp request',
  14: 'timestamp reply',
};

export const icmp: Layer = {
  name: 'Internet Control Message Protocol',
  decode(walk, b, at, end) {
    const row = end - at < HEADER_BYTES ? undefined : ERRORS[b[at]!];
    if (row === undefined || !decodeQuote(walk, row, b, at, end)) walk.skip(REASON.icmp);
  },
  describe(h) {
    const type = h.u8('Type', 0, named(TYPE_NAMES));
    const row = ERRORS[type];
    const code = h.u8('Code', 1, (n) => named({ [n]: row?.codes[n] ?? '' })(n).replace(' ()', ''));
    h.u16('Checksum', 2, hex(4));
    if (type === 3 && code === 4) h.u16('Next-hop MTU', 6);
    h.covers(HEADER_BYTES);
    h.summary(row?.codes[code] ?? TYPE_NAMES[type] ?? `type ${type}, code ${code}`);
  },
  quotes: (b, at, end) => (end - at > HEADER_BYTES && ERRORS[b[at]!] !== undefined ? at + HEADER_BYTES : -1),
};

function decodeQuote(walk: Walk, row: ErrorRow, b: Uint8Array, at: number, end: number): boolean {
  const ip = at + HEADER_BYTES;
  if (end - ip < 20 || b[ip]! >> 4 !== 4) return false;
  const tcpAt = ip + (b[ip]! & 0xf) * 4;
  const isFirstFragment = (u16be(b, ip + 6) & 0x1fff) === 0;
  if (tcpAt < ip + 20 || b[ip + 9] !== 6 || !isFirstFragment || end - tcpAt < QUOTED_TRANSPORT_BYTES) return false;
  const quoted: Tuple = {
    family: 4,
    src0: u32be(b, ip + 12),
    src1: 0,
    src2: 0,
    src3: 0,
    dst0: u32be(b, ip + 16),
    dst1: 0,
    dst2: 0,
    dst3: 0,
    srcPort: 0,
    dstPort: 0,
  };
  const type = b[at]!;
  const code = b[at + 1]!;
  reportTcpError(walk, quoted, b, tcpAt, {
    reporter: formatAddress(4, walk.segment.src0),
    type,
    code,
    text: row.codes[code] ?? row.name,
    prohibited: type === 3 && PROHIBITED_CODES.has(code),
    tooBig: type === 3 && code === FRAGMENTATION_NEEDED,
    mtu: type === 3 && code === FRAGMENTATION_NEEDED ? u16be(b, at + NEXT_HOP_MTU) || null : null,
  });
  return true;
}

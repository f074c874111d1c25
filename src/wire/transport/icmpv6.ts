/** ICMPv6, RFC 4443: errors that quote a TCP segment. */
import { u16be, u32be } from '../../bytes/integers.js';
import { formatAddress } from '../address.js';
import { hex, named } from '../header.js';
import { extensionBytes } from '../ip/extension.js';
import type { Layer, Walk } from '../layer.js';
import { REASON } from '../reasons.js';
import type { Tuple } from '../segment.js';
import { QUOTED_TRANSPORT_BYTES, reportTcpError } from './icmpQuote.js';

const HEADER_BYTES = 8;

/** RFC 4443 §3.2: the MTU follows the checksum. */
const PACKET_TOO_BIG = 2;

/** RFC 4443 §3.1 and RFC 8883: type 1. */
const UNREACHABLE = [
  'no route to destination',
  'communication administratively prohibited',
  'beyond scope of source address',
  'address unreachable',
  'port unreachable',
  'source address failed ingress/egress policy',
  'reject route to destination',
  'error in source routing header',
  'headers too long',
];
const PROHIBITED_CODES = new Set([1, 5, 6]);

type ErrorRow = { readonly name: string; readonly codes: readonly string[] };

const ERRORS: Readonly<Record<number, ErrorRow>> = {
  1: { name: 'destination unreachable', codes: UNREACHABLE },
  2: { name: 'packet too big', codes: ['packet too big'] },
  3: { name: 'time exceeded', codes: ['hop limit exceeded', 'fragment reassembly time exceeded'] },
  4: {
    name: 'parameter problem',
    codes: ['erroneous header field', 'unrecognized next header', 'unrecognized IPv6 option'],
  },
};

const TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'destination unreachable',
  2: 'packet too big',
  3: 'time exceeded',
  4: 'parameter problem',
  128: 'echo request',
  129: 'echo reply',
  130: 'multicast listener query',
  131: 'multicast listener report',
  133: 'router solicitation',
  134: 'router advertisement',
  135: 'neighbor solicitation',
  136: 'neighbor advertisement',
  137: 'redirect',
  143: 'multicast listener report v2',
};

export const icmpv6: Layer = {
  name: 'Internet Control Message Protocol v6',
  decode(walk, b, at, end) {
    const row = end - at < HEADER_BYTES ? undefined : ERRORS[b[at]!];
    if (row === undefined || !decodeQuote(walk, row, b, at, end)) walk.skip(REASON.icmpv6);
  },
  describe(h) {
    const type = h.u8('Type', 0, named(TYPE_NAMES));
    const row = ERRORS[type];
    const code = h.u8('Code', 1, (n) => named({ [n]: row?.codes[n] ?? '' })(n).replace(' ()', ''));
    h.u16('Checksum', 2, hex(4));
    if (type === 2) h.u32('MTU', 4);
    if (row !== undefined) h.covers(HEADER_BYTES);
    h.summary(row?.codes[code] ?? TYPE_NAMES[type] ?? `type ${type}, code ${code}`);
  },
  quotes: (b, at, end) => (end - at > HEADER_BYTES && ERRORS[b[at]!] !== undefined ? at + HEADER_BYTES : -1),
};

const EXTENSIONS = new Set([0, 43, 51, 60, 135, 139, 140]);
const FRAGMENT = 44;

/** Where TCP begins behind the quoted IPv6 header at `ip`, or -1. */
function findTcp(b: Uint8Array, ip: number, end: number): number {
  let next = b[ip + 6]!;
  let at = ip + 40;
  while (end - at >= QUOTED_TRANSPORT_BYTES) {
    if (next === 6) return at;
    const isExtension = EXTENSIONS.has(next);
    const isFirstFragment = next === FRAGMENT && (u16be(b, at + 2) & 0xfff8) === 0;
    if (!isExtension && !isFirstFragment) return -1;
    const size = isExtension ? extensionBytes(next, b[at + 1]!) : 8;
    next = b[at]!;
    at += size;
  }
  return -1;
}

function decodeQuote(walk: Walk, row: ErrorRow, b: Uint8Array, at: number, end: number): boolean {
  const ip = at + HEADER_BYTES;
  if (end - ip < 40 || b[ip]! >> 4 !== 6) return false;
  const tcpAt = findTcp(b, ip, end);
  if (tcpAt < 0) return false;
  const quoted: Tuple = {
    family: 6,
    src0: u32be(b, ip + 8),
    src1: u32be(b, ip + 12),
    src2: u32be(b, ip + 16),
    src3: u32be(b, ip + 20),
    dst0: u32be(b, ip + 24),
    dst1: u32be(b, ip + 28),
    dst2: u32be(b, ip + 32),
    dst3: u32be(b, ip + 36),
    srcPort: 0,
    dstPort: 0,
  };
  const { src0, src1, src2, src3 } = walk.segment;
  const type = b[at]!;
  const code = b[at + 1]!;
  reportTcpError(walk, quoted, b, tcpAt, {
    reporter: formatAddress(6, src0, src1, src2, src3),
    type,
    code,
    text: row.codes[code] ?? row.name,
    prohibited: type === 1 && PROHIBITED_CODES.has(code),
    tooBig: type === PACKET_TOO_BIG,
    mtu: type === PACKET_TOO_BIG ? u32be(b, at + 4) : null,
  });
  return true;
}

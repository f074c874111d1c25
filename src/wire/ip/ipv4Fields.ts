/** The fields of an IPv4 header for the packet view. */
import { u16be, u32be } from '../../bytes/integers.js';
import { formatAddress } from '../address.js';
import { type Header, hex, named, setOrNot } from '../header.js';
import { IP_PROTOCOL_NAMES } from '../names.js';

const address = (b: Uint8Array, at: number): string => formatAddress(4, u32be(b, at));

/** https://www.iana.org/assignments/ip-parameters */
const OPTION_NAMES: Readonly<Record<number, string>> = {
  0: 'End of options',
  1: 'No operation',
  7: 'Record route',
  68: 'Timestamp',
  131: 'Loose source route',
  136: 'Stream ID',
  137: 'Strict source route',
  148: 'Router alert',
};

export function describeIpv4(h: Header): void {
  h.bits('Version', 0, 1, 4, 0xf);
  const headerBytes = 4 * h.bits('Header length', 0, 1, 0, 0xf, (words) => `${words * 4} bytes`);
  h.bits('DSCP', 1, 1, 2, 0x3f);
  h.bits('ECN', 1, 1, 0, 3);
  h.u16('Total length', 2, (n) => (n === 0 ? '0 (segmentation offload)' : String(n)));
  h.u16('Identification', 4, (n) => `${hex(4)(n)} (${n})`);
  h.bits("Don't fragment", 6, 2, 14, 1, setOrNot);
  h.bits('More fragments', 6, 2, 13, 1, setOrNot);
  h.bits('Fragment offset', 6, 2, 0, 0x1fff, (n) => String(n * 8));
  h.u8('Time to live', 8);
  h.u8('Protocol', 9, named(IP_PROTOCOL_NAMES));
  h.u16('Header checksum', 10, (n) => `${hex(4)(n)}${checksumVerdict(h, headerBytes, n)}`);
  h.bytes('Source address', 12, 4, address);
  h.bytes('Destination address', 16, 4, address);
  if (h.has(0, 20)) h.summary(`Src: ${address(h.b, h.at + 12)}, Dst: ${address(h.b, h.at + 16)}`);
  describeOptions(h, headerBytes);
  h.covers(headerBytes);
}

/** RFC 1071: the ones' complement sum over the header is all ones. Nothing where the header was not captured whole. */
function checksumVerdict(h: Header, headerBytes: number, checksum: number): string {
  if (headerBytes < 20 || !h.has(0, headerBytes)) return '';
  let sum = 0;
  for (let at = 0; at < headerBytes; at += 2) sum += u16be(h.b, h.at + at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  if (sum === 0xffff) return ' (correct)';
  return checksum === 0 ? ' (not set: left to the network card)' : ' (wrong)';
}

function describeOptions(h: Header, headerBytes: number): void {
  for (let at = 20; at < headerBytes && h.has(at, 1); ) {
    const kind = h.peek(at, 1);
    const name = OPTION_NAMES[kind] ?? `Option ${kind}`;
    const size = kind <= 1 ? 1 : h.peek(at + 1, 1);
    if (size < 1 || (kind > 1 && size < 2) || at + size > headerBytes) {
      h.bytes('Malformed options', at, headerBytes - at);
      return;
    }
    h.note('Option', at, size, name);
    if (kind === 0) return;
    at += size;
  }
}

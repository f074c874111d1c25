/** The fields of a TCP header for the packet view. */
import { u32be } from '../../bytes/integers.js';
import { type Header, hex, setOrNot } from '../header.js';
import { portText } from '../ports.js';
import { flagsText } from '../segmentText.js';

const FLAG_FIELDS: readonly (readonly [name: string, bit: number])[] = [
  ['Accurate ECN', 8],
  ['Congestion window reduced (CWR)', 7],
  ['ECN-Echo (ECE)', 6],
  ['Urgent (URG)', 5],
  ['Acknowledgment (ACK)', 4],
  ['Push (PSH)', 3],
  ['Reset (RST)', 2],
  ['Syn (SYN)', 1],
  ['Fin (FIN)', 0],
];

export function describeTcp(h: Header): void {
  const srcPort = h.u16('Source port', 0, portText);
  const dstPort = h.u16('Destination port', 2, portText);
  const seq = h.u32('Sequence number', 4);
  const ack = h.u32('Acknowledgment number', 8);
  const headerBytes = 4 * h.bits('Header length', 12, 1, 4, 0xf, (words) => `${words * 4} bytes`);
  const bits = h.peek(13, 1);
  if (h.has(12, 2)) {
    const flags = h.group('Flags', 12, 2, `${hex(3)(h.peek(12, 2) & 0xfff)} (${flagsText(bits)})`);
    for (const [name, bit] of FLAG_FIELDS) flags.bits(name, 0, 2, bit, 1, setOrNot);
  }
  h.u16('Window', 14);
  h.u16('Checksum', 16, hex(4));
  h.u16('Urgent pointer', 18);
  if (headerBytes > 20) describeOptions(h, headerBytes);
  h.covers(Math.max(20, headerBytes));
  if (h.has(0, 20)) {
    const payload = Math.max(0, h.end - h.at - headerBytes);
    h.summary(`${srcPort} → ${dstPort} [${flagsText(bits)}] Seq: ${seq}, Ack: ${ack}, Len: ${payload}`);
  }
}

type OptionRow = { readonly name: string; readonly value?: (b: Uint8Array, at: number, size: number) => string };

/** https://www.iana.org/assignments/tcp-parameters; `at` is where the option's data begins, `size` how many bytes. */
const OPTIONS: Readonly<Record<number, OptionRow>> = {
  0: { name: 'End of option list' },
  1: { name: 'No operation' },
  2: {
    name: 'Maximum segment size',
    value: (b, at, size) => (size === 2 ? `${b[at]! * 256 + b[at + 1]!} bytes` : '?'),
  },
  3: { name: 'Window scale', value: (b, at, size) => (size === 1 ? `${b[at]!} (multiply by ${2 ** b[at]!})` : '?') },
  4: { name: 'SACK permitted' },
  5: { name: 'SACK', value: sackBlocks },
  8: {
    name: 'Timestamps',
    value: (b, at, size) => (size === 8 ? `TSval ${u32be(b, at)}, TSecr ${u32be(b, at + 4)}` : '?'),
  },
  19: { name: 'MD5 signature' },
  28: { name: 'User timeout' },
  29: { name: 'Authentication (TCP-AO)' },
  30: { name: 'Multipath TCP' },
  34: { name: 'Fast open' },
};

function sackBlocks(b: Uint8Array, at: number, size: number): string {
  const blocks: string[] = [];
  for (let i = 0; i + 8 <= size; i += 8) blocks.push(`${u32be(b, at + i)}-${u32be(b, at + i + 4)}`);
  return blocks.join(', ');
}

function describeOptions(h: Header, headerBytes: number): void {
  const list = h.group('Options', 20, headerBytes - 20, `${headerBytes - 20} bytes`);
  const total = headerBytes - 20;
  for (let at = 0; at < total && list.has(at, 1); ) {
    const kind = list.peek(at, 1);
    const row = OPTIONS[kind];
    const size = kind <= 1 ? 1 : list.peek(at + 1, 1);
    if ((kind > 1 && size < 2) || !list.has(at, size)) {
      list.bytes('Malformed option', at, list.end - list.at - at);
      return;
    }
    const value = row?.value?.(list.b, list.at + at + 2, size - 2) ?? (row ? '' : `${size - 2} bytes`);
    list.note(row?.name ?? `Option ${kind}`, at, size, value);
    if (kind === 0) return;
    at += size;
  }
}

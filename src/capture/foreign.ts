/** What a file that cannot be read seems to be: one row for each kind. */
import type { ForeignKind, Seeming } from './codes.js';

type Row = {
  readonly kind: ForeignKind;
  /** The bytes of such a file at `at` (0), each 0..255, or a text. */
  readonly magic: string | readonly number[];
  readonly at?: number;
};

/** Files that people mistake for captures, or that hold one in another dress. The first that fits. */
const KINDS: readonly Row[] = [
  { kind: 'sniffer-dos', magic: 'TRSNIFF data' },
  { kind: 'sniffer-netxray', magic: 'XCP\0' },
  { kind: 'etherpeek', magic: '\x7fver' },
  { kind: 'visual-networks', magic: [5, 0x56, 0x4e, 0x46] },
  { kind: 'observer', magic: 'ObserverPktBuffe' },
  { kind: 'k12', magic: [0, 0, 2, 0, 0x12, 5, 0, 0x10] },
  { kind: 'lanalyzer', magic: [1, 0x10, 0x4c, 0] },
  { kind: 'nettl', magic: [0x54, 0x52, 0, 0x64, 0] },
  { kind: 'iptrace', magic: 'iptrace ' },
  { kind: 'btsnoop', magic: 'btsnoop\0' },
  { kind: 'pcap-navtel', magic: [0xa1, 0x2b, 0x3c, 0x4d] },
  { kind: 'pcap-navtel', magic: [0x4d, 0x3c, 0x2b, 0xa1] },
  { kind: 'pcap-mesquita', magic: [0xa1, 0xb2, 0x34, 0xcd] },
  { kind: 'pcap-mesquita', magic: [0xcd, 0x34, 0xb2, 0xa1] },
  { kind: 'lcap', magic: [0x1c, 0, 1, 0xac] },
  { kind: 'lcap', magic: [0xac, 1, 0, 0x1c] },
  { kind: 'lcap', magic: [0x1c, 0, 1, 0xab] },
  { kind: 'lcap', magic: [0xab, 1, 0, 0x1c] },
  { kind: 'iseries', magic: ' COMMUNICATIONS TRACE' },
  { kind: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0] },
  { kind: 'bzip2', magic: 'BZh' },
  { kind: 'lz4', magic: [4, 0x22, 0x4d, 0x18] },
  { kind: 'lzip', magic: 'LZIP' },
  { kind: 'compress', magic: [0x1f, 0x9d] },
  { kind: 'gzip-again', magic: [0x1f, 0x8b] },
  { kind: 'zstd-again', magic: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: 'zip', magic: 'PK\x03\x04' },
  { kind: '7z', magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: 'rar', magic: 'Rar!' },
  { kind: 'tar', magic: 'ustar', at: 257 },
  { kind: 'elf', magic: '\x7fELF' },
  { kind: 'windows-program', magic: 'MZ' },
  { kind: 'jpeg', magic: [0xff, 0xd8, 0xff] },
  { kind: 'png', magic: '\x89PNG' },
  { kind: 'gif', magic: 'GIF8' },
  { kind: 'pdf', magic: '%PDF' },
  { kind: 'sqlite', magic: 'SQLite format 3\0' },
  { kind: 'git-lfs', magic: 'version https://git-lfs' },
];

/** What the file that begins with `head` seems to be. `totalBytes` is its size where known. */
export function seemsToBe(head: Uint8Array, totalBytes: number | null): Seeming {
  return { kind: kindOf(head), bytes: totalBytes, head: Buffer.from(head.subarray(0, 8)).toString('hex') };
}

function kindOf(head: Uint8Array): ForeignKind {
  if (head.length === 0) return 'empty';
  return KINDS.find(({ magic, at = 0 }) => hasAt(head, magic, at))?.kind ?? kindOfText(head) ?? 'unknown';
}

/** Undefined where it is no text. */
function kindOfText(head: Uint8Array): ForeignKind | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  if (/[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(text)) return undefined;
  if (/^\s*(<!doctype html|<html)/i.test(text)) return 'html';
  if (/^\s*<\?xml/.test(text)) return 'xml';
  if (/^\s*[[{]/.test(text)) return 'json';
  if (/^\s*COMMUNICATIONS TRACE/.test(text)) return 'iseries-text';
  return /^(0x)?[0-9a-f]{4,8}:?\s+([0-9a-f]{2}\s?)+/im.test(text) ? 'hex-dump' : 'text';
}

function hasAt(head: Uint8Array, magic: string | readonly number[], at: number): boolean {
  if (head.length < at + magic.length) return false;
  for (let i = 0; i < magic.length; i++) {
    const want = typeof magic === 'string' ? magic.charCodeAt(i) : magic[i];
    if (head[at + i] !== want) return false;
  }
  return true;
}

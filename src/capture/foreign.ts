/** What a file that cannot be read seems to be, and what to do about it: one line for each kind. */
import { formatCount } from '../bytes/digits.js';

const CONVERT = 'convert it with Wireshark: editcap -F pcap IN OUT';
const NOT_A_CAPTURE = 'give a pcap or pcapng file';
const UNPACK = (tool: string): string => `unpack it first: ${tool}`;

type Row = {
  readonly what: string;
  readonly todo: string;
  /** The bytes that such a file has at `at` (0), each 0..255, or a text. */
  readonly magic: string | readonly number[];
  readonly at?: number;
};

/** Files that people mistake for captures, or that hold one in another dress. The first that fits. */
const KINDS: readonly Row[] = [
  { what: 'a Sniffer (DOS) capture', magic: 'TRSNIFF data', todo: CONVERT },
  { what: 'a Sniffer (NetXRay) capture', magic: 'XCP\0', todo: CONVERT },
  { what: 'an EtherPeek or OmniPeek capture', magic: '\x7fver', todo: CONVERT },
  { what: 'a Visual Networks capture', magic: [5, 0x56, 0x4e, 0x46], todo: CONVERT },
  { what: 'a Network Instruments Observer capture', magic: 'ObserverPktBuffe', todo: CONVERT },
  { what: 'a K12xx capture', magic: [0, 0, 2, 0, 0x12, 5, 0, 0x10], todo: CONVERT },
  { what: 'a Novell LANalyzer capture', magic: [1, 0x10, 0x4c, 0], todo: CONVERT },
  { what: 'an HP-UX nettl trace', magic: [0x54, 0x52, 0, 0x64, 0], todo: CONVERT },
  { what: 'an AIX iptrace', magic: 'iptrace ', todo: CONVERT },
  { what: 'a Bluetooth btsnoop log', magic: 'btsnoop\0', todo: 'there is no TCP in it' },
  { what: 'a pcap file of the unread "Navtel" dialect', magic: [0xa1, 0x2b, 0x3c, 0x4d], todo: CONVERT },
  { what: 'a pcap file of the unread "Navtel" dialect', magic: [0x4d, 0x3c, 0x2b, 0xa1], todo: CONVERT },
  { what: 'a pcap file of the unread "Mesquita" dialect', magic: [0xa1, 0xb2, 0x34, 0xcd], todo: CONVERT },
  { what: 'a pcap file of the unread "Mesquita" dialect', magic: [0xcd, 0x34, 0xb2, 0xa1], todo: CONVERT },
  { what: 'an Ixia lcap capture', magic: [0x1c, 0, 1, 0xac], todo: CONVERT },
  { what: 'an Ixia lcap capture', magic: [0xac, 1, 0, 0x1c], todo: CONVERT },
  { what: 'an Ixia lcap capture', magic: [0x1c, 0, 1, 0xab], todo: CONVERT },
  { what: 'an Ixia lcap capture', magic: [0xab, 1, 0, 0x1c], todo: CONVERT },
  { what: 'an IBM iSeries communications trace', magic: ' COMMUNICATIONS TRACE', todo: CONVERT },
  { what: 'xz compressed', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], todo: UNPACK('xz -d') },
  { what: 'bzip2 compressed', magic: 'BZh', todo: UNPACK('bzip2 -d') },
  { what: 'lz4 compressed', magic: [4, 0x22, 0x4d, 0x18], todo: UNPACK('lz4 -d') },
  { what: 'lzip compressed', magic: 'LZIP', todo: UNPACK('lzip -d') },
  { what: 'compressed by compress', magic: [0x1f, 0x9d], todo: UNPACK('uncompress') },
  { what: 'gzip compressed more often than is unpacked here', magic: [0x1f, 0x8b], todo: UNPACK('gunzip') },
  { what: 'zstd compressed more often than is unpacked here', magic: [0x28, 0xb5, 0x2f, 0xfd], todo: UNPACK('unzstd') },
  { what: 'a zip archive', magic: 'PK\x03\x04', todo: UNPACK('unzip') },
  { what: 'a 7z archive', magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], todo: UNPACK('7z x') },
  { what: 'a RAR archive', magic: 'Rar!', todo: UNPACK('unrar x') },
  { what: 'a tar archive', magic: 'ustar', at: 257, todo: UNPACK('tar -xf') },
  { what: 'an ELF program', magic: '\x7fELF', todo: NOT_A_CAPTURE },
  { what: 'a Windows program', magic: 'MZ', todo: NOT_A_CAPTURE },
  { what: 'a JPEG image', magic: [0xff, 0xd8, 0xff], todo: NOT_A_CAPTURE },
  { what: 'a PNG image', magic: '\x89PNG', todo: NOT_A_CAPTURE },
  { what: 'a GIF image', magic: 'GIF8', todo: NOT_A_CAPTURE },
  { what: 'a PDF document', magic: '%PDF', todo: NOT_A_CAPTURE },
  { what: 'an SQLite database', magic: 'SQLite format 3\0', todo: NOT_A_CAPTURE },
  { what: 'a Git LFS pointer', magic: 'version https://git-lfs', todo: 'fetch the file itself: git lfs pull' },
];

/** One clause: what the file seems to be, and what to do. `totalBytes` is its size where known. */
export function seemsToBe(head: Uint8Array, totalBytes: number | null): string {
  if (head.length === 0) return 'empty: nothing was written into it';
  const kind = KINDS.find(({ magic, at = 0 }) => hasAt(head, magic, at));
  if (kind !== undefined) return `not a capture that can be read: it seems to be ${kind.what}; ${kind.todo}`;
  const size =
    totalBytes === null
      ? 'a '
      : `${/^(8|1[18]$|1[18]\d{3}$)/.test(`${totalBytes}`) ? 'an' : 'a'} ${formatCount(totalBytes)}-byte `;
  const what = seemsToBeText(head, size);
  if (what !== undefined) return `not a capture: it seems to be ${what}; ${NOT_A_CAPTURE}`;
  const first = Buffer.from(head.subarray(0, 8)).toString('hex');
  return `not a capture: ${size}file of an unknown kind (its first bytes are ${first}); ${NOT_A_CAPTURE}`;
}

function seemsToBeText(head: Uint8Array, size: string): string | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  if (/[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(text)) return undefined;
  if (/^\s*(<!doctype html|<html)/i.test(text))
    return `an HTML page, perhaps a login or error page in place of a download`;
  if (/^\s*<\?xml/.test(text)) return `an XML file`;
  if (/^\s*[[{]/.test(text)) return `a JSON file`;
  if (/^\s*COMMUNICATIONS TRACE/.test(text))
    return 'an IBM iSeries communications trace (convert it with editcap -F pcap)';
  if (/^(0x)?[0-9a-f]{4,8}:?\s+([0-9a-f]{2}\s?)+/im.test(text)) return 'a hex dump (text2pcap makes a capture of one)';
  return `${size}text file`;
}

function hasAt(head: Uint8Array, magic: string | readonly number[], at: number): boolean {
  if (head.length < at + magic.length) return false;
  for (let i = 0; i < magic.length; i++) {
    const want = typeof magic === 'string' ? magic.charCodeAt(i) : magic[i];
    if (head[at + i] !== want) return false;
  }
  return true;
}

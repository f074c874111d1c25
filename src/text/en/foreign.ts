/** Files that are no captures: what they seem to be, and what to do about it. */
import type { ForeignKind, Seeming } from '../../capture/codes.js';
import type { Format } from '../format.js';

const CONVERT = 'convert it with Wireshark: editcap -F pcap IN OUT';
const NOT_A_CAPTURE = 'give a pcap or pcapng file';
const UNPACK = (tool: string): string => `unpack it first: ${tool}`;

/** Captures in a format or a compression that is not read. */
const UNREAD: Readonly<Partial<Record<ForeignKind, readonly [what: string, advice: string]>>> = {
  'sniffer-dos': ['a Sniffer (DOS) capture', CONVERT],
  'sniffer-netxray': ['a Sniffer (NetXRay) capture', CONVERT],
  etherpeek: ['an EtherPeek or OmniPeek capture', CONVERT],
  'visual-networks': ['a Visual Networks capture', CONVERT],
  observer: ['a Network Instruments Observer capture', CONVERT],
  k12: ['a K12xx capture', CONVERT],
  lanalyzer: ['a Novell LANalyzer capture', CONVERT],
  nettl: ['an HP-UX nettl trace', CONVERT],
  iptrace: ['an AIX iptrace', CONVERT],
  btsnoop: ['a Bluetooth btsnoop log', 'there is no TCP in it'],
  'pcap-navtel': ['a pcap file of the unread "Navtel" dialect', CONVERT],
  'pcap-mesquita': ['a pcap file of the unread "Mesquita" dialect', CONVERT],
  lcap: ['an Ixia lcap capture', CONVERT],
  iseries: ['an IBM iSeries communications trace', CONVERT],
  xz: ['xz compressed', UNPACK('xz -d')],
  bzip2: ['bzip2 compressed', UNPACK('bzip2 -d')],
  lz4: ['lz4 compressed', UNPACK('lz4 -d')],
  lzip: ['lzip compressed', UNPACK('lzip -d')],
  compress: ['compressed by compress', UNPACK('uncompress')],
  'gzip-again': ['gzip compressed more often than is unpacked here', UNPACK('gunzip')],
  'zstd-again': ['zstd compressed more often than is unpacked here', UNPACK('unzstd')],
  zip: ['a zip archive', UNPACK('unzip')],
  '7z': ['a 7z archive', UNPACK('7z x')],
  rar: ['a RAR archive', UNPACK('unrar x')],
  tar: ['a tar archive', UNPACK('tar -xf')],
  elf: ['an ELF program', NOT_A_CAPTURE],
  'windows-program': ['a Windows program', NOT_A_CAPTURE],
  jpeg: ['a JPEG image', NOT_A_CAPTURE],
  png: ['a PNG image', NOT_A_CAPTURE],
  gif: ['a GIF image', NOT_A_CAPTURE],
  pdf: ['a PDF document', NOT_A_CAPTURE],
  sqlite: ['an SQLite database', NOT_A_CAPTURE],
  'git-lfs': ['a Git LFS pointer', 'fetch the file itself: git lfs pull'],
};

/** What is no capture at all. */
const TEXTS: Readonly<Partial<Record<ForeignKind, string>>> = {
  html: 'an HTML page, perhaps a login or error page in place of a download',
  xml: 'an XML file',
  json: 'a JSON file',
  'iseries-text': 'an IBM iSeries communications trace (convert it with editcap -F pcap)',
  'hex-dump': 'a hex dump (text2pcap makes a capture of one)',
};

/** Numbers that are spoken with a vowel first. */
const VOWEL_FIRST = /^(8|1[18]$|1[18]\d{3}$)/;

export function foreignFile({ kind, bytes, head }: Seeming, f: Format): string {
  if (kind === 'empty') return 'empty: nothing was written into it';
  const unread = UNREAD[kind];
  if (unread !== undefined) return `not a capture that can be read: it seems to be ${unread[0]}; ${unread[1]}`;
  const size = bytes === null ? 'a ' : `${VOWEL_FIRST.test(String(bytes)) ? 'an' : 'a'} ${f.count(bytes)}-byte `;
  if (kind === 'unknown')
    return `not a capture: ${size}file of an unknown kind (its first bytes are ${head}); ${NOT_A_CAPTURE}`;
  return `not a capture: it seems to be ${TEXTS[kind] ?? `${size}text file`}; ${NOT_A_CAPTURE}`;
}

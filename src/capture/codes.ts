/** Codes of the facts that this room states, each with the parameters that its message needs. */
import type { Fact, None } from '../fact.js';

/** A problem that is counted: how often it was met. */
type Counted = { readonly count: number };

/** Damage of the input, and ways of capturing that one should know of. `frame` in parameters: one that the message names. */
export interface ProblemParams {
  /** The file ends within its header, a record, a block, or before its table of frames (NetMon). */
  'truncated-file':
    | { readonly part: 'header'; readonly bytes: number; readonly wholeBytes: number | null }
    | { readonly part: 'record'; readonly frame: number; readonly bytes: number; readonly at: number }
    | { readonly part: 'block'; readonly frame: number; readonly at: number }
    | { readonly part: 'table' }
    | { readonly part: 'frame'; readonly frame: number; readonly at: number };
  /** A record that cannot be believed, or is longer than what holds it. */
  'bad-record':
    | {
        readonly what: 'too-long';
        readonly frame: number;
        readonly capturedBytes: number;
        readonly limitBytes: number;
        readonly at: number;
      }
    | {
        readonly what: 'lengths';
        readonly frame: number;
        readonly capturedBytes: number;
        readonly recordBytes: number;
        readonly at: number;
      }
    | { readonly what: 'unread'; readonly frame: number; readonly error: string }
    | ({ readonly what: 'cut-to-block' } & Counted);
  /** `frame` is the last before it; 0: none. */
  'bad-block':
    | {
        readonly what: 'length';
        readonly type: number;
        readonly bytes: number;
        readonly at: number;
        readonly frame: number;
      }
    | { readonly what: 'lengths-differ'; readonly type: number; readonly at: number; readonly frame: number }
    | { readonly what: 'byte-order'; readonly at: number; readonly frame: number };
  'unknown-version': {
    readonly format: 'pcap' | 'pcapng' | 'snoop';
    readonly version: string;
    readonly readAs: string;
  };
  'time-out-of-range': Counted;
  'too-many-interfaces': Counted & { readonly limit: number };
  'no-time': Counted;
  'unknown-interface': Counted;
  'bad-option': Counted & { readonly what: 'time-unit' | 'block' };
  'too-many-secrets': Counted & { readonly limit: number };
  'bad-compression': CompressionDamage;
  'unreadable-file': { readonly error: Fact<ErrorParams> };
  /** `error` is the system's code. */
  'read-error': { readonly frame: number; readonly error: string };
  'local-times': None;
  'arrival-times': None;
  promiscuous: None;
  'cut-packets': Counted & { readonly bytes: number };
  'queue-full': Counted;
  /** The process did not run for a while, and the kernel's ring was full, or nearly, when it did. */
  'ring-overrun': Counted & { readonly ringPackets: number };
  /** The capture ended by itself: `text` is what the engine says, '' where it says nothing. */
  'device-lost': { readonly device: string; readonly engine: string; readonly text: string };
  /** ... so many times more than are listed. */
  'device-lost-again': Counted;
  /** ... and began again after so many seconds (--wait-device). */
  'device-again': { readonly device: string; readonly seconds: number };
  /** The program's own memory is nearly full after so many packets. `limitMib`: what it may have. */
  'memory-full': { readonly packets: number; readonly limitMib: number };
  /**
   * After so many packets the report could not be kept in the folder for temporary files any more. `error`: the system's code.
   * `goesOn`: packets are read on, for other outputs, and sessions that end later are not reported.
   */
  'report-cut': {
    readonly packets: number;
    readonly folder: string;
    readonly error: string;
    readonly goesOn: boolean;
  };
  'kernel-drops': Counted;
  'interface-drops': Counted;
}

/** What a file that is no capture seems to be. */
export type ForeignKind =
  | 'empty'
  | 'sniffer-dos'
  | 'sniffer-netxray'
  | 'etherpeek'
  | 'visual-networks'
  | 'observer'
  | 'k12'
  | 'lanalyzer'
  | 'nettl'
  | 'iptrace'
  | 'btsnoop'
  | 'pcap-navtel'
  | 'pcap-mesquita'
  | 'lcap'
  | 'iseries'
  | 'iseries-text'
  | 'xz'
  | 'bzip2'
  | 'lz4'
  | 'lzip'
  | 'compress'
  | 'gzip-again'
  | 'zstd-again'
  | 'zip'
  | '7z'
  | 'rar'
  | 'tar'
  | 'elf'
  | 'windows-program'
  | 'jpeg'
  | 'png'
  | 'gif'
  | 'pdf'
  | 'sqlite'
  | 'git-lfs'
  | 'html'
  | 'xml'
  | 'json'
  | 'hex-dump'
  | 'text'
  | 'unknown';

/** `bytes` is the file's size, null where it is not known; `head` its first bytes in hexadecimal. */
export type Seeming = { readonly kind: ForeignKind; readonly bytes: number | null; readonly head: string };

/** `at`: near that byte of the compressed file; `stopped`: nothing after it could be unpacked. */
export type CompressionDamage = {
  readonly compression: string;
  readonly at: number;
  readonly why: Fact<UnpackParams>;
  readonly stopped: boolean;
};

/** What is wrong with compressed data. */
export interface UnpackParams {
  'unexpected-end': None;
  'bad-checksum': None;
  'foreign-rest': { readonly compression: string };
  'unknown-method': None;
  'block-too-large': { readonly limitBytes: number };
  'needs-memory': { readonly bytes: number };
  /** `text` is the unpacking library's. */
  corrupt: { readonly text: string };
}

/** Why the work cannot be done. `error` is the system's code ('ENOENT'), `text` that of a library. */
export interface ErrorParams {
  'file-unread': { readonly name: string; readonly error: string };
  'not-capture': { readonly name: string; readonly unpacked: boolean; readonly seems: Seeming };
  /** Compressed data of which nothing could be unpacked. */
  'not-unpacked': { readonly name: string } & CompressionDamage;
  'all-unread': { readonly errors: readonly Fact<ErrorParams>[] };
  'terminal-input': None;
  'input-twice': None;
  'too-many-files': { readonly files: number; readonly limit: number };
  'netmon-too-large': { readonly name: string; readonly limitBytes: number };
  /** A folder of submissions. */
  'folder-unread': { readonly name: string; readonly error: string };
  'output-in-class': { readonly path: string; readonly folder: string };
  'output-not-empty': { readonly path: string };
  /** A check sheet. */
  'sheet-unread': { readonly name: string; readonly error: string };
  'keylog-unread': { readonly name: string; readonly error: string };
  'keylog-too-large': { readonly name: string; readonly limitBytes: number };
  'keylog-without-keys': { readonly name: string };
  'cap-missing': None;
  'cap-unbuilt': None;
  'cap-other-node': None;
  'cap-unloaded': { readonly text: string };
  'devices-unlisted': { readonly text: string };
  'no-permission': { readonly device: string };
  'device-down': { readonly device: string };
  'no-buffer-memory': { readonly device: string; readonly text: string };
  'device-gone': { readonly device: string };
  'bad-filter': { readonly filter: string; readonly text: string };
  'not-captured': { readonly device: string; readonly text: string };
  'buffer-too-large': { readonly mib: number; readonly limitMib: number };
  'no-such-device': { readonly device: string; readonly devices: readonly string[] };
  'captured-twice': None;
  'unknown-link-type': { readonly word: string };
  'engine-missing': { readonly engine: string };
  'engine-one-device': { readonly engine: string };
  'no-such-user': { readonly user: string };
  'output-is-input': { readonly path: string };
  'outputs-same': { readonly path: string };
  'file-unwritten': { readonly path: string; readonly error: string };
  'not-appendable': { readonly path: string };
  'several-link-types': { readonly path: string };
}

/** Why packets cannot be read again. `name` is that of the file without its path. */
export interface RereadParams {
  'not-open': None;
  'read-once': { readonly name: string };
  compressed: None;
  gone: { readonly name: string };
  unread: { readonly name: string; readonly error: string };
  replaced: { readonly name: string };
  changed: { readonly name: string };
  'not-noted': None;
  'live-only': None;
}

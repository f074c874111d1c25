/** What a server reported of files apart from their transfers: sizes in listings, sizes and hashes before and after. */
import { LazyMap } from '../../bytes/lazyMap.js';
import { LIMITS } from '../../limits.js';
import { hitLimit, type LimitsHit } from '../../tcp/limitsHit.js';
import { HASHES, type HashName } from '../content/hashes.js';
import type { CommandRow } from '../protocol/commandRow.js';
import { quotedPath, resolvePath } from '../protocol/directory.js';
import { head, reportedSize } from '../protocol/replyText.js';
import type { Direction, Reply, Transfer } from '../protocol/session.js';
import type { DialogueState } from '../protocol/state.js';
import type { ReportedHash, ReportedSize } from './reportedTypes.js';

const REPLY_NAMES: Readonly<Record<string, HashName>> = {
  CRC32: 'crc32',
  'CRC-32': 'crc32',
  MD5: 'md5',
  'SHA-1': 'sha1',
  SHA1: 'sha1',
  'SHA-256': 'sha256',
  SHA256: 'sha256',
  'SHA-512': 'sha512',
  SHA512: 'sha512',
};

/** The file that a hash was asked of; null where it was asked of a part, as `part` allows. */
export function hashedName(part: boolean, argument: string): string | null {
  const quoted = argument.startsWith('"') ? quotedPath(argument) : null;
  if (quoted !== null) return argument.replaceAll('""', '').split('"').at(-1)!.trim() === '' ? quoted : null;
  return part && /\s\d+$/.test(argument) ? null : argument;
}

/** The hash in a reply, which says itself what it is where `asked` is null: '213 SHA-256 0-7698 f0e4c2f7... a.txt', '250 70F66CB8'. */
export function reportedHash(asked: HashName | null, verb: string, text: string, frame: number): ReportedHash | null {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const name = asked ?? REPLY_NAMES[words.find((word) => word.toUpperCase() in REPLY_NAMES)?.toUpperCase() ?? ''];
  if (!name) return null;
  const { hexDigits } = HASHES[name];
  const hex = words.find((word) => word.length === hexDigits && /^[0-9a-fA-F]+$/.test(word));
  if (!hex) return null;
  const range = /(?:^|\s)(\d{1,15})-(\d{1,15})(?:\s|$)/.exec(text);
  return {
    name,
    hex: hex.toLowerCase(),
    verb,
    frame,
    range: range ? [Number(range[1]), Number(range[2])] : null,
  };
}

/** A transfer of a file, as far as what is reported of the file concerns it. */
export interface ReportedTransfer extends Pick<Transfer, 'code' | 'restart' | 'expectedBytes'> {
  /** What the command does, whoever the peer turns out to be. */
  readonly move: Exclude<Direction, 'third-party'>;
  /** Records what the server or client said the size would be; later sources take the place of earlier ones. */
  expect(reported: ReportedSize): void;
  /** Records what the server said afterwards that it has. */
  confirm(reported: ReportedSize): void;
  /** Records a hash that the server reported of the file. */
  addHash(reported: ReportedHash): void;
}

/** Of one session. Everything that was reported of a file is void once another upload of it begins. */
export class ReportedOfFiles {
  /** null: two listings, or two lines of one, contradict each other. */
  readonly #listed = new LazyMap<string, ReportedSize | null>();
  readonly #hashes = new LazyMap<string, ReportedHash[]>();
  /** The last transfer of each path: what is reported next is reported of it. */
  readonly #last = new LazyMap<string, ReportedTransfer>();

  constructor(private readonly limitsHit: LimitsHit = {}) {}

  /** The size of a file in a listing. */
  listed(path: string, reported: ReportedSize): void {
    const before = this.#listed.get(path);
    if (before === undefined) {
      if (this.#listed.size < LIMITS.sizesPerSession) this.#listed.set(path, reported);
      else hitLimit(this.limitsHit, 'sizes-dropped');
    } else if (before !== null && before.bytes !== reported.bytes)
      this.#listed.set(path, before.source.frame === reported.source.frame ? null : reported);
    this.#confirm(path, reported);
  }

  /** SIZE's answer: of an upload that has ended it is a confirmation. */
  sized(path: string, reported: ReportedSize): void {
    this.#confirm(path, reported);
  }

  hashed(path: string, reported: ReportedHash): void {
    const list = this.#hashes.get(path);
    if (list && list.length < LIMITS.sourcesPerTransfer) list.push(reported);
    else if (!list && this.#hashes.size < LIMITS.reportedHashesPerSession) this.#hashes.set(path, [reported]);
    else hitLimit(this.limitsHit, 'hashes-dropped');
    this.#last.get(path)?.addHash(reported);
  }

  /** A transfer begins: what is known of the file so far. */
  begin(path: string, transfer: ReportedTransfer): void {
    if (transfer.move === 'upload') {
      this.#listed.delete(path);
      this.#hashes.delete(path);
    } else {
      const listed = this.#listed.get(path);
      if (listed) transfer.expect(ofRest(listed, transfer.restart));
      for (const reported of this.#hashes.get(path) ?? []) transfer.addHash(reported);
    }
    this.#last.delete(path);
    this.#last.set(path, transfer);
    if (this.#last.size > LIMITS.sizesPerSession) this.#last.deleteOldest();
  }

  #confirm(path: string, reported: ReportedSize): void {
    const last = this.#last.get(path);
    if (last?.move !== 'upload' || last.code === null || last.code >= 300) return;
    last.confirm(reported);
  }
}

/** Of the size of a whole file what is left after REST. */
export const ofRest = (whole: ReportedSize, restart: number | null): ReportedSize =>
  restart ? { ...whole, bytes: Math.max(0, whole.bytes - restart), adjusted: true } : whole;

/** What a positive final reply to a command reports of a file. */
export function learn(
  reported: ReportedOfFiles,
  row: CommandRow,
  verb: string,
  argument: string,
  reply: Reply,
  state: DialogueState,
): void {
  const frame = reply.lastFrame;
  if (row.reportsSize && state.type !== 'A') {
    const bytes = reportedSize(reply.text);
    const path = resolvePath(state.directory, argument) ?? argument;
    if (bytes !== null) reported.sized(path, { bytes, source: { by: verb, frame } });
  } else if (row.reportsHash) {
    const name = hashedName(row.reportsHash.part, argument);
    const hash = name === null ? null : reportedHash(row.reportsHash.name, verb, head(reply.text), frame);
    if (name !== null && hash) reported.hashed(resolvePath(state.directory, name) ?? name, hash);
  }
}

/** '150 Opening BINARY mode data connection for a.txt (7698 bytes)'. */
export function learnFromStart(transfer: ReportedTransfer, reply: Reply): void {
  const bytes = /\((\d{1,15}) bytes\)/.exec(head(reply.text));
  if (!bytes || transfer.move === 'upload') return;
  const reported = Number(bytes[1]);
  // With REST some servers tell the whole file's size, some the rest's: SIZE has settled it where it was asked.
  if (transfer.restart && transfer.expectedBytes !== null) return;
  transfer.expect({ bytes: reported, source: { by: String(reply.code), frame: reply.lastFrame } });
}

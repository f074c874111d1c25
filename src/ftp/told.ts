/** What a server told of files apart from their transfers: sizes in listings, sizes and hashes before and after. */
import { LazyMap } from '../bytes/lazyMap.js';
import { LIMITS } from '../limits.js';
import { type Reached, reach } from '../tcp/reached.js';
import type { CommandRow } from './commandRow.js';
import { HASHES, type HashName } from './content/hashes.js';
import { quotedPath, resolvePath } from './directory.js';
import { head, toldSize } from './replyText.js';
import type { Direction, Reply, Transfer } from './session.js';
import type { DialogueState } from './state.js';
import type { ToldHash, ToldSize } from './toldTypes.js';

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
export function toldHash(asked: HashName | null, verb: string, text: string, frame: number): ToldHash | null {
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

/** A transfer of a file, as far as what is told of the file concerns it. */
export interface ToldTransfer extends Pick<Transfer, 'code' | 'restart' | 'expectedBytes'> {
  /** What the command does, whoever the peer turns out to be. */
  readonly move: Exclude<Direction, 'third-party'>;
  /** Records what the server or client said the size would be; later sources take the place of earlier ones. */
  expect(bytes: number, from: string, frame?: number | null, weak?: boolean): void;
  /** Records what the server said afterwards that it has. */
  confirm(told: ToldSize): void;
  /** Records a hash that the server told of the file. */
  addHash(told: ToldHash): void;
}

/** Of one session. Everything that was told of a file is void once another upload of it begins. */
export class ToldOfFiles {
  /** null: two listings, or two lines of one, contradict each other. */
  readonly #listed = new LazyMap<string, ToldSize | null>();
  readonly #hashes = new LazyMap<string, ToldHash[]>();
  /** The last transfer of each path: what is told next is told of it. */
  readonly #last = new LazyMap<string, ToldTransfer>();

  constructor(private readonly reached: Reached = {}) {}

  /** The size of a file in a listing. */
  listed(path: string, told: ToldSize): void {
    const before = this.#listed.get(path);
    if (before === undefined) {
      if (this.#listed.size < LIMITS.sizesPerSession) this.#listed.set(path, told);
      else reach(this.reached, 'sizes-dropped');
    } else if (before !== null && before.bytes !== told.bytes)
      this.#listed.set(path, before.from === told.from ? null : told);
    this.#confirm(path, told);
  }

  /** SIZE's answer: of an upload that has ended it is a confirmation. */
  sized(path: string, told: ToldSize): void {
    this.#confirm(path, told);
  }

  hashed(path: string, told: ToldHash): void {
    const list = this.#hashes.get(path);
    if (list && list.length < LIMITS.sourcesPerTransfer) list.push(told);
    else if (!list && this.#hashes.size < LIMITS.toldHashesPerSession) this.#hashes.set(path, [told]);
    else reach(this.reached, 'hashes-dropped');
    this.#last.get(path)?.addHash(told);
  }

  /** A transfer begins: what is known of the file so far. */
  begin(path: string, transfer: ToldTransfer): void {
    if (transfer.move === 'upload') {
      this.#listed.delete(path);
      this.#hashes.delete(path);
    } else {
      const listed = this.#listed.get(path);
      if (listed) transfer.expect(Math.max(0, listed.bytes - (transfer.restart ?? 0)), listed.from, listed.frame, true);
      for (const told of this.#hashes.get(path) ?? []) transfer.addHash(told);
    }
    this.#last.delete(path);
    this.#last.set(path, transfer);
    if (this.#last.size > LIMITS.sizesPerSession) this.#last.deleteOldest();
  }

  #confirm(path: string, told: ToldSize): void {
    const last = this.#last.get(path);
    if (last?.move !== 'upload' || last.code === null || last.code >= 300) return;
    last.confirm(told);
  }
}

/** What a positive final reply to a command tells of a file. */
export function learn(
  told: ToldOfFiles,
  row: CommandRow,
  verb: string,
  argument: string,
  reply: Reply,
  state: DialogueState,
): void {
  const frame = reply.lastFrame;
  if (row.tellsSize && state.type !== 'A') {
    const bytes = toldSize(reply.text);
    const path = resolvePath(state.directory, argument) ?? argument;
    if (bytes !== null) told.sized(path, { bytes, from: `${verb} (frame ${frame})`, frame });
  } else if (row.tellsHash) {
    const name = hashedName(row.tellsHash.part, argument);
    const hash = name === null ? null : toldHash(row.tellsHash.name, verb, head(reply.text), frame);
    if (name !== null && hash) told.hashed(resolvePath(state.directory, name) ?? name, hash);
  }
}

/** '150 Opening BINARY mode data connection for a.txt (7698 bytes)'. */
export function learnFromStart(transfer: ToldTransfer, reply: Reply): void {
  const bytes = /\((\d{1,15}) bytes\)/.exec(head(reply.text));
  if (!bytes || transfer.move === 'upload') return;
  const told = Number(bytes[1]);
  // With REST some servers tell the whole file's size, some the rest's: SIZE has settled it where it was asked.
  if (transfer.restart && transfer.expectedBytes !== null) return;
  transfer.expect(told, `${reply.code} (frame ${reply.lastFrame})`, reply.lastFrame);
}

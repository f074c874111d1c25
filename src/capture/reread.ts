/**
 * Packets that were read once, read again from their file long after they passed. Only
 * the places where batches began are remembered, so an index costs some dozens of bytes a mebibyte of capture.
 */

import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import path from 'node:path';
import type { Fact } from '../fact.js';
import { LIMITS } from '../limits.js';
import type { RereadParams } from './codes.js';
import { rereadFact } from './facts.js';
import type { Packet, PacketsAgain, Reread } from './packet.js';
import { pathOf } from './pathOf.js';
import { codeOf } from './systemErrors.js';

/** The whole records or blocks in `bytes`, which begin with the record of frame `firstFrame`. The packets borrow the bytes. */
export type PageParser = (bytes: Buffer, firstFrame: number) => readonly Packet[];

/** Called by a reader before each batch: its first frame, where its first record begins, and how to read from there. */
export type PageMark = (firstFrame: number, offset: number, parse: PageParser) => void;

/** What must be found again where a page begins: the first packet's time and length. */
const signOf = ({ seconds, nanoseconds, originalBytes }: Packet): string =>
  `${seconds} ${nanoseconds} ${originalBytes}`;

/** The pages of one file, and those of them that were looked at last. */
export class PageIndex implements PacketsAgain {
  readonly obstacle = null;
  readonly #pages: {
    readonly first: number;
    readonly offset: number;
    readonly parse: PageParser;
    readonly sign: string;
  }[] = [];
  #marked: { readonly first: number; readonly offset: number; readonly parse: PageParser } | undefined;
  /** The last frame whose page is known. */
  #last = 0;
  readonly #loaded = new Map<number, readonly Packet[]>();
  #problem: Fact<RereadParams> = rereadFact('not-open', {});
  /** Without its path: it has to fit a line beside other words. */
  readonly #shown: string;

  /** @param stats the file as it was when reading began */
  constructor(
    private readonly name: string,
    private readonly stats: Stats,
  ) {
    this.#shown = path.basename(name);
  }

  readonly mark: PageMark = (first, offset, parse) => {
    this.#marked = { first, offset, parse };
  };

  /** The packets of the page that was marked last. */
  delivered(packets: readonly Packet[]): void {
    const [first] = packets;
    if (this.#marked === undefined || first === undefined || this.#pages.length >= LIMITS.rereadPages) return;
    this.#pages.push({ ...this.#marked, sign: signOf(first) });
    this.#marked = undefined;
    this.#last = packets.at(-1)!.frame;
  }

  read(frame: number): Reread {
    if (frame > this.#last || frame < 1) return undefined;
    const number = this.#pageOf(frame);
    const packets = this.#loaded.get(number) ?? this.#load(number);
    if (packets === undefined) return { problem: this.#problem };
    const packet = packetIn(packets, frame);
    return packet === undefined ? undefined : { packet };
  }

  #pageOf(frame: number): number {
    let low = 0;
    let high = this.#pages.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#pages[middle]!.first <= frame) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #load(number: number): readonly Packet[] | undefined {
    const bytes = this.#bytesOf(number);
    if (bytes === undefined) return undefined;
    const { first, parse, sign } = this.#pages[number]!;
    const packets = parse(bytes, first);
    if (packets[0] === undefined || signOf(packets[0]) !== sign) {
      this.#problem = rereadFact('changed', { name: this.#shown });
      return undefined;
    }
    this.#loaded.set(number, packets);
    if (this.#loaded.size > LIMITS.rereadPagesHeld) this.#loaded.delete(this.#loaded.keys().next().value ?? -1);
    return packets;
  }

  /** The bytes of a page; undefined, and `#problem` set, where the file is no longer what it was. */
  #bytesOf(number: number): Buffer | undefined {
    const from = this.#pages[number]!.offset;
    let file: number | undefined;
    try {
      file = openSync(pathOf(this.name), 'r');
      const now = fstatSync(file);
      const change = changeOf(this.stats, now);
      if (change !== undefined) {
        this.#problem = rereadFact(change, { name: this.#shown });
        return undefined;
      }
      const to = Math.min(this.#pages[number + 1]?.offset ?? now.size, from + LIMITS.rereadPageBytes);
      const bytes = Buffer.allocUnsafeSlow(Math.max(0, to - from));
      let at = 0;
      while (at < bytes.length) {
        const read = readSync(file, bytes, at, bytes.length - at, from + at);
        if (read === 0) break;
        at += read;
      }
      return bytes.subarray(0, at);
    } catch (error) {
      const name = this.#shown;
      const code = codeOf(error);
      this.#problem = code === 'ENOENT' ? rereadFact('gone', { name }) : rereadFact('unread', { name, error: code });
      return undefined;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }
}

/** What became of the file; undefined where what was read of it is still there: it may have grown. */
function changeOf(then: Stats, now: Stats): 'replaced' | 'changed' | undefined {
  if (now.ino !== then.ino || now.dev !== then.dev) return 'replaced';
  const same = now.size === then.size && now.mtimeMs === then.mtimeMs;
  return same || now.size > then.size ? undefined : 'changed';
}

/** By binary search: a damaged record may have left a number out. */
function packetIn(packets: readonly Packet[], frame: number): Packet | undefined {
  const first = packets[0]?.frame ?? 0;
  const likely = packets[frame - first];
  if (likely?.frame === frame) return likely;
  let low = 0;
  let high = packets.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = packets[middle]!;
    if (found.frame === frame) return found;
    if (found.frame < frame) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

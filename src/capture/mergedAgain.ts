/** Packets of merged captures again: which file each came from, and what its number was there. */

import type { Fact } from '../fact.js';
import { LIMITS } from '../limits.js';
import type { RereadParams } from './codes.js';
import { rereadFact } from './facts.js';
import type { PacketSource, PacketsAgain, Reread } from './packet.js';

const BLOCK_PACKETS = 65_536;

type Block = { readonly sources: Uint16Array; readonly frames: Uint32Array };

export class MergedAgain implements PacketsAgain {
  readonly #blocks: Block[] = [];
  #noted = 0;

  readonly #unread = new Set<number>();

  constructor(private readonly sources: readonly PacketSource[]) {}

  /** No packet comes from this source: it could not be read. */
  leaveOut(source: number): void {
    this.#unread.add(source);
  }

  /** What hinders any of the files. */
  get obstacle(): Fact<RereadParams> | null {
    for (const [index, { again, status }] of this.sources.entries()) {
      if (this.#unread.has(index)) continue;
      if (again === undefined) return rereadFact('read-once', { name: status.name });
      if (again.obstacle !== null) return again.obstacle;
    }
    return null;
  }

  /** The next merged packet is `frame` of `source`. */
  note(source: number, frame: number): void {
    if (this.#noted >= LIMITS.rereadMergedPackets) return;
    const at = this.#noted++ % BLOCK_PACKETS;
    if (at === 0)
      this.#blocks.push({ sources: new Uint16Array(BLOCK_PACKETS), frames: new Uint32Array(BLOCK_PACKETS) });
    const block = this.#blocks.at(-1)!;
    block.sources[at] = source;
    block.frames[at] = frame;
  }

  read(frame: number): Reread {
    if (!(frame >= 1 && frame <= this.#noted)) return undefined;
    const block = this.#blocks[Math.floor((frame - 1) / BLOCK_PACKETS)]!;
    const at = (frame - 1) % BLOCK_PACKETS;
    const found = this.sources[block.sources[at]!]?.again?.read(block.frames[at]!);
    return found !== undefined && 'packet' in found ? { packet: { ...found.packet, frame } } : found;
  }
}

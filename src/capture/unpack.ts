/** Compressed captures, recognised by content. An unpacker is a source over the window on the compressed bytes. */

import { u32le } from '../bytes/integers.js';
import type { Fact } from '../fact.js';
import type { ByteSource } from './byteSource.js';
import type { ByteWindow } from './byteWindow.js';
import type { UnpackParams } from './codes.js';
import { GzipMembers } from './gzip.js';
import type { Problems } from './status.js';
import { unpackFailure } from './unpackError.js';
import type { Unpacker } from './unpacker.js';
import { isZstd, ZstdFrames } from './zstd.js';

type Row = {
  readonly name: string;
  readonly matches: (head: Uint8Array) => boolean;
  /** `damaged` is called for damage that does not end the unpacking. */
  readonly open: (damaged: (why: Fact<UnpackParams>) => void) => Unpacker;
};

/** The compressions that can be unpacked. */
const COMPRESSIONS: readonly Row[] = [
  {
    name: 'gzip',
    matches: (head) => head[0] === 0x1f && head[1] === 0x8b,
    open: (damaged) => new GzipMembers(damaged),
  },
  { name: 'zstd', matches: (head) => head.length >= 4 && isZstd(u32le(head, 0)), open: () => new ZstdFrames() },
];

/** The unpacked bytes of a window that begins with the magic number of a compression; undefined where it does not. */
export function unpacked(window: ByteWindow, problems: Problems): ByteSource | undefined {
  const head = window.bytes.subarray(window.start, window.end);
  const row = COMPRESSIONS.find(({ matches }) => matches(head));
  return row === undefined ? undefined : new UnpackedSource(row, window, problems);
}

class UnpackedSource implements ByteSource {
  private readonly pieces: Uint8Array[] = [];
  private ended = false;

  private readonly unpacker: Unpacker;

  constructor(
    private readonly row: Row,
    private readonly window: ByteWindow,
    private readonly problems: Problems,
  ) {
    this.unpacker = row.open((why) => this.damaged(why, false));
  }

  async read(into: Buffer, at: number): Promise<number> {
    while (this.pieces.length === 0 && !this.ended) await this.unpack();
    const piece = this.pieces.shift();
    if (piece === undefined) return 0;
    const bytes = Math.min(piece.length, into.length - at);
    into.set(piece.subarray(0, bytes), at);
    if (bytes < piece.length) this.pieces.unshift(piece.subarray(bytes));
    return bytes;
  }

  close(): void {
    this.ended = true;
    this.unpacker.close();
    this.window.close();
  }

  private async unpack(): Promise<void> {
    try {
      const pieces = await this.unpacker.next(this.window);
      if (pieces === undefined) this.ended = true;
      else for (const piece of pieces) if (piece.length > 0) this.pieces.push(piece);
    } catch (error) {
      if (this.ended) return;
      this.ended = true;
      this.damaged(unpackFailure(error), true);
    }
  }

  private damaged(why: Fact<UnpackParams>, stopped: boolean): void {
    const at = this.window.consumedBytes;
    this.problems.damage('bad-compression', { compression: this.row.name, at, why, stopped });
  }
}

/**
 * zstd (RFC 8878) by `fzstd`. We walk the frames and blocks and give it one block at a time, so that a hostile file can
 * make it allocate neither a window of gigabytes nor thousands of blocks at once, and so that every frame, skippable or
 * not, begins afresh.
 */

import { Decompress } from 'fzstd';
import { copyOf } from '../bytes/copy.js';
import { u24le, u32le } from '../bytes/integers.js';
import { LIMITS } from '../limits.js';
import type { ByteWindow } from './byteWindow.js';
import { UnpackError, unpackFact } from './unpackError.js';
import type { Unpacker } from './unpacker.js';

const MAGIC = 0xfd2fb528;
const BLOCK_HEADER_BYTES = 3;
/** §3.1.1.2.4: no block is larger, whatever the window. */
const MAX_BLOCK_BYTES = 131_072;
const RLE_BLOCK = 1;

const isSkippable = (magic: number): boolean => magic >>> 4 === 0x184d2a5;

/** True for the magic number of a zstd frame or of a skippable frame. */
export const isZstd = (magic: number): boolean => magic === MAGIC || isSkippable(magic);

/** Unpacks frame after frame. */
export class ZstdFrames implements Unpacker {
  private frame: Decompress | undefined;
  private checksumBytes = 0;
  private pieces: Uint8Array[] = [];

  async next(window: ByteWindow): Promise<readonly Uint8Array[] | undefined> {
    if (this.frame === undefined) {
      if (!(await window.need(1))) return undefined;
      await this.startFrame(window);
    } else {
      await this.block(window, this.frame);
    }
    const { pieces } = this;
    this.pieces = [];
    return pieces;
  }

  close(): void {}

  private async startFrame(window: ByteWindow): Promise<void> {
    await window.require(8);
    const magic = u32le(window.bytes, window.start);
    if (isSkippable(magic)) return skip(window, 8 + u32le(window.bytes, window.start + 4));
    if (magic !== MAGIC) throw new UnpackError(unpackFact('foreign-rest', { compression: 'zstd' }));
    const { headerBytes, checksumBytes } = await frameHeader(window);
    await window.require(headerBytes);
    this.checksumBytes = checksumBytes;
    this.frame = new Decompress((piece) => this.pieces.push(piece));
    this.frame.push(take(window, headerBytes));
  }

  /** One block (§3.1.1.2); with the last one goes the checksum, which fzstd does not verify. */
  private async block(window: ByteWindow, frame: Decompress): Promise<void> {
    await window.require(BLOCK_HEADER_BYTES);
    const header = u24le(window.bytes, window.start);
    const last = (header & 1) === 1;
    const size = header >>> 3;
    if (size > MAX_BLOCK_BYTES) throw new UnpackError(unpackFact('block-too-large', { limitBytes: MAX_BLOCK_BYTES }));
    const body = ((header >>> 1) & 3) === RLE_BLOCK ? 1 : size;
    const bytes = BLOCK_HEADER_BYTES + body + (last ? this.checksumBytes : 0);
    await window.require(bytes);
    frame.push(take(window, bytes), last);
    if (last) this.frame = undefined;
  }
}

/** Reads the frame header (§3.1.1.1) as far as its length and the memory that it asks for. */
async function frameHeader(window: ByteWindow): Promise<{ headerBytes: number; checksumBytes: number }> {
  const descriptor = window.bytes[window.start + 4]!;
  const singleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >>> 6;
  const sizeBytes = sizeFlag === 0 ? Number(singleSegment) : 1 << sizeFlag;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const sizeAt = 5 + Number(!singleSegment) + dictionaryBytes;
  await window.require(sizeAt + sizeBytes);
  const b = window.bytes;
  let windowBytes: number;
  if (singleSegment) {
    windowBytes = 0;
    for (let i = sizeBytes - 1; i >= 0; i--) windowBytes = windowBytes * 256 + b[window.start + sizeAt + i]!;
    if (sizeBytes === 2) windowBytes += 256;
  } else {
    const exponent = b[window.start + 5]! >>> 3;
    windowBytes = 2 ** (10 + exponent) * (1 + (b[window.start + 5]! & 7) / 8);
  }
  if (windowBytes > LIMITS.zstdWindowBytes) {
    throw new UnpackError(unpackFact('needs-memory', { bytes: windowBytes }));
  }
  return { headerBytes: sizeAt + sizeBytes, checksumBytes: descriptor & 4 };
}

/** A copy: fzstd keeps what it was given until it has a whole block. */
function take(window: ByteWindow, bytes: number): Uint8Array {
  const copy = copyOf(window.bytes, window.start, window.start + bytes);
  window.consume(bytes);
  return copy;
}

async function skip(window: ByteWindow, bytes: number): Promise<void> {
  let left = bytes;
  while (left > 0) {
    if (window.length === 0) await window.require(1);
    const now = Math.min(left, window.length);
    window.consume(now);
    left -= now;
  }
}

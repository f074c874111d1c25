/**
 * gzip (RFC 1952). The members are walked here and only their deflate data is given to zlib, because its own gunzip
 * throws away what it has unpacked when a checksum does not fit, and says nothing of what a cut file still held.
 */

import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { u16le, u32le } from '../bytes/integers.js';
import type { Fact } from '../fact.js';
import { LIMITS } from '../limits.js';
import type { ByteWindow } from './byteWindow.js';
import type { UnpackParams } from './codes.js';
import { UnpackError, unpackFact } from './unpackError.js';
import type { Unpacker } from './unpacker.js';

const FHCRC = 0x02;
const FEXTRA = 0x04;
const FNAME = 0x08;
const FCOMMENT = 0x10;
const FIXED_HEADER_BYTES = 10;
const TRAILER_BYTES = 8;

/** One or more members (§2.2), with padding of zeros after the last, as tapes and block devices leave it. */
export class GzipMembers implements Unpacker {
  private member: Member | undefined;

  /** @param damaged takes what does not keep later members from being read */
  constructor(private readonly damaged: (why: Fact<UnpackParams>) => void) {}

  async next(window: ByteWindow): Promise<readonly Uint8Array[] | undefined> {
    if (this.member === undefined) {
      if (!(await startMember(window))) return undefined;
      this.member = new Member();
    }
    const { member } = this;
    const pieces = await member.inflate(window);
    if (member.ended) {
      this.member = undefined;
      member.close();
      if (!(await window.need(TRAILER_BYTES))) this.damaged(unpackFact('unexpected-end', {}));
      else if (!member.matches(window.bytes, window.start)) this.damaged(unpackFact('bad-checksum', {}));
      window.consume(Math.min(TRAILER_BYTES, window.length));
    }
    return pieces;
  }

  close(): void {
    this.member?.close();
  }
}

/** Consumes the header of the next member (§2.3); false at the end of the file. */
async function startMember(window: ByteWindow): Promise<boolean> {
  let padding = false;
  while (await window.need(1)) {
    if (window.bytes[window.start] !== 0) break;
    padding = true;
    window.consume(1);
  }
  if (window.length === 0) return false;
  await window.require(2);
  if (padding || u16le(window.bytes, window.start) !== 0x8b1f)
    throw new UnpackError(unpackFact('foreign-rest', { compression: 'gzip' }));
  await window.require(FIXED_HEADER_BYTES);
  if (window.bytes[window.start + 2] !== 8) throw new UnpackError(unpackFact('unknown-method', {}));
  const flags = window.bytes[window.start + 3]!;
  window.consume(FIXED_HEADER_BYTES);
  if (flags & FEXTRA) {
    await window.require(2);
    const bytes = 2 + u16le(window.bytes, window.start);
    await window.require(bytes);
    window.consume(bytes);
  }
  if (flags & FNAME) await skipText(window);
  if (flags & FCOMMENT) await skipText(window);
  if (flags & FHCRC) {
    await window.require(2);
    window.consume(2);
  }
  return true;
}

/** Consumes a text that ends with a zero. */
async function skipText(window: ByteWindow): Promise<void> {
  for (;;) {
    await window.require(1);
    const zero = window.bytes.indexOf(0, window.start);
    const found = zero >= 0 && zero < window.end;
    window.consume(found ? zero + 1 - window.start : window.length);
    if (found) return;
  }
}

/** The deflate data of one member. */
class Member {
  ended = false;
  private readonly zlib: InflateRaw = createInflateRaw({ chunkSize: LIMITS.unpackedBytes });
  private pieces: Buffer[] = [];
  private checksum = 0;
  private bytes = 0;
  private failure: Error | undefined;
  private settle: (() => void) | undefined;

  constructor() {
    this.zlib.on('data', (piece: Buffer) => {
      this.checksum = crc32(piece, this.checksum);
      this.bytes += piece.length;
      this.pieces.push(piece);
    });
    this.zlib.on('error', (error) => {
      this.failure = error;
      this.settle?.();
    });
    // Comes when zlib was given more than its data: the trailer, at least.
    this.zlib.on('end', () => {
      this.ended = true;
      this.settle?.();
    });
  }

  /** Unpacks some of the window and consumes what was unpacked. What came before a failure is returned before it. */
  async inflate(window: ByteWindow): Promise<readonly Uint8Array[]> {
    if (this.failure !== undefined) throw this.failure;
    const over = window.length === 0 && !(await window.more());
    const chunk = window.bytes.subarray(window.start, window.start + Math.min(window.length, LIMITS.unpackBytes));
    const before = this.zlib.bytesWritten;
    await new Promise<void>((resolve) => {
      this.settle = resolve;
      if (over) this.zlib.end();
      else this.zlib.write(chunk, () => resolve());
    });
    window.consume(this.zlib.bytesWritten - before);
    const { pieces } = this;
    this.pieces = [];
    return pieces;
  }

  /** Whether the trailer's checksum and length (modulo 2^32) are those of what was unpacked. */
  matches(b: Uint8Array, at: number): boolean {
    return u32le(b, at) === this.checksum && u32le(b, at + 4) === this.bytes % 2 ** 32;
  }

  close(): void {
    this.zlib.destroy();
    this.settle?.();
  }
}

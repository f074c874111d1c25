/** gzip (RFC 1952) by zlib. */

import { constants, createGunzip, type Gunzip } from 'node:zlib';
import { LIMITS } from '../limits.js';
import type { ByteWindow } from './byteWindow.js';
import type { Unpacker } from './unpack.js';

/**
 * One or more members (§2.2). Everything that zlib gets out of a damaged file before the damage is kept: a stream that
 * is only piped would throw it away with its error.
 */
export class GzipMembers implements Unpacker {
  private readonly gunzip: Gunzip = createGunzip({ chunkSize: 262_144, flush: constants.Z_SYNC_FLUSH });
  private pieces: Buffer[] = [];
  private failure: Error | undefined;
  private finished = false;
  private settle: (() => void) | undefined;

  constructor() {
    this.gunzip.on('data', (piece: Buffer) => this.pieces.push(piece));
    this.gunzip.on('error', (error) => {
      this.failure = error;
      this.settle?.();
    });
    // Also comes before the input ends, where zeros follow the last member: padding, which zlib passes over.
    this.gunzip.on('end', () => {
      this.finished = true;
      this.settle?.();
    });
  }

  async next(window: ByteWindow): Promise<readonly Uint8Array[] | undefined> {
    if (this.failure !== undefined) throw this.failure;
    if (this.finished) return undefined;
    const ended = window.length === 0 && !(await window.more());
    const bytes = Math.min(window.length, LIMITS.unpackBytes);
    const chunk = window.bytes.subarray(window.start, window.start + bytes);
    await new Promise<void>((resolve) => {
      this.settle = resolve;
      if (ended) this.gunzip.end();
      else this.gunzip.write(chunk, () => resolve());
    });
    window.consume(bytes);
    const { pieces } = this;
    this.pieces = [];
    return pieces;
  }

  close(): void {
    this.finished = true;
    this.gunzip.destroy();
    this.settle?.();
  }
}

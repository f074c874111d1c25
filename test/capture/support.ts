/** Capture files built byte by byte, and sources drained into plain values. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect } from 'vitest';
import type { ByteSource } from '../../src/capture/byteSource.js';
import { ByteWindow } from '../../src/capture/byteWindow.js';
import { CaptureError, type Packet, type PacketSource, type SourceStatus } from '../../src/capture/packet.js';
import { newStatus, Problems } from '../../src/capture/status.js';
import { errorText } from '../../src/output/errors.js';
import { problemText } from '../../src/text/problems.js';
import { be16, be32, join, le16, le32 } from '../support/packets.js';
import { TEXTS } from '../support/texts.js';

let directory: string | undefined;

/** Writes a file into a directory that is removed after the tests. */
export function temporaryFile(name: string, bytes: Uint8Array | string): string {
  const file = path.join(temporaryDirectory(), name);
  writeFileSync(file, bytes);
  return file;
}

export function temporaryDirectory(): string {
  directory ??= mkdtempSync(path.join(tmpdir(), 'ftp-sniff-capture-'));
  return directory;
}

afterAll(() => {
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
});

/** A packet as tests compare it: bytes in hex, so that nothing is borrowed any more. */
export type Seen = {
  frame: number;
  time: string;
  linkType: number;
  originalBytes: number;
  hex: string;
};

export const seen = (packet: Packet): Seen => ({
  frame: packet.frame,
  time: `${packet.seconds}.${String(packet.nanoseconds).padStart(9, '0')}`,
  linkType: packet.linkType,
  originalBytes: packet.originalBytes,
  hex: Buffer.from(packet.bytes).toString('hex'),
});

/** Drains a source. */
export async function drain(source: PacketSource): Promise<{ packets: Seen[]; status: SourceStatus; batches: number }> {
  const packets: Seen[] = [];
  let batches = 0;
  for await (const batch of source.batches()) {
    batches++;
    packets.push(...batch.map(seen));
  }
  return { packets, status: source.status, batches };
}

type Reader = (window: ByteWindow, problems: Problems) => AsyncGenerator<readonly Packet[]>;

/** Lets a reader read bytes that arrive in pieces of `pieceBytes`. */
export async function readBytes(
  reader: Reader,
  bytes: Uint8Array,
  pieceBytes = bytes.length,
): Promise<{ packets: Seen[]; status: SourceStatus }> {
  const status = newStatus('memory');
  const packets: Seen[] = [];
  const window = new ByteWindow(piecewise(bytes, pieceBytes), 64);
  for await (const batch of reader(window, new Problems(status))) packets.push(...batch.map(seen));
  return { packets, status };
}

/** Bytes that arrive in pieces. */
export function piecewise(bytes: Uint8Array, pieceBytes: number): ByteSource {
  let at = 0;
  return {
    async read(into, offset) {
      const count = Math.min(pieceBytes, bytes.length - at, into.length - offset);
      into.set(bytes.subarray(at, at + count), offset);
      at += count;
      return count;
    },
    close() {
      at = bytes.length;
    },
  };
}

export type Order = 'little' | 'big';
export const u16 = (order: Order, value: number): number[] => (order === 'big' ? be16(value) : le16(value));
export const u32 = (order: Order, value: number): number[] => (order === 'big' ? be32(value) : le32(value));
/** Two 32-bit words as pcapng's timestamps hold them: the upper first, in either byte order. */
const stamp = (order: Order, value: bigint): Uint8Array =>
  join(u32(order, Number((value >> 32n) & 0xffffffffn)), u32(order, Number(value & 0xffffffffn)));

const padded = (bytes: Uint8Array): Uint8Array => join(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));

/** Builders of pcapng blocks in one byte order. */
export class Blocks {
  constructor(readonly order: Order = 'little') {}

  block(type: number, body: Uint8Array, length = 12 + padded(body).length): Uint8Array {
    return join(u32(this.order, type), u32(this.order, length), padded(body), u32(this.order, length));
  }

  option(code: number, value: Uint8Array | number[], length = value.length): Uint8Array {
    return join(u16(this.order, code), u16(this.order, length), padded(Uint8Array.from(value)));
  }

  /** An unsigned or signed 64-bit option value. */
  u64(value: bigint): number[] {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value), this.order === 'little');
    return [...bytes];
  }

  section(major = 1): Uint8Array {
    const { order } = this;
    const body = join(u32(order, 0x1a2b3c4d), u16(order, major), u16(order, 0), new Uint8Array(8).fill(0xff));
    return this.block(0x0a0d0d0a, body);
  }

  interface(linkType = 1, options: Uint8Array = new Uint8Array(0), snaplen = 0): Uint8Array {
    return this.block(1, join(u16(this.order, linkType), u16(this.order, 0), u32(this.order, snaplen), options));
  }

  enhanced(interfaceId: number, time: bigint, bytes: Uint8Array, more: EnhancedFields = {}): Uint8Array {
    const { order } = this;
    const { original = bytes.length, captured = bytes.length, options = new Uint8Array(0) } = more;
    const lengths = join(u32(order, captured), u32(order, original));
    return this.block(6, join(u32(order, interfaceId), stamp(order, time), lengths, padded(bytes), options));
  }

  obsolete(interfaceId: number, drops: number, time: bigint, bytes: Uint8Array): Uint8Array {
    const { order } = this;
    const lengths = join(u32(order, bytes.length), u32(order, bytes.length));
    return this.block(2, join(u16(order, interfaceId), u16(order, drops), stamp(order, time), lengths, padded(bytes)));
  }

  simple(bytes: Uint8Array, original = bytes.length): Uint8Array {
    return this.block(3, join(u32(this.order, original), padded(bytes)));
  }

  statistics(interfaceId: number, options: Uint8Array): Uint8Array {
    return this.block(5, join(u32(this.order, interfaceId), new Uint8Array(8), options));
  }

  secrets(type: number, text: string): Uint8Array {
    const bytes = Buffer.from(text);
    return this.block(10, join(u32(this.order, type), u32(this.order, bytes.length), padded(bytes)));
  }
}

type EnhancedFields = { original?: number; captured?: number; options?: Uint8Array };

/** Problems as reports show them: code, whole message, the frame at or before which it happened. */
export const problemsOf = ({ problems }: SourceStatus) =>
  problems.map((problem) => ({
    code: problem.code,
    message: problemText(TEXTS, problem),
    frame: problem.file === null ? (problem.frames[0] ?? null) : null,
  }));

/** What a reader of the status sees of damage. */
export const damageOf = (status: SourceStatus) => ({ damaged: status.damaged, problems: problemsOf(status) });

/** The line that the user is shown for an error. */
export const lineOf = (error: unknown): string => errorText(TEXTS, error) ?? `internal: ${String(error)}`;

/** The same of what a promise is rejected with. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    expect(error).toBeInstanceOf(CaptureError);
    return lineOf(error);
  }
  throw new Error('nothing was refused');
}

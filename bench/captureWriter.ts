/** Writes large pcap files fast: Ethernet, IPv4, TCP with time stamps, checksums left to an imaginary offload engine. */
import { closeSync, openSync, writeSync } from 'node:fs';

export const FIN = 1;
export const SYN = 2;
export const PSH = 8;
export const ACK = 16;

export type Host = { readonly address: number; readonly port: number };

const CHUNK_BYTES = 4 << 20;
const MAX_PACKET_BYTES = 2048;
const RECORD_BYTES = 16;
const ETHERNET_BYTES = 14;
const IP_BYTES = 20;
const START_SECONDS = 1_700_000_000;

/** '10.0.0.1' as a number. */
export const address = (text: string) => text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);

export class CaptureWriter {
  readonly #file: number;
  readonly #chunk = Buffer.alloc(CHUNK_BYTES);
  #used = 0;
  #identification = 0;
  /** Microseconds since the capture's first packet. */
  timeUs = 0;
  packets = 0;
  bytes = 0;

  /** @param to a path, or the number of an open file */
  constructor(to: string | number) {
    this.#file = typeof to === 'number' ? to : openSync(to, 'w');
    const header = [0xa1b2c3d4, 0x00040002, 0, 0, 262_144, 1];
    for (const word of header) this.#used = this.#chunk.writeUInt32LE(word, this.#used);
  }

  /** One segment from `from` to `to`; payload bytes are copied. */
  segment(from: Host, to: Host, seq: number, ack: number, flags: number, payload?: Uint8Array): void {
    if (this.#used + MAX_PACKET_BYTES > CHUNK_BYTES) this.#flush();
    const b = this.#chunk;
    const tcpBytes = (flags & SYN) !== 0 ? 28 : 32;
    const payloadBytes = payload?.length ?? 0;
    const length = ETHERNET_BYTES + IP_BYTES + tcpBytes + payloadBytes;
    let at = this.#used;
    at = b.writeUInt32LE(START_SECONDS + Math.floor(this.timeUs / 1e6), at);
    at = b.writeUInt32LE(this.timeUs % 1e6, at);
    at = b.writeUInt32LE(length, at);
    at = b.writeUInt32LE(length, at);
    at = this.#mac(this.#mac(at, to.address), from.address);
    at = b.writeUInt16BE(0x0800, at);
    at = b.writeUInt32BE((0x4500 << 16) | (IP_BYTES + tcpBytes + payloadBytes), at);
    this.#identification = (this.#identification + 1) & 0xffff;
    at = b.writeUInt32BE(((this.#identification << 16) | 0x4000) >>> 0, at);
    at = b.writeUInt32BE(((64 << 24) | (6 << 16)) >>> 0, at);
    at = b.writeUInt32BE(from.address >>> 0, at);
    at = b.writeUInt32BE(to.address >>> 0, at);
    at = b.writeUInt16BE(from.port, at);
    at = b.writeUInt16BE(to.port, at);
    at = b.writeUInt32BE(seq >>> 0, at);
    at = b.writeUInt32BE(ack >>> 0, at);
    at = b.writeUInt16BE(((tcpBytes / 4) << 12) | flags, at);
    at = b.writeUInt16BE(65_000, at);
    at = b.writeUInt32BE(0, at);
    if ((flags & SYN) !== 0) {
      at = b.writeUInt32BE(0x020405b4, at); // maximum segment size 1460
      at = b.writeUInt32BE(0x01010402, at); // SACK permitted
    } else {
      at = b.writeUInt32BE(0x0101080a, at); // time stamps
      at = b.writeUInt32BE(Math.floor(this.timeUs / 1000) >>> 0, at);
      at = b.writeUInt32BE(0, at);
    }
    if (payload) b.set(payload, at);
    this.#used += RECORD_BYTES + length;
    this.packets++;
    this.bytes += RECORD_BYTES + length;
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #mac(at: number, host: number): number {
    this.#chunk.writeUInt16BE(0x0200, at);
    return this.#chunk.writeUInt32BE(host >>> 0, at + 2);
  }

  #flush(): void {
    for (let at = 0; at < this.#used; ) at += written(this.#file, this.#chunk, at, this.#used - at);
    this.#used = 0;
  }
}

const PATIENCE = new Int32Array(new SharedArrayBuffer(4));

/** Bytes written; 0 where the reader of a pipe has enough for now. */
function written(file: number, bytes: Buffer, at: number, count: number): number {
  try {
    return writeSync(file, bytes, at, count);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    Atomics.wait(PATIENCE, 0, 0, 1);
    return 0;
  }
}

/** One TCP connection: keeps both sequence numbers. */
export class Talk {
  readonly #out: CaptureWriter;
  readonly #ends: readonly [Host, Host];
  readonly #next: [number, number];

  constructor(out: CaptureWriter, initiator: Host, responder: Host, isn: number) {
    this.#out = out;
    this.#ends = [initiator, responder];
    this.#next = [isn >>> 0, (isn ^ 0x3c6ef372) >>> 0];
  }

  /** `side` 0 is the initiator. */
  send(side: 0 | 1, flags: number, payload?: Uint8Array, afterUs = 10): void {
    const other = side === 0 ? 1 : 0;
    this.#out.timeUs += afterUs;
    const ack = (flags & ACK) !== 0 ? this.#next[other] : 0;
    this.#out.segment(this.#ends[side], this.#ends[other], this.#next[side], ack, flags, payload);
    const advance = (payload?.length ?? 0) + ((flags & (SYN | FIN)) !== 0 ? 1 : 0);
    this.#next[side] = (this.#next[side] + advance) >>> 0;
  }

  open(): void {
    this.send(0, SYN, undefined, 50);
    this.send(1, SYN | ACK);
    this.send(0, ACK);
  }

  /** `first` sends its FIN first. */
  close(first: 0 | 1): void {
    const second = first === 0 ? 1 : 0;
    this.send(first, FIN | ACK);
    this.send(second, FIN | ACK);
    this.send(first, ACK);
  }

  /** A line of the control connection, and its ACK. */
  say(side: 0 | 1, text: string): void {
    this.send(side, PSH | ACK, Buffer.from(`${text}\r\n`), 80);
    this.send(side === 0 ? 1 : 0, ACK);
  }
}

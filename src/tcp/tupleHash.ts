/** Hashing and comparing the four addresses and ports of a segment, without strings. */
import type { Tuple } from '../wire/segment.js';
import type { TcpConnection } from './connection.js';

const mix = (h: number, word: number): number => {
  let k = Math.imul(word, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const m = h ^ Math.imul(k, 0x1b873593);
  return (Math.imul((m << 13) | (m >>> 19), 5) + 0xe6546b64) | 0;
};

const finish = (h: number): number => {
  let m = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  m = Math.imul(m ^ (m >>> 13), 0xc2b2ae35);
  return m ^ (m >>> 16);
};

/**
 * The same 32 bits for both directions of a connection (MurmurHash3 of each end, added). The seed is secret to the run,
 * so that no capture can be made in which all connections share a chain.
 */
export function hashTuple(t: Tuple, seed: number): number {
  let src = mix(mix(seed, t.src0), t.srcPort);
  let dst = mix(mix(seed, t.dst0), t.dstPort);
  if (t.family === 6) {
    src = mix(mix(mix(src, t.src1), t.src2), t.src3);
    dst = mix(mix(mix(dst, t.dst1), t.dst2), t.dst3);
  }
  return finish((finish(src) + finish(dst)) | 0);
}

/** The segment's direction in the connection: 1 from the initiator, -1 from the responder, 0 of another connection. */
export function directionIn(c: TcpConnection, t: Tuple): number {
  if (c.iPort === t.srcPort && c.rPort === t.dstPort && c.i0 === (t.src0 | 0) && c.r0 === (t.dst0 | 0)) {
    if (c.family === t.family && (t.family === 4 || sameTail(c, t))) return 1;
  }
  if (c.iPort === t.dstPort && c.rPort === t.srcPort && c.i0 === (t.dst0 | 0) && c.r0 === (t.src0 | 0)) {
    if (c.family === t.family && (t.family === 4 || swappedTail(c, t))) return -1;
  }
  return 0;
}

const sameTail = (c: TcpConnection, t: Tuple): boolean =>
  c.i1 === (t.src1 | 0) &&
  c.i2 === (t.src2 | 0) &&
  c.i3 === (t.src3 | 0) &&
  c.r1 === (t.dst1 | 0) &&
  c.r2 === (t.dst2 | 0) &&
  c.r3 === (t.dst3 | 0);

const swappedTail = (c: TcpConnection, t: Tuple): boolean =>
  c.i1 === (t.dst1 | 0) &&
  c.i2 === (t.dst2 | 0) &&
  c.i3 === (t.dst3 | 0) &&
  c.r1 === (t.src1 | 0) &&
  c.r2 === (t.src2 | 0) &&
  c.r3 === (t.src3 | 0);

/**
 * TCP sequence numbers (RFC 9293 §3.4): 32-bit patterns on a circle, not numbers. Nothing outside this file compares or
 * adds them. Arguments may be the signed or the unsigned reading of the pattern; results are signed unless said
 * otherwise, because V8 keeps signed 32-bit integers without a heap box.
 */

/** How far `to` lies ahead of `from` around the circle: -2^31 .. 2^31-1, negative where it lies behind. */
export const seqDistance = (from: number, to: number): number => (to - from) | 0;

/** How far `to` lies ahead of `from` where it cannot lie behind: 0 .. 2^32-1. */
export const seqAhead = (from: number, to: number): number => (to - from) >>> 0;

/** The sequence number `bytes` after `seq` (before it where negative). |bytes| is below 2^52. */
export const seqAdd = (seq: number, bytes: number): number => (seq + bytes) | 0;

/** Both name the same point of the circle. */
export const seqEqual = (a: number, b: number): boolean => ((a - b) | 0) === 0;

/** Keeps a sequence number in its signed form, without changing what it names. */
export const seqFrom = (header: number): number => header | 0;

/** The number as it stands in the header: 0 .. 2^32-1. */
export const seqToHeader = (seq: number): number => seq >>> 0;

/**
 * Integers from borrowed bytes. None of these checks bounds: a layer checks its header once (see `wire/`), then reads
 * freely. Past the end they give a meaningless number, never an exception.
 */

/** Unsigned 16-bit integer, network byte order. */
export const u16be = (b: Uint8Array, at: number): number => (b[at]! << 8) | b[at + 1]!;

/** Unsigned 24-bit integer, network byte order. */
export const u24be = (b: Uint8Array, at: number): number => (b[at]! << 16) | (b[at + 1]! << 8) | b[at + 2]!;

/** Unsigned 32-bit integer, network byte order. */
export const u32be = (b: Uint8Array, at: number): number =>
  ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;

/** Unsigned 16-bit integer, little endian. */
export const u16le = (b: Uint8Array, at: number): number => b[at]! | (b[at + 1]! << 8);

/** Unsigned 24-bit integer, little endian. */
export const u24le = (b: Uint8Array, at: number): number => b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16);

/** Unsigned 32-bit integer, little endian. */
export const u32le = (b: Uint8Array, at: number): number =>
  (b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24)) >>> 0;

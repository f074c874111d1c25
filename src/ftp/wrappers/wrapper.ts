/**
 * What a proxy puts before the payload of a connection: a header that names the true end points (PROXY protocol), or a
 * dialogue that asks for a destination (HTTP CONNECT, SOCKS). Behind it the connection is what it would be without.
 */
import type { Side } from '../../tcp/types.js';

export type WrapperKind = 'PROXY v1' | 'PROXY v2' | 'HTTP CONNECT' | 'SOCKS4' | 'SOCKS5';

/** An address, or the name that was asked for. */
export type NamedEndpoint = { readonly address: string; readonly port: number };

export type Tunnel = {
  readonly kind: WrapperKind;
  /** Where the connection really comes from; null: the wrapper does not say. */
  readonly client: NamedEndpoint | null;
  /** Where it really goes to. */
  readonly server: NamedEndpoint | null;
  /** Payload bytes of each side that are the wrapper's own. */
  readonly bytes: Readonly<Record<Side, number>>;
};

/** The first bytes of both sides, as far as they have come. The initiator is the side that wraps. */
export type Opening = Readonly<Record<Side, Uint8Array>>;

/** 'no': it does not begin so; 'more': it does so far. */
export type Reading = Tunnel | 'no' | 'more';

/** Adds a wrapper: a row of `FORMS` in `unwrapper.ts`. */
export type WrapperForm = {
  /** Can the first bytes of the initiator be its own? */
  readonly starts: (first: Uint8Array) => boolean;
  readonly read: (opening: Opening) => Reading;
};

export const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');

/** The bytes are `expected`, as far as there are any. */
export function beginsLike(bytes: Uint8Array, expected: Uint8Array): boolean {
  const length = Math.min(bytes.length, expected.length);
  for (let i = 0; i < length; i++) if (bytes[i] !== expected[i]) return false;
  return length > 0;
}

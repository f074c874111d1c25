/** The PROXY protocol, versions 1 (a line) and 2 (binary): https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt */
import { u16be, u32be } from '../../bytes/integers.js';
import { formatAddress, parseAddress } from '../../wire/address.js';
import { beginsLike, type NamedEndpoint, type Reading, textOf, type WrapperForm, type WrapperKind } from './wrapper.js';

const V1_START = Buffer.from('PROXY ');
/** §2.1: the longest line, CR LF included. */
const V1_LONGEST = 107;
const V1_LINE = /^PROXY (?:(TCP4|TCP6) (\S+) (\S+) (\d{1,5}) (\d{1,5})|UNKNOWN(?: [^\r]*)?)\r\n/;

const V2_START = Buffer.from([0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]);
const V2_HEADER_BYTES = 16;
const V2_PROXY = 0x21;
const V2_LOCAL = 0x20;
/** Transport and address family (§2.2): bytes of one address. */
const V2_ADDRESS_BYTES: ReadonlyMap<number, number> = new Map([
  [0x11, 4],
  [0x21, 16],
]);

const found = (
  kind: WrapperKind,
  client: NamedEndpoint | null,
  server: NamedEndpoint | null,
  bytes: number,
): Reading => ({
  kind,
  client,
  server,
  bytes: { initiator: bytes, responder: 0 },
});

export const proxyV1: WrapperForm = {
  starts: (first) => beginsLike(first, V1_START),
  read({ initiator }) {
    const text = textOf(initiator, 0, Math.min(initiator.length, V1_LONGEST));
    if (!text.includes('\r\n')) return text.length < V1_LONGEST ? 'more' : 'no';
    const match = V1_LINE.exec(text);
    if (!match) return 'no';
    const [line, family, from = '', to = '', fromPort = '', toPort = ''] = match;
    if (family === undefined) return found('PROXY v1', null, null, line.length);
    const client = endpointOf(from, fromPort);
    const server = endpointOf(to, toPort);
    return client && server ? found('PROXY v1', client, server, line.length) : 'no';
  },
};

function endpointOf(address: string, port: string): NamedEndpoint | null {
  const parsed = parseAddress(address);
  if (!parsed || Number(port) > 0xffff) return null;
  return { address: formatAddress(parsed.family, parsed.w0, parsed.w1, parsed.w2, parsed.w3), port: Number(port) };
}

export const proxyV2: WrapperForm = {
  starts: (first) => beginsLike(first, V2_START),
  read({ initiator: b }) {
    if (!beginsLike(b, V2_START)) return 'no';
    if (b.length < V2_HEADER_BYTES) return 'more';
    const command = b[12]!;
    if (command !== V2_PROXY && command !== V2_LOCAL) return 'no';
    const bytes = V2_HEADER_BYTES + u16be(b, 14);
    if (b.length < bytes) return 'more';
    const size = V2_ADDRESS_BYTES.get(b[13]!);
    // LOCAL: a health check of the proxy itself. Unix sockets and unspecified families name no host either.
    if (command === V2_LOCAL || size === undefined || bytes < V2_HEADER_BYTES + 2 * size + 4)
      return found('PROXY v2', null, null, bytes);
    const ports = V2_HEADER_BYTES + 2 * size;
    const client = { address: addressAt(b, V2_HEADER_BYTES, size), port: u16be(b, ports) };
    const server = { address: addressAt(b, V2_HEADER_BYTES + size, size), port: u16be(b, ports + 2) };
    return found('PROXY v2', client, server, bytes);
  },
};

export const addressAt = (b: Uint8Array, at: number, bytes: number): string =>
  bytes === 4
    ? formatAddress(4, u32be(b, at), 0, 0, 0)
    : formatAddress(6, u32be(b, at), u32be(b, at + 4), u32be(b, at + 8), u32be(b, at + 12));

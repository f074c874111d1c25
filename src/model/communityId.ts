/** Community ID, version 1: a text that names a flow whichever side sent, the same in Zeek, Suricata and others. */
import { hash } from 'node:crypto';
import type { Connection, Endpoint } from '../tcp/types.js';
import { parseAddress } from '../wire/address.js';

const TCP = 6;

/** Address and port as bytes in network order: 6 of IPv4, 18 of IPv6. */
function bytesOf({ address, port }: Endpoint): Buffer {
  const parsed = parseAddress(address);
  if (parsed === undefined) throw new Error(`community id of ${address}`);
  const { family, w0, w1, w2, w3 } = parsed;
  const words = family === 4 ? [w0] : [w0, w1, w2, w3];
  const bytes = Buffer.alloc(words.length * 4 + 2);
  for (const [i, word] of words.entries()) bytes.writeUInt32BE(word, i * 4);
  bytes.writeUInt16BE(port, words.length * 4);
  return bytes;
}

type Ends = Pick<Connection, 'initiator' | 'responder'>;

/** Each connection is named in many lines. Which of its ends opened it does not matter: a name once made stays right. */
const known = new WeakMap<Ends, string>();

/**
 * '1:pW/beq+CZxFJzBgvfxeMDMIHck0=' for a TCP connection: SHA-1 over seed, the smaller end's address, the greater one's,
 * the protocol, a zero byte and both ports (community-id-spec, version 1).
 * @param seed 0 to 65535; those who compare ids must use the same
 */
export function communityId(connection: Ends, seed = 0): string {
  if (seed !== 0) return computed(connection, seed);
  let id = known.get(connection);
  if (id === undefined) {
    id = computed(connection, seed);
    known.set(connection, id);
  }
  return id;
}

function computed({ initiator, responder }: Ends, seed: number): string {
  const [one, other] = [bytesOf(initiator), bytesOf(responder)];
  const [a, b] = Buffer.compare(one, other) <= 0 ? [one, other] : [other, one];
  const hashed = Buffer.concat([
    Buffer.from([seed >> 8, seed & 0xff]),
    a.subarray(0, -2),
    b.subarray(0, -2),
    Buffer.from([TCP, 0]),
    a.subarray(-2),
    b.subarray(-2),
  ]);
  return `1:${hash('sha1', hashed, 'base64')}`;
}

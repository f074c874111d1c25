/** Community ID, version 1: a text that names a flow whichever side sent, the same in Zeek, Suricata and others. */
import { hash } from 'node:crypto';
import type { Connection } from '../tcp/types.js';
import { parseAddress } from '../wire/address.js';

const TCP = 6;

const MOST_BYTES = 40;
/** What is hashed, made anew for each. */
const hashed = Buffer.alloc(MOST_BYTES);

/** The four words of an address, of IPv4 the first alone; how many bytes that is. */
type Words = { readonly words: readonly number[]; readonly bytes: 4 | 16 };

function wordsOf(address: string): Words {
  const parsed = parseAddress(address);
  if (parsed === undefined) throw new Error(`community id of ${address}`);
  const { family, w0, w1, w2, w3 } = parsed;
  return { words: [w0, w1, w2, w3], bytes: family === 4 ? 4 : 16 };
}

/** Whether an end is the smaller one: by the bytes of its address, then by its port. */
function isBefore(one: Words, onePort: number, other: Words, otherPort: number): boolean {
  for (let i = 0; i < 4; i++) if (one.words[i] !== other.words[i]) return one.words[i]! >>> 0 < other.words[i]! >>> 0;
  return onePort <= otherPort;
}

function putAddress({ words, bytes }: Words, at: number): number {
  for (let i = 0; i < bytes / 4; i++) hashed.writeUInt32BE(words[i]! >>> 0, at + i * 4);
  return at + bytes;
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
  const [one, other] = [wordsOf(initiator.address), wordsOf(responder.address)];
  const inOrder = isBefore(one, initiator.port, other, responder.port);
  hashed.writeUInt16BE(seed, 0);
  let at = putAddress(inOrder ? one : other, 2);
  at = putAddress(inOrder ? other : one, at);
  hashed[at] = TCP;
  hashed[at + 1] = 0;
  hashed.writeUInt16BE(inOrder ? initiator.port : responder.port, at + 2);
  hashed.writeUInt16BE(inOrder ? responder.port : initiator.port, at + 4);
  return `1:${hash('sha1', hashed.subarray(0, at + 6), 'base64')}`;
}

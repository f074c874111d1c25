/** Tunnels through a SOCKS proxy: version 4 with its extension 4A, and version 5 (RFC 1928, RFC 1929). */
import { u16be } from '../../bytes/integers.js';
import { addressAt } from './proxyProtocol.js';
import { type NamedEndpoint, textOf, type WrapperForm } from './wrapper.js';

const CONNECT = 1;

const V4_REPLY_BYTES = 8;
const V4_GRANTED = 0x5a;

export const socks4: WrapperForm = {
  starts: (first) => first[0] === 4 && (first.length < 2 || first[1] === CONNECT),
  read({ initiator: b, responder }) {
    if (b[0] !== 4 || (b.length > 1 && b[1] !== CONNECT)) return 'no';
    const user = b.indexOf(0, 8);
    if (b.length < 9 || user < 0) return 'more';
    const port = u16be(b, 2);
    // 4A: the address 0.0.0.x stands for a name behind the user's.
    const named = b[4] === 0 && b[5] === 0 && b[6] === 0 && b[7] !== 0;
    const name = named ? b.indexOf(0, user + 1) : user;
    if (name < 0) return 'more';
    const address = named ? textOf(b, user + 1, name).toLowerCase() : addressAt(b, 4, 4);
    if (responder.length > 0 && responder[0] !== 0) return 'no';
    if (responder.length < V4_REPLY_BYTES) return 'more';
    if (responder[1] !== V4_GRANTED || port === 0) return 'no';
    const bytes = { initiator: name + 1, responder: V4_REPLY_BYTES };
    return { kind: 'SOCKS4', client: null, server: { address, port }, bytes };
  },
};

const NO_AUTHENTICATION = 0;
const BY_PASSWORD = 2;
const IPV4 = 1;
const NAME = 3;
const IPV6 = 4;

/** A place in the bytes of a side; what cannot be read yet is 'more', what cannot be right 'no'. */
type Step<T> = (T & { readonly end: number }) | 'no' | 'more';

export const socks5: WrapperForm = {
  // Some clients do not wait for the answer: login or request follow at once.
  starts: (first) =>
    first[0] === 5 && (first.length < 2 || (first[1]! > 0 && [1, 5, undefined].includes(first[2 + first[1]!]))),
  read({ initiator, responder }) {
    const methods = readMethods(initiator, responder);
    if (typeof methods === 'string') return methods;
    const login = methods.method === BY_PASSWORD ? readLogin(initiator, methods.end, responder) : methods;
    if (typeof login === 'string') return login;
    const answeredTo = methods.method === BY_PASSWORD ? 4 : 2;
    const request = readAddress(initiator, login.end, CONNECT);
    if (typeof request === 'string') return request;
    const reply = readAddress(responder, answeredTo, 0);
    if (typeof reply === 'string') return reply;
    return {
      kind: 'SOCKS5',
      client: null,
      server: request.endpoint,
      bytes: { initiator: request.end, responder: reply.end },
    };
  },
};

function readMethods(client: Uint8Array, proxy: Uint8Array): Step<{ readonly method: number }> {
  if (client[0] !== 5 || client[1] === 0 || (proxy.length > 0 && proxy[0] !== 5)) return 'no';
  if (client.length < 2 || client.length < 2 + client[1]! || proxy.length < 2) return 'more';
  const method = proxy[1]!;
  return method === NO_AUTHENTICATION || method === BY_PASSWORD ? { method, end: 2 + client[1]! } : 'no';
}

/** RFC 1929 §2: version, name, password; the answer is two bytes. */
function readLogin(client: Uint8Array, at: number, proxy: Uint8Array): Step<object> {
  if (client.length < at + 2) return 'more';
  if (client[at] !== 1) return 'no';
  const password = at + 2 + client[at + 1]!;
  if (client.length <= password) return 'more';
  const end = password + 1 + client[password]!;
  if (client.length < end || proxy.length < 4) return 'more';
  return proxy[3] === 0 ? { end } : 'no';
}

/** Request and reply have one form (RFC 1928 §4, §6): version, command or reply, reserved, address, port. */
function readAddress(b: Uint8Array, at: number, second: number): Step<{ readonly endpoint: NamedEndpoint }> {
  if ((b.length > at && b[at] !== 5) || (b.length > at + 1 && b[at + 1] !== second)) return 'no';
  if (b.length < at + 5) return 'more';
  const type = b[at + 3];
  const from = type === NAME ? at + 5 : at + 4;
  const bytes = type === IPV4 ? 4 : type === IPV6 ? 16 : b[at + 4]!;
  if (type !== IPV4 && type !== IPV6 && type !== NAME) return 'no';
  const end = from + bytes + 2;
  if (b.length < end) return 'more';
  const address = type === NAME ? textOf(b, from, from + bytes).toLowerCase() : addressAt(b, from, bytes);
  return { endpoint: { address, port: u16be(b, from + bytes) }, end };
}

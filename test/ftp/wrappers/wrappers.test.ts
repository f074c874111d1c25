import { describe, expect, test } from 'vitest';
import { httpConnect } from '../../../src/ftp/wrappers/httpConnect.js';
import { proxyV1, proxyV2 } from '../../../src/ftp/wrappers/proxyProtocol.js';
import { socks4, socks5 } from '../../../src/ftp/wrappers/socks.js';
import type { NamedEndpoint, Reading, WrapperForm } from '../../../src/ftp/wrappers/wrapper.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const V2 = '\r\n\r\n\0\r\nQUIT\n';
const at = (address: string, port: number): NamedEndpoint => ({ address, port });

type Sample = {
  readonly name: string;
  readonly form: WrapperForm;
  readonly initiator: string;
  readonly responder?: string;
  readonly client?: NamedEndpoint;
  readonly server?: NamedEndpoint;
};

const WHOLE: readonly Sample[] = [
  {
    name: 'PROXY v1, IPv6',
    form: proxyV1,
    initiator: 'PROXY TCP6 2001:db8::1 2001:DB8:0::2 65535 21\r\n',
    client: at('2001:db8::1', 65535),
    server: at('2001:db8::2', 21),
  },
  { name: 'PROXY v1, unknown', form: proxyV1, initiator: 'PROXY UNKNOWN ffff:f::1 1\r\n' },
  {
    name: 'PROXY v2 with extensions',
    form: proxyV2,
    initiator: `${V2}\x21\x11\x00\x10\x0a\x00\x00\x01\x0a\x00\x00\x02\x01\x02\x00\x15\x03\x00\x01\x00`,
    client: at('10.0.0.1', 258),
    server: at('10.0.0.2', 21),
  },
  { name: 'PROXY v2, a Unix socket', form: proxyV2, initiator: `${V2}\x21\x31\x00\x02ab` },
  {
    name: 'CONNECT to an IPv6 address',
    form: httpConnect,
    initiator: 'CONNECT [2001:db8::5]:21 HTTP/1.1\r\nHost: x\r\n\r\n',
    responder: 'HTTP/1.1 200 OK\r\nVia: y\r\n\r\n',
    server: at('2001:db8::5', 21),
  },
  {
    name: 'SOCKS4',
    form: socks4,
    initiator: '\x04\x01\x00\x15\x0a\x00\x00\x02kim\0',
    responder: '\x00\x5a\x00\x00\x00\x00\x00\x00',
    server: at('10.0.0.2', 21),
  },
  {
    name: 'SOCKS5 to an IPv6 address',
    form: socks5,
    initiator: `\x05\x01\x00\x05\x01\x00\x04${'\x20\x01\x0d\xb8'.padEnd(15, '\0')}\x09\x00\x15`,
    responder: '\x05\x00\x05\x00\x00\x03\x02ab\x00\x00',
    server: at('2001:db8::9', 21),
  },
];

describe('a wrapper', () => {
  for (const { name, form, initiator, responder = '', client = null, server = null } of WHOLE) {
    test(`${name} is read when it is whole, however it was cut`, () => {
      const read = (sent: number, answered: number): Reading =>
        form.read({ initiator: bytes(initiator.slice(0, sent)), responder: bytes(responder.slice(0, answered)) });
      for (let sent = 1; sent < initiator.length; sent++) {
        expect(form.starts(bytes(initiator.slice(0, sent)))).toBe(true);
        expect(read(sent, 0)).toBe('more');
      }
      for (let answered = 0; answered < responder.length; answered++)
        expect(read(initiator.length, answered)).toBe('more');
      const tunnel = form.read({ initiator: bytes(`${initiator}rest`), responder: bytes(`${responder}220 x`) });
      const own = { initiator: initiator.length, responder: responder.length };
      expect(tunnel).toMatchObject({ client, server, bytes: own });
    });
  }
});

const NOT: readonly [string, WrapperForm, string, string][] = [
  ['a port beyond 65535', proxyV1, 'PROXY TCP4 1.2.3.4 5.6.7.8 70000 21\r\n', ''],
  ['a name instead of an address', proxyV1, 'PROXY TCP4 a.b 5.6.7.8 7 21\r\n', ''],
  ['a line that never ends', proxyV1, `PROXY ${'x'.repeat(200)}`, ''],
  ['a command of another version', proxyV2, `${V2}\x31\x11\x00\x00`, ''],
  ['a refusal', httpConnect, 'CONNECT a:21 HTTP/1.1\r\n\r\n', 'HTTP/1.1 403 Forbidden\r\n\r\n'],
  ['an FTP server that answers', httpConnect, 'CONNECT a:21 HTTP/1.1\r\n\r\n', '500 unknown command\r\n'],
  ['a refused request', socks4, '\x04\x01\x00\x15\x0a\x00\x00\x02\0', '\x00\x5b\x00\x00\x00\x00\x00\x00'],
  ['no acceptable method', socks5, '\x05\x01\x02', '\x05\xff'],
  ['a wrong password', socks5, '\x05\x01\x02\x01\x01a\x01b', '\x05\x02\x01\x01'],
  ['a refused destination', socks5, '\x05\x01\x00\x05\x01\x00\x01abcd\x00\x15', '\x05\x00\x05\x05\x00\x01abcd\x00\x00'],
];

test.each(NOT)('no wrapper: %s', (_, form, initiator, responder) => {
  expect(form.read({ initiator: bytes(initiator), responder: bytes(responder) })).toBe('no');
});

/** Which connections an encrypted session may have for its own, and which it must leave alone. */
import { describe, expect, test } from 'vitest';
import { linksOf } from '../../../src/ftp/keyless/infer.js';
import { type Candidate, LIKELY, type LinkedSession, POSSIBLE, score } from '../../../src/ftp/keyless/link.js';
import type { ControlView, Message } from '../../../src/ftp/keyless/messages.js';
import { Timeline } from '../../../src/tcp/timeline.js';
import type { Connection } from '../../../src/tcp/types.js';
import { TlsFacts } from '../../../src/tls/facts.js';
import { readClientHello, readServerHello } from '../../../src/tls/handshake.js';
import { clientHello, extension, serverHello } from '../../support/tls13.js';

const MS = 1_000_000;
const message = (from: Message['from'], bytes: number, frame: number, ms: number): Message => {
  return { from, min: bytes, max: bytes, bytes: bytes + 24, frame, timeNs: ms * MS };
};

function facts(more: { alpn?: boolean; name?: string } = {}): TlsFacts {
  const one = new TlsFacts();
  const extensions = more.alpn ? [extension(16, Buffer.from([0, 3, 2, 0x68, 0x32]))] : [];
  one.clientSays = { ...readClientHello(clientHello(extensions).subarray(4))!, serverName: more.name ?? null };
  one.serverSays = readServerHello(serverHello().subarray(4))!;
  return one;
}

/** PASV answered by a 227 of 45 bytes: room for the six numbers of port 51201. */
const MESSAGES = [message('client', 6, 10, 100), message('server', 45, 11, 101)];

const session = (messages: readonly Message[] = MESSAGES): LinkedSession => ({
  view: { messages, turns: [], tickets: [], exact: true, from: null } satisfies ControlView,
  facts: facts(),
  client: '10.0.0.1',
  server: '10.0.0.2',
  controlPort: 21,
  family: null,
  leaves: false,
  fromNs: 50 * MS,
  untilNs: 900 * MS,
  timeline: new Timeline(),
});

const connection = (port: number, frame: number, ms: number, number = frame): Connection =>
  ({
    number,
    initiator: { address: '10.0.0.1', port: 40_000 + frame },
    responder: { address: '10.0.0.2', port },
    firstFrame: frame,
    firstTimeNs: ms * MS,
    lastFrame: frame,
    lastTimeNs: (ms + 20) * MS,
    closed: true,
    teardown: { kind: 'fin', fins: [], rst: null, unseenFins: [] },
  }) as unknown as Connection;

const candidate = (port: number, frame: number, ms: number, tls = facts()): Candidate => {
  return { connection: connection(port, frame, ms), tls, clear: false };
};

describe('a data connection', () => {
  test('right after a reply with room for its port, with the hello of the control connection, is likely', () => {
    const scored = score(session(), candidate(51_201, 12, 102))!;
    expect(scored.points).toBeGreaterThanOrEqual(LIKELY);
    expect(scored.because.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'keyless-passive-length',
        'keyless-passive-command',
        'keyless-at-once',
        'keyless-client',
      ]),
    );
  });

  test.each([
    ['that the reply has no room for', candidate(2_304, 12, 102)],
    ['before the handshake of the control connection', candidate(51_201, 2, 20)],
    ['long after its end', candidate(51_201, 99, 5_000)],
    ['to the port of the web, by a browser', candidate(443, 12, 102, facts({ alpn: true, name: 'www.example.org' }))],
  ])('one %s is none', (_name, other) => {
    expect(score(session(), other)?.points ?? 0).toBeLessThan(POSSIBLE);
  });

  test('is found though replies to further commands came first, which had been sent before it was announced', () => {
    const between = [message('client', 10, 10, 100), message('server', 54, 12, 102)];
    const together = session([...MESSAGES, ...between]);
    expect(score(together, candidate(51_201, 13, 103))!.points).toBeGreaterThanOrEqual(LIKELY);
    const later = [message('client', 10, 12, 102), message('server', 54, 13, 103)];
    expect(score(session([...MESSAGES, ...later]), candidate(51_201, 14, 104))!.points).toBeLessThan(POSSIBLE);
  });

  test('is announced in the words of its own server', () => {
    // '229 EPSV OK (|||51201|)' and line end
    const short = [message('client', 6, 10, 100), message('server', 25, 11, 101)];
    const of = (family: string | null) => score({ ...session(short), family }, candidate(51_201, 12, 102))!.points;
    expect(of(null)).toBeGreaterThanOrEqual(LIKELY);
    expect(of('ftp-srv')).toBeGreaterThanOrEqual(LIKELY);
    expect(of('pyftpdlib')).toBeLessThan(POSSIBLE);
  });

  test('is announced over IPv6 by 227, too, with 0.0.0.0 where an address would stand', () => {
    // '227 Entering Passive Mode (0,0,0,0,200,1).' and line end
    const replies = [message('client', 6, 10, 100), message('server', 44, 11, 101)];
    const one = candidate(51_201, 12, 102);
    Object.assign(one.connection.responder, { address: 'fd00::22:1' });
    Object.assign(one.connection.initiator, { address: 'fd00::22:2' });
    const over6 = { ...session(replies), client: 'fd00::22:2', server: 'fd00::22:1', family: 'vsftpd' };
    expect(score(over6, one)).toMatchObject({ mode: 'PASV', points: expect.any(Number) });
    expect(score(over6, one)!.points).toBeGreaterThanOrEqual(LIKELY);
  });

  test('two that fit one announcement alike are both left open', () => {
    const both = [candidate(51_201, 12, 102), candidate(51_202, 13, 103)];
    expect(linksOf(session(), [], both, new Set())).toEqual([]);
    expect(linksOf(session(), [], both.slice(0, 1), new Set())).toHaveLength(1);
  });

  test('one that two sessions may have is left open for both, now and later', () => {
    const open = new Set<Connection>();
    const one = [candidate(51_201, 12, 102)];
    expect(linksOf(session(), [session()], one, open)).toEqual([]);
    expect(linksOf(session(), [], one, open)).toEqual([]);
    const idle = session([message('client', 6, 5, 60), message('server', 27, 6, 61)]);
    expect(linksOf(session(), [idle], one, new Set())).toHaveLength(1);
  });
});

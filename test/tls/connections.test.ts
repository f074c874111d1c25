/** Connections that are not the usual one: retried, resumed, renegotiated, updated, half seen, under wrong keys. */
import type tls from 'node:tls';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/limits.js';
import { KeyLog } from '../../src/tls/keylog.js';
import {
  CLIENT_RANDOM,
  clientHello,
  extension,
  handmade,
  KEYS,
  record,
  Sealer,
  serverHello,
} from '../support/tls13.js';
import { listen } from '../support/tlsListener.js';
import { recordTls, type Step, type TlsSetup } from '../support/tlsRecording.js';

const GREETING: readonly Step[] = [
  { from: 'server', say: '220 Ready.\r\n' },
  { from: 'client', say: 'USER anna\r\n' },
];
const only = (version: tls.SecureVersion, more: TlsSetup['both'] = {}): TlsSetup => ({
  both: { minVersion: version, maxVersion: version, ...more },
});

describe('handshakes', () => {
  test('a HelloRetryRequest makes no difference', async () => {
    const setup = { ...only('TLSv1.3'), server: { ecdhCurve: 'secp384r1' }, client: { ecdhCurve: 'X25519:secp384r1' } };
    const recording = await recordTls(setup, GREETING);
    const hellos = recording.travelled.filter(
      ({ from, bytes }) => from === 'client' && bytes.includes(clientRandom(recording.keys)),
    );
    expect(hellos).toHaveLength(2);
    const ear = listen(recording.keys).feed(recording.travelled, () => 100);
    expect(ear.text('server')).toBe('220 Ready.\r\n');
    expect(ear.text('client')).toBe('USER anna\r\n');
    expect(ear.handshakes).toHaveLength(1);
  });

  test('a resumed session of TLS 1.2 has keys of its own', async () => {
    const setup = only('TLSv1.2');
    const sessions: Buffer[] = [];
    const ticketKeys = Buffer.alloc(48, 7);
    const server = { ticketKeys };
    const catchTicket = async (client: tls.TLSSocket) => sessions.push(client.getSession()!);
    await recordTls({ ...setup, server }, [...GREETING, { act: catchTicket }]);
    const again = await recordTls({ ...setup, server, client: { session: sessions[0]! } }, [
      { act: async (client) => expect(client.isSessionReused()).toBe(true) },
      ...GREETING,
    ]);
    expect(listen(again.keys).feed(again.travelled).text('client')).toBe('USER anna\r\n');
  });

  test('a session resumed by a ticket is read with the key of the handshake that began it', async () => {
    const setup = { ...only('TLSv1.2'), server: { ticketKeys: Buffer.alloc(48, 7) } };
    const got: Buffer[] = [];
    const first = await recordTls(setup, [
      ...GREETING,
      { act: async (client: tls.TLSSocket) => got.push(client.getSession()!) },
    ]);
    const again = await recordTls({ ...setup, client: { session: got[0]! } }, [
      { act: async (client) => expect(client.isSessionReused()).toBe(true) },
      ...GREETING,
    ]);
    const keyLog = new KeyLog();
    for (const line of first.keys) keyLog.add(line);
    const control = listen(keyLog).feed(first.travelled);
    const data = listen(keyLog).feed(again.travelled, () => 61);
    expect([data.troubles, data.text('client')]).toEqual([[], 'USER anna\r\n']);
    expect([control, data].map((ear) => ear.decryptor.facts.resumption)).toEqual(['full', 'ticket']);
    // Without the connection that began it, nobody knows whose key it is.
    expect(listen(first.keys).feed(again.travelled).end().troubles).toEqual(['no-key']);
  });

  test('a renegotiation changes the keys of each side at its ChangeCipherSpec', async () => {
    const renegotiate = (client: tls.TLSSocket) =>
      new Promise<void>((resolve, reject) => {
        client.renegotiate({}, (error) => (error ? reject(error) : resolve()));
      });
    const recording = await recordTls(only('TLSv1.2'), [...GREETING, { act: renegotiate }, ...GREETING]);
    expect(new Set(recording.keys.map((line) => line.split(' ')[1])).size).toBe(2);
    const ear = listen(recording.keys).feed(recording.travelled, () => 33);
    expect(ear.text('server')).toBe('220 Ready.\r\n220 Ready.\r\n');
    expect(ear.text('client')).toBe('USER anna\r\nUSER anna\r\n');
    expect(ear.handshakes).toHaveLength(2);
    expect(ear.troubles).toEqual([]);
  });

  test('the name that the client asks for is reported, keys or none', async () => {
    const recording = await recordTls({ client: { servername: 'ftp.example.org' } }, []);
    for (const keys of [recording.keys, [], null])
      expect(listen(keys).feed(recording.travelled).handshakes).toMatchObject([{ serverName: 'ftp.example.org' }]);
  });

  test('the TLS client may be the responder, as in active mode', async () => {
    const recording = await recordTls({}, GREETING);
    const ear = listen(recording.keys, 'responder').feed(recording.travelled);
    expect(ear.handshakes).toMatchObject([{ client: 'responder' }]);
    expect(ear.text('client')).toBe('USER anna\r\n');
  });
});

const clientRandom = (keys: readonly string[]): Buffer => Buffer.from(keys[0]!.split(' ')[1]!, 'hex');

describe('TLS 1.3 after the handshake', () => {
  test('KeyUpdate changes the keys of one side', () => {
    const { handshake, client, server } = handmade();
    const ear = listen(KEYS).feed(handshake);
    ear.push('server', Buffer.concat([server.say('one '), server.keyUpdate(), server.say('two '), server.keyUpdate()]));
    ear.push('client', client.say('mine'));
    ear.push('server', server.say('three'));
    expect(ear.text('server')).toBe('one two three');
    expect(ear.text('client')).toBe('mine');
    expect(ear.troubles).toEqual([]);
  });

  test('padding is no content, whatever its length', () => {
    const { handshake, server } = handmade();
    const ear = listen(KEYS).feed(handshake);
    for (const padding of [0, 1, 15, 16_000]) ear.push('server', server.say('x', padding));
    ear.push('server', server.say('', 100));
    expect(ear.text('server')).toBe('xxxx');
    expect(ear.troubles).toEqual([]);
  });

  test('session tickets and alerts are no content; close_notify is reported', () => {
    const { handshake, server } = handmade();
    const ear = listen(KEYS).feed(handshake);
    ear.push('server', server.seal(22, Buffer.concat([Buffer.from([4, 0, 0, 40]), Buffer.alloc(40)])));
    ear.push('server', Buffer.concat([server.say('x'), server.seal(21, Buffer.from([1, 0]))]));
    expect(ear.text('server')).toBe('x');
    expect(ear.alerts).toEqual(['server 1 0']);
  });

  test('early data is passed over by name, what follows is read', () => {
    const early = new Sealer(Buffer.alloc(32, 9));
    const { handshake, client } = handmade(
      [extension(42, Buffer.alloc(0))],
      [early.say('USER anna\r\n'), early.say('x')],
    );
    const ear = listen(KEYS).feed(handshake);
    ear.push('client', client.say('PASS x\r\n'));
    expect(ear.troubles).toEqual(['early-data']);
    expect(ear.losses).toContainEqual(['client', null]);
    expect(ear.text('client')).toBe('PASS x\r\n');
  });
});

describe('CCC', () => {
  test('says where clear text begins again, on each side, also within a segment', async () => {
    const { handshake, client, server } = handmade();
    const ear = listen(KEYS).feed(handshake);
    const bye = Buffer.from([1, 0]);
    const last = Buffer.concat([client.say('CCC\r\n'), client.seal(21, bye)]);
    ear.push('client', Buffer.concat([last, Buffer.from('PWD\r\n')]));
    ear.push('server', server.seal(21, bye));
    ear.push('server', Buffer.from('257 "/"\r\n'));
    expect(ear.clearFrom).toEqual([
      ['client', last.length],
      ['server', 0],
    ]);
    expect(ear.text('client')).toBe('CCC\r\n');
  });
});

describe('keys', () => {
  test('no key for this handshake: said once, with the client random, when no key can come any more', () => {
    const { handshake, client, server } = handmade();
    const other = KEYS.map((line) => line.replace(CLIENT_RANDOM.toString('hex'), '00'.repeat(32)));
    const ear = listen(other).feed(handshake);
    ear.push('client', client.say('USER anna\r\n'));
    ear.push('server', server.say('331\r\n'));
    expect(ear.troubles).toEqual([]);
    ear.end();
    expect(ear.troubles).toEqual(['no-key']);
    expect(ear.messages[0]).toContain(CLIENT_RANDOM.toString('hex'));
    expect(ear.said().client).toHaveLength(0);
    expect(ear.decryptor.readable('initiator')).toBe(false);
    expect(ear.keyLog.held.bytes).toBe(0);
  });

  test('no more than the limit waits for keys', () => {
    const { handshake, client } = handmade();
    const keyLog = new KeyLog(true);
    const ear = listen(keyLog).feed(handshake);
    for (let i = 0; i < 10; i++) {
      ear.push('client', client.seal(23, Buffer.alloc(15_000)));
      expect(keyLog.held.bytes).toBeLessThanOrEqual(LIMITS.tlsHeldBytes);
    }
    expect(ear.troubles).toEqual(['no-key']);
  });

  test('keys that come late open what waited, in the order in which it came', () => {
    const { handshake, client, server } = handmade();
    const keyLog = new KeyLog(true);
    const later: string[] = [];
    keyLog.follow(() => later.splice(0));
    const ear = listen(keyLog).feed(handshake);
    ear.push('server', server.say('220 Ready.\r\n'));
    ear.push('client', client.say('USER anna\r\n'));
    expect(ear.frames).toEqual([]);
    later.push(...KEYS);
    ear.push('server', server.say('331 Password?\r\n'));
    expect(ear.text('server')).toBe('220 Ready.\r\n331 Password?\r\n');
    expect(ear.text('client')).toBe('USER anna\r\n');
    // Each with the frame that carried it.
    expect(ear.frames).toEqual([6, 7, 8]);
    expect(keyLog.held.bytes).toBe(0);
  });

  test('a ServerHello that is seen after what the client sent does no harm', () => {
    const { handshake, client } = handmade();
    const ear = listen(KEYS);
    const clients = handshake.filter(({ from }) => from === 'client');
    ear.feed([...clients, { from: 'client', bytes: client.say('USER anna\r\n') }]);
    ear.feed(handshake.filter(({ from }) => from === 'server'));
    expect(ear.text('client')).toBe('USER anna\r\n');
  });

  test.each([
    ['another secret', 'not-authentic', (line: string) => line.replace(/03$/, '99')],
    ['no secret for the data', 'no-key', (line: string) => line.replace(/^CLIENT_TRAFFIC_SECRET_0/, 'X_SECRET')],
  ])('%s: one side stays encrypted and says %s, the other is read', (_name, trouble, change) => {
    const { handshake, client, server } = handmade();
    const ear = listen(KEYS.map(change)).feed(handshake);
    ear.push('client', client.say('USER anna\r\n'));
    ear.push('server', server.say('331\r\n'));
    ear.end();
    expect(ear.troubles).toEqual([trouble]);
    expect(ear.text('client')).toBe('');
    expect(ear.text('server')).toBe('331\r\n');
    expect([ear.decryptor.readable('initiator'), ear.decryptor.readable('responder')]).toEqual([false, true]);
  });

  test.each([
    ['a cipher suite', 0x0005, 0x0303, 'TLS 1.2 with TLS_RSA_WITH_RC4_128_SHA'],
    ['a cipher suite without a name', 0xeeee, 0x0303, 'TLS 1.2 with 0xeeee'],
    ['a version', 0xc02f, 0x0300, 'SSL 3.0 with TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
  ])('%s that cannot be read is named', (_name, suite, version, words) => {
    const ear = listen(KEYS);
    ear.push('client', record(22, clientHello()));
    ear.push('server', record(22, serverHello(suite, version)));
    ear.push('client', record(23, Buffer.alloc(100)));
    expect(ear.troubles).toEqual(['unsupported']);
    expect(ear.messages[0]).toContain(words);
  });

  test('without the handshake there is nothing to go by', () => {
    const { client } = handmade();
    const ear = listen(KEYS);
    ear.push('client', client.say('USER anna\r\n'));
    ear.end();
    expect(ear.troubles).toEqual(['no-handshake']);
    expect(ear.messages[0]).toContain('ClientHello');
  });

  test('without any keys nothing is said and nothing waits', () => {
    const { handshake, client } = handmade();
    for (const keys of [null, []]) {
      const ear = listen(keys).feed(handshake);
      ear.push('client', client.say('USER anna\r\n'));
      expect(ear.keyLog.held.bytes).toBe(0);
      expect(ear.end().messages.join()).not.toContain('random');
    }
  });
});

describe('damage', () => {
  const flipped = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at]! ^= 0x40;
    return copy;
  };

  test('an altered record ends what can be read of its side', () => {
    const { handshake, server } = handmade();
    const ear = listen(KEYS).feed(handshake);
    ear.push('server', server.say('one'));
    ear.push('server', flipped(server.say('two'), 9));
    ear.push('server', server.say('three'));
    expect(ear.text('server')).toBe('one');
    expect(ear.troubles).toEqual(['not-authentic']);
    expect(ear.losses).toEqual([['server', null]]);
  });

  test('whatever bytes come in whatever pieces, nothing throws and offsets stay in range', async () => {
    const recording = await recordTls({ both: { maxVersion: 'TLSv1.2' } }, GREETING);
    const { handshake, client } = handmade();
    const good = [
      [recording.keys, recording.travelled],
      [KEYS, [...handshake, { from: 'client', bytes: client.say('USER anna\r\n') }]],
    ] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1 }),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 2_000 })), { maxLength: 3 }),
        fc.uint8Array({ maxLength: 300 }),
        (which, changes, gaps, tail) => {
          const [keys, travelled] = good[which]!;
          const pieces = travelled.map(({ from, bytes }) => ({ from, bytes: Buffer.from(bytes) }));
          for (const [at, value] of changes) {
            const { bytes } = pieces[at % pieces.length]!;
            bytes[Math.floor(at / pieces.length) % bytes.length] = value;
          }
          const ear = listen(keys);
          pieces.forEach(({ from, bytes }, i) => {
            const gap = gaps.find(([at]) => at % pieces.length === i);
            if (gap) ear.gap(from, gap[1]);
            ear.push(from, bytes);
          });
          ear.push('client', tail);
          ear.push('server', Buffer.concat([Buffer.from([23, 3, 3, 0, 20]), tail]));
          ear.end();
          expect(ear.keyLog.held.bytes).toBe(0);
          for (const [, at] of ear.clearFrom) expect(at).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});

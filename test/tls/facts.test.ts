/** What a TLS connection shows of itself, with and without its keys. */
import { describe, expect, test } from 'vitest';
import { readClientHello, readServerHello } from '../../src/tls/handshake.js';
import { ResumableSessions } from '../../src/tls/resumable.js';
import { clientHello, extension, handmade, KEYS, record, serverHello } from '../support/tls13.js';
import { listen } from '../support/tlsListener.js';
import { recordTls, type Step } from '../support/tlsRecording.js';

const DIALOGUE: readonly Step[] = [
  { from: 'server', say: '220 Ready.\r\n' },
  { from: 'client', say: 'USER anna\r\n' },
];

describe('the handshake', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('of %s is done without keys; both sides close', async (version) => {
    const recording = await recordTls({ both: { minVersion: version, maxVersion: version } }, DIALOGUE);
    for (const keys of [recording.keys, [], null]) {
      const { facts } = listen(keys).feed(recording.travelled).end().decryptor;
      expect([facts.handshake, facts.resumption, facts.client]).toEqual(['done', 'full', 'initiator']);
      expect(facts.closing('initiator')?.certain).toBe(keys === recording.keys);
      expect(facts.certificates.length).toBe(version === 'TLSv1.2' || keys === recording.keys ? 1 : 0);
    }
  });

  test('that the server refuses with an alert in the clear has failed, and the alert is read', () => {
    const ear = listen(null);
    ear.push('client', record(22, clientHello()));
    expect(ear.decryptor.facts.handshake).toBe('unanswered');
    ear.push('server', record(21, Buffer.from([2, 70])));
    expect(ear.decryptor.facts.handshake).toBe('failed');
    expect(ear.decryptor.facts.alerts).toEqual([
      { from: 'responder', level: 2, description: 70, encrypted: false, frame: 2, timeNs: 0 },
    ]);
  });

  test('that stops after the ServerHello is unfinished; one before the capture is not captured', () => {
    const ear = listen(null);
    ear.push('client', record(22, clientHello()));
    ear.push('server', record(22, serverHello()));
    expect(ear.decryptor.facts.handshake).toBe('unfinished');
    const { client } = handmade();
    const late = listen(null);
    late.push('client', client.say('PASV\r\n'));
    expect(late.decryptor.facts.handshake).toBe('not-captured');
  });

  test('of TLS 1.3 in which the client sends an alert in the place of Finished has failed, keys or none', () => {
    const { client } = handmade();
    const ear = listen(null);
    ear.push('client', record(22, clientHello()));
    ear.push('server', record(22, serverHello()));
    ear.push('server', record(23, Buffer.alloc(900)));
    ear.push('client', client.seal(21, Buffer.from([2, 48])));
    expect(ear.decryptor.facts.handshake).toBe('failed');
  });
});

describe('closing', () => {
  test('a side that ends without close_notify has not closed', () => {
    for (const keys of [KEYS, null]) {
      const { handshake, client } = handmade();
      const ear = listen(keys).feed(handshake);
      ear.push('client', client.say('USER anna\r\n'));
      expect(ear.decryptor.facts.closing('initiator')).toBeNull();
      ear.push('client', client.seal(21, Buffer.from([1, 0])));
      expect(ear.decryptor.facts.closing('initiator')).toMatchObject({ certain: keys !== null });
    }
  });

  test('two bytes of content are no close_notify where the keys tell', () => {
    const { handshake, client } = handmade();
    const ear = listen(KEYS).feed(handshake);
    ear.push('client', client.say('ab'));
    expect(ear.decryptor.facts.closing('initiator')).toBeNull();
  });
});

describe('sessions that can be resumed', () => {
  test('are found by the id that the server sends back, and not where it chose another', () => {
    const id = Buffer.alloc(32, 5);
    const client = { ...readClientHello(clientHello([extension(35, Buffer.alloc(0))]).subarray(4))!, sessionId: id };
    const server = { ...readServerHello(serverHello(0xc02f, 0x0303).subarray(4))!, sessionId: id };
    const sessions = new ResumableSessions();
    expect(sessions.origin(client, server)).toBeNull();
    sessions.addId(id, 'first');
    expect(sessions.origin(client, server)).toBe('first');
    expect(sessions.origin(client, { ...server, sessionId: Buffer.alloc(32, 6) })).toBeNull();
    sessions.addTicket(Buffer.from('ticket'), 'other');
    expect(sessions.origin({ ...client, ticket: Buffer.from('ticket') }, server)).toBe('other');
  });
});

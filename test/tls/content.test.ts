/** Content told from the lengths of encrypted records, against what was really said. */
import { describe, expect, test } from 'vitest';
import { contentOf } from '../../src/tls/content.js';
import { clientHello, extension, handmade, record, serverHello } from '../support/tls13.js';
import { listen } from '../support/tlsListener.js';
import { recordTls, type Step } from '../support/tlsRecording.js';

const FILE = Buffer.alloc(40_001, 7);
const DIALOGUE: readonly Step[] = [
  { from: 'server', say: '220 Ready.\r\n' },
  { from: 'client', say: 'USER anna\r\n' },
  { from: 'client', say: FILE },
];
const SETUPS: readonly [name: string, setup: Parameters<typeof recordTls>[0]][] = [
  ['TLS 1.3 GCM', { both: { minVersion: 'TLSv1.3', ciphers: 'TLS_AES_128_GCM_SHA256' } }],
  ['TLS 1.3 GCM 256', { both: { minVersion: 'TLSv1.3', ciphers: 'TLS_AES_256_GCM_SHA384' } }],
  ['TLS 1.2 GCM', { both: { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' } }],
  ['TLS 1.2 ChaCha20', { both: { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-CHACHA20-POLY1305' } }],
  ['TLS 1.2 CBC', { both: { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA' } }],
  ['TLS 1.2 NULL', { both: { maxVersion: 'TLSv1.2', ciphers: 'NULL-SHA256:@SECLEVEL=0' } }],
];

describe.each(SETUPS)('%s', (name, setup) => {
  test('the content of both sides is told without keys: exactly, or by a range that holds it', async () => {
    const recording = await recordTls(setup, DIALOGUE);
    const { facts } = listen(null).feed(recording.travelled).decryptor;
    for (const [side, role] of [
      ['initiator', 'client'],
      ['responder', 'server'],
    ] as const) {
      const { total, exact } = contentOf(facts, side)!;
      const bytes = recording.said[role].length;
      expect(total.min).toBeLessThanOrEqual(bytes);
      expect(total.max).toBeGreaterThanOrEqual(bytes);
      if (name.includes('CBC')) expect(total.max - total.min).toBeLessThan(100);
      else expect([total.min, total.max, exact]).toEqual([bytes, bytes, true]);
    }
  });
});

describe('TLS 1.3', () => {
  const hello = (offers: readonly Buffer[] = []) => {
    const made = handmade();
    const ear = listen(null);
    ear.push('client', record(22, clientHello([...offers])));
    ear.push('server', record(22, serverHello()));
    ear.push('server', record(23, Buffer.alloc(900)));
    ear.push('client', record(23, Buffer.alloc(53)));
    return { ear, ...made };
  };

  test('two equal tickets, the closing alert and answered KeyUpdates are no content', () => {
    const { ear, client, server } = hello();
    ear.push('server', Buffer.concat([record(23, Buffer.alloc(250)), record(23, Buffer.alloc(250))]));
    ear.push('server', Buffer.concat([server.say('x'.repeat(1_000)), server.keyUpdate(), server.say('y'.repeat(10))]));
    ear.push('client', client.keyUpdate());
    ear.push('server', server.seal(21, Buffer.from([1, 0])));
    const content = contentOf(ear.decryptor.facts, 'responder')!;
    expect(content.total).toEqual({ min: 1_010, max: 1_010 });
    expect([content.exact, content.tickets]).toEqual([true, [250, 250]]);
  });

  test('a single ticket is none of the content, where the client has brought one that is as long', () => {
    const identity = Buffer.concat([Buffer.from([0, 208]), Buffer.alloc(208 + 4)]);
    const binder = Buffer.concat([Buffer.from([0, 33, 32]), Buffer.alloc(32)]);
    const offer = Buffer.concat([Buffer.from([0, identity.length]), identity, binder]);
    const { ear, server } = hello([extension(41, offer)]);
    ear.push('server', Buffer.concat([record(23, Buffer.alloc(250)), server.say('x'.repeat(1_000))]));
    const content = contentOf(ear.decryptor.facts, 'responder')!;
    expect([content.total, content.tickets]).toEqual([{ min: 1_000, max: 1_000 }, [250]]);
  });

  test('a record of five bytes in the midst, without an answer, leaves the sum open', () => {
    const { ear, server } = hello();
    ear.push('server', Buffer.concat([server.say('x'.repeat(1_000)), server.keyUpdate(), server.say('y'.repeat(10))]));
    const content = contentOf(ear.decryptor.facts, 'responder')!;
    expect(content).toMatchObject({ total: { min: 1_010, max: 1_015 }, exact: false });
  });

  test('padding is noticed: no Finished of the right length, or lengths with a common divisor', () => {
    const { ear, server } = hello();
    for (const bytes of [512, 1_024, 1_536, 512]) ear.push('server', server.say('abc', bytes - 4));
    expect(contentOf(ear.decryptor.facts, 'responder')!.exact).toBe(false);
  });
});

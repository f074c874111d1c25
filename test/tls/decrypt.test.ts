import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listen } from '../support/tlsListener.js';
import { recordTls, type Step, type TlsSetup } from '../support/tlsRecording.js';

const DIALOGUE: readonly Step[] = [
  { from: 'server', say: '220 Service ready.\r\n' },
  { from: 'client', say: 'USER anna\r\n' },
  { from: 'server', say: '331 Password required.\r\n' },
  { from: 'client', say: 'STOR big\r\n' },
  { from: 'client', say: Buffer.from(Array.from({ length: 40_000 }, (_, i) => (i * 7919) >> 5)) },
  { from: 'server', say: '226 Transfer complete.\r\n' },
];

const tls12 = (ciphers: string, more: TlsSetup['both'] = {}): TlsSetup => ({
  both: { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers, ...more },
});
const tls13 = (ciphers: string): TlsSetup => ({ both: { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3', ciphers } });
const old = (version: 'TLSv1' | 'TLSv1.1', ciphers: string, secureOptions = 0): TlsSetup => ({
  both: { minVersion: version, maxVersion: version, ciphers: `${ciphers}:@SECLEVEL=0`, secureOptions },
});
/** MAC-then-encrypt, as before RFC 7366. */
const NO_ETM = 1 << 19;

const SETUPS: readonly [name: string, version: string, suite: string, setup: TlsSetup][] = [
  ['GCM 128', 'TLS 1.3', 'TLS_AES_128_GCM_SHA256', tls13('TLS_AES_128_GCM_SHA256')],
  ['GCM 256', 'TLS 1.3', 'TLS_AES_256_GCM_SHA384', tls13('TLS_AES_256_GCM_SHA384')],
  ['ChaCha20', 'TLS 1.3', 'TLS_CHACHA20_POLY1305_SHA256', tls13('TLS_CHACHA20_POLY1305_SHA256')],
  ['CCM', 'TLS 1.3', 'TLS_AES_128_CCM_SHA256', tls13('TLS_AES_128_CCM_SHA256')],
  ['CCM 8', 'TLS 1.3', 'TLS_AES_128_CCM_8_SHA256', tls13('TLS_AES_128_CCM_8_SHA256:DEFAULT:@SECLEVEL=0')],
  ['GCM 128', 'TLS 1.2', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', tls12('ECDHE-RSA-AES128-GCM-SHA256')],
  ['GCM 256', 'TLS 1.2', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', tls12('ECDHE-RSA-AES256-GCM-SHA384')],
  ['RSA key exchange', 'TLS 1.2', 'TLS_RSA_WITH_AES_256_GCM_SHA384', tls12('AES256-GCM-SHA384')],
  ['ChaCha20', 'TLS 1.2', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', tls12('ECDHE-RSA-CHACHA20-POLY1305')],
  ['CCM', 'TLS 1.2', 'TLS_RSA_WITH_AES_128_CCM', tls12('AES128-CCM')],
  ['CCM 8', 'TLS 1.2', 'TLS_RSA_WITH_AES_256_CCM_8', tls12('AES256-CCM8:@SECLEVEL=0')],
  [
    'ECDSA',
    'TLS 1.2',
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    { ...tls12('ECDHE-ECDSA-AES128-GCM-SHA256'), identity: 'ec' },
  ],
  ['ARIA', 'TLS 1.2', 'TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256', tls12('ECDHE-ARIA128-GCM-SHA256')],
  ['CBC SHA-1, encrypt-then-MAC', 'TLS 1.2', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', tls12('ECDHE-RSA-AES128-SHA')],
  ['CBC SHA-256, encrypt-then-MAC', 'TLS 1.2', 'TLS_RSA_WITH_AES_256_CBC_SHA256', tls12('AES256-SHA256')],
  [
    'CBC SHA-1, MAC-then-encrypt',
    'TLS 1.2',
    'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
    tls12('ECDHE-RSA-AES256-SHA', { secureOptions: NO_ETM }),
  ],
  [
    'CBC SHA-256, MAC-then-encrypt',
    'TLS 1.2',
    'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
    tls12('ECDHE-RSA-AES128-SHA256', { secureOptions: NO_ETM }),
  ],
  [
    'CBC SHA-384, MAC-then-encrypt',
    'TLS 1.2',
    'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
    tls12('ECDHE-RSA-AES256-SHA384', { secureOptions: NO_ETM }),
  ],
  ['Camellia', 'TLS 1.2', 'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA', tls12('CAMELLIA128-SHA')],
  ['Camellia, SHA-384', 'TLS 1.2', 'TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384', tls12('ECDHE-RSA-CAMELLIA256-SHA384')],
  ['no encryption', 'TLS 1.2', 'TLS_ECDHE_RSA_WITH_NULL_SHA', tls12('ECDHE-RSA-NULL-SHA:@SECLEVEL=0')],
  ['no encryption, SHA-256', 'TLS 1.2', 'TLS_RSA_WITH_NULL_SHA256', tls12('NULL-SHA256:@SECLEVEL=0')],
  ['CBC', 'TLS 1.1', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', old('TLSv1.1', 'ECDHE-RSA-AES128-SHA')],
  ['chained IVs', 'TLS 1.0', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', old('TLSv1', 'ECDHE-RSA-AES128-SHA')],
  ['chained IVs, MAC-then-encrypt', 'TLS 1.0', 'TLS_RSA_WITH_AES_256_CBC_SHA', old('TLSv1', 'AES256-SHA', NO_ETM)],
];

describe.each(SETUPS)('%s of %s', (_name, version, suite, setup) => {
  test('is decrypted, whole, byte by byte and at random cuts', async () => {
    const recording = await recordTls(setup, DIALOGUE);
    const whole = listen(recording.keys);
    whole.feed(recording.travelled);
    expect(whole.troubles).toEqual([]);
    expect(whole.handshakes).toMatchObject([{ version, cipherSuite: suite, client: 'initiator' }]);
    expect(whole.text('client')).toEqual(recording.said.client.toString('latin1'));
    expect(whole.text('server')).toEqual(recording.said.server.toString('latin1'));
    expect(whole.clearFrom).toEqual([]);

    const single = listen(recording.keys);
    single.feed(recording.travelled, () => 1);
    expect(single.said()).toEqual(whole.said());
    fc.assert(
      fc.property(fc.infiniteStream(fc.integer({ min: 1, max: 5_000 })), (sizes) => {
        const cut = listen(recording.keys);
        cut.feed(recording.travelled, () => sizes.next().value ?? 1);
        return cut.said().client.equals(whole.said().client) && cut.said().server.equals(whole.said().server);
      }),
      { numRuns: 20 },
    );
  });
});

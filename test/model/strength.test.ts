/** What protects an FTPS session: each finding has a fixture that shows it and one that looks like it and does not. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FindingCode } from '../../src/model/findings/finding.js';
import { FINDING_SAMPLES } from '../../src/model/findings/samples.js';
import { readCertificate } from '../../src/tls/certificate.js';
import { suiteName } from '../../src/tls/ciphers.js';
import { weaknessOf, withoutForwardSecrecy } from '../../src/tls/strength.js';
import { SUITE_ROWS } from '../../src/tls/suites.js';
import { FIXTURES, recordings } from '../support/cases.js';
import { analyse } from '../support/inProcess.js';
import type { Report } from '../support/report.js';
import { listen } from '../support/tlsListener.js';
import { recordTls } from '../support/tlsRecording.js';

const RECORDINGS = new Map(recordings().map((each) => [each.name, each]));

async function findingsOf(name: string): Promise<{ code: string; severity: string; params: unknown }[]> {
  const report = await RECORDINGS.get(name)!.report();
  return report.sessions.flatMap(({ findings }) => findings as never);
}

const PROOFS: readonly (readonly [FindingCode, fixture: string, counter: string])[] = [
  ['tls-old-version', 'tls-version-10', 'certificate-good'],
  ['tls-weak-cipher', 'tls-anonymous', 'tls-rsa-key-exchange'],
  ['tls-no-forward-secrecy', 'tls-rsa-key-exchange', 'certificate-good'],
  ['certificate-expired', 'certificate-expired', 'certificate-not-yet-valid'],
  ['certificate-not-yet-valid', 'certificate-not-yet-valid', 'certificate-expired'],
  ['certificate-self-signed', 'ftps-tls12', 'certificate-good'],
  ['certificate-other-name', 'certificate-other-name', 'certificate-good'],
  ['certificate-weak', 'certificate-expired', 'certificate-good'],
  ['data-in-clear', 'ftps-tls13-prot-c', 'ftps-tls12'],
  ['data-not-resumed', 'certificate-good', 'ftps-tls12'],
];

describe.each(PROOFS)('%s', (code, fixture, counter) => {
  test(`is found in ${fixture}`, async () =>
    expect((await findingsOf(fixture)).map((each) => each.code)).toContain(code));
  test(`is not in ${counter}, which looks like it`, async () =>
    expect((await findingsOf(counter)).map((each) => each.code)).not.toContain(code));
});

test('what is wrong with a certificate is named, with days and bits', async () => {
  const found = await findingsOf('certificate-expired');
  const one = (code: string): unknown => found.find((each) => each.code === code)?.params;
  expect(one('certificate-expired')).toMatchObject({ subject: 'CN=ftp.example.org', days: 71 });
  expect(one('certificate-weak')).toMatchObject({ key: { type: 'rsa', bits: 1024 }, hash: 'sha1' });
});

test('a certificate of TLS 1.3 is judged with keys; without them nobody can see it, and that is said', async () => {
  const capture = readFileSync(path.join(FIXTURES, 'ftps-tls13-prot-c', 'capture.pcap'));
  const { sessions } = JSON.parse((await analyse(capture)).render('json')) as Report;
  const codes = sessions[0]!.findings.map(({ code }) => code as string);
  expect(codes.filter((code) => code.startsWith('certificate'))).toEqual([]);
  expect(sessions[0]!.findings.find(({ code }) => code === 'tls')!.message).toContain('certificate too');
  const read = await findingsOf('ftps-tls13-prot-c');
  expect(read.map(({ code }) => code)).toContain('certificate-self-signed');
  expect(read.find(({ code }) => code === 'tls')!.params).toMatchObject({ certificateHidden: false });
});

describe('cipher suites', () => {
  const codes = SUITE_ROWS.flatMap(([cipher, , , byExchange]) =>
    Object.entries(byExchange).map(([exchange, code]) => ({ exchange, cipher, code })),
  );

  test.each([
    ['SSL_RSA_EXPORT', 0x0003, 'export'],
    ['TLS_RSA_WITH_RC4_128_SHA', 0x0005, 'rc4'],
    ['TLS_RSA_WITH_DES_CBC_SHA', 0x0009, 'des'],
    ['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 0x000a, '3des'],
    ['TLS_RSA_WITH_NULL_SHA', 0x0002, 'null'],
    ['TLS_DH_anon_WITH_AES_128_CBC_SHA', 0x0034, 'anonymous'],
    ['TLS_RSA_WITH_IDEA_CBC_SHA', 0x0007, 'idea'],
    ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 0xc02f, null],
    ['TLS_AES_128_GCM_SHA256', 0x1301, null],
    ['one that is not in the table', 0xfafa, null],
  ])('%s', (_, code, weakness) => expect(weaknessOf(code)).toBe(weakness));

  test('with AES, Camellia, ARIA or ChaCha20 and a certificate are not called weak', () => {
    const good = codes.filter(
      ({ cipher, exchange }) => /^(?:AES|CAMELLIA|ARIA|CHACHA20)/.test(cipher) && !exchange.includes('anon'),
    );
    expect(good.length).toBeGreaterThan(100);
    expect(good.filter(({ code }) => weaknessOf(code) !== null)).toEqual([]);
  });

  test('with a key of the moment have forward secrecy', () => {
    for (const { exchange, code } of codes)
      expect([exchange, withoutForwardSecrecy(code)]).toEqual([
        exchange,
        /^(?:RSA|DH_RSA|DH_DSS|ECDH_RSA|ECDH_ECDSA|PSK|RSA_PSK)$/.test(exchange),
      ]);
  });
});

test('certificates that are cut or altered are none, or are read; they never throw', async () => {
  const recording = await recordTls({ both: { maxVersion: 'TLSv1.2' } }, []);
  const der = listen(null).feed(recording.travelled).decryptor.facts.certificates[0]!;
  expect(readCertificate(der)!.key.bits).not.toBeNull();
  for (let at = 0; at < der.length; at += 7) {
    const altered = Buffer.from(der);
    altered[at]! ^= 0x5a;
    expect(() => readCertificate(altered)).not.toThrow();
    expect(() => readCertificate(der.subarray(0, at))).not.toThrow();
  }
});

test('the samples of weak cipher suites are suites that have the weakness', () => {
  const codes = new Map(Array.from({ length: 0x10000 }, (_, code) => [suiteName(code), code] as const));
  const samples = FINDING_SAMPLES['tls-weak-cipher'];
  for (const { suite, weakness } of samples) expect(weaknessOf(codes.get(suite)!), suite).toBe(weakness);
  const all = new Set([...codes.values()].map(weaknessOf).filter((weakness) => weakness !== null));
  expect(new Set(samples.map(({ weakness }) => weakness))).toEqual(all);
});

import { describe, expect, test } from 'vitest';
import { readCertificate } from '../../src/tls/certificate.js';
import { listen } from '../support/tlsListener.js';
import { recordTls } from '../support/tlsRecording.js';

describe('a certificate', () => {
  test('is read from a handshake of TLS 1.2 without keys', async () => {
    const recording = await recordTls({ both: { maxVersion: 'TLSv1.2' } }, []);
    const [der] = listen(null).feed(recording.travelled).decryptor.facts.certificates;
    const certificate = readCertificate(der!)!;
    expect(certificate.selfSigned).toBe(true);
    expect(certificate.subject).toBe(certificate.issuer);
    expect(certificate.notAfter.getTime()).toBeGreaterThan(certificate.notBefore.getTime());
    expect(certificate.isFor('elsewhere.example.org')).toBe(false);
  });

  test('that is none is null, whatever its bytes', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('3003020101', 'hex'), Buffer.alloc(600, 0x30)])
      expect(readCertificate(bytes)).toBeNull();
  });
});

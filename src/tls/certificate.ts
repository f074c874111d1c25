/** An X.509 certificate (RFC 5280) as a server sent it; read where it is shown, not while packets pass. */
import { X509Certificate } from 'node:crypto';

export type CertificateFacts = {
  /** Distinguished names on one line: 'CN=ftp.example.org, O=Example'. */
  readonly subject: string;
  readonly issuer: string;
  /** Subject alternative names: DNS names and addresses. */
  readonly names: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** It is signed with its own key. */
  readonly selfSigned: boolean;
  /** Of the DER bytes, in lower-case hex. */
  readonly sha256: string;
  /** Does it name this host (RFC 9525)? */
  isFor(host: string): boolean;
};

/** null where it is none that can be read. */
export function readCertificate(der: Uint8Array): CertificateFacts | null {
  try {
    const x = new X509Certificate(der);
    const notBefore = new Date(x.validFrom);
    const notAfter = new Date(x.validTo);
    if (Number.isNaN(notBefore.getTime()) || Number.isNaN(notAfter.getTime())) return null;
    return {
      subject: oneLine(x.subject),
      issuer: oneLine(x.issuer),
      names: (x.subjectAltName ?? '')
        .split(/, (?=[A-Za-z ]+:)/)
        .flatMap((name) => /^(?:DNS|IP Address):(.+)$/s.exec(name)?.[1] ?? []),
      notBefore,
      notAfter,
      selfSigned: x.subject === x.issuer && x.verify(x.publicKey),
      sha256: x.fingerprint256.replaceAll(':', '').toLowerCase(),
      isFor: (host) => (/^[\d.]+$|:/.test(host) ? x.checkIP(host) : x.checkHost(host)) !== undefined,
    };
  } catch {
    return null;
  }
}

const oneLine = (name: string | undefined): string => (name ?? '').split('\n').join(', ');

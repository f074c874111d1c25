/** An X.509 certificate (RFC 5280) as a server sent it; read where it is shown, not while packets pass. */
import { type KeyObject, X509Certificate } from 'node:crypto';

export type CertificateFacts = {
  /** Distinguished names on one line: 'CN=ftp.example.org, O=Example'. */
  readonly subject: string;
  readonly issuer: string;
  /** Subject alternative names: DNS names and addresses. */
  readonly names: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** 'rsa' or another name of node:crypto, with the bits of the modulus or of the curve; null where they are not known. */
  readonly key: { readonly type: string; readonly bits: number | null };
  /** The hash of its signature, where that is one that can be forged; null: it is another. */
  readonly weakSignature: 'md5' | 'sha1' | null;
  /** It is signed with its own key. */
  readonly selfSigned: boolean;
  /** Of the DER bytes, in lower-case hex. */
  readonly sha256: string;
  /** Does it name this host (RFC 9525)? */
  isFor(host: string): boolean;
};

/** Object identifiers of signature algorithms (RFC 3279 §2.2, RFC 5758 §3), in hexadecimal. */
const WEAK_SIGNATURES: ReadonlyMap<string, 'md5' | 'sha1'> = new Map([
  // md2, md4 and md5WithRSAEncryption
  ['2a864886f70d010102', 'md5'],
  ['2a864886f70d010103', 'md5'],
  ['2a864886f70d010104', 'md5'],
  // sha1WithRSAEncryption, dsa-with-sha1, ecdsa-with-SHA1
  ['2a864886f70d010105', 'sha1'],
  ['2a8648ce380403', 'sha1'],
  ['2a8648ce3d0401', 'sha1'],
]);

/** Bits of named curves, by the names of node:crypto. */
const CURVE_BITS = /(\d{3})/;

function keyOf({ asymmetricKeyType, asymmetricKeyDetails: details }: KeyObject): CertificateFacts['key'] {
  const curve = CURVE_BITS.exec(details?.namedCurve ?? '')?.[1];
  return {
    type: asymmetricKeyType ?? '',
    bits: details?.modulusLength ?? (curve === undefined ? null : Number(curve)),
  };
}

/**
 * The identifier of `signatureAlgorithm` (RFC 5280 §4.1.1.2), which X509Certificate does not name: the second member of
 * the outermost sequence. '' where it does not stand there.
 */
function signatureOid(der: Buffer): string {
  const certificate = element(der, 0);
  const signed = certificate && element(der, certificate.start);
  const algorithm = signed && element(der, signed.end);
  const identifier = algorithm && element(der, algorithm.start);
  return identifier ? der.toString('hex', identifier.start, identifier.end) : '';
}

/** The content of the DER element at an offset; null where it is longer than the bytes. */
function element(der: Buffer, at: number): { readonly start: number; readonly end: number } | null {
  const first = der[at + 1];
  if (first === undefined) return null;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + lengthBytes;
  if (lengthBytes > 4 || start > der.length) return null;
  const end = start + (lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes));
  return end <= der.length ? { start, end } : null;
}

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
      key: keyOf(x.publicKey),
      weakSignature: WEAK_SIGNATURES.get(signatureOid(x.raw)) ?? null,
      selfSigned: x.subject === x.issuer && x.verify(x.publicKey),
      sha256: x.fingerprint256.replaceAll(':', '').toLowerCase(),
      isFor: (host) => (/^[\d.]+$|:/.test(host) ? x.checkIP(host) : x.checkHost(host)) !== undefined,
    };
  } catch {
    return null;
  }
}

const oneLine = (name: string | undefined): string => (name ?? '').split('\n').join(', ');

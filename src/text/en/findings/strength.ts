/** What protects an FTPS session: versions, cipher suites, certificates, resumption. */
import { escapeText } from '../../../bytes/text.js';
import type { CertificateRef, FindingParams } from '../../../model/findings/codes.js';
import type { SuiteWeakness } from '../../../tls/strength.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { sentences } from './sentences.js';

type Codes =
  | 'tls-old-version'
  | 'tls-weak-cipher'
  | 'tls-no-forward-secrecy'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-self-signed'
  | 'certificate-other-name'
  | 'certificate-weak'
  | 'data-in-clear'
  | 'data-not-resumed';

const where = (id: string | null): string => (id === null ? 'The control connection' : `Data connection ${id}`);

const certificateOf = ({ id, subject }: CertificateRef): string =>
  id === null
    ? `The server's certificate (${escapeText(subject)})`
    : `The server's certificate on data connection ${id} (${escapeText(subject)})`;

const daysText = (days: number, f: Format): string => f.plural(days, { one: '# day', other: '# days' });

const WEAKNESSES: Readonly<Record<SuiteWeakness, string>> = {
  null: 'It encrypts nothing: whoever captures on the way can read all.',
  anonymous: 'It has no certificate: whoever stands in between can pose as the server.',
  export: 'Its keys were made short for export: they are found within hours.',
  des: 'DES has keys of 56 bits: they are found within days.',
  '3des': '3DES has blocks of 64 bits: after some gigabytes contents begin to leak (Sweet32).',
  rc4: 'RC4 is biased: what is sent often, such as passwords, can be recovered.',
  idea: 'IDEA has blocks of 64 bits and is no longer used.',
};

export const STRENGTH: FindingMessages<Pick<FindingParams, Codes>> = {
  'tls-old-version': {
    title: 'Old version of TLS',
    message: ({ id, version }) => `${where(id)} uses ${version}, which is deprecated.`,
    cause: () => 'One of the two sides supports nothing newer, or is configured not to.',
    advice: () => 'Update that side, or allow TLS 1.2 and 1.3 in its configuration, and switch older versions off.',
  },
  'tls-weak-cipher': {
    title: 'Weak cipher suite',
    message: ({ id, suite, weakness }) => `${where(id)} uses ${suite}. ${WEAKNESSES[weakness]}`,
    cause: () => null,
    advice: () => 'Remove such suites from the configuration of both sides; suites with AES-GCM or ChaCha20 are good.',
  },
  'tls-no-forward-secrecy': {
    title: 'No forward secrecy',
    message: ({ id, suite }) =>
      `${where(id)} uses ${suite}: who captures it now and gets the server's key later can read it then.`,
    cause: () => null,
    advice: () => 'Prefer suites with ECDHE or DHE, or TLS 1.3.',
  },
  'certificate-expired': {
    title: 'Certificate has expired',
    message: ({ on, days, ...ref }, f) =>
      `${certificateOf(ref)} expired on ${on}, ${daysText(days, f)} before this session.`,
    cause: () => 'It was not renewed, or the clock of the capturing host is wrong.',
    advice: () => 'Renew the certificate and let the server load it.',
  },
  'certificate-not-yet-valid': {
    title: 'Certificate is not valid yet',
    message: ({ from, days, ...ref }, f) =>
      `${certificateOf(ref)} is valid from ${from} on, ${daysText(days, f)} after this session.`,
    cause: () => 'The clock of the host that made it, or of the capturing host, is wrong.',
    advice: () => 'Set the clocks, and make the certificate anew where its host was wrong.',
  },
  'certificate-self-signed': {
    title: 'Certificate is self-signed',
    message: (ref) => `${certificateOf(ref)} is signed with its own key: no authority vouches for it.`,
    cause: () => null,
    advice: () => "Compare its fingerprint with the server's, or use a certificate of an authority that clients trust.",
  },
  'certificate-other-name': {
    title: 'Certificate is for another name',
    message: ({ host, names, ...ref }, f) =>
      names.length === 0
        ? `The client asked for ${escapeText(host)}. ${certificateOf(ref)} names no host.`
        : `The client asked for ${escapeText(host)}. ${certificateOf(ref)} is for ${f.list(names.map(escapeText))}.`,
    cause: () => null,
    advice: () => 'Connect by a name of the certificate, or add the name to it (subject alternative name).',
  },
  'certificate-weak': {
    title: 'Weak certificate',
    message: ({ key, hash, ...ref }, f) =>
      sentences(
        key === null
          ? null
          : `${certificateOf(ref)} has a key of ${f.count(key.bits)} bits (${escapeText(key.type.toUpperCase())}), which is too short.`,
        hash === null
          ? null
          : key === null
            ? `${certificateOf(ref)} is signed over ${hash === 'md5' ? 'MD5' : 'SHA-1'}: such signatures can be forged.`
            : `It is signed over ${hash === 'md5' ? 'MD5' : 'SHA-1'}: such signatures can be forged.`,
      ),
    cause: () => null,
    advice: () => 'Make a new one: RSA with 2,048 bits or more, or ECDSA, signed over SHA-256.',
  },
  'data-in-clear': {
    title: 'Data connections in clear text beside an encrypted session',
    message: ({ id, count, level }, f) =>
      sentences(
        count === 1
          ? `Data connection ${id} is not encrypted, though the control connection is: names and contents can be read on the way.`
          : `${f.count(count)} data connections (the first is ${id}) are not encrypted, though the control connection is: names and contents can be read on the way.`,
        level === 'C' ? 'The client asked for it with PROT C.' : null,
      ),
    cause: ({ level }) => (level === null ? 'Without PROT P data connections stay in clear text.' : null),
    advice: () => 'Let the client send PBSZ 0 and PROT P, and let the server insist on it.',
  },
  'data-not-resumed': {
    title: 'Data connections do not resume the TLS session',
    message: ({ id, count }, f) =>
      count === 1
        ? `Data connection ${id} has a full TLS handshake and does not resume the session of the control connection.`
        : `${f.count(count)} data connections (the first is ${id}) have full TLS handshakes and do not resume the session of the control connection.`,
    cause: () => 'The client does not support it, or the server issued nothing to resume.',
    advice: () =>
      'Servers that require it, so that nobody else can take the data connection, refuse such transfers with 522: let the client resume the session.',
  },
};

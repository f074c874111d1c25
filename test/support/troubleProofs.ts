/**
 * For everything that can have gone wrong: a fixture in which it did, and one that looks like it and in which it did not
 * (the counter-evidence). Names of folders in `fixtures/`; 'conformance/NAME' for scripts.
 */
import type { FindingCode } from '../../src/model/findings/finding.js';
import { FINDING_ROWS } from '../../src/model/findings/table.js';

export type Proof = { readonly fixture: string; readonly counter: string };

const proof = (fixture: string, counter: string): Proof => ({ fixture, counter });

/** Codes that belong to what went wrong. */
export const TROUBLE_CODES = (Object.keys(FINDING_ROWS) as FindingCode[]).filter(
  (code) => FINDING_ROWS[code].trouble !== null,
);

export const TROUBLE_PROOFS: Readonly<Partial<Record<FindingCode, Proof>>> = {
  'login-failed': proof('conformance/oops-after-pass', 'conformance/login-after-failures'),
  'password-guessing': proof('bruteforce', 'login-failures'),
  'brute-force': proof('conformance/many-failed-logins', 'bruteforce'),
  'login-after-failures': proof('conformance/login-after-failures', 'bruteforce'),
  'server-closed': proof('idle-421', 'passive'),
  'greeting-late': proof('conformance/greeting-late', 'conformance/greeting-never-comes'),
  'greeting-missing': proof('conformance/greeting-never-comes', 'conformance/greeting-late'),
  'server-refused': proof('conformance/server-refuses', 'conformance/server-silent'),
  'server-unanswered': proof('conformance/server-silent', 'conformance/server-refuses'),
  'server-prohibited': proof('conformance/server-prohibited', 'conformance/server-silent'),
  'control-dead': proof('control-dead', 'conformance/client-gives-up'),
  'middlebox-reset': proof('reset-on-the-way', 'conformance/control-reset-while-waiting'),
  'control-reset': proof('conformance/control-reset-while-waiting', 'reset-on-the-way'),
  'control-closed': proof('conformance/idle-timer-in-transfer', 'conformance/client-gives-up'),
  'client-gave-up': proof('conformance/client-gives-up', 'conformance/control-reset-while-waiting'),
  'command-unanswered': proof('conformance/login-never-answered', 'conformance/two-announcements-in-use'),
  'command-failed': proof('conformance/directory-refused', 'conformance/directory-made-good'),
  'malformed-announcement': proof('conformance/reply-227-without-address', 'conformance/refused-pasv'),
  'zero-address': proof('conformance/zero-address-not-used', 'pasv-zero-address'),
  'nat-suspected': proof('nat-active-refused', 'nat-helper-inside'),
  'passive-elsewhere': proof('pasv-wrong-address', 'nat-server-private-address'),
  'loopback-announced': proof('conformance/loopback-announced', 'loopback'),
  'family-mismatch': proof('conformance/family-mismatch', 'epsv-ipv6'),
  'port-zero': proof('conformance/port-zero', 'passive'),
  bounce: proof('bounce-refused', 'fxp'),
  'privileged-port': proof('conformance/port-below-1024', 'active'),
  'data-connection-from-stranger': proof('conformance/carrier-nat-425', 'nat-helper-inside'),
  'data-unanswered': proof('conformance/epsv-dropped-pasv-works', 'pasv-refused-rst'),
  'data-refused': proof('pasv-refused-rst', 'pasv-dropped'),
  'data-prohibited': proof('epsv-prohibited-icmp6', 'pasv-dropped'),
  'data-reset': proof('conformance/data-reset-before-transfer', 'conformance/closed-by-reset'),
  'data-rejected': proof('conformance/eprt-epsv-refused', 'mixed-modes'),
  'data-never-used': proof('conformance/announced-and-425', 'pasv-dropped'),
  'no-data-connection': proof('conformance/active-425-without-connection', 'conformance/announced-and-425'),
  'hidden-private-address': proof('tls-private-address', 'ftps-no-keys'),
  'hidden-handshake-only': proof('tls-handshake-only', 'ftps-no-keys'),
  'transfer-refused': proof('empty-and-550', 'passive'),
  'transfer-truncated': proof('client-killed', 'conformance/closed-by-reset'),
  'transfer-aborted': proof('conformance/urgent-abor', 'client-killed'),
  'restart-ignored': proof('conformance/restart-ignored', 'conformance/only-listing-resumed'),
  'hash-mismatch': proof('conformance/hash-differs', 'resume'),
  'name-encoding': proof('conformance/name-in-other-encoding', 'names-utf8'),
  'path-mtu': proof('path-mtu', 'data-stalled'),
  'data-stalled': proof('data-stalled', 'path-mtu'),
  'receiver-full': proof('receiver-full', 'tiny-mss'),
  'reply-late': proof('conformance/final-reply-late', 'conformance/idle-timer-in-transfer'),
  'tls-alert': proof('tls-alert-version', 'ftps-tls12'),
  'tls-unanswered': proof('tls-unanswered', 'tls-alert-version'),
  'clear-in-tls': proof('tls-clear-text-inside', 'ftps-ccc'),
  'tls-not-resumed': proof('tls-not-resumed', 'ftps-tls12'),
  'capture-ends': proof('ends-early', 'passive'),
  'packets-cut': proof('snaplen-96', 'holes'),
  'bytes-missing': proof('holes', 'snaplen-96'),
  'control-bytes-missing': proof('conformance/greeting-end-lost', 'reordered-control'),
  'conflicting-overlap': proof('segments-injected', 'twisted'),
};

/** Recordings in which something did go wrong, or which lack something; all others are healthy. */
export const NOT_HEALTHY: ReadonlySet<string> = new Set([
  ...Object.values(TROUBLE_PROOFS).map(({ fixture }) => fixture),
  // Warnings about what protects them.
  ...['certificate-expired', 'certificate-not-yet-valid', 'certificate-other-name'],
  ...['tls-anonymous', 'tls-version-10'],
  // Commands that fail, and a server that gives up.
  ...['ftps-own-greeting', 'ftps-ftp-srv', 'ftps-directories', 'ftps-active-implicit', 'ftps-pipelined'],
  // A data connection that does not resume the session of the control connection, which the server wants.
  'ftps-reuse-required',
  // Commands that are refused, on purpose.
  ...[
    'commands',
    'empty-and-550',
    'ftps-keys-inside',
    'login-failures',
    'no-syn',
    'port-refused',
    'twisted',
    'two-taps',
  ],
  ...['active-dropped-425', 'nat-both-sides', 'pasv-dropped'],
]);

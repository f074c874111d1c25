/** Every finding: how severe it can be, whether it belongs to what went wrong, and where its knowledge comes from. */
import type { Finding, FindingCode, Severity } from './finding.js';

/**
 * How bad, worst first: an attack; no session at all; no data connection; a transfer that failed; a command that failed;
 * what was slow; what the capture leaves open.
 */
export type Weight = 'attack' | 'session' | 'data' | 'transfer' | 'command' | 'slow' | 'open';

export type FindingRow = {
  readonly severities: readonly Severity[];
  /** Belongs to what went wrong, with this weight; null: it is worth knowing, or about safety. */
  readonly trouble: Weight | null;
  /** Only where its severity is more than 'info'. */
  readonly unlessInfo?: true;
  /** RFC or documentation that says so. */
  readonly source: string;
};

export const WEIGHTS: readonly Weight[] = ['attack', 'session', 'data', 'transfer', 'command', 'slow', 'open'];

const row = (
  severities: readonly Severity[],
  trouble: Weight | null,
  source: string,
  unlessInfo?: true,
): FindingRow => ({ severities, trouble, source, ...(unlessInfo ? { unlessInfo } : {}) });

export const FINDING_ROWS: Readonly<Record<FindingCode, FindingRow>> = {
  'not-ftp': row(['warning'], null, 'RFC 5321 §4.1.1.1'),
  tls: row(['info'], null, 'RFC 4217 §4'),
  'tls-undecipherable': row(['warning'], null, 'RFC 8446 §5'),
  'clear-again': row(['info'], null, 'RFC 4217 §5'),
  'clear-text-password': row(['warning'], null, 'RFC 2577 §5'),
  'anonymous-login': row(['info'], null, 'RFC 1635'),
  'login-failed': row(['info', 'warning'], 'session', 'RFC 959 §5.4', true),
  'password-guessing': row(['warning'], 'attack', 'RFC 2577 §5'),
  'brute-force': row(['alert'], 'attack', 'RFC 2577 §5'),
  'odd-reply': row(['info'], null, 'RFC 959 §4.2'),
  'line-without-code': row(['warning'], null, 'RFC 959 §4.2'),
  'replies-out-of-order': row(['info'], null, 'RFC 959 §5.4'),
  'telnet-without-command': row(['info'], null, 'RFC 854; RFC 959 §4.1.3'),
  'server-closed': row(['warning'], 'session', 'RFC 959 §4.2.2'),
  'malformed-announcement': row(['warning'], 'data', 'RFC 959 §4.1.2; RFC 2428 §3; RFC 1123 §4.1.2.6'),
  'zero-address': row(['info', 'warning'], 'data', 'RFC 1122 §3.2.1.3', true),
  'nat-suspected': row(['info', 'warning'], 'data', 'RFC 1579; RFC 2663 §2.9', true),
  'passive-elsewhere': row(['info', 'warning'], 'data', 'RFC 1579; RFC 2577 §2', true),
  'third-party': row(['info'], null, 'RFC 959 §2.3 figure 3'),
  bounce: row(['warning', 'alert'], 'attack', 'RFC 2577 §2'),
  'privileged-port': row(['warning', 'alert'], 'attack', 'RFC 2577 §3'),
  'data-connection-from-stranger': row(['warning', 'alert'], 'attack', 'RFC 2577 §8'),
  'data-unanswered': row(['info', 'warning'], 'data', 'RFC 1579; RFC 9293 §3.5'),
  'data-refused': row(['warning'], 'data', 'RFC 9293 §3.5.2'),
  'data-prohibited': row(['warning'], 'data', 'RFC 1122 §3.2.2.1; RFC 4443 §3.1'),
  'data-reset': row(['info', 'warning'], 'data', 'RFC 9293 §3.5.2', true),
  'data-rejected': row(['info', 'warning'], 'data', 'RFC 959 §5.4; RFC 2428 §2', true),
  'data-never-used': row(['info', 'warning'], 'data', 'RFC 959 §3.3', true),
  'data-not-captured': row(['info'], null, 'RFC 959 §3.2'),
  'data-unused': row(['info'], null, 'RFC 959 §3.3'),
  'no-data-connection': row(['warning'], 'data', 'RFC 959 §4.2.2'),
  'hidden-data-connections': row(['info'], null, 'RFC 4217 §7'),
  'transfer-refused': row(['info'], 'transfer', 'RFC 959 §5.4'),
  'transfer-truncated': row(['warning'], 'transfer', 'RFC 959 §3.4'),
  'transfer-aborted': row(['warning'], 'transfer', 'RFC 959 §4.1.3'),
  'hash-mismatch': row(['warning'], 'transfer', 'draft-bryan-ftp-hash'),
  'ascii-of-binary': row(['warning'], null, 'RFC 959 §3.1.1.1'),
  'capture-ends': row(['warning'], 'open', 'RFC 959 §3.4'),
  'packets-cut': row(['warning'], 'open', 'pcap(3PCAP): snapshot length'),
  'bytes-missing': row(['warning'], 'open', 'RFC 9293 §3.4'),
  'control-bytes-missing': row(['warning'], 'open', 'RFC 9293 §3.4'),
  'many-retransmissions': row(['info'], null, 'RFC 9293 §3.8.1'),
  'conflicting-overlap': row(['alert'], 'attack', 'RFC 9293 §3.10.7.4'),
  'login-after-failures': row(['alert'], 'attack', 'RFC 2577 §5'),
  'greeting-late': row(['warning'], 'session', 'RFC 1413; RFC 959 §5.4'),
  'greeting-missing': row(['warning'], 'session', 'RFC 959 §5.4'),
  'server-refused': row(['warning'], 'session', 'RFC 9293 §3.5.2'),
  'server-unanswered': row(['warning'], 'session', 'RFC 9293 §3.8.3'),
  'server-prohibited': row(['warning'], 'session', 'RFC 1122 §3.2.2.1; RFC 4443 §3.1'),
  'control-dead': row(['warning'], 'session', 'RFC 9293 §3.8.3; RFC 5382 §5'),
  'middlebox-reset': row(['warning'], 'session', 'RFC 3360; RFC 9293 §3.5.2'),
  'control-reset': row(['warning'], 'session', 'RFC 9293 §3.5.2'),
  'client-gave-up': row(['warning'], 'session', 'RFC 959 §5.4'),
  'control-closed': row(['warning'], 'session', 'RFC 959 §2.3'),
  'command-unanswered': row(['warning'], 'session', 'RFC 959 §5.4'),
  'replies-out-of-step': row(['info'], null, 'RFC 959 §5.4'),
  'command-failed': row(['warning'], 'command', 'RFC 959 §5.4'),
  'loopback-announced': row(['info', 'warning'], 'data', 'RFC 1122 §3.2.1.3', true),
  'family-mismatch': row(['info', 'warning'], 'data', 'RFC 2428 §1', true),
  'port-zero': row(['warning'], 'data', 'RFC 6335 §6'),
  'path-mtu': row(['warning'], 'transfer', 'RFC 1191; RFC 2923 §2.1; RFC 8201'),
  'data-stalled': row(['warning'], 'transfer', 'RFC 9293 §3.8.3'),
  'receiver-full': row(['warning'], 'slow', 'RFC 9293 §3.8.6'),
  'reply-late': row(['warning'], 'slow', 'RFC 959 §5.4'),
  'restart-ignored': row(['warning'], 'transfer', 'RFC 3659 §5; RFC 959 §3.5'),
  'name-encoding': row(['warning'], 'command', 'RFC 2640 §2.2'),
  'tls-alert': row(['warning'], 'session', 'RFC 8446 §6.2; RFC 5246 §7.2'),
  'clear-in-tls': row(['warning'], 'session', 'RFC 4217 §4; RFC 8446 §5'),
  'tls-unanswered': row(['warning'], 'session', 'RFC 4217 §7'),
  'tls-not-closed': row(['info', 'warning'], null, 'RFC 8446 §6.1; RFC 5246 §7.2.1'),
  'tls-not-resumed': row(['warning'], 'transfer', 'RFC 4217 §10.2; vsftpd.conf(5): require_ssl_reuse'),
  'tls-old-version': row(['warning'], null, 'RFC 8996; RFC 7568'),
  'tls-weak-cipher': row(['warning'], null, 'RFC 9325 §4.1; RFC 7465'),
  'tls-no-forward-secrecy': row(['info'], null, 'RFC 9325 §4.1'),
  'certificate-expired': row(['warning'], null, 'RFC 5280 §4.1.2.5'),
  'certificate-not-yet-valid': row(['warning'], null, 'RFC 5280 §4.1.2.5'),
  'certificate-self-signed': row(['info'], null, 'RFC 5280 §3.2'),
  'certificate-other-name': row(['info', 'warning'], null, 'RFC 9525 §6; RFC 6066 §3'),
  'certificate-weak': row(['warning'], null, 'RFC 9325 §4.5; RFC 9155'),
  'data-in-clear': row(['info'], null, 'RFC 4217 §9'),
  'data-not-resumed': row(['info'], null, 'RFC 4217 §10.2; vsftpd.conf(5): require_ssl_reuse'),
  'hidden-handshake-only': row(['warning'], 'open', 'RFC 4217 §10.2; vsftpd.conf(5): require_ssl_reuse'),
  'hidden-private-address': row(['warning'], 'data', 'RFC 4217 §7; RFC 1918'),
  'seen-twice': row(['info'], null, 'RFC 2663 §2'),
};

/** The weight of a finding among what went wrong; null where nothing did. */
export function weightOf(finding: Finding): Weight | null {
  const { trouble, unlessInfo } = FINDING_ROWS[finding.code];
  if (unlessInfo && finding.severity === 'info') return null;
  // Strange, but it worked.
  return finding.code === 'passive-elsewhere' && finding.params.came.kind === 'connected' ? null : trouble;
}

/** One event is one line: a finding that names the cause stands for those that name its consequences. */
import type { Finding, FindingCode } from './finding.js';

const ATTEMPTS = ['data-unanswered', 'data-refused', 'data-prohibited', 'data-rejected', 'data-never-used'] as const;
const CONTROL = ['control-reset', 'control-closed', 'client-gave-up', 'command-unanswered'] as const;
const TRANSFERS = ['transfer-refused', 'transfer-truncated', 'data-reset', 'client-gave-up'] as const;

/** What a finding explains, where both name a common frame. */
const EXPLAINS: Partial<Readonly<Record<FindingCode, readonly FindingCode[]>>> = {
  'family-mismatch': ATTEMPTS,
  'loopback-announced': ATTEMPTS,
  'nat-suspected': ATTEMPTS,
  'zero-address': ATTEMPTS,
  'passive-elsewhere': ATTEMPTS,
  'port-zero': ATTEMPTS,
  'malformed-announcement': ATTEMPTS,
  'data-connection-from-stranger': [...ATTEMPTS, ...TRANSFERS],
  'data-unanswered': TRANSFERS,
  'data-refused': TRANSFERS,
  'data-prohibited': TRANSFERS,
  'server-closed': [...CONTROL, ...TRANSFERS, 'login-failed'],
  'control-dead': [...CONTROL, 'command-failed'],
  'middlebox-reset': CONTROL,
  'control-closed': ['transfer-truncated', 'data-reset'],
  'control-reset': ['transfer-truncated', 'data-reset'],
  'path-mtu': ['control-dead', ...CONTROL, ...TRANSFERS, 'transfer-aborted', 'data-stalled'],
  'data-stalled': [...CONTROL, ...TRANSFERS, 'transfer-aborted'],
  'receiver-full': ['transfer-truncated', 'reply-late'],
  'name-encoding': ['transfer-refused', 'command-failed'],
  'tls-not-resumed': TRANSFERS,
  'tls-alert': [...TRANSFERS, ...CONTROL],
  'tls-unanswered': [...TRANSFERS, ...CONTROL],
  'clear-in-tls': [...ATTEMPTS, ...TRANSFERS, 'command-failed', 'login-failed'],
  'privileged-port': ['data-rejected'],
  bounce: ['privileged-port', 'data-rejected'],
  'transfer-truncated': ['data-reset', 'client-gave-up'],
  'tls-not-closed': TRANSFERS,
};

/** Without those that another of them explains. */
export function withoutExplained(findings: readonly Finding[]): Finding[] {
  if (findings.length < 2) return [...findings];
  return findings.filter(
    (finding) =>
      !findings.some((other) => EXPLAINS[other.code]?.includes(finding.code) === true && meet(other, finding)),
  );
}

function meet(a: Finding, b: Finding): boolean {
  const frames = new Set(a.frames);
  return b.frames.some((frame) => frames.has(frame));
}

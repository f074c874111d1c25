/** In which order findings are reported: what failed, then what is unsafe, then what is worth knowing; each by frame. */
import type { Finding } from './finding.js';

/** About who may read, enter or abuse, not about what did not work. */
const SECURITY: ReadonlySet<Finding['code']> = new Set([
  'anonymous-login',
  'bounce',
  'brute-force',
  'clear-text-password',
  'conflicting-overlap',
  'data-connection-from-stranger',
  'password-guessing',
  'privileged-port',
]);

/** 0 what failed badly, 1 what went wrong, 2 what is unsafe, 3 what is worth knowing. */
export function rankOf({ code, severity }: Pick<Finding, 'code' | 'severity'>): number {
  if (severity === 'alert') return 0;
  if (severity === 'info') return 3;
  return SECURITY.has(code) ? 2 : 1;
}

export const inOrder = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => rankOf(a) - rankOf(b) || (a.frames[0] ?? 0) - (b.frames[0] ?? 0));

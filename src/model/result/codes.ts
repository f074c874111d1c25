/** What failed in a session, in so few words that a column holds it. `port` is null where several failed the same way. */
import type { None } from '../../fact.js';

export interface ResultParams {
  unanswered: { readonly mode: string; readonly port: number | null };
  'refused-rst': { readonly mode: string; readonly port: number | null };
  prohibited: { readonly mode: string };
  reset: { readonly mode: string };
  rejected: { readonly mode: string; readonly code: number | null };
  /** To a host that is neither client nor server, and rejected. */
  'third-host-rejected': { readonly mode: string };
  'not-used': { readonly mode: string };
  truncated: { readonly name: string; readonly bytes: number; readonly expected: number | null };
  'transfer-refused': { readonly command: string; readonly code: number | null };
  'login-failed': None;
}

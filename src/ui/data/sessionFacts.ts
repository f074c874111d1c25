/** Findings of a session, for lists and headings. */

import type { Session } from '../../ftp/protocol/session.js';
import type { Finding } from '../../model/findings/finding.js';
import { rankOf } from '../../model/findings/order.js';
import { findingsOf as conclude } from '../../model/findings.js';
import type { SessionFact } from './cache.js';
import type { Context } from './context.js';

const FINDINGS: SessionFact<readonly Finding[]> = { make: conclude, cheapMs: 30 };

/** Findings for the screen; those of a huge session may be a moment old while it grows. */
export const findingsOf = (session: Session, { cache }: Context): readonly Finding[] =>
  cache.ofSession(FINDINGS, session);

/** Findings as they are, for what is remembered until the session changes. */
export const findingsNow =
  ({ cache }: Context) =>
  (session: Session): readonly Finding[] =>
    cache.ofSessionNow(FINDINGS, session);

/** The severity of the worst finding; undefined where there is none. */
export function worst(findings: readonly Finding[]): Finding['severity'] | undefined {
  let found: Finding | undefined;
  for (const finding of findings) if (!found || rankOf(finding) < rankOf(found)) found = finding;
  return found?.severity;
}

/** Findings of a session, remembered until the session changes. */
import type { Finding, Session } from '../ftp/session.js';
import { findingsOf as conclude } from '../model/findings.js';
import { revisionOf } from './revision.js';

const known = new WeakMap<Session, { revision: number; findings: readonly Finding[] }>();

export function findingsOf(session: Session): readonly Finding[] {
  const old = known.get(session);
  const revision = revisionOf(session);
  if (old?.revision === revision) return old.findings;
  const findings = conclude(session);
  known.set(session, { revision, findings });
  return findings;
}

/** How bad it is. */
export const RANK = { alert: 3, warning: 2, info: 1 } as const;

/** The severity of the worst finding; undefined where there is none. */
export function worst(findings: readonly Finding[]): Finding['severity'] | undefined {
  let found: Finding['severity'] | undefined;
  for (const { severity } of findings) if (!found || RANK[severity] > RANK[found]) found = severity;
  return found;
}

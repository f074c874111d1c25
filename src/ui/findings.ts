/** Findings of a session, remembered until the session changes. */

import type { Finding, Session } from '../ftp/session.js';
import { rankOf } from '../model/findings/order.js';
import { findingsOf as conclude } from '../model/findings.js';
import { revisionOf } from './revision.js';

type Known = { revision: number; findings: readonly Finding[]; costMs: number; madeAt: number };
const known = new WeakMap<Session, Known>();

/** Findings of a huge session are not looked for anew more often than one part in so many of the time allows. */
const SHARE = 20;
const CHEAP_MS = 30;

/** Set where older findings were handed out than there might be: paint again in a moment. */
export const oldFindings = { shown: false };

/** Findings for the screen; those of a huge session may be a moment old while it grows. */
export function findingsOf(session: Session): readonly Finding[] {
  const old = known.get(session);
  if (old === undefined || old.costMs < CHEAP_MS || performance.now() - old.madeAt > old.costMs * SHARE)
    return findingsNow(session);
  if (old.revision !== revisionOf(session)) oldFindings.shown = true;
  return old.findings;
}

/** Findings as they are, for what is remembered until the session changes. */
export function findingsNow(session: Session): readonly Finding[] {
  const old = known.get(session);
  const revision = revisionOf(session);
  if (old?.revision === revision) return old.findings;
  const begun = performance.now();
  const findings = conclude(session);
  const madeAt = performance.now();
  known.set(session, { revision, findings, costMs: madeAt - begun, madeAt });
  return findings;
}

/** The severity of the worst finding; undefined where there is none. */
export function worst(findings: readonly Finding[]): Finding['severity'] | undefined {
  let found: Finding | undefined;
  for (const finding of findings) if (!found || rankOf(finding) < rankOf(found)) found = finding;
  return found?.severity;
}

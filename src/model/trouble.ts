/** What went wrong, worst first: the findings that are failures, of all sessions. */
import type { Session } from '../ftp/protocol/session.js';
import type { Finding } from './findings/finding.js';
import { WEIGHTS, weightOf } from './findings/table.js';
import { type CaptureView, findingsOf, findingsOfCapture } from './findings.js';

export type Trouble = {
  readonly finding: Finding;
  /** The session's number; null where it concerns no single one. */
  readonly session: number | null;
  /** The capture leaves it open whether something went wrong. */
  readonly open: boolean;
};

type Weighed = Trouble & { readonly weight: number };

/** Of these sessions, and of the capture as a whole. */
export function troubleOf(view: CaptureView, sessions: Iterable<Session>): Trouble[] {
  const list: Weighed[] = [...weighed(findingsOfCapture(view), null)];
  for (const session of sessions) list.push(...weighed(findingsOf(session), session.id));
  return list.sort((a, b) => a.weight - b.weight || first(a) - first(b));
}

const first = ({ finding }: Trouble): number => finding.frames[0] ?? 0;

function* weighed(findings: readonly Finding[], session: number | null): Iterable<Weighed> {
  for (const finding of findings) {
    const weight = weightOf(finding);
    if (weight === null) continue;
    const open = weight === 'open' || (finding.code === 'data-unanswered' && finding.params.open);
    yield { finding, session, open, weight: open ? WEIGHTS.length : WEIGHTS.indexOf(weight) };
  }
}

/** What a student should learn from one row of the ladder. Pure; text from the wire is escaped. */
import type { DataConnection, Session } from '../ftp/protocol/session.js';
import type { ExplainFact } from './explain/codes.js';
import { explainCommand, explainReply } from './explain/dialogue.js';
import { Draft, say } from './explain/draft.js';
import type { Explanation } from './explain/explanation.js';
import { explainNote, explainSection } from './explain/sections.js';
import { explainData, explainHandshake, explainTeardown, explainTrouble } from './explain/tcp.js';
import { isActive } from './roles.js';
import type { LadderRow, RowKind } from './rows.js';
import { briefTitle, type StepOfRow, stepOfRow, stepsOf, stepsTrouble, stepTitle } from './steps.js';

const EXPLAINERS: Readonly<Record<RowKind, (row: LadderRow, session: Session, draft: Draft) => void>> = {
  section: explainSection,
  handshake: explainHandshake,
  command: explainCommand,
  reply: explainReply,
  data: explainData,
  teardown: explainTeardown,
  trouble: explainTrouble,
  note: explainNote,
};

/** Explains one row of `session`'s ladder. */
export function explain(row: LadderRow, session: Session): Explanation {
  const draft = new Draft();
  draft.frame(row.firstFrame, row.lastFrame);
  EXPLAINERS[row.kind](row, session, draft);
  const place = stepOfRow(row, session);
  const data = place?.data ?? row.dataConnection;
  const step = place === null ? null : explainPlace(place, data, draft);
  if (data !== null) explainSteps(data, draft);
  return {
    title: row.label,
    items: draft.items,
    rfc: draft.rfc,
    step,
    frames: [...draft.frames].sort((a, b) => a - b),
  };
}

/** The step that the row belongs to, or reports. */
function explainPlace(place: StepOfRow, data: DataConnection | null, draft: Draft): ExplainFact {
  const { number } = place;
  const reports = place.reports ?? null;
  draft.gap().dim('step', { number, title: briefTitle(stepTitle(data, number)), reports });
  return say('place', { number, active: data === null ? null : isActive(data.mode), reports });
}

/** All ten steps of the row's data connection, and what is to be said of those that are not done. */
function explainSteps(data: DataConnection, draft: Draft): void {
  const steps = stepsOf(data);
  draft.gap().fact('value', say('steps', { states: steps.map(({ state }) => state) }));
  const failed = steps.some(({ state }) => state === 'failed' || state === 'missing');
  for (const step of stepsTrouble(steps)) draft.fact(failed ? 'bad' : 'dim', say('step-trouble', { step }));
}

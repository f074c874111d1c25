/** What a student should learn from one row of the ladder. Pure; text from the wire is escaped. */
import type { DataConnection, Session } from '../ftp/protocol/session.js';
import type { ExplainFact } from './explain/codes.js';
import { explainCommand, explainReply } from './explain/dialogue.js';
import { Draft, say } from './explain/draft.js';
import { AT_THE_END, type Explanation, type ExplanationStyle } from './explain/explanation.js';
import { explainNote, explainSection } from './explain/sections.js';
import { explainData, explainHandshake, explainTeardown, explainTrouble } from './explain/tcp.js';
import { isActive } from './roles.js';
import type { LadderRow, RowKind } from './rows.js';
import {
  briefTitle,
  type Step,
  type StepOfRow,
  type StepState,
  stepOfRow,
  stepsOf,
  stepsTrouble,
  stepTitle,
} from './steps.js';
import { timeOfStep } from './stepTimes.js';

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
  if (data !== null) explainSteps(row, data, draft);
  return {
    title: row.label,
    items: draft.items,
    rfc: draft.rfc,
    step,
    frames: [...draft.frames].sort((a, b) => a - b),
  };
}

const STEP_STYLES = {
  done: 'text',
  failed: 'bad',
  missing: 'bad',
  unseen: 'dim',
  'not-reached': 'dim',
} as const satisfies Record<StepState, ExplanationStyle>;

/** A step with its hosts, ports, frames and time, as a row of a table. */
export function stepRow(step: Step, data: DataConnection): ExplainFact {
  const { control, coarseTimes: coarse } = data.session;
  const timeNs = timeOfStep(data, step);
  const since = timeNs === null ? null : { ns: timeNs - control.firstTimeNs, coarse };
  return say('step-row', { step, since });
}

/** The step that the row belongs to, or reports. */
function explainPlace(place: StepOfRow, data: DataConnection | null, draft: Draft): ExplainFact {
  const { number } = place;
  const reports = place.reports ?? null;
  draft.gap().dim('step', { number, title: briefTitle(stepTitle(data, number)), reports });
  return say('place', { number, active: data === null ? null : isActive(data.mode), reports });
}

/**
 * All ten steps of the row's data connection, and what is to be said of those that are not done: with words where the row
 * is the heading of the data connection, else in one line.
 */
function explainSteps(row: LadderRow, data: DataConnection, draft: Draft): void {
  const steps = stepsOf(data);
  draft.knownAt(stepsKnown(steps));
  if (row.kind === 'section') {
    draft.gap();
    for (const step of steps) draft.fact(STEP_STYLES[step.state], stepRow(step, data)).frame(...step.frames);
    return;
  }
  draft.gap().fact('value', say('steps', { states: steps.map(({ state }) => state) }));
  const failed = steps.some(({ state }) => state === 'failed' || state === 'missing');
  for (const step of stepsTrouble(steps)) draft.fact(failed ? 'bad' : 'dim', say('step-trouble', { step }));
}

/** The last frame of all steps; of one that never came it is only known at the end. */
const stepsKnown = (steps: readonly Step[]): number =>
  Math.max(...steps.map(({ state, frames }) => (state === 'done' ? Math.max(0, ...frames) : AT_THE_END)));

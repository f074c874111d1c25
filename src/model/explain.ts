/** What a student should learn from one row of the ladder. Pure; text from the wire is escaped. */
import type { Session } from '../ftp/protocol/session.js';
import type { CoreFact } from './coreFact.js';
import { explainCommand, explainReply } from './explain/dialogue.js';
import type { Draft } from './explain/draft.js';
import type { Explanation, ExplanationLine, ExplanationTone } from './explain/explanation.js';
import { explainNote, explainSection } from './explain/sections.js';
import { explainData, explainHandshake, explainTeardown, explainTrouble } from './explain/tcp.js';
import { isActive } from './roles.js';
import type { LadderRow, RowKind } from './rows.js';
import { stepOfRow, stepsLine, stepsOf, stepsTrouble, stepTitle } from './steps.js';

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
  const draft = new DraftLines();
  draft.title = row.label;
  if (row.firstFrame !== null) draft.frame(row.firstFrame);
  if (row.lastFrame !== null) draft.frame(row.lastFrame);
  EXPLAINERS[row.kind](row, session, draft);
  const place = stepOfRow(row, session);
  const data = place?.data ?? row.dataConnection;
  let step: string | null = null;
  if (place !== null) {
    const name = `step ${place.number} of 10`;
    const short = { failed: `${name} failed`, done: `after ${name}`, none: name }[place.reports ?? 'none'];
    step = data === null ? short : `${isActive(data.mode) ? 'active' : 'passive'} mode: ${short}`;
    const title = stepTitle(data, place.number);
    draft.gap().dim(
      {
        failed: `Step ${place.number} of 10 failed (${title}); this is the server's report of it.`,
        done: `After step ${place.number} of 10 (${title}): the server reports the result.`,
        none: `Step ${place.number} of 10: ${title}.`,
      }[place.reports ?? 'none'],
    );
  }
  if (data !== null) {
    const steps = stepsOf(data);
    const trouble = stepsTrouble(steps);
    draft.gap().line('value', stepsLine(steps));
    if (trouble !== '')
      draft.line(steps.some(({ state }) => state === 'failed' || state === 'missing') ? 'bad' : 'dim', trouble);
  }
  return {
    title: draft.title,
    lines: draft.lines,
    rfc: draft.rfc,
    step,
    frames: [...draft.frames].sort((a, b) => a - b),
  };
}

class DraftLines implements Draft {
  title = '';
  rfc: string | null = null;
  readonly lines: ExplanationLine[] = [];
  readonly frames = new Set<number>();

  line(tone: ExplanationTone, text: string): this {
    this.lines.push({ text, tone });
    return this;
  }

  text(text: string): this {
    return this.line('text', text);
  }

  value(text: string): this {
    return this.line('value', `  ${text}`);
  }

  dim(text: string): this {
    return this.line('dim', text);
  }

  fact(tone: ExplanationTone, fact: CoreFact): this {
    this.lines.push({ text: '', tone, fact });
    return this;
  }

  /** An empty line, unless there is one or nothing stands before it. */
  gap(): this {
    const last = this.lines.at(-1);
    if (last !== undefined && (last.text !== '' || last.fact)) this.lines.push({ text: '', tone: 'text' });
    return this;
  }

  frame(...frames: (number | null)[]): this {
    for (const frame of frames) if (frame !== null) this.frames.add(frame);
    return this;
  }
}

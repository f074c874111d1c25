/** What ladders, explanations and steps say in English, for tests. */
import type { Session } from '../../src/ftp/protocol/session.js';
import { explain } from '../../src/model/explain.js';
import { buildLadder } from '../../src/model/ladder.js';
import type { LadderRow } from '../../src/model/rows.js';
import { type Step, stepsTrouble } from '../../src/model/steps.js';
import { type ExplanationText, explanationText } from '../../src/output/explanation.js';
import * as rowText from '../../src/output/ladder/rowText.js';
import { TEXTS } from './texts.js';

export const labelOf = (row: LadderRow): string => rowText.labelOf(row, TEXTS);
export const remarkOf = (row: LadderRow): string => rowText.remarkOf(row, TEXTS);

/** The first row whose label begins so, or the nth of them. */
export const rowCalled = (session: Session, label: string, nth = 0): LadderRow =>
  buildLadder(session).filter((row) => labelOf(row).startsWith(label))[nth]!;

export const explanationOf = (row: LadderRow, session: Session): ExplanationText =>
  explanationText(explain(row, session), TEXTS);

/** '1 ✔  2 ✔ ...'. */
export const marksOf = (steps: readonly Step[]): string =>
  steps.map(({ number, state }) => `${number} ${TEXTS.report.marks.steps[state]}`).join('  ');

/** What is to be said of steps that are not done, as one text. */
export const troubleOf = (steps: readonly Step[]): string =>
  stepsTrouble(steps)
    .map((step) => TEXTS.say('steps', step))
    .join('; ');

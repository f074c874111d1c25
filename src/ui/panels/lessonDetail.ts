/** Below a lesson: what its last row teaches, the question for the next one, and the strip of the ten steps. */
import type { DataConnection } from '../../ftp/protocol/session.js';
import { AT_THE_END, knownBy } from '../../model/explain/explanation.js';
import { explain } from '../../model/explain.js';
import { currentSteps, type LessonRow } from '../../model/lesson.js';
import { isActive } from '../../model/roles.js';
import { judgedSteps } from '../../model/steps.js';
import { explanationText } from '../../output/explanation.js';
import type { Context } from '../data/context.js';
import { type Line, line, lineWidth, type Span, span, wrap } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';
import { lessonChoices } from './lessonQuestions.js';
import type { ListProps } from './panel.js';

/** What a row teaches, by what was shown so far. `of` undefined: nothing is shown yet. */
export function lessonDetail(
  of: LessonRow | undefined,
  all: readonly LessonRow[],
  data: DataConnection | null,
  { state, context }: ListProps,
  columns: number,
): readonly Line[] {
  if (!data || !of) return [];
  const { shown } = state.lesson;
  // The last row tells everything.
  const known =
    shown >= all.length ? AT_THE_END : Math.max(...all.slice(0, shown).map(({ row }) => row.lastFrame ?? 0));
  return teachingLines(of, data, known, context, columns);
}

/** What stays below it: the question for the next row, and the strip. */
export function lessonFoot(
  all: readonly LessonRow[],
  data: DataConnection | null,
  { state, context }: ListProps,
  columns: number,
): readonly Line[] {
  const { shown } = state.lesson;
  if (!data || shown === 0 || all.length === 0) return [];
  return [
    ...questionLines(all, { state, context, columns }, columns),
    ...stripLines(all, shown, data, context, columns),
  ];
}

/** What the group means with its numbers, then what the row says itself. */
function teachingLines(
  { row, group, letters }: LessonRow,
  data: DataConnection,
  known: number,
  context: Context,
  columns: number,
): Line[] {
  const { lesson: texts } = context.ui;
  const lines: Line[] = [];
  const say = (text: string, role: Role): void => {
    for (const part of wrap(text, columns)) lines.push(line(part, role));
  };
  if (group !== null) {
    say(texts.groups[group], 'title');
    const values = letters.map(({ letter, value }) => `${letter} = ${value}`).join(', ');
    if (values !== '') say(texts.letters[group](values), 'strong');
    if (group === 'handshake' && row.dataConnection !== null)
      say(isActive(data.mode) ? texts.opens.active : texts.opens.passive, 'good');
  }
  const { title, sentences } = explanationText(knownBy(explain(row, data.session), known), context.texts);
  if (group === null) say(title, 'title');
  for (const { text } of sentences) if (text !== '') say(text, 'plain');
  return lines;
}

/** The question that waits, with its answers to choose from; else what comes next. */
function questionLines(all: readonly LessonRow[], props: ListProps, columns: number): Line[] {
  const { state, context } = props;
  const { lesson: texts } = context.ui;
  const { asking, shown } = state.lesson;
  const next = all[shown];
  if (!next) return [line(texts.end, 'info')];
  if (asking !== null) {
    const choices = lessonChoices(next, asking, context);
    const spans: Span[] = [span(`${texts.questions[asking]}  `, 'title')];
    for (const [i, { label }] of choices.entries()) spans.push(span(`${i + 1}`, 'key'), span(` ${label}  `));
    return [spans];
  }
  const { kind } = next.row;
  const question: Span[] = [
    span(texts.next[kind === 'section' ? 'note' : kind], 'title'),
    span(`   ${texts.space}`, 'dim'),
  ];
  return [lineWidth(question) <= columns ? question : question.slice(0, 1)];
}

/** '✔1 SYN ✔2 SYN+ACK ... ▶5 SYN ... ·10 end', on as many lines as it takes. */
function stripLines(
  all: readonly LessonRow[],
  shown: number,
  data: DataConnection,
  { ui }: Context,
  columns: number,
): Line[] {
  const seen = new Set(all.slice(0, shown).flatMap(({ step }) => (step === null ? [] : [step])));
  const now = new Set(currentSteps(all, shown));
  const reached = Math.max(0, ...seen);
  const judged = judgedSteps(data);
  const lines: Span[][] = [[]];
  for (const [i, short] of ui.lesson.strip.entries()) {
    const step = i + 1;
    const { state } = judged[i]!;
    const bad = state === 'failed' || state === 'missing';
    const sign = now.has(step) ? '▶' : step > reached ? '·' : bad ? '✘' : seen.has(step) ? '✔' : '–';
    const role: Role = now.has(step)
      ? bad
        ? 'alert'
        : 'mark'
      : step > reached
        ? 'dim'
        : bad
          ? 'alert'
          : seen.has(step)
            ? 'good'
            : 'dim';
    const text = `${sign}${step} ${step === 4 ? data.mode : short} `;
    const last = lines.at(-1)!;
    if (lineWidth(last) + text.length > columns && last.length > 0) lines.push([span(text, role)]);
    else last.push(span(text, role));
  }
  return lines;
}

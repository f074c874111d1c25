/** The folder of results: never inside the class, never over what is there without saying. */
import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { captureError } from '../../capture/facts.js';
import { codeOf } from '../../capture/systemErrors.js';
import { renderGradescope } from '../../output/check/machines.js';
import type { CopyGroup } from '../../output/grade/copies.js';
import { feedbackPage } from '../../output/grade/feedback.js';
import type { Graded } from '../../output/grade/graded.js';
import { classJunit } from '../../output/grade/junit.js';
import { gradesTable, itemsTable } from '../../output/grade/tables.js';
import { copiesText } from '../../output/grade/text.js';
import { jsonText } from '../../output/jsonText.js';
import type { Texts } from '../../text/texts.js';
import type { GradeOptions } from './options.js';

/**
 * Makes the folder before anything is graded.
 * @throws CaptureError where it is of no use
 */
export function openResults({ output, folder, force }: GradeOptions): string {
  const place = realPlace(output);
  const inside = path.relative(realPlace(folder), place);
  if (inside === '' || !(inside.startsWith('..') || path.isAbsolute(inside)))
    throw captureError('output-in-class', { path: output, folder });
  try {
    mkdirSync(place, { recursive: true });
    if (!force && readdirSync(place).length > 0) throw captureError('output-not-empty', { path: output });
    for (const part of ['results', 'feedback']) mkdirSync(path.join(place, part), { recursive: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw captureError('file-unwritten', { path: output, error: codeOf(error) });
    throw error;
  }
  return place;
}

/** Of what is not there yet: where it will be. */
function realPlace(name: string): string {
  const whole = path.resolve(name);
  if (existsSync(whole)) return realpathSync(whole);
  const parent = path.dirname(whole);
  return parent === whole ? whole : path.join(realPlace(parent), path.basename(whole));
}

export type Results = {
  readonly class_: readonly Graded[];
  readonly copies: readonly CopyGroup[];
  readonly maxPoints: number;
  /** Of the sheet. */
  readonly title: string | null;
  readonly texts: Texts;
};

/** @returns how many files were there before and are replaced. @throws CaptureError */
export function writeResults(place: string, { class_, copies, maxPoints, title, texts }: Results): number {
  let replaced = 0;
  const write = (name: string, text: string): void => {
    const file = path.join(place, name);
    if (existsSync(file)) replaced++;
    try {
      writeFileSync(file, text);
    } catch (error) {
      throw captureError('file-unwritten', { path: file, error: codeOf(error) });
    }
  };
  write('grades.csv', [...gradesTable(class_, copies, maxPoints, texts)].join(''));
  write('items.csv', [...itemsTable(class_)].join(''));
  write('copies.txt', copiesText(copies, texts));
  write('junit.xml', classJunit(class_, texts));
  const style = { texts, width: 100, color: false, brief: false };
  for (const graded of class_) {
    const { id, report, problem } = graded;
    const result =
      report === null
        ? `${jsonText({ output: texts.grade.problems[problem?.code ?? 'unread'], output_format: 'text', tests: [] }, 2)}\n`
        : renderGradescope(report, style);
    write(path.join('results', `${id}.json`), result);
    write(path.join('feedback', `${id}.html`), feedbackPage(graded, title, texts));
  }
  return replaced;
}

/** A class in lines: what is written to the terminal, and `copies.txt`. */
import { displayWidth, escapeText, padToWidth, truncateToWidth } from '../../bytes/text.js';
import type { Texts } from '../../text/texts.js';
import { pointsNumber } from '../check/format.js';
import type { CopyGroup } from './copies.js';
import { type Graded, needsPerson } from './graded.js';
import { remarksOf } from './remarks.js';

const LONGEST_NAME = 30;

/** One line a submission: mark, name, points, remarks; then sums. */
export function classText(
  class_: readonly Graded[],
  copies: readonly CopyGroup[],
  width: number,
  texts: Texts,
): string {
  const { grade, format } = texts;
  const names = class_.map(({ name }) => truncateToWidth(escapeText(name), LONGEST_NAME));
  const points = class_.map((one) => pointsText(one));
  const nameColumns = Math.max(...names.map(displayWidth), 0);
  const pointColumns = Math.max(...points.map((one) => one.length), 0);
  const lines = class_.map((one, i) => {
    const head = `${needsPerson(one) ? '?' : ' '} ${padToWidth(names[i]!, nameColumns)}  ${points[i]!.padStart(pointColumns)}`;
    const remarks = remarksOf(one, copies, texts).join(' ');
    return truncateToWidth(`${head}  ${remarks}`.trimEnd(), width);
  });
  const open = class_.filter(needsPerson).length;
  return `${[...lines, '', grade.counts(class_.length, open, format)].join('\n')}\n`;
}

const pointsText = ({ report }: Graded): string =>
  report === null ? '–' : `${pointsNumber(report.points)}/${pointsNumber(report.maxPoints)}`;

/** Groups of submissions that are one capture. */
export function copiesText(copies: readonly CopyGroup[], { grade }: Texts): string {
  if (copies.length === 0) return `${grade.copies.none}\n`;
  const groups = copies.map(({ members, sameTimes }) =>
    [
      sameTimes ? grade.copies.sameTimes : grade.copies.otherTimes,
      ...members.map(({ name, files }) => `  ${[name, ...files].map(escapeText).join('  ')}`),
    ].join('\n'),
  );
  return `${[grade.copies.head, ...groups].join('\n\n')}\n`;
}

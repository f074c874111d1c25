/** A sheet for Moodle and others that read GIFT (https://docs.moodle.org/en/GIFT_format). */
import { escapeText } from '../../bytes/text.js';
import { optionValue, rightText } from '../../model/questions/ask.js';
import type { Answer } from '../../model/questions/question.js';
import { type Sheet, type SheetQuestion, sessionNote } from './sheet.js';

export function* giftSheet(sheet: Sheet): Iterable<string> {
  const { texts, sources, seed, questions } = sheet;
  yield `// ${comment(texts.format.labelled(texts.sheet.title, sources.join(', ')))}\n// ${comment(texts.sheet.again(seed))}\n\n`;
  yield `$CATEGORY: $course$/ftp-sniff\n\n`;
  for (const one of questions) yield `${entry(one, sheet)}\n\n`;
}

/** Nothing in a comment ends its line. */
const comment = (words: string): string => escapeText(words).replaceAll(/[\r\n]/g, ' ');

/** Characters that GIFT gives a meaning are escaped; what is escaped for terminals stays visible. */
const gift = (words: string): string =>
  escapeText(words)
    .replaceAll(/[\\~=#{}:]/g, '\\$&')
    .replaceAll(/[\r\n]+/g, ' ');

function entry(one: SheetQuestion, sheet: Sheet): string {
  const { question, number } = one;
  const { texts } = sheet;
  const { ask, feedback } = texts.question(question);
  const note = sessionNote(one, sheet);
  const blank = question.answer.type === 'blank' ? ` ${question.answer.text}` : '';
  const hint = texts.sheet.answers[question.answer.type];
  const asked = gift(`${ask}${note === null ? '' : texts.format.aside(note)}${blank}`);
  // The kinds of answers that are typed say how.
  const how = ['frames', 'blank', 'number'].includes(question.answer.type)
    ? gift(texts.format.aside(`${hint}${unitOf(one, sheet)}`))
    : '';
  return `::${gift(`${String(number).padStart(2, '0')} ${question.id}`)}::${asked}${how}{${body(one, sheet)}####${gift(feedback)}}`;
}

function unitOf({ question: { answer } }: SheetQuestion, { texts }: Sheet): string {
  return answer.type === 'number' && answer.unit !== null ? `, ${texts.asked.units[answer.unit]}` : '';
}

function body({ question }: SheetQuestion, { texts }: Sheet): string {
  const { answer, wrong } = question;
  const why = (value: string): string => {
    const known = wrong.find((one) => one.value === value);
    return known === undefined ? '' : `#${gift(texts.asked.misconceptions[known.why])}`;
  };
  switch (answer.type) {
    case 'free':
      return '';
    case 'choice':
      return answer.options
        .map((option, i) => `${i === answer.right ? '=' : '~'}${gift(texts.option(option))}${why(optionValue(option))}`)
        .join(' ');
    case 'order':
      return answer.value.map((code, i) => `=${i + 1}. -> ${gift(texts.option({ word: code }))}`).join(' ');
    case 'number':
    case 'port':
    case 'frame':
      return numeric(
        answer,
        wrong.filter(({ value }) => /^\d+$/.test(value)).map(({ value }) => `=%0%${value}:0${why(value)}`),
      );
    default:
      return [
        ...spellings(answer).map((value) => `=${gift(value)}`),
        ...wrong.map(({ value }) => `=%0%${gift(value)}${why(value)}`),
      ].join(' ');
  }
}

function numeric(answer: Extract<Answer, { type: 'number' | 'port' | 'frame' }>, wrong: readonly string[]): string {
  const off = answer.type === 'number' ? Math.abs(answer.value) * answer.tolerance : 0;
  const value = Number(answer.value.toPrecision(12));
  return `#${[`=${value}:${Number(off.toPrecision(3))}`, ...wrong].join(' ')}`;
}

/** The ways to write the answer that count as right: GIFT compares text. */
function spellings(answer: Answer): string[] {
  if (answer.type === 'frames') return [', ', ' ', ','].map((between) => answer.value.join(between));
  if (answer.type === 'blank') return [answer.value, answer.value.replace(',', ', ')];
  return [rightText(answer)];
}

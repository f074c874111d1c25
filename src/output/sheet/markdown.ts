/** A sheet to print, or to put beside the sources of a course. */
import { escapeText } from '../../bytes/text.js';
import { cell, code, prose } from '../markdown/escape.js';
import { letter, type Sheet, type SheetQuestion, sessionNote, solution } from './sheet.js';

const text = (words: string): string => prose(escapeText(words));

export function* markdownSheet(sheet: Sheet): Iterable<string> {
  const { sources, questions, answers, texts, seed } = sheet;
  const { sheet: words, format } = texts;
  yield `# ${text(words.title)}\n\n`;
  yield `${format.labelled(text(words.capture), sources.map(cell).join(', '))}\n\n`;
  yield `${format.labelled(text(words.name), '\\_'.repeat(16))}\n\n`;
  let topic: string | null = null;
  for (const one of questions) {
    if (one.question.topic !== topic) {
      topic = one.question.topic;
      yield `## ${text(texts.asked.topics[one.question.topic])}\n\n`;
    }
    yield asked(one, sheet);
  }
  if (answers) yield* solutions(sheet);
  yield `${text(words.again(seed))}\n`;
}

function asked(one: SheetQuestion, sheet: Sheet): string {
  const { question, number, shown } = one;
  const { texts } = sheet;
  const note = sessionNote(one, sheet);
  const { answer } = question;
  const lines = [
    `**${number}.** ${text(texts.question(question).ask)}${note === null ? '' : texts.format.aside(text(note))}`,
    '',
  ];
  if (answer.type === 'choice')
    lines.push(
      ...answer.options.map((option, i) => `- ${texts.format.labelled(letter(i), text(texts.option(option)))}`),
      '',
    );
  if (answer.type === 'order')
    lines.push(
      ...shown.map((item, i) => `- ${texts.format.labelled(letter(i), text(texts.option({ word: item })))}`),
      '',
    );
  if (answer.type === 'blank') lines.push(code(answer.text), '');
  const unit = answer.type === 'number' && answer.unit !== null ? ` ${texts.asked.units[answer.unit]}` : '';
  lines.push(texts.format.labelled(text(texts.sheet.answers[answer.type]), '\\_'.repeat(8) + unit), '', '');
  return lines.join('\n');
}

function* solutions(sheet: Sheet): Iterable<string> {
  const { questions, texts } = sheet;
  yield `## ${text(texts.sheet.solutions)}\n\n`;
  for (const one of questions) {
    const right = solution(one, texts);
    const { feedback } = texts.question(one.question);
    const frames =
      one.question.frames.length === 0 ? '' : texts.format.aside(text(texts.format.frames(one.question.frames)));
    const answer =
      right === null ? text(feedback) : texts.format.labelled(code(escapeText(right)) + frames, text(feedback));
    yield `**${one.number}.** ${answer}\n\n`;
  }
}

/** The question on the screen: what is asked, what was answered, hints, and the keys. Pure. */
import { displayWidth, escapeText } from '../../bytes/text.js';
import { letter, type SheetQuestion, solution } from '../../output/sheet/sheet.js';
import type { Texts } from '../../text/texts.js';
import { EMPTY, highlight, type Line, line, lineWidth, span, wrap } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';
import { isSettled, type LabState, type Mark, scoreOf } from './state.js';

/** The question in lines; `answerAt` is the one on which the answer stands. */
export type Asked = { readonly lines: readonly Line[]; readonly answerAt: number };

/** @param columns of the lines, without a margin */
export function questionLines(lab: LabState, texts: Texts, columns: number): Asked {
  const one = lab.questions[lab.at]!;
  const mark = lab.marks[lab.at]!;
  const said = texts.question(one.question);
  const words = texts.ui.lab;
  const paragraph = (text: string, role: Role = 'plain'): Line[] => wrap(text, columns).map((part) => line(part, role));
  const score = scoreOf(lab);
  const lines: Line[] = [
    line(words.question(one.number, lab.questions.length), 'title'),
    ...paragraph(words.score(score, texts.format), 'dim'),
    EMPTY,
    ...paragraph(escapeText(said.ask)),
    ...optionLines(one, texts, columns),
    EMPTY,
  ];
  const answerAt = lines.length;
  lines.push(...answerLines(lab, one, texts, columns), ...judgedLines(mark, one, texts, paragraph));
  if (!isSettled(mark))
    for (const [i, hint] of said.hints.slice(0, mark.hints).entries())
      lines.push(...paragraph(`${words.hint(i + 1)} ${escapeText(hint)}`, 'dim'));
  if (!isSettled(mark) && mark.hints >= said.hints.length) lines.push(...paragraph(words.noMoreHints, 'dim'));
  if (score.settled === lab.questions.length) lines.push(EMPTY, ...paragraph(words.all(score, texts.format), 'good'));
  return { lines, answerAt };
}

function optionLines({ question: { answer }, shown }: SheetQuestion, texts: Texts, columns: number): Line[] {
  if (answer.type === 'blank') return [EMPTY, line(escapeText(answer.text))];
  const options = answer.type === 'choice' ? answer.options : shown.map((word) => ({ word }));
  return options.flatMap((option, i) =>
    wrap(`${letter(i)}  ${escapeText(texts.option(option))}`, columns - 2).map((part, j) =>
      j === 0 ? [span('  '), span(part.slice(0, 1), 'key'), span(part.slice(1))] : [span(`     ${part.trimStart()}`)],
    ),
  );
}

/** What is asked for and what was typed: below each other where they do not fit beside each other. */
function answerLines(lab: LabState, { question: { answer } }: SheetQuestion, texts: Texts, columns: number): Line[] {
  const { typed, marks, at } = lab;
  const words = texts.ui.lab;
  const title = texts.format.labelled(texts.sheet.answers[answer.type], '');
  const unit = answer.type === 'number' && answer.unit !== null ? ` ${texts.asked.units[answer.unit]}` : '';
  const { given } = marks[at]!;
  const waits = answer.type === 'choice' ? words.pressLetter : words.begin;
  const shown: Line =
    typed !== null
      ? typedLine(typed, columns - unit.length)
      : given === '' && !isSettled(marks[at]!)
        ? [span(waits, 'dim')]
        : [span(given === '' ? '…' : escapeText(given))];
  const answered: Line = [...shown, span(unit, 'dim')];
  if (displayWidth(title) + lineWidth(answered) <= columns) return [[span(title, 'dim'), ...answered]];
  return [...wrap(title.trimEnd(), columns).map((part) => line(part, 'dim')), answered];
}

/** What is being typed, from where its cursor stays visible. */
function typedLine({ text, at }: NonNullable<LabState['typed']>, columns: number): Line {
  let begin = 0;
  while (begin < at && displayWidth(text.slice(begin, at)) >= columns - 1) begin++;
  return highlight([span(`${text.slice(begin)} `)], at - begin, at - begin + 1, 'hit');
}

function judgedLines(
  { judged, revealed }: Mark,
  one: SheetQuestion,
  texts: Texts,
  paragraph: (text: string, role?: Role) => Line[],
): Line[] {
  const words = texts.ui.lab;
  const { feedback } = texts.question(one.question);
  const right = solution(one, texts);
  const { frames } = one.question;
  const where = frames.length === 0 ? '' : ` (${texts.format.frames(frames)})`;
  const solved = (): Line[] => [
    ...(right === null ? [] : paragraph(`${escapeText(right)}${where}`)),
    ...paragraph(escapeText(feedback)),
  ];
  if (judged?.is === 'right') return [...paragraph(words.right, 'good'), ...solved()];
  if (judged?.is === 'person') return [...paragraph(words.person, 'info'), ...paragraph(escapeText(feedback))];
  if (revealed) return [...paragraph(words.revealed, 'warning'), ...solved()];
  if (judged === null) return [];
  if (judged.is === 'unreadable') return paragraph(words.unreadable, 'warning');
  return paragraph(
    judged.why === null ? words.wrongAgain : `${words.wrong} ${texts.asked.misconceptions[judged.why]}`,
    'alert',
  );
}

/** The keys, for the last lines of the panel. */
export function keyLines({ typed, focus, marks, at }: LabState, texts: Texts, columns: number): Line[] {
  const { keys } = texts.ui.lab;
  const settled = isSettled(marks[at]!);
  const list: readonly (readonly [string, string])[] =
    typed !== null
      ? [
          ['Enter', keys.check],
          ['Esc', keys.leave],
        ]
      : focus === 'views'
        ? [['Tab', keys.toQuestion]]
        : [
            ['Enter', settled ? keys.next : keys.answer],
            ...(settled
              ? []
              : ([
                  ['h', keys.hint],
                  ['r', keys.reveal],
                ] as const)),
            ['n', keys.next],
            ['N', keys.previous],
            ['Tab', keys.toViews],
            ['q', keys.quit],
          ];
  const lines: ReturnType<typeof span>[][] = [[]];
  let free = columns;
  for (const [key, label] of list) {
    const width = key.length + label.length + 3;
    if (width > free && lines.at(-1)!.length > 0) {
      lines.push([]);
      free = columns;
    }
    lines.at(-1)!.push(span(key, 'key'), span(` ${label}  `));
    free -= width;
  }
  return lines;
}

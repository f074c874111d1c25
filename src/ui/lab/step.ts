/** What keys do to the questions of a lab. Pure. */
import { optionValue } from '../../model/questions/ask.js';
import { judge } from '../../model/questions/judge.js';
import { letter, type SheetQuestion } from '../../output/sheet/sheet.js';
import { edited } from '../actions/prompt.js';
import { isSettled, type LabState, type Mark } from './state.js';

export type LabStep = {
  readonly lab: LabState;
  /** The key was for the question; else it is for the views. */
  readonly taken: boolean;
};

const HINTS = 3;

export function labStep(lab: LabState, key: string): LabStep {
  if (key === 'ctrl+c' || key === 'ctrl+z' || key === 'ctrl+l') return { lab, taken: false };
  const shown: LabState = lab.top === null ? lab : { ...lab, top: null };
  const step = stepOf(shown, key);
  return step.taken ? step : { lab, taken: false };
}

function stepOf(lab: LabState, key: string): LabStep {
  if (lab.typed !== null) return taken(typing(lab, lab.typed, key));
  if (key === 'tab') return taken({ ...lab, focus: lab.focus === 'question' ? 'views' : 'question' });
  if (lab.focus === 'views') return { lab, taken: false };
  const mark = lab.marks[lab.at]!;
  switch (key) {
    case 'enter':
      return taken(isSettled(mark) ? moved(lab, 1) : { ...lab, typed: { text: '', at: 0 } });
    case 'h':
      return taken(isSettled(mark) ? lab : marked(lab, { hints: Math.min(HINTS, mark.hints + 1) }));
    case 'r':
      return taken(isSettled(mark) ? lab : marked(lab, { revealed: true }));
    case 'n':
      return taken(moved(lab, 1));
    case 'N':
      return taken(moved(lab, -1));
    default:
      return chosen(lab, key) ?? begun(lab, key) ?? { lab, taken: false };
  }
}

const taken = (lab: LabState): LabStep => ({ lab, taken: true });

const moved = (lab: LabState, by: 1 | -1): LabState => ({
  ...lab,
  at: Math.max(0, Math.min(lab.questions.length - 1, lab.at + by)),
});

const marked = (lab: LabState, change: Partial<Mark>): LabState => ({
  ...lab,
  marks: lab.marks.map((mark, i) => (i === lab.at ? { ...mark, ...change } : mark)),
});

function typing(lab: LabState, typed: NonNullable<LabState['typed']>, key: string): LabState {
  if (key === 'esc') return { ...lab, typed: null };
  if (key === 'enter') return answered({ ...lab, typed: null }, typed.text);
  const { text, at } = edited({ kind: 'search', before: '', ...typed }, key);
  return { ...lab, typed: { text, at } };
}

/** A digit begins the answer: what looks like a field is one. */
function begun(lab: LabState, key: string): LabStep | null {
  const { type } = lab.questions[lab.at]!.question.answer;
  if (!/^\d$/.test(key) || type === 'choice' || isSettled(lab.marks[lab.at]!)) return null;
  return taken({ ...lab, typed: { text: key, at: 1 } });
}

/** The letter of a choice answers it at once. */
function chosen(lab: LabState, key: string): LabStep | null {
  const { question } = lab.questions[lab.at]!;
  if (question.answer.type !== 'choice' || isSettled(lab.marks[lab.at]!)) return null;
  const index = question.answer.options.findIndex((_, i) => letter(i).toLowerCase() === key.toLowerCase());
  return index < 0 ? null : taken(answered(lab, letter(index)));
}

function answered(lab: LabState, text: string): LabState {
  if (text.trim() === '') return lab;
  const asked = lab.questions[lab.at]!;
  const judged = judge(asked.question, meant(asked, text));
  const { wrong } = lab.marks[lab.at]!;
  return marked(lab, { given: text.trim(), judged, wrong: judged.is === 'wrong' ? wrong + 1 : wrong });
}

/** Letters stand for options: 'B', 'D B A C'; anything else is what was written. */
function meant({ question: { answer }, shown }: SheetQuestion, text: string): string {
  const values = answer.type === 'choice' ? answer.options.map(optionValue) : answer.type === 'order' ? shown : [];
  const letters = text.toUpperCase().match(/[A-Z]/g) ?? [];
  const plain = /^[\sA-Za-z,;>-]*$/.test(text) && letters.join('') === text.toUpperCase().replaceAll(/[^A-Z]/g, '');
  const known = letters.map((one) => values[one.charCodeAt(0) - 'A'.charCodeAt(0)]);
  const alone = answer.type === 'choice' ? letters.length === 1 : letters.length === shown.length;
  return values.length > 0 && plain && alone && !known.includes(undefined) ? known.join(' ') : text;
}

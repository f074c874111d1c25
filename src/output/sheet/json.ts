/** A sheet for programs: questions with answers, wrong answers, hints and frames. */
import { optionValue, rightText } from '../../model/questions/ask.js';
import type { AnswerType, Option, Question, Topic, Unit } from '../../model/questions/question.js';
import type { Texts } from '../../text/texts.js';
import type { Sheet, SheetQuestion } from './sheet.js';

/** `lab new --format json`. Texts are in the language of --lang. */
export type LabSheet = {
  readonly schema: 'ftp-sniff-lab/1';
  readonly sources: readonly string[];
  readonly seed: number;
  readonly questions: readonly LabQuestion[];
};

export type LabQuestion = {
  readonly number: number;
  /** The same in every sheet on the same capture. */
  readonly id: string;
  /** Which kind of question it is; `params` are what it speaks of. */
  readonly code: string;
  readonly params: object;
  readonly topic: Topic;
  readonly session: number;
  readonly text: string;
  readonly type: AnswerType;
  /** 'bytes', 'milliseconds', 'bytes-per-second'; null: a plain number, or none. */
  readonly unit: Unit | null;
  /** A share of the value; 0: exactly. */
  readonly tolerance: number;
  /** Of choices: `value` is what an answer is compared with. Of orders: as they are shown. */
  readonly options: readonly { readonly value: string; readonly text: string }[];
  /** Of blanks: the line with '___'. */
  readonly line: string | null;
  /** As one would write it; of frames with commas, of orders with spaces between. Null: a person judges. */
  readonly answer: string | null;
  /** What one may answer wrongly, and why. */
  readonly wrong: readonly { readonly value: string; readonly why: string; readonly text: string }[];
  /** Frames that show the answer. */
  readonly frames: readonly number[];
  readonly hints: readonly string[];
  readonly feedback: string;
};

export function* jsonSheet({ sources, seed, questions, texts }: Sheet): Iterable<string> {
  const report: LabSheet = {
    schema: 'ftp-sniff-lab/1',
    sources,
    seed,
    questions: questions.map((one) => questionObject(one, texts)),
  };
  yield `${JSON.stringify(report, null, 2)}\n`;
}

function questionObject({ number, question, shown }: SheetQuestion, texts: Texts): LabQuestion {
  const { answer, id, code, params, topic, session, wrong, frames } = question;
  const { ask, hints, feedback } = texts.question(question);
  return {
    number,
    id,
    code,
    params,
    topic,
    session,
    text: ask,
    type: answer.type,
    unit: answer.type === 'number' ? answer.unit : null,
    tolerance: answer.type === 'number' ? answer.tolerance : 0,
    options: optionsOf(question, shown, texts),
    line: answer.type === 'blank' ? answer.text : null,
    answer: answer.type === 'free' ? null : rightText(answer),
    wrong: wrong.map(({ value, why }) => ({ value, why, text: texts.asked.misconceptions[why] })),
    frames,
    hints,
    feedback,
  };
}

function optionsOf({ answer }: Question, shown: SheetQuestion['shown'], texts: Texts): LabQuestion['options'] {
  const options: readonly Option[] = answer.type === 'choice' ? answer.options : shown.map((code) => ({ word: code }));
  return options.map((option) => ({
    value: optionValue(option),
    text: texts.option(option),
  }));
}

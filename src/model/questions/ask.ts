/** Questions of a capture: all that can be asked, and a sheet of some of them. */
import type { Session } from '../../ftp/protocol/session.js';
import type { QuestionCode } from './codes.js';
import { GENERATORS } from './generators.js';
import type { Asked, Draft, Generator, Option, Question } from './question.js';
import type { Dice } from './random.js';

/** So many questions of one code are made of one session at most: the tenth transfer teaches nothing that the first did not. */
const PER_CODE = 4;

/** All questions that a session answers, in its order. */
export function questionsOf(session: Session, packets: number): Question[] {
  const asked: Asked = { session, packets };
  const codes = Object.keys(GENERATORS) as QuestionCode[];
  return codes.flatMap((code) => made(code, GENERATORS[code] as Generator<QuestionCode>, asked));
}

function made(code: QuestionCode, { topic, drafts }: Generator<QuestionCode>, asked: Asked): Question[] {
  const questions: Question[] = [];
  for (const draft of drafts(asked)) {
    if (questions.push(question(code, topic, asked.session, draft)) === PER_CODE) break;
  }
  return questions;
}

function question(
  code: QuestionCode,
  topic: Question['topic'],
  session: Session,
  { params, answer, data, part, wrong, frames, blanks }: Draft<QuestionCode>,
): Question {
  const about = [code, data?.id ?? session.id, ...(part === undefined ? [] : [part])].join('-');
  const known = frames.filter((frame) => frame !== null);
  const right = rightText(answer);
  const seen = new Set([right]);
  return {
    id: about,
    code,
    params,
    topic,
    session: session.id,
    answer,
    // What is right by accident shows nothing, nor does the same answer twice.
    wrong: (wrong ?? []).flatMap(([value, why]) => {
      const text = String(value);
      if (seen.has(text)) return [];
      seen.add(text);
      return [{ value: text, why }];
    }),
    frames: [...new Set(known)].sort((a, b) => a - b),
    blanks: (blanks ?? []).map((blank) => (typeof blank === 'object' ? blank : { text: String(blank) })),
  } as Question;
}

/** What an answer is compared with: a code of the program's, or text of the capture. */
export const optionValue = (option: Option): string => ('word' in option ? option.word : option.text);

/** The right answer as one would write it; of choices and orders the codes; '' where a person judges. */
export function rightText(answer: Question['answer']): string {
  switch (answer.type) {
    case 'choice':
      return optionValue(answer.options[answer.right]!);
    case 'frames':
      return answer.value.join(', ');
    case 'order':
      return answer.value.join(' ');
    case 'free':
      return '';
    default:
      return String(answer.value);
  }
}

/**
 * A sheet: `count` of the questions, in their order. Every code comes once before one comes twice, and every session has
 * its turn; which of them is the dice's.
 */
export function pick(questions: readonly Question[], count: number, dice: Dice): Question[] {
  const left = dice.shuffled(questions);
  const chosen = new Set<Question>();
  const rounds = new Map<QuestionCode, number>();
  const topics = new Map<string, number>();
  while (chosen.size < Math.min(count, questions.length)) {
    let best: Question | null = null;
    const cost = ({ code, topic }: Question) => (rounds.get(code) ?? 0) * 1000 + (topics.get(topic) ?? 0);
    for (const one of left) if (!chosen.has(one) && (best === null || cost(one) < cost(best))) best = one;
    chosen.add(best!);
    rounds.set(best!.code, (rounds.get(best!.code) ?? 0) + 1);
    topics.set(best!.topic, (topics.get(best!.topic) ?? 0) + 1);
  }
  return questions.filter((one) => chosen.has(one));
}

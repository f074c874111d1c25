/** The questions of a lab on the screen. */
import type { Format } from '../../format.js';

/** How somebody has come on: done, right without having been shown, wrong tries, hints. */
export type LabScore = {
  readonly right: number;
  readonly settled: number;
  readonly wrong: number;
  readonly hints: number;
};

const tries = ({ wrong, hints }: LabScore, f: Format): string =>
  (wrong === 0 ? '' : `, ${f.plural(wrong, { one: '# wrong try', other: '# wrong tries' })}`) +
  (hints === 0 ? '' : `, ${f.plural(hints, { one: '# hint', other: '# hints' })}`);

export const LAB = {
  question: (number: number, count: number) => `Question ${number} of ${count}`,
  score: (score: LabScore, f: Format) =>
    `${f.count(score.right)} right of ${f.count(score.settled)} done${tries(score, f)}`,
  hint: (number: number) => `Hint ${number}:`,
  right: 'Right.',
  wrong: 'No.',
  wrongAgain: 'No. Try again; h gives a hint.',
  noMoreHints: 'There are no more hints; r shows the answer.',
  /** Where an answer is typed, and where a letter is enough. */
  begin: 'Enter, then type',
  pressLetter: 'press its letter',
  unreadable: 'That is no answer of this kind.',
  person: 'Kept, for a person to read. A good answer says:',
  revealed: 'The answer:',
  all: (score: LabScore, f: Format) =>
    `That was the last one: ${f.count(score.right)} of ${f.count(score.settled)} right${tries(score, f)}. Another --seed asks others; without the record beside the capture, these begin anew.`,
  keys: {
    answer: 'answer',
    check: 'check',
    leave: 'leave',
    hint: 'hint',
    reveal: 'reveal',
    next: 'next',
    previous: 'previous',
    toViews: 'keys to the views',
    toQuestion: 'back to the question',
    quit: 'quit',
  },
} as const;

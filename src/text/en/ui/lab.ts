/** The questions of a lab on the screen. */
import type { Format } from '../../format.js';

export const LAB = {
  question: (number: number, count: number) => `Question ${number} of ${count}`,
  score: (right: number, settled: number, f: Format) => `${f.count(right)} right of ${f.count(settled)} done`,
  hint: (number: number) => `Hint ${number}:`,
  right: 'Right.',
  wrong: 'No.',
  unreadable: 'That is no answer of this kind.',
  person: 'Kept, for a person to read. A good answer says:',
  revealed: 'The answer:',
  all: (right: number, count: number, f: Format) =>
    `That was the last one: ${f.count(right)} of ${f.count(count)} right without looking.`,
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

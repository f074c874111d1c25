/** What the second digit of a reply says (RFC 959 §4.2.1). */
import type { ChoiceCode } from '../codes.js';
import { choice } from '../parts.js';
import type { Generator } from '../question.js';
import { askedReplies } from './digits.js';

/** By the digit; the fourth is not specified. */
const MEANINGS: readonly (ChoiceCode | null)[] = [
  'syntax',
  'information',
  'connections',
  'authentication',
  null,
  'file-system',
];
const OFFERED = MEANINGS.filter((word) => word !== null);

export const SECOND_DIGIT: Generator<'second-digit'> = {
  topic: 'dialogue',
  *drafts({ session }) {
    for (const { code, lastFrame } of askedReplies(session)) {
      const right = MEANINGS[Math.floor(code / 10) % 10] ?? null;
      if (right === null) continue;
      yield { params: { code, frame: lastFrame }, part: code, answer: choice(right, ...OFFERED), frames: [lastFrame] };
    }
  },
};

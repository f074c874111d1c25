/** What the first digit of a reply says (RFC 959 §4.2.1). */
import type { ChoiceCode } from '../codes.js';
import { choice } from '../parts.js';
import type { Generator } from '../question.js';
import { askedReplies } from './digits.js';

const MEANINGS: readonly ChoiceCode[] = ['preliminary', 'success', 'intermediate', 'try-again', 'never'];

export const FIRST_DIGIT: Generator<'first-digit'> = {
  topic: 'dialogue',
  *drafts({ session }) {
    for (const { code, lastFrame } of askedReplies(session)) {
      const right = MEANINGS[Math.floor(code / 100) - 1];
      if (right === undefined) continue;
      yield {
        params: { code, frame: lastFrame },
        part: code,
        answer: choice(right, ...MEANINGS),
        frames: [lastFrame],
      };
    }
  },
};

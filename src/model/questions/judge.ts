/** Whether an answer is right. */
import { formatAddress, parseAddress } from '../../wire/address.js';
import { rightText } from './ask.js';
import type { MisconceptionCode } from './codes.js';
import type { Question } from './question.js';

/** `why` is what a wrong answer shows that somebody believes; null: nothing that is known. 'person': for a person to judge. */
export type Judgement =
  | { readonly is: 'right' }
  | { readonly is: 'wrong'; readonly why: MisconceptionCode | null }
  | { readonly is: 'unreadable' }
  | { readonly is: 'person' };

/**
 * Judges what somebody wrote. Choices are given by the code or text of the option, orders by codes between spaces.
 * 'unreadable': it is no answer of the kind, such as a word where a number is asked for; it counts for nothing.
 */
export function judge({ answer, wrong }: Question, written: string): Judgement {
  const text = written.trim();
  if (answer.type === 'free') return text === '' ? { is: 'unreadable' } : { is: 'person' };
  const given = normal(answer.type, text);
  if (given === null) return { is: 'unreadable' };
  if (answer.type === 'number' && answer.tolerance > 0) {
    const off = Math.abs(Number(given) - answer.value);
    return off <= Math.abs(answer.value) * answer.tolerance ? { is: 'right' } : { is: 'wrong', why: null };
  }
  if (given === normal(answer.type, rightText(answer))) return { is: 'right' };
  return { is: 'wrong', why: wrong.find(({ value }) => normal(answer.type, value) === given)?.why ?? null };
}

/** One form for all ways to write the same; null: it is nothing of the kind. */
function normal(type: Question['answer']['type'], text: string): string | null {
  if (text === '') return null;
  switch (type) {
    case 'number':
    case 'port':
    case 'frame': {
      const plain = text.replaceAll(/(?<=\d)[,\s](?=\d{3})/g, '');
      return /^\d+(\.\d+)?$/.test(plain) ? String(Number(plain)) : null;
    }
    case 'frames':
      return framesIn(text);
    case 'address': {
      const address = parseAddress(text);
      return address ? formatAddress(address.family, address.w0, address.w1, address.w2, address.w3) : null;
    }
    case 'blank':
      return text.replaceAll(/\s/g, '');
    default:
      return text.toLowerCase().replaceAll(/\s+/g, ' ');
  }
}

const LONGEST_RANGE = 10_000;

/** '31, 32 and 33' and '31-33' are the same set; null: no frames. */
function framesIn(text: string): string | null {
  const frames = new Set<number>();
  for (const [, first, last] of text.matchAll(/(\d+)(?:\s*[-–]\s*(\d+))?/g)) {
    const from = Number(first);
    const to = last === undefined ? from : Number(last);
    if (to < from || to - from > LONGEST_RANGE) return null;
    for (let frame = from; frame <= to; frame++) frames.add(frame);
  }
  return frames.size === 0 ? null : [...frames].sort((a, b) => a - b).join(' ');
}

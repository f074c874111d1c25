import { expect, test } from 'vitest';
import { rowOf, VERBS } from '../../src/ftp/protocol/commands.js';
import { TEXTS } from '../support/texts.js';

test.each(VERBS)('every reply that %s expects can be explained', (verb) => {
  expect(rowOf(verb)!.replies.filter((code) => TEXTS.replyMeaning(code) === null)).toEqual([]);
});

test('codes of the security extensions are explained, with the RFC that defines them', () => {
  for (const code of [232, 235, 334, 335, 336, 431, 533, 534, 535, 536, 537, 631, 632, 633])
    expect(TEXTS.replyMeaning(code), String(code)).toContain('RFC 2228');
  expect(TEXTS.replyMeaning(234)).toContain('RFC 4217');
  expect(TEXTS.replyMeaning(521)).toMatch(/MKD.*RFC 1639.*RFC 4217/);
});

test('a code that servers made up is said to be none of an RFC', () => {
  expect(TEXTS.replyMeaning(430)).toBe('user name or password is wrong (no RFC)');
});

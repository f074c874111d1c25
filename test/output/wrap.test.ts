import { describe, expect, test } from 'vitest';
import { asciiLines } from '../../src/output/ascii.js';
import { plain, span } from '../../src/output/styles.js';
import { wrap } from '../../src/output/wrap.js';
import { wrap as wrapPane } from '../../src/ui/terminal/text.js';

describe('what belongs together stays on one line', () => {
  const TOGETHER = [
    'step 4 of 10',
    'frame 75',
    'frames 71',
    'RFC 959 §4.1.2',
    'port 5516',
    '6.1 ms',
    '60,000 bytes',
    '10 ✔',
    'session 2',
  ];
  test.each(TOGETHER)('%s, at every width that has room for it', (words) => {
    const text = `it is so ${words} as it is`;
    for (let width = Math.max(2, words.length); width < text.length; width++)
      for (const lines of [wrap(text, width), wrapPane(text, width)]) {
        expect(
          lines.some((line) => line.includes(words)),
          `${width}: ${lines.join('|')}`,
        ).toBe(true);
        expect(lines.join(' ').replace(/ +/g, ' ').trim()).toBe(text);
      }
  });

  test('what is longer than a line is broken all the same', () => {
    for (const lines of [wrap('step 4 of 10', 7), wrapPane('step 4 of 10', 7)])
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(7);
  });
});

describe('ASCII takes more columns, and no more than there are', () => {
  const texts = (...parts: [string, ('dim' | 'plain' | 'heading')?][]): string[] =>
    asciiLines(
      parts.map(([text, style = 'plain']) => span(text, style)),
      30,
      'latin',
    ).map(plain);

  test('text goes on below, where it began', () => {
    expect(texts(['  label   ', 'dim'], ['✘ never answered → it'])).toEqual([
      '  label   FAILED: never',
      '          answered -> it',
    ]);
    expect(texts(['① stands beside; ✘ says why it'])).toEqual(['(1) stands beside; FAILED:', '  says why it']);
  });

  test('rules give way', () => {
    expect(texts(['a → b ', 'heading'], ['─'.repeat(24), 'dim'])).toEqual([`a -> b ${'-'.repeat(23)}`]);
  });

  test('what fits stays as it is', () => {
    expect(texts(['→'.repeat(15)])).toEqual(['->'.repeat(15)]);
  });
});

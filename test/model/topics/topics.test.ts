/** Everything that the tables know is explained, and nothing is left without words. */
import { describe, expect, test } from 'vitest';
import { VERBS } from '../../../src/ftp/protocol/commands.js';
import { FINDING_ROWS } from '../../../src/model/findings/table.js';
import { REPLY_CODES } from '../../../src/model/replyCodes.js';
import { FLAGS, IDEAS, TCP_OPTIONS, USER_COMMANDS } from '../../../src/model/topics/names.js';
import { ALL_TOPICS, nearestTopics, sectionsOf } from '../../../src/model/topics/topics.js';
import { sectionLines } from '../../../src/output/explain.js';
import { plain } from '../../../src/output/styles.js';
import { TEXTS } from '../../support/texts.js';

const said = (topic: string): string =>
  sectionsOf(topic)
    .flatMap((section) => [...sectionLines(section, 100, TEXTS)].map(plain))
    .join('\n');
/** Words besides the heading and the source. */
const words = (topic: string): number =>
  said(topic)
    .split('\n')
    .filter((line) => !line.includes('───') && !line.startsWith('Source: '))
    .join(' ')
    .split(/\s+/).length;

describe('is explained', () => {
  test.each(VERBS)('the command %s: its meaning and the replies to it', (verb) => {
    const text = said(verb);
    expect(text).toContain(`Command ${verb}`);
    expect(text).toContain(`${verb}: ${TEXTS.command(verb as never).summary}`.slice(0, 60));
    expect(text).toMatch(/\d{3}: /);
  });

  test.each(REPLY_CODES.map(String))('the reply %s: its meaning and its digits', (code) => {
    const text = said(code);
    expect(text.replace(/\s+/g, ' ')).toContain(`${code}: ${TEXTS.replyMeaning(Number(code))}`);
    expect(text).toContain(`${code[0]}yz: `);
  });

  test.each(Object.keys(FINDING_ROWS))('the finding %s', (code) => {
    expect(said(code)).toContain(`${code} in JSON`);
    expect(words(code)).toBeGreaterThan(10);
  });

  test.each([...Object.entries(IDEAS), ...Object.entries(FLAGS), ...Object.entries(TCP_OPTIONS)])(
    'the topic %s, by each of its names',
    (name, others) => {
      expect(words(name)).toBeGreaterThan(12);
      for (const other of others as readonly string[]) expect(said(other)).toContain(said(name).split('\n')[0]);
    },
  );

  test.each(Object.keys(USER_COMMANDS))('%s, as a user types it', (name) => {
    expect(sectionsOf(name).length).toBeGreaterThan(0);
  });

  test.each(['4yz', '5XX', '299', '699'])('%s, which is in no table, by its digits', (code) => {
    expect(said(code)).toContain(`${code[0]}yz: `);
  });
});

test('the list of topics has nothing that cannot be explained', () => {
  for (const name of Object.values(ALL_TOPICS).flat()) expect(sectionsOf(name), name).not.toEqual([]);
});

test.each(['', '   ', '70000', '10,0,0,1', '::', '9yz', '|||', 'x'.repeat(10_000)])('%j is no topic', (text) => {
  expect(sectionsOf(text)).toEqual([]);
  expect(nearestTopics(text).length).toBeLessThanOrEqual(4);
});

/** Which language the program speaks, and where. */
import { describe, expect, test } from 'vitest';
import { chooseLanguage } from '../../src/cli/language.js';
import { TEXTS } from '../support/texts.js';

/** No configuration file is there. */
const NO_CONFIG = { XDG_CONFIG_HOME: '/nowhere' };

describe('--lang', () => {
  test('is taken out of the arguments, wherever it stands, up to --', async () => {
    const { argv } = await chooseLanguage(
      ['check', '--lang', 'en', 'a', '--lang=en_GB.UTF-8', '--', '--lang'],
      NO_CONFIG,
    );
    expect(argv).toEqual(['check', 'a', '--', '--lang']);
  });

  test.each([
    [['--lang'], "option '--lang' needs a value: --lang LANG"],
    [['--lang='], "option '--lang' needs a value: --lang LANG"],
    [['--lang', '--json', 'x'], "option '--lang' needs a value: --lang LANG"],
    [['--lang', 'klingon'], "--lang takes en; got 'klingon'"],
  ])('%j is wrong', async (argv, message) => {
    const { error } = await chooseLanguage(argv, NO_CONFIG);
    expect(error && TEXTS.say('usage', error.fact)).toBe(message);
  });
});

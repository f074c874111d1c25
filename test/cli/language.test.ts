/** Which language the program speaks, and where. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseLanguage } from '../../src/cli/language.js';
import { run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';
import { TEXTS } from '../support/texts.js';

/** No configuration file is there. */
const NO_CONFIG = { XDG_CONFIG_HOME: '/nowhere' };

/** A UTF-8 locale in each of the three variables. */
const spoken = async (argv: readonly string[], env: Readonly<Record<string, string>>) => {
  const { texts, machineTexts } = await chooseLanguage(argv, { ...NO_CONFIG, ...env });
  return [texts.locale, machineTexts.locale];
};

describe('the language', () => {
  test.each([
    ['zh-CN', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh_CN.UTF-8', 'zh-CN'],
    ['ZH_cn', 'zh-CN'],
    ['zh-Hans-CN', 'zh-CN'],
    ['zh_SG', 'zh-CN'],
    ['en', 'en'],
    ['en_US.UTF-8', 'en'],
  ])('--lang %s is %s, for people and programs', async (name, locale) => {
    expect(await spoken(['--lang', name], { LC_ALL: 'de_DE.UTF-8' })).toEqual([locale, locale]);
  });

  test.each<[Record<string, string>, string]>([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [{ LANG: 'zh_CN' }, 'zh-CN'],
    [{ LANG: 'zh_CN.utf8@pinyin' }, 'zh-CN'],
    [{ LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, 'zh-CN'],
    [{ LC_ALL: 'C.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
    [{ LC_ALL: '', LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    // What we write is UTF-8.
    [{ LANG: 'zh_CN.GB18030' }, 'en'],
    // Traditional characters.
    [{ LANG: 'zh_TW.UTF-8' }, 'en'],
    [{ LANG: 'zh_HK.UTF-8' }, 'en'],
    [{ LANG: 'fr_FR.UTF-8' }, 'en'],
    [{}, 'en'],
  ])('%j is %s for people, and changes nothing for programs', async (env, locale) => {
    expect(await spoken([], env)).toEqual([locale, 'en']);
  });

  test('of the configuration comes before that of the locale, and after --lang', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'ftp-sniff'));
    writeFileSync(path.join(folder, 'ftp-sniff', 'config.json'), '{ "lang": "zh-CN", "theme": "dark" }');
    const env = { XDG_CONFIG_HOME: folder, LC_ALL: 'en_US.UTF-8' };
    expect(await spoken([], env)).toEqual(['zh-CN', 'en']);
    expect(await spoken(['--lang', 'en'], env)).toEqual(['en', 'en']);
    writeFileSync(path.join(folder, 'ftp-sniff', 'config.json'), '{ "lang": "tlh" ');
    expect(await spoken([], env)).toEqual(['en', 'en']);
  });
});

describe('the program', () => {
  const CHINESE_LOCALE = { env: { LC_ALL: 'zh_CN.UTF-8', ...NO_CONFIG } };
  const CAPTURE = 'fixtures/pasv-dropped/capture.pcap';

  test('speaks it in errors of the command line, which name --lang too', () => {
    expect(run(['--nonsense'], CHINESE_LOCALE).stderr).toBe(
      "ftp-sniff: 未知的选项 '--nonsense'（见 ftp-sniff --help）\n",
    );
    expect(run(['--lang', 'zh', '--lan'], {}).stderr).toContain("是指 '--lang' 吗？");
    const { status, stderr } = run(['--lang', 'tlh', 'x.pcap'], {});
    expect(status).toBe(2);
    expect(stderr).toBe("ftp-sniff: --lang takes en or zh-CN; got 'tlh' (see ftp-sniff --help)\n");
  });

  test('writes JSON in it where --lang asks, and no other word of JSON changes', () => {
    const plain = run(['--json', CAPTURE]).stdout;
    expect(run(['--json', CAPTURE], CHINESE_LOCALE).stdout).toBe(plain);
    const [english, chinese] = [plain, run(['--json', '--lang', 'zh-CN', CAPTURE]).stdout].map((text) =>
      JSON.parse(text),
    );
    expect(chinese.trouble[0].message).toMatch(/^客户端 10/);
    const codes = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(codes)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, WORDS.has(key) ? '' : codes(one)]))
          : value;
    expect(codes(chinese)).toEqual(codes(english));
  });
});

/** Members of JSON that hold sentences. */
const WORDS: ReadonlySet<string> = new Set(['message', 'cause', 'advice', 'text', 'meaning']);

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
    [['--lang', 'klingon'], "--lang takes en or zh-CN; got 'klingon'"],
  ])('%j is wrong', async (argv, message) => {
    const { error } = await chooseLanguage(argv, NO_CONFIG);
    expect(error && TEXTS.say('usage', error.fact)).toBe(message);
  });
});

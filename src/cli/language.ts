/**
 * The language the program speaks: `--lang`, the configuration file, LC_ALL, LC_MESSAGES or LANG, the first that names one.
 * It is chosen before anything else is read, for errors of the command line and commands of their own speak it too.
 */
import { readConfigFile } from '../capture/configFile.js';
import { LANGUAGES, type Language, languageNamed, loadTexts } from '../text/languages.js';
import type { Texts } from '../text/texts.js';
import { type UsageError, wrong } from './arguments.js';

const OPTION = '--lang';

type Environment = Readonly<Record<string, string | undefined>>;

/** The texts of a run, and the command line without `--lang`. */
export type Spoken = {
  readonly argv: readonly string[];
  /** What people read. */
  readonly texts: Texts;
  /** What programs read, JSON and CSV: what `--lang` asks for, whatever the environment says; English without it. */
  readonly machineTexts: Texts;
  /** What is wrong with `--lang`; null: nothing. */
  readonly error: UsageError | null;
};

/** Reads the configuration file, for nothing but its language. */
export async function chooseLanguage(argv: readonly string[], environment: Environment): Promise<Spoken> {
  const { rest, asked, error } = takeOption(argv);
  const texts = await loadTexts(asked ?? ofConfig(readConfigFile(environment).text) ?? ofLocale(environment) ?? 'en');
  const machineTexts = texts.locale === (asked ?? 'en') ? texts : await loadTexts(asked ?? 'en');
  return { argv: rest, texts, machineTexts, error };
}

type Taken = {
  readonly rest: readonly string[];
  readonly asked: Language | null;
  readonly error: UsageError | null;
};

/** Takes `--lang LANG` and `--lang=LANG` out of the arguments, up to '--'; the last one counts. */
function takeOption(argv: readonly string[]): Taken {
  const rest: string[] = [];
  let asked: Language | null = null;
  let error: UsageError | null = null;
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i]!;
    if (i >= end || (argument !== OPTION && !argument.startsWith(`${OPTION}=`))) {
      rest.push(argument);
      continue;
    }
    const value = argument === OPTION ? (argv[++i] ?? '') : argument.slice(OPTION.length + 1);
    if (value === '' || (argument === OPTION && value.startsWith('-'))) {
      error ??= wrong('needs-value', { written: OPTION, value: 'LANG' });
      continue;
    }
    const named = languageNamed(value);
    if (named === null) error ??= wrong('unknown-name', { of: 'lang', names: LANGUAGES, got: value });
    asked = named ?? asked;
  }
  return { rest, asked, error };
}

/** What the UI complains of (ui/config.ts) is no language here. */
function ofConfig(text: string | null): Language | null {
  try {
    const { lang } = JSON.parse(text ?? '{}') as { readonly lang?: unknown };
    return typeof lang === 'string' ? languageNamed(lang) : null;
  } catch {
    return null;
  }
}

/** POSIX: the first of the three that is set and not empty counts. We write UTF-8: other encodings get English. */
function ofLocale({ LC_ALL, LC_MESSAGES, LANG }: Environment): Language | null {
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((one) => one !== undefined && one !== '');
  if (locale === undefined || !/^[^.]*(?:\.utf-?8)?(?:@.*)?$/i.test(locale)) return null;
  return languageNamed(locale);
}

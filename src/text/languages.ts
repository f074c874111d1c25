/** The languages of the program. Each is loaded when it is asked for. */
import { Texts } from './texts.js';

/** BCP 47 tags, English first. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

const LOADERS: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => new Texts((await import('./en/index.js')).ENGLISH),
  'zh-CN': async () => new Texts((await import('./zh/index.js')).CHINESE),
};

export const loadTexts = (language: Language): Promise<Texts> => LOADERS[language]();

/** What each language is called: tags in lower case with '-', without encoding. */
const NAMES: Readonly<Record<Language, RegExp>> = {
  en: /^(?:c|posix|en)(?:-|$)/,
  // Simplified characters: mainland China and Singapore. zh-TW, zh-HK and zh-Hant are read in traditional ones.
  'zh-CN': /^zh(?:-(?:cn|sg|hans(?:-.*)?))?$/,
};

/** The language of a BCP 47 tag ('zh-CN') or the name of a locale ('zh_CN.UTF-8', 'C'); null: none of ours. */
export function languageNamed(name: string): Language | null {
  const tag = name
    .replace(/[.@].*$/, '')
    .replaceAll('_', '-')
    .toLowerCase();
  return LANGUAGES.find((language) => NAMES[language].test(tag)) ?? null;
}

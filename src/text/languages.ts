/** The languages of the program. Each is loaded when it is asked for. */
import { Texts } from './texts.js';

/** BCP 47 tags, English first. */
export const LANGUAGES = ['en'] as const;
export type Language = (typeof LANGUAGES)[number];

const LOADERS: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => new Texts((await import('./en/index.js')).ENGLISH),
};

export const loadTexts = (language: Language): Promise<Texts> => LOADERS[language]();

/** What each language is called: tags in lower case with '-', without encoding. */
const NAMES: Readonly<Record<Language, RegExp>> = {
  en: /^(?:c|posix|en)(?:-|$)/,
};

/** The language of a BCP 47 tag ('zh-CN') or the name of a locale ('zh_CN.UTF-8', 'C'); null: none of ours. */
export function languageNamed(name: string): Language | null {
  const tag = name
    .replace(/[.@].*$/, '')
    .replaceAll('_', '-')
    .toLowerCase();
  return LANGUAGES.find((language) => NAMES[language].test(tag)) ?? null;
}

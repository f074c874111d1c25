/** The languages of the program. Each is loaded when it is asked for. */
import { Texts } from './texts.js';

/** BCP 47 tags, English first. */
export const LANGUAGES = ['en'] as const;
export type Language = (typeof LANGUAGES)[number];

const LOADERS: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => new Texts((await import('./en/index.js')).ENGLISH),
};

export const loadTexts = (language: Language): Promise<Texts> => LOADERS[language]();

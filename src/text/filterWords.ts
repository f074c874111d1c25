/** What the words of the filter language mean, by what has them. */
import type { Kind } from '../model/filter/language.js';
import type { Texts } from './texts.js';

/** '' where there is none: a test holds that every word has one. */
export function wordsMeaning({ ui }: Texts, kind: Kind, word: string): string {
  const own = (ui.filter.kinds as Readonly<Partial<Record<Kind, Readonly<Record<string, string>>>>>)[kind];
  const shared: Readonly<Record<string, string>> = ui.filter.words;
  const ofRows: Readonly<Record<string, string>> = ui.filter.rowWords;
  return own?.[word] ?? (kind === 'row' ? ofRows[word] : undefined) ?? shared[word] ?? '';
}

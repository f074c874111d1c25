/** Words of English numbers, lists and frames. */
import type { FormatWords } from '../format.js';

const joined =
  (word: 'and' | 'or') =>
  (items: readonly string[]): string =>
    `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;

export const FORMAT: FormatWords = {
  locale: 'en',
  script: 'latin',
  frames: { one: 'frame @', other: 'frames @' },
  more: (count) => `${count} more`,
  unitSpace: ' ',
  percentSpace: ' ',
  colon: ': ',
  brackets: [' (', ')'],
  list: joined('and'),
  either: joined('or'),
};

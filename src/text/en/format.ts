/** Words of English numbers, lists and frames. */
import type { FormatWords } from '../format.js';

export const FORMAT: FormatWords = {
  locale: 'en',
  frames: { one: 'frame @', other: 'frames @' },
  more: (count) => `${count} more`,
  unitSpace: ' ',
};

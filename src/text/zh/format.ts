/** 中文的数、列表和帧。 */
import type { FormatWords } from '../format.js';

export const FORMAT: FormatWords = {
  locale: 'zh-CN',
  script: 'han',
  frames: { other: '帧 @' },
  more: (count) => `另 ${count} 个`,
  unitSpace: ' ',
  percentSpace: '',
  colon: '：',
  brackets: ['（', '）'],
  list: (items) => items.join('、'),
  either: (items) => `${items.slice(0, -1).join('、')} 或 ${items.at(-1)}`,
};

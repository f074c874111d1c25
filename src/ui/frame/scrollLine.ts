/** Under what is longer than its place: how much is above and below, and the keys that show it. */
import type { UiTexts } from '../data/texts.js';
import { type Line, span } from '../terminal/text.js';

/** What moves the text: names of keys as people write them; '' where there is none. */
export type ScrollKeys = { readonly down: string; readonly up: string };

export function scrollLine(above: number, below: number, { down, up }: ScrollKeys, { foot }: UiTexts): Line {
  const ways = [below > 0 ? down : '', above > 0 ? up : ''].filter((way) => way !== '');
  return [
    span(above > 0 ? `${foot.above(above)}  ` : '', 'info'),
    span(below > 0 ? `${foot.below(below)}  ` : '', 'info'),
    span(ways.join(' '), 'key'),
    span(` ${foot.scroll}`, 'dim'),
  ];
}

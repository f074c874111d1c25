/** An explanation in the language of the report or the UI. */
import type { Explanation, ExplanationStyle } from '../model/explain/explanation.js';
import type { Texts } from '../text/texts.js';

export type ExplanationText = {
  readonly title: string;
  /** 'RFC 959 §4.1.2, active mode: step 4 of 10'; '' where there is neither. */
  readonly place: string;
  /** In reading order; an empty text separates paragraphs. Not wrapped. */
  readonly sentences: readonly { readonly style: ExplanationStyle; readonly text: string }[];
  /** 'See frames 9 and 10.'; '' without frames. */
  readonly see: string;
};

/** Before a sentence that belongs to the one above it. */
const INDENT = '  ';

export function explanationText({ title, items, rfc, step, frames }: Explanation, texts: Texts): ExplanationText {
  const place = [rfc, step === null ? null : texts.say('explain', step)].filter((part) => part !== null);
  return {
    title: texts.say('ladder', title),
    place: place.join(texts.report.ladder.separator),
    sentences: items.map(({ style, fact, indented }) => ({
      style,
      text: fact === null ? '' : `${indented ? INDENT : ''}${texts.say('explain', fact)}`,
    })),
    see: frames.length === 0 ? '' : texts.report.see(frames, texts.format),
  };
}

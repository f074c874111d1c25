// Stands for `Intl.Segmenter` in dist/: making one takes 10 ms, packages make theirs when they are loaded, and hardly any
// text of more than one character is given to them.
export class LazySegmenter {
  #options;
  #segmenter;

  constructor(...options) {
    this.#options = options;
  }

  segment(text) {
    if (text.length === 1) return [{ segment: text, index: 0, input: text }];
    this.#segmenter ??= new globalThis.Intl.Segmenter(...this.#options);
    return this.#segmenter.segment(text);
  }
}

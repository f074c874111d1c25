/** One language, ready to speak: its catalogue, and its formats. Passed to whatever writes for people; never global. */
import type { Catalogue } from './catalogue.js';
import { type Format, formatOf } from './format.js';

export class Texts {
  readonly format: Format;

  constructor(readonly catalogue: Catalogue) {
    this.format = formatOf(catalogue.format);
  }
}

/** What a language has to say: one member an area. English is the model (`en/`); to add a language is to add a folder. */
import type { FormatWords } from './format.js';

export interface Catalogue {
  readonly format: FormatWords;
}

/** A fact of the core that ladder and explanations show as it is, with the area of the catalogue that has its message. */
import type { Evidence } from '../ftp/codes.js';

export type CoreFact = { readonly area: 'evidence'; readonly fact: Evidence };

import type { Texts } from '../../text/texts.js';

/** Labels and messages of the UI. */
export type UiTexts = Texts['ui'];

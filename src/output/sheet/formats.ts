/** The formats of a sheet: one row each. */
import { giftSheet } from './gift.js';
import { htmlSheet } from './html.js';
import { jsonSheet } from './json.js';
import { markdownSheet } from './markdown.js';
import type { SheetFormat } from './sheet.js';

export const SHEET_FORMATS = {
  md: markdownSheet,
  html: htmlSheet,
  gift: giftSheet,
  json: jsonSheet,
} as const satisfies Readonly<Record<string, SheetFormat>>;
export type SheetFormatName = keyof typeof SHEET_FORMATS;
export const SHEET_FORMAT_NAMES = Object.keys(SHEET_FORMATS) as readonly SheetFormatName[];

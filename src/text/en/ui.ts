/** Labels, titles, hints and messages of the terminal UI. */
import type { SizeSource } from '../../ftp/codes.js';
import type { Format } from '../format.js';
import { sourceWords } from './evidence.js';

export const UI = {
  expected: (bytes: number, source: SizeSource, f: Format) => `${f.count(bytes)}, by ${sourceWords(source, f)}`,
} as const;

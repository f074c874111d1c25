/** English, the language that all others are translations of: one file an area. */
import { FORMAT } from './format.js';

export const ENGLISH = {
  format: FORMAT,
} as const;

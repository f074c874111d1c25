/** Makes the facts of this room. */
import { factsOf } from '../fact.js';
import type { ExtractNoteParams, OutputErrorParams } from './codes.js';

export const outputError = factsOf<OutputErrorParams>();
export const extractNote = factsOf<ExtractNoteParams>();

/** Errors that the user can mend or must know of, in words. */
import { CaptureError } from '../capture/packet.js';
import type { Texts } from '../text/texts.js';
import { ExtractError } from './extract/directory.js';
import { OutputError } from './stream.js';

/** One line: what, where, what to do. Null: a defect of the program. */
export function errorText(texts: Texts, error: unknown): string | null {
  if (error instanceof CaptureError) return texts.say('errors', error.fact);
  if (error instanceof OutputError || error instanceof ExtractError) return texts.say('outputErrors', error.fact);
  return null;
}

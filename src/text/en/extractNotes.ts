/** Of an extracted transfer: why there is no file, or why the file is not the whole one. */
import type { ExtractNoteParams } from '../../output/codes.js';
import { type Messages, messageOf } from '../messages.js';
import { OUTPUT_ERRORS } from './outputErrors.js';

export const EXTRACT_NOTES: Messages<ExtractNoteParams> = {
  'same-as': ({ id }) => `it is the same as that of data connection ${id}`,
  'no-connection': () => 'its data connection is not in the capture',
  encrypted: () => 'it is encrypted, and the keys are not known',
  'recognised-late': () => 'its bytes had passed before it was clear what they are',
  'no-earlier-part': () => 'what was before it was not transferred in this capture',
  'directory-changed': () => 'the working directory changed in between, and the new one is not known',
  'part-unwritten': () => 'one of the parts could not be written',
  'text-parts': () => 'parts of text cannot be joined: its length is not known',
  'unknown-loss': () => 'bytes are missing from the parts, and how many is not known',
  'unknown-offset': () => 'how much the server had of it is not known',
  'later-part': ({ offset, bytes }) => `it begins at ${offset}, and only ${bytes} bytes were transferred before`,
  'parts-differ': () => 'the bytes that both have differ',
  failed: ({ error }, f) => messageOf(OUTPUT_ERRORS, error, f),
};

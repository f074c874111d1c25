/** Why something cannot be written. */
import type { OutputErrorParams } from '../../output/codes.js';
import { type Messages, messageOf } from '../messages.js';
import { outputName } from './names.js';
import { whatFailed, whyNotWritten } from './systemErrors.js';

export const OUTPUT_ERRORS: Messages<OutputErrorParams> = {
  'report-unwritten': ({ path, error }) => `cannot write ${outputName(path ?? '-')}: ${whyNotWritten(error)}`,
  'file-exists': ({ path }) => `${path} exists already; nothing was written.`,
  'file-unsaved': ({ path, error }) => `Cannot write ${path}: ${whyNotWritten(error)}.`,
  'directory-unusable': ({ directory, error }, f) =>
    `cannot extract into ${directory}: ${messageOf(OUTPUT_ERRORS, error, f)}`,
  system: ({ error }) => whatFailed(error),
  'file-replaced': () => 'another file has taken its place',
  'too-many-files': () => 'too many files of that name',
  'too-many-directories': () => 'too many directories of that name',
  'link-elsewhere': () => 'a link leads elsewhere',
  'file-shorter': () => 'the file is shorter than was written',
};

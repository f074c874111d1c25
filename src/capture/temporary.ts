/** Names of files that exist for a moment only. */
import { randomBytes } from 'node:crypto';

/** Beside `path`, and not to be guessed: to be opened exclusively ('wx'), mode 0600, and renamed. */
export const temporaryName = (path: string): string => `${path}.${randomBytes(9).toString('base64url')}.tmp`;

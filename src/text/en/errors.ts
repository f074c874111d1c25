/** Why the work cannot be done. */
import type { ErrorParams } from '../../capture/codes.js';
import type { Messages } from '../messages.js';

export const ERRORS: Messages<ErrorParams> = {};

/** Why something cannot be written. */
import type { OutputErrorParams } from '../../output/codes.js';
import type { Messages } from '../messages.js';

export const OUTPUT_ERRORS: Messages<OutputErrorParams> = {};

/** Why the pairing of replies with commands is not certain. */
import type { DoubtParams } from '../../ftp/codes.js';
import type { Messages } from '../messages.js';

export const DOUBTS: Messages<DoubtParams> = {};

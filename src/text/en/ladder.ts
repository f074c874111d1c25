/** Labels and remarks of ladder rows. */
import type { LadderParams } from '../../model/ladder/codes.js';
import type { Messages } from '../messages.js';

export const LADDER: Messages<LadderParams> = {};

/** Why a packet is not analysed. */
import type { SkipParams } from '../../wire/codes.js';
import type { Messages } from '../messages.js';

export const SKIPPED: Messages<SkipParams> = {};

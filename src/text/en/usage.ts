/** What is wrong with the command line. */
import type { UsageParams } from '../../cli/codes.js';
import type { Messages } from '../messages.js';

export const USAGE: Messages<UsageParams> = {};

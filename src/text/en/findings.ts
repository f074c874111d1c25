/** What the user should know. */
import type { FindingParams } from '../../model/findings/codes.js';
import type { Messages } from '../messages.js';

export const FINDINGS: Messages<FindingParams> = {};

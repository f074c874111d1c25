/** Damage of the input. */
import type { ProblemParams } from '../../capture/codes.js';
import type { Messages } from '../messages.js';

export const PROBLEMS: Messages<ProblemParams> = {};

/** Titles and notes of the ten steps. */
import type { StepParams } from '../../model/codes.js';
import type { Messages } from '../messages.js';

export const STEPS: Messages<StepParams> = {};

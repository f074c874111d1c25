/** Signs, the same in every language. */
import type { StepState } from '../../model/steps.js';

export const MARKS = {
  steps: { done: '✔', failed: '✘', missing: '✘', unseen: '?', 'not-reached': '–' } satisfies Record<StepState, string>,
} as const;

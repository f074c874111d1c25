/** Which of the ten steps went wrong. */
import { judgedSteps } from '../../steps.js';
import { askedCommand, exactly } from '../parts.js';
import type { Generator } from '../question.js';

export const FAILED_STEP: Generator<'failed-step'> = {
  topic: 'data',
  *drafts({ session }) {
    for (const data of session.dataConnections) {
      const command = data.transfer?.exchange.command ?? data.exchange?.command ?? null;
      const steps = judgedSteps(data);
      const at = steps.findIndex(({ state }, i) => i >= 3 && (state === 'failed' || state === 'missing'));
      if (command === null || at < 0) continue;
      yield {
        params: { command: askedCommand(command) },
        data,
        answer: exactly(at + 1),
        frames: [command.frame, ...steps[at]!.frames],
      };
    }
  },
};

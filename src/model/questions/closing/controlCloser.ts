/** Who closes the control connection first. */
import { closedFirst } from '../../closedFirst.js';
import { choice } from '../parts.js';
import type { Generator } from '../question.js';

export const CONTROL_CLOSER: Generator<'control-closer'> = {
  topic: 'closing',
  *drafts({ session }) {
    const { fins, kind } = session.control.teardown;
    const right = closedFirst(session, null);
    if (right === null || kind !== 'fin' || fins.length < 2) return;
    yield { params: {}, answer: choice(right, 'client', 'server'), frames: fins.map(({ frame }) => frame) };
  },
};

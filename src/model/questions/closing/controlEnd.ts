/** In good order, or broken off. */
import { choice } from '../parts.js';
import type { Generator } from '../question.js';

export const CONTROL_END: Generator<'control-end'> = {
  topic: 'closing',
  *drafts({ session: { control } }) {
    const { fins, rst } = control.teardown;
    // A RST after both FINs, or after one, is both.
    if ((rst === null) === (fins.length === 0) || (rst === null && fins.length < 2)) return;
    yield {
      params: {},
      answer: choice(rst === null ? 'fin' : 'rst', 'fin', 'rst'),
      frames: [...fins.map(({ frame }) => frame), rst?.frame ?? null],
    };
  },
};

/** What somebody who listens learns. */
import type { Generator } from '../question.js';

export const EAVESDROPPER: Generator<'eavesdropper'> = {
  topic: 'security',
  *drafts({ session }) {
    const shown = session.exchanges.find(({ command }) => command?.verb === 'PASS' || command?.verb === 'AUTH');
    if (shown !== undefined) yield { params: {}, answer: { type: 'free' }, frames: [shown.command!.frame] };
  },
};

/** In which mode the data connection of a transfer was opened. */

import { isActive } from '../../roles.js';
import type { ChoiceCode } from '../codes.js';
import { askedTransfer, carried, choice, words } from '../parts.js';
import type { Generator } from '../question.js';

export const DATA_MODE: Generator<'data-mode'> = {
  topic: 'data',
  *drafts({ session }) {
    for (const data of carried(session)) {
      if (data.announced === null) continue;
      const way: ChoiceCode = isActive(data.mode) ? 'active' : 'passive';
      const third = data.partner !== null || data.transfer.direction === 'third-party';
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: choice(third ? 'third-party' : way, 'active', 'passive', 'third-party'),
        wrong: third ? [[way, 'mode-by-verb']] : [],
        frames: [data.announced.frame, data.connection.handshake.syn],
        blanks: [data.mode, ...words('active', 'passive', 'third-party')],
      };
    }
  },
};

/** How many data connections a session used. */
import { dataConnectionsShow } from '../../coverage.js';
import { exactly, wholeDialogue } from '../parts.js';
import type { Generator } from '../question.js';

export const DATA_CONNECTION_COUNT: Generator<'data-connection-count'> = {
  topic: 'data',
  *drafts({ session }) {
    const opened = session.dataConnections.filter(({ connection }) => connection?.handshake.ack != null);
    if (wholeDialogue(session) === null || dataConnectionsShow(session) !== true) return;
    if (opened.some(({ confidence }) => confidence !== 'certain')) return;
    yield {
      params: {},
      answer: exactly(opened.length),
      wrong: [[opened.length + 1, 'control-connection']],
      frames: opened.map(({ connection }) => connection!.handshake.syn),
    };
  },
};

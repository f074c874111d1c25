/** How many TCP connections belong to a session: the control connection, and the data connections. */
import { dataConnectionsShow } from '../../coverage.js';
import { exactly, wholeDialogue } from '../parts.js';
import type { Generator } from '../question.js';

export const CONNECTION_COUNT: Generator<'connection-count'> = {
  topic: 'hosts',
  *drafts({ session }) {
    const opened = session.dataConnections.filter(({ connection }) => connection !== null);
    if (wholeDialogue(session) === null || dataConnectionsShow(session) !== true) return;
    if (opened.some(({ confidence }) => confidence !== 'certain')) return;
    yield {
      params: {},
      answer: exactly(opened.length + 1),
      wrong: [[opened.length, 'only-data-connections']],
      frames: [session.control.firstFrame, ...opened.map(({ connection }) => connection!.firstFrame)],
    };
  },
};

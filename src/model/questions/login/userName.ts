/** Who logs in. */
import { isReadable } from '../parts.js';
import type { Generator } from '../question.js';

export const USER_NAME: Generator<'user-name'> = {
  topic: 'login',
  *drafts({ session }) {
    const sent = session.exchanges.filter(({ command }) => command?.verb === 'USER');
    const { user } = session;
    if (user === null || user === '' || !isReadable(session) || sent.length !== 1) return;
    const { command, replies } = sent[0]!;
    yield {
      params: {},
      answer: { type: 'word', value: user },
      frames: [command!.frame, ...replies.map(({ lastFrame }) => lastFrame)].slice(0, 1),
      blanks: [user],
    };
  },
};

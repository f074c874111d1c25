/** How many logins failed. */
import { exactly, wholeDialogue } from '../parts.js';
import type { Generator } from '../question.js';

export const LOGIN_FAILURES: Generator<'login-failures'> = {
  topic: 'login',
  *drafts({ session }) {
    const exchanges = wholeDialogue(session);
    if (exchanges === null) return;
    const tried = exchanges.filter(({ command }) => command?.verb === 'PASS');
    if (tried.length === 0 || tried.some(({ code }) => code === null)) return;
    const failed = tried.filter(({ code }) => code! >= 400);
    yield {
      params: {},
      answer: exactly(failed.length),
      frames: failed.map(({ replies }) => replies.at(-1)!.lastFrame),
    };
  },
};

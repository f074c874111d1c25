/** How many commands the server refused. */
import { commandsOf, exactly, wholeDialogue } from '../parts.js';
import type { Generator } from '../question.js';

export const REFUSED_COMMANDS: Generator<'refused-commands'> = {
  topic: 'dialogue',
  *drafts({ session }) {
    if (wholeDialogue(session) === null) return;
    const refused = commandsOf(session).filter(({ code }) => code !== null && code >= 400);
    if (refused.length === 0) return;
    yield {
      params: {},
      answer: exactly(refused.length),
      frames: refused.map(({ replies }) => replies.at(-1)!.lastFrame),
    };
  },
};

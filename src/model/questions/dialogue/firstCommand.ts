/** What a client does when it is logged in. */
import { commandsOf, wholeDialogue } from '../parts.js';
import type { Generator } from '../question.js';

export const FIRST_COMMAND: Generator<'first-command'> = {
  topic: 'dialogue',
  *drafts({ session }) {
    if (wholeDialogue(session) === null) return;
    const commands = commandsOf(session);
    const login = commands.find(({ code, command }) => code === 230 && ['PASS', 'USER'].includes(command.verb));
    const next = login && commands.find(({ index }) => index > login.index);
    if (next === undefined) return;
    yield {
      params: {},
      answer: { type: 'word', value: next.command.verb },
      frames: [login!.replies.at(-1)!.lastFrame, next.command.frame],
      blanks: [next.command.verb],
    };
  },
};

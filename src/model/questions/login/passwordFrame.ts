/** Where the password passes. */
import { commandsOf, frame, isReadable } from '../parts.js';
import type { Generator } from '../question.js';

export const PASSWORD_FRAME: Generator<'password-frame'> = {
  topic: 'login',
  *drafts({ session }) {
    const commands = commandsOf(session);
    const passwords = commands.filter(({ command }) => command.verb === 'PASS');
    const name = commands.find(({ command }) => command.verb === 'USER');
    if (!isReadable(session) || passwords.length !== 1 || name === undefined) return;
    const { command } = passwords[0]!;
    yield {
      params: {},
      answer: frame(command.frame),
      wrong: [[name.command.frame, 'name-not-password']],
      frames: [command.frame],
      blanks: ['PASS'],
    };
  },
};

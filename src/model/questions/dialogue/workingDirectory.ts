/** In which directory a command ran: the path that 257 and CWD have led to. */
import { askedCommand, commandsOf, isReadable } from '../parts.js';
import type { Generator } from '../question.js';

const ASKED: ReadonlySet<string> = new Set(['RETR', 'STOR', 'LIST', 'NLST', 'MLSD', 'DELE', 'SIZE']);

export const WORKING_DIRECTORY: Generator<'working-directory'> = {
  topic: 'dialogue',
  *drafts({ session }) {
    const commands = commandsOf(session);
    const changes = commands.filter(({ command, code }) => ['CWD', 'PWD'].includes(command.verb) && code === 250);
    if (!isReadable(session) || changes.length === 0) return;
    const asked = commands.find(
      ({ command, directory, index }) => ASKED.has(command.verb) && directory !== null && index > changes.at(-1)!.index,
    );
    if (asked === undefined) return;
    yield {
      params: { command: askedCommand(asked.command) },
      answer: { type: 'word', value: asked.directory! },
      frames: [changes.at(-1)!.command.frame, asked.command.frame],
      blanks: [asked.directory!],
    };
  },
};

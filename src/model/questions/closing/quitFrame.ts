/** Where the client says that it wants to leave. */
import { commandsOf, frame, isReadable } from '../parts.js';
import type { Generator } from '../question.js';

export const QUIT_FRAME: Generator<'quit-frame'> = {
  topic: 'closing',
  *drafts({ session }) {
    const leaving = commandsOf(session).filter(({ command }) => command.verb === 'QUIT');
    if (!isReadable(session) || leaving.length !== 1) return;
    const at = leaving[0]!.command.frame;
    yield { params: {}, answer: frame(at), frames: [at], blanks: ['QUIT'] };
  },
};

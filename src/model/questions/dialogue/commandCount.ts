/** How often a command was sent. */
import { commandsOf, exactly, wholeDialogue } from '../parts.js';
import type { Generator } from '../question.js';

export const COMMAND_COUNT: Generator<'command-count'> = {
  topic: 'dialogue',
  *drafts({ session }) {
    if (wholeDialogue(session) === null) return;
    const frames = new Map<string, number[]>();
    for (const { command } of commandsOf(session))
      frames.set(command.verb, [...(frames.get(command.verb) ?? []), command.frame]);
    // The one that was sent most often is worth counting.
    const [most] = [...frames].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
    if (most === undefined || most[1].length < 2) return;
    const [verb, sent] = most;
    yield { params: { verb }, part: verb.toLowerCase(), answer: exactly(sent.length), frames: sent };
  },
};

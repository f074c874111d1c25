/** What somebody types into a client so that it sends a command. */
import { isReadable } from '../parts.js';
import type { Draft, Generator } from '../question.js';

/** Commands of the classic client, and the protocol's that do their work. */
const TYPED: Readonly<Record<string, string>> = {
  RETR: 'get',
  STOR: 'put',
  LIST: 'dir',
  NLST: 'ls',
  CWD: 'cd',
  DELE: 'delete',
  QUIT: 'bye',
  MKD: 'mkdir',
};
const OFFERED = ['get', 'put', 'dir', 'cd'] as const;

export const USER_COMMAND: Generator<'user-command'> = {
  topic: 'dialogue',
  *drafts({ session }) {
    const seen = new Set<string>();
    if (!isReadable(session)) return;
    for (const { command } of session.exchanges) {
      const typed = command === null ? undefined : TYPED[command.verb];
      if (command === null || typed === undefined || seen.has(command.verb)) continue;
      seen.add(command.verb);
      yield draft(command.verb, typed, command.frame);
    }
  },
};

function draft(verb: string, typed: string, at: number): Draft<'user-command'> {
  const offered: readonly string[] = OFFERED;
  const all = offered.includes(typed) ? offered : [...offered.slice(1), typed];
  const options = [...all, verb.toLowerCase()].sort().map((text) => ({ text }));
  return {
    params: { verb },
    part: verb.toLowerCase(),
    answer: { type: 'choice', options, right: options.findIndex(({ text }) => text === typed) },
    wrong: [[verb.toLowerCase(), 'user-word']],
    frames: [at],
  };
}

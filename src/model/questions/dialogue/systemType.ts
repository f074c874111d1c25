/** What the server says it runs on (SYST, RFC 959 §4.1.3: the first word of 215). */
import { commandsOf, finalReply, isReadable } from '../parts.js';
import type { Generator } from '../question.js';

export const SYSTEM_TYPE: Generator<'system-type'> = {
  topic: 'dialogue',
  *drafts({ session }) {
    const asked = commandsOf(session).find(({ command, code }) => command.verb === 'SYST' && code === 215);
    const reply = asked && finalReply(asked);
    const word = reply?.text.trim().split(/\s/)[0] ?? '';
    if (!isReadable(session) || reply === undefined || !/^[A-Za-z0-9_.-]{2,40}$/.test(word)) return;
    yield { params: {}, answer: { type: 'word', value: word }, frames: [reply.lastFrame], blanks: [word] };
  },
};

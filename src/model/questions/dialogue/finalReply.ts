/** With which code a transfer command ended. */
import { askedCommand, carried, exactly, finalReply } from '../parts.js';
import type { Generator } from '../question.js';

export const FINAL_REPLY: Generator<'final-reply'> = {
  topic: 'dialogue',
  *drafts({ session }) {
    for (const data of carried(session)) {
      const { exchange } = data.transfer;
      const reply = finalReply(exchange);
      const before = exchange.replies.find(({ code }) => code < 200);
      if (reply === undefined || before === undefined) continue;
      yield {
        params: { command: askedCommand(exchange.command!) },
        data,
        answer: exactly(reply.code),
        wrong: [[before.code, 'preliminary-not-final']],
        frames: [exchange.command!.frame, reply.lastFrame],
        blanks: [reply.code],
      };
    }
  },
};

/** In which order a transfer happens. */
import type { ChoiceCode } from '../codes.js';
import { askedTransfer, type Carried, carried, entryOf, finalReply, handshakeOf } from '../parts.js';
import type { Generator } from '../question.js';

export const TRANSFER_ORDER: Generator<'transfer-order'> = {
  topic: 'data',
  *drafts({ session }) {
    for (const data of carried(session)) {
      const events = eventsOf(data);
      if (events === null) continue;
      yield {
        params: { transfer: askedTransfer(data) },
        data,
        answer: { type: 'order', value: events.map(([code]) => code) },
        frames: events.map(([, at]) => at),
      };
    }
  },
};

/** What happened, by frames; null: something of it is missing, or two things share a frame. */
function eventsOf(data: Carried): (readonly [ChoiceCode, number])[] | null {
  const { announced, connection, transfer } = data;
  const opened = handshakeOf(connection);
  const first = entryOf(connection, 'data');
  const last = finalReply(transfer.exchange);
  if (announced === null || opened === null || first === undefined || last === undefined || last.code >= 300)
    return null;
  // Two taps, one of them late: the order of frames is not that of time.
  if (announced.frame > opened[0]!) return null;
  const events: (readonly [ChoiceCode, number])[] = [
    ['announcement', announced.frame],
    ['transfer-command', transfer.exchange.command!.frame],
    ['data-syn', opened[0]!],
    ['data-syn-ack', opened[1]!],
    ['data-ack', opened[2]!],
    ['data', first.firstFrame],
    ['final-reply', last.lastFrame],
  ];
  events.sort(([, a], [, b]) => a - b);
  return events.every(([, at], i) => i === 0 || at > events[i - 1]![1]) ? events : null;
}

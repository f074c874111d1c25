/** The round-trip time that the handshake shows where the capture was made. */
import { entryOf, handshakeOf } from '../parts.js';
import type { Generator } from '../question.js';

/** Shorter spans are those of the machine. */
const SHORTEST_NS = 10_000;

export const HANDSHAKE_RTT: Generator<'handshake-rtt'> = {
  topic: 'opening',
  *drafts({ session: { control, coarseTimes } }) {
    const syn = entryOf(control, 'syn');
    const synAck = entryOf(control, 'syn-ack');
    const ack = entryOf(control, 'ack');
    if (coarseTimes || handshakeOf(control) === null || !syn || !synAck || !ack) return;
    // On the server's side it is the time from SYN+ACK to ACK: the longer span is the path.
    const out = synAck.timeNs - syn.timeNs;
    const back = ack.timeNs - synAck.timeNs;
    if (out < SHORTEST_NS || out < back) return;
    yield {
      params: { syn: syn.firstFrame, synAck: synAck.firstFrame },
      answer: { type: 'number', value: out / 1e6, unit: 'milliseconds', tolerance: 0.05 },
      frames: [syn.firstFrame, synAck.firstFrame],
    };
  },
};

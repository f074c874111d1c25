/** The port that six numbers name: p1 × 256 + p2 (RFC 959 §4.1.2). */
import { octetsOf } from '../parts.js';
import type { Generator } from '../question.js';
import { NUMBERS, speltAnnouncements, sumsOf } from './announced.js';

export const ANNOUNCED_PORT: Generator<'announced-port'> = {
  topic: 'data',
  *drafts({ session }) {
    for (const data of speltAnnouncements(session)) {
      const { port, text, frame, by } = data.announced;
      const [high, low] = octetsOf(port);
      const numbers = NUMBERS.exec(text)![0];
      yield {
        params: { text: numbers, frame, by },
        data,
        answer: { type: 'port', value: port },
        wrong: [
          [low * 256 + high, 'swapped-octets'],
          [Number(`${high}${low}`), 'octets-in-a-row'],
          [high + low, 'octets-added'],
          [20, 'port-20'],
        ],
        frames: [frame],
        blanks: [port, ...sumsOf(data)],
      };
    }
  },
};

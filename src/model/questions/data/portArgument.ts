/** The two numbers that name a port: the other way round. */
import { octetsOf } from '../parts.js';
import type { Generator } from '../question.js';
import { NUMBERS, speltAnnouncements, sumsOf } from './announced.js';

export const PORT_ARGUMENT: Generator<'port-argument'> = {
  topic: 'data',
  *drafts({ session }) {
    for (const data of speltAnnouncements(session)) {
      const { port, text, frame, by } = data.announced;
      const [high, low] = octetsOf(port);
      const numbers = NUMBERS.exec(text)![0];
      const value = `${high},${low}`;
      yield {
        params: { port, frame, by },
        data,
        answer: { type: 'blank', text: numbers.slice(0, numbers.length - value.length).concat('___'), value },
        wrong: high === low ? [] : [[`${low},${high}`, 'swapped-octets']],
        frames: [frame],
        blanks: [numbers, ...sumsOf(data)],
      };
    }
  },
};

/** The address that six numbers name. */
import type { Generator } from '../question.js';
import { NUMBERS, speltAnnouncements } from './announced.js';

export const ANNOUNCED_ADDRESS: Generator<'announced-address'> = {
  topic: 'data',
  *drafts({ session }) {
    for (const data of speltAnnouncements(session)) {
      const { address, text, frame, by } = data.announced;
      const other = by === 'client' ? session.server.address : session.client.address;
      yield {
        params: { text: NUMBERS.exec(text)![0], frame, by },
        data,
        answer: { type: 'address', value: address },
        wrong: other === address ? [] : [[other, 'other-host']],
        frames: [frame],
      };
    }
  },
};

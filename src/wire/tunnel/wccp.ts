/** WCCP redirection in GRE: version 2 puts a four-byte redirect header in front of the datagram, version 1 nothing. */
import type { Layer } from '../layer.js';
import { REASON } from '../reasons.js';

const redirectBytes = (first: number): number => (first >> 4 === 4 || first >> 4 === 6 ? 0 : 4);

export const wccp: Layer = {
  name: 'WCCP redirect',
  decode(walk, b, at, end) {
    if (end - at < 5) return walk.skip(REASON.ipTruncated);
    walk.rawIp(b, at + redirectBytes(b[at]!), end);
  },
  describe(h) {
    if (redirectBytes(h.peek(0, 1)) > 0) h.bytes('Redirect header', 0, 4);
  },
};

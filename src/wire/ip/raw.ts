/** An IP datagram with nothing in front: the version nibble tells which. */
import type { Layer } from '../layer.js';

/** Has no header of its own, hence nothing to describe. */
export const rawIp: Layer = {
  name: 'Raw IP',
  decode: (walk, b, at, end) => walk.rawIp(b, at, end),
  describe() {},
};

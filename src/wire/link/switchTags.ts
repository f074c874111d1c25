/** Tags that switches put between the addresses and the type, and that taps see: fixed bytes, then an ethertype. */
import { u16be } from '../../bytes/integers.js';
import { hex, named } from '../header.js';
import type { Layer } from '../layer.js';
import { ETHERTYPE_NAMES } from '../names.js';
import { REASON } from '../reasons.js';

const tag = (name: string, tagBytes: number): Layer => ({
  name,
  decode(walk, b, at, end) {
    if (end - at < tagBytes + 2) return walk.skip(REASON.linkTruncated);
    walk.ethertype(u16be(b, at + tagBytes), b, at + tagBytes + 2, end);
  },
  describe(h) {
    h.bytes('Tag', 0, tagBytes);
    h.u16('Type', tagBytes, named(ETHERTYPE_NAMES, hex(4)));
  },
});

/** Cisco VN-Tag. */
export const vnTag = tag('VN-Tag', 4);
/** IEEE 802.1BR E-tag. */
export const eTag = tag('802.1BR E-tag', 6);
/** Cisco MetaData (TrustSec), in its usual length. */
export const ciscoMetaData = tag('Cisco MetaData', 6);

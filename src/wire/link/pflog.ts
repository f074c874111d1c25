/** OpenBSD packet filter log, https://www.tcpdump.org/linktypes/LINKTYPE_PFLOG.html. */
import { hex, named } from '../header.js';
import type { Layer } from '../layer.js';
import { REASON } from '../reasons.js';
import { FAMILY_NAMES, familyPayload } from './loopback.js';

/** Covers length, family, action, reason and the interface's name in all versions of the header. */
const MIN_HEADER_BYTES = 45;

/** The length octet leaves out the padding to a multiple of four. */
const headerBytes = (octet: number): number => (octet + 3) & ~3;

export const pflog: Layer = {
  name: 'PF log',
  decode(walk, b, at, end) {
    if (end - at < MIN_HEADER_BYTES || headerBytes(b[at]!) > end - at) return walk.skip(REASON.linkTruncated);
    if (b[at]! < MIN_HEADER_BYTES) return walk.skip(REASON.linkMalformed);
    familyPayload(walk, b[at + 1]!, b, at + headerBytes(b[at]!), end);
  },
  describe(h) {
    const size = headerBytes(h.u8('Header length', 0));
    h.u8('Address family', 1, named(FAMILY_NAMES));
    h.u8('Action', 2, named({ 0: 'pass', 1: 'block', 2: 'scrub' }));
    h.u8('Reason', 3);
    h.bytes('Interface', 4, 16, asciiText);
    h.bytes('Ruleset', 20, 16, asciiText);
    h.u32('Rule', 36);
    h.u32('Subrule', 40, hex(8));
    h.covers(size);
  },
};

/** Up to the first zero byte; anything but printable ASCII as a dot. */
function asciiText(b: Uint8Array, at: number): string {
  let text = '';
  for (let i = at; i < at + 16 && b[i] !== 0; i++) {
    const code = b[i]!;
    text += code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
  }
  return text;
}

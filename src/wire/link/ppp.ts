/** PPP, RFC 1661, with or without HDLC-like framing (RFC 1662), protocol field of one or two bytes. */
import { u16be } from '../../bytes/integers.js';
import { hex, named } from '../header.js';
import type { Layer } from '../layer.js';
import { PPP_PROTOCOL_NAMES } from '../names.js';
import { LINKTYPE_PPP } from '../numbers.js';
import { REASON } from '../reasons.js';
import { ciscoHdlc, isCiscoHdlc } from './ciscoHdlc.js';

const ADDRESS = 0xff;
const CONTROL = 0x03;

/** Bytes of address and control field: left out where both sides agreed to (RFC 1661 §6.6). */
const framingBytes = (b: Uint8Array, at: number, end: number): number =>
  end - at >= 2 && b[at] === ADDRESS && b[at + 1] === CONTROL ? 2 : 0;

/** The low bit of a protocol number's last byte is 1, of the others 0: an odd first byte is the whole number. */
const isCompressed = (first: number): boolean => (first & 1) === 1;

export const ppp: Layer = {
  name: 'Point-to-Point Protocol',
  decode(walk, b, at, end) {
    const from = at + framingBytes(b, at, end);
    if (end - from < 2) return walk.skip(REASON.linkTruncated);
    if (isCompressed(b[from]!)) walk.pppProtocol(b[from]!, b, from + 1, end);
    else walk.pppProtocol(u16be(b, from), b, from + 2, end);
  },
  describe(h) {
    const framing = framingBytes(h.b, h.at, h.end);
    if (framing > 0) {
      h.u8('Address', 0, hex(2));
      h.u8('Control', 1, hex(2));
    }
    if (isCompressed(h.peek(framing, 1))) h.u8('Protocol', framing, named(PPP_PROTOCOL_NAMES, hex(4)));
    else h.u16('Protocol', framing, named(PPP_PROTOCOL_NAMES, hex(4)));
  },
};

/** LINKTYPE_PPP_HDLC: Cisco's framing where the first byte says so (RFC 1547 §4.3.1). */
export const pppHdlc: Layer = {
  name: 'PPP in HDLC-like framing',
  decode: (walk, b, at, end) => walk.enter(isCiscoHdlc(b, at, end) ? ciscoHdlc : ppp, b, at, end),
  // The one or the other describes itself.
  describe() {},
};

/** One byte of direction in front: LINKTYPE_PPP_PPPD, LINKTYPE_PPP_WITH_DIR. */
export const pppWithDirection: Layer = {
  name: 'PPP with direction',
  decode(walk, b, at, end) {
    if (end - at < 1) return walk.skip(REASON.linkTruncated);
    walk.linkType(LINKTYPE_PPP, b, at + 1, end);
  },
  describe(h) {
    h.u8('Direction', 0, named({ 0: 'received', 1: 'sent' }));
  },
};

/** IEEE 802.11 data frames (802.11-2020 §9.2.4, §9.3.2): not encrypted ones carry LLC. */
import { u16be } from '../../bytes/integers.js';
import { hex, macText, named, setOrNot } from '../header.js';
import type { Layer, Walk } from '../layer.js';
import { REASON } from '../reasons.js';

const TYPE_NAMES = { 0: 'management', 1: 'control', 2: 'data', 3: 'extension' };
const DATA = 2;
const CONTROL = 1;
const SUBTYPE_NO_DATA = 0x4;
const SUBTYPE_QOS = 0x8;
// Bits of the second byte of frame control.
const TO_DS = 0x01;
const FROM_DS = 0x02;
const PROTECTED = 0x40;
const ORDER = 0x80;
/** Bit of the QoS control field: the body is a list of subframes. */
const AMSDU_PRESENT = 0x80;

type Shape = {
  /** Padding included. */
  readonly headerBytes: number;
  readonly isAggregate: boolean;
};

/** Which of the two bytes of frame control stands first: type and subtype, or where equipment swaps them, the flags. */
type Order = { readonly type: 0 | 1; readonly flags: 0 | 1 };
const STANDARD: Order = { type: 0, flags: 1 };
const SWAPPED: Order = { type: 1, flags: 0 };

/** The header's length by frame control: four addresses between access points, QoS and HT control fields. */
function shape(b: Uint8Array, at: number, order: Order): Shape {
  const subtype = b[at + order.type]! >> 4;
  const flags = b[at + order.flags]!;
  const hasFourth = (flags & TO_DS) !== 0 && (flags & FROM_DS) !== 0;
  const qosAt = 24 + (hasFourth ? 6 : 0);
  const isQos = (subtype & SUBTYPE_QOS) !== 0;
  const headerBytes = isQos ? qosAt + 2 + ((flags & ORDER) !== 0 ? 4 : 0) : qosAt;
  const isAggregate = isQos && (b[at + qosAt]! & AMSDU_PRESENT) !== 0;
  // Some drivers pad the header to a multiple of four bytes before the body.
  const from = at + headerBytes;
  const isPadded = (headerBytes & 3) === 2 && !isAggregate && !isSnap(b, from) && isSnap(b, from + 2);
  return { headerBytes: headerBytes + (isPadded ? 2 : 0), isAggregate };
}

const frameLayer = (order: Order): Layer => ({
  name: 'IEEE 802.11',
  decode(walk, b, at, end) {
    if (end - at < 2) return walk.skip(REASON.linkTruncated);
    const type = (b[at + order.type]! >> 2) & 3;
    if (type !== DATA) return walk.skip(type === CONTROL ? REASON.control80211 : REASON.management80211);
    if (((b[at + order.type]! >> 4) & SUBTYPE_NO_DATA) !== 0) return walk.skip(REASON.noData80211);
    if ((b[at + order.flags]! & PROTECTED) !== 0) return walk.skip(REASON.encrypted80211);
    if (end - at < 24) return walk.skip(REASON.linkTruncated);
    const { headerBytes, isAggregate } = shape(b, at, order);
    if (headerBytes > end - at) return walk.skip(REASON.linkTruncated);
    const from = at + headerBytes;
    if (isAggregate) return decodeAggregate(walk, b, from, end);
    walk.llc(b, from, end);
  },
  describe(h) {
    const { type, flags } = order;
    h.bits('Type', type, 1, 2, 3, named(TYPE_NAMES));
    h.bits('Subtype', type, 1, 4, 0xf);
    h.bits('To distribution system', flags, 1, 0, 1, setOrNot);
    h.bits('From distribution system', flags, 1, 1, 1, setOrNot);
    h.bits('Retry', flags, 1, 3, 1, setOrNot);
    h.bits('Protected', flags, 1, 6, 1, setOrNot);
    h.u16le('Duration', 2);
    h.bytes('Address 1 (receiver)', 4, 6, macText);
    if (((h.peek(type, 1) >> 2) & 3) !== DATA || !h.has(0, 26)) return;
    h.bytes('Address 2 (transmitter)', 10, 6, macText);
    h.bytes('Address 3', 16, 6, macText);
    h.u16le('Sequence control', 22, hex(4));
    h.covers(shape(h.b, h.at, order).headerBytes);
  },
});

export const ieee80211 = frameLayer(STANDARD);
/** ... with the two bytes of frame control swapped, as wireless controllers hand it on. */
export const ieee80211Swapped = frameLayer(SWAPPED);

/** A data frame with LLC behind a header of this byte order. */
export function carriesLlc(b: Uint8Array, at: number, end: number, swapped: boolean): boolean {
  const order = swapped ? SWAPPED : STANDARD;
  if (end - at < 34 || ((b[at + order.type]! >> 2) & 3) !== DATA || (b[at + order.type]! & 3) !== 0) return false;
  return isSnap(b, at + shape(b, at, order).headerBytes);
}

const isSnap = (b: Uint8Array, at: number): boolean => b[at] === 0xaa && b[at + 1] === 0xaa && b[at + 2] === 0x03;

const SUBFRAME_BYTES = 14;

/** A-MSDU subframe: destination, source, length, LLC (802.11-2020 §9.3.2.2.2). */
const subframe: Layer = {
  name: 'A-MSDU subframe',
  decode: (walk, b, at, end) => walk.llc(b, at + SUBFRAME_BYTES, end),
  describe(h) {
    h.bytes('Destination', 0, 6, macText);
    h.bytes('Source', 6, 6, macText);
    h.u16('Length', 12);
  },
};

/** Subframes but the last are padded to four bytes. */
function decodeAggregate(walk: Walk, b: Uint8Array, at: number, end: number) {
  if (end - at < SUBFRAME_BYTES) return walk.skip(REASON.linkTruncated);
  for (let from = at; end - from >= SUBFRAME_BYTES; ) {
    const size = SUBFRAME_BYTES + u16be(b, from + 12);
    walk.enter(subframe, b, from, Math.min(end, from + size));
    from += (size + 3) & ~3;
  }
}

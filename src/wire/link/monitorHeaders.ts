/** What capture drivers put in front of 802.11 frames: radiotap, PPI, Prism, AVS. Each tells its length. */
import { u16le, u32be, u32le } from '../../bytes/integers.js';
import { hex } from '../header.js';
import type { Layer } from '../layer.js';
import { REASON } from '../reasons.js';

const IEEE802_11 = 105;

type Length = (b: Uint8Array, at: number) => number;

function monitorHeader(name: string, minBytes: number, length: Length, next: Length): Layer {
  return {
    name,
    decode(walk, b, at, end) {
      if (end - at < minBytes) return walk.skip(REASON.linkTruncated);
      const size = length(b, at);
      if (size < minBytes) return walk.skip(REASON.linkMalformed);
      if (size > end - at) return walk.skip(REASON.linkTruncated);
      const linkType = next(b, at);
      // Link types have 16 bits; each that nothing decodes is a reason of its own.
      if (linkType > 0xffff) return walk.skip(REASON.linkMalformed);
      walk.linkType(linkType, b, at + size, end);
    },
    describe(h) {
      if (!h.has(0, minBytes)) return;
      const size = length(h.b, h.at);
      h.note('Header length', 0, minBytes, `${size} bytes`);
      h.bytes('Data', minBytes, Math.min(size, h.end - h.at) - minBytes);
      h.covers(size);
    },
  };
}

const toIeee80211: Length = () => IEEE802_11;

/** https://www.radiotap.org */
export const radiotap: Layer = {
  ...monitorHeader('Radiotap', 8, (b, at) => u16le(b, at + 2), toIeee80211),
  describe(h) {
    h.u8('Version', 0);
    const size = h.u16le('Header length', 2, (n) => `${n} bytes`);
    h.u32le('Present flags', 4, hex(8));
    h.covers(size);
  },
};

/** Per-packet information: tells the link type of what follows. */
export const ppi = monitorHeader(
  'PPI',
  8,
  (b, at) => u16le(b, at + 2),
  (b, at) => u32le(b, at + 4),
);

const AVS_MAGIC = 0x80211000;

/** LINKTYPE_IEEE802_11_AVS, big-endian. */
export const avs = monitorHeader('AVS WLAN monitor', 8, (b, at) => u32be(b, at + 4), toIeee80211);

/** LINKTYPE_IEEE802_11_PRISM: host-endian, or AVS under its number. */
export const prism = monitorHeader(
  'Prism capture header',
  8,
  (b, at) => {
    if ((u32be(b, at) & 0xfffff000) >>> 0 === AVS_MAGIC) return u32be(b, at + 4);
    const little = u32le(b, at + 4);
    return little > 0xffff ? u32be(b, at + 4) : little;
  },
  toIeee80211,
);

/** TCP, RFC 9293 §3.1. Checksums are not looked at: offload leaves them unset in half of all captures. */
import { u16be, u32be } from '../../bytes/integers.js';
import type { Layer } from '../layer.js';
import { REASON } from '../reasons.js';
import { type Segment, SYN } from '../segment.js';
import { describeTcp } from './tcpFields.js';

// Byte offsets from the start of the header.
const SEQ = 4;
const ACK_NUMBER = 8;
const DATA_OFFSET = 12;
const FLAGS = 13;
const WINDOW = 14;
const MIN_HEADER_BYTES = 20;

export const tcp: Layer = {
  name: 'Transmission Control Protocol',
  decode(walk, b, at, end) {
    if (end - at < MIN_HEADER_BYTES) return walk.skip(REASON.tcpTruncated);
    const headerBytes = (b[at + DATA_OFFSET]! >> 4) * 4;
    const payloadBytes = end - at + walk.cutBytes - headerBytes;
    if (headerBytes < MIN_HEADER_BYTES || payloadBytes < 0) return walk.skip(REASON.tcpBadDataOffset);

    const segment = walk.segment;
    segment.srcPort = u16be(b, at);
    segment.dstPort = u16be(b, at + 2);
    segment.seq = u32be(b, at + SEQ);
    segment.ack = u32be(b, at + ACK_NUMBER);
    segment.flags = b[at + FLAGS]!;
    segment.window = u16be(b, at + WINDOW);
    segment.bytes = b;
    // Options may be cut by the snaplen; the payload is then known by its length alone.
    segment.payloadStart = Math.min(at + headerBytes, end);
    segment.payloadEnd = end;
    segment.payloadBytes = payloadBytes;
    segment.windowScale = -1;
    // Legal in SYN segments only (RFC 7323 §2.2), or of interest there alone.
    if ((segment.flags & SYN) !== 0) readOptions(segment, b, at + MIN_HEADER_BYTES, segment.payloadStart);
    walk.deliver();
  },
  describe: describeTcp,
};

const END_OF_OPTIONS = 0;
const NO_OPERATION = 1;
const MAXIMUM_SEGMENT_SIZE = 2;
const WINDOW_SCALE = 3;
const SACK_PERMITTED = 4;
const TIMESTAMPS = 8;

/** Stops at the first malformed option: what follows cannot be trusted. */
function readOptions(segment: Segment, b: Uint8Array, from: number, to: number): void {
  segment.mss = -1;
  segment.sackPermitted = false;
  segment.timestamps = false;
  for (let at = from; at + 1 < to; ) {
    const kind = b[at]!;
    if (kind === END_OF_OPTIONS) return;
    if (kind === NO_OPERATION) {
      at++;
      continue;
    }
    const size = b[at + 1]!;
    if (size < 2 || at + size > to) return;
    if (kind === WINDOW_SCALE && size === 3) segment.windowScale = b[at + 2]!;
    else if (kind === MAXIMUM_SEGMENT_SIZE && size === 4) segment.mss = u16be(b, at + 2);
    else if (kind === SACK_PERMITTED) segment.sackPermitted = true;
    else if (kind === TIMESTAMPS) segment.timestamps = true;
    at += size;
  }
}

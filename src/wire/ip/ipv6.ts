/** IPv6, RFC 8200. */
import { u16be, u32be } from '../../bytes/integers.js';
import type { Layer } from '../layer.js';
import { REASON } from '../reasons.js';
import { describeIpv6 } from './ipv6Fields.js';

const HEADER_BYTES = 40;

export const ipv6: Layer = {
  name: 'Internet Protocol Version 6',
  decode(walk, b, at, end) {
    if (end - at < HEADER_BYTES) return walk.skip(REASON.ipTruncated);
    if (b[at]! >> 4 !== 6) return walk.skip(REASON.ipBadVersion);
    const payloadAt = at + HEADER_BYTES;
    const payloadLength = u16be(b, at + 4);
    let payloadEnd = end;
    // 0: a jumbogram (RFC 2675), or segmentation offload; the datagram is as long as the packet.
    if (payloadLength !== 0) {
      payloadEnd = Math.min(end, payloadAt + payloadLength);
      walk.cutBytes = payloadAt + payloadLength - payloadEnd;
    }
    const segment = walk.segment;
    segment.family = 6;
    segment.ipBytes = payloadLength === 0 ? end - at + walk.cutBytes : HEADER_BYTES + payloadLength;
    segment.ipId = -1;
    segment.ttl = b[at + 7]!;
    segment.src0 = u32be(b, at + 8);
    segment.src1 = u32be(b, at + 12);
    segment.src2 = u32be(b, at + 16);
    segment.src3 = u32be(b, at + 20);
    segment.dst0 = u32be(b, at + 24);
    segment.dst1 = u32be(b, at + 28);
    segment.dst2 = u32be(b, at + 32);
    segment.dst3 = u32be(b, at + 36);
    walk.ipProtocol(b[at + 6]!, b, payloadAt, payloadEnd);
  },
  describe: describeIpv6,
};

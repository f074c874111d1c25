/** IPv4, RFC 791. */
import { u16be, u32be } from '../../bytes/integers.js';
import type { Layer } from '../layer.js';
import { REASON } from '../reasons.js';
import { describeIpv4 } from './ipv4Fields.js';

const MIN_HEADER_BYTES = 20;
const MORE_FRAGMENTS = 0x2000;
const OFFSET_MASK = 0x1fff;

export const ipv4: Layer = {
  name: 'Internet Protocol Version 4',
  decode(walk, b, at, end) {
    if (end - at < MIN_HEADER_BYTES) return walk.skip(REASON.ipTruncated);
    const first = b[at]!;
    if (first >> 4 !== 4) return walk.skip(REASON.ipBadVersion);
    const headerBytes = (first & 0xf) * 4;
    if (headerBytes < MIN_HEADER_BYTES) return walk.skip(REASON.ipBadHeaderLength);
    if (headerBytes > end - at) return walk.skip(REASON.ipTruncated);

    const totalLength = u16be(b, at + 2);
    let payloadEnd = end;
    // 0: the kernel's segmentation offload had not filled it in yet; the datagram is as long as the packet.
    if (totalLength !== 0) {
      if (totalLength < headerBytes) return walk.skip(REASON.ipBadLength);
      payloadEnd = Math.min(end, at + totalLength);
      walk.cutBytes = at + totalLength - payloadEnd;
    }

    const segment = walk.segment;
    segment.family = 4;
    segment.ipBytes = totalLength === 0 ? end - at + walk.cutBytes : totalLength;
    segment.ipId = u16be(b, at + 4);
    segment.ttl = b[at + 8]!;
    segment.src0 = u32be(b, at + 12);
    segment.dst0 = u32be(b, at + 16);
    segment.src1 = segment.src2 = segment.src3 = 0;
    segment.dst1 = segment.dst2 = segment.dst3 = 0;

    const fragment = u16be(b, at + 6);
    if ((fragment & (MORE_FRAGMENTS | OFFSET_MASK)) === 0)
      return walk.ipProtocol(b[at + 9]!, b, at + headerBytes, payloadEnd);
    const more = (fragment & MORE_FRAGMENTS) !== 0;
    const offset = (fragment & OFFSET_MASK) * 8;
    walk.fragment(u16be(b, at + 4), b[at + 9]!, offset, more, b, at + headerBytes, payloadEnd);
  },
  describe: describeIpv4,
};

import { describe, expect, test } from 'vitest';
import { dissect } from '../../src/wire/dissect.js';
import { CARRIERS } from '../support/carriers.js';
import { decodeAll, payloadText, tupleText } from '../support/decoding.js';
import { bytesOf, ipv4, ipv6, join, LINK, packet, tcp } from '../support/packets.js';

const TCP = tcp({ srcPort: 1234, dstPort: 21, seq: 77, ack: 99, flags: 'PA', window: 500 }, 'USER a\r\n');
const INNER = {
  4: { datagram: ipv4({ src: '10.1.2.3', dst: '10.4.5.6' }, TCP), tuple: '10.1.2.3:1234 > 10.4.5.6:21' },
  6: { datagram: ipv6({ src: 'fe80::1', dst: 'fe80::2' }, TCP), tuple: '[fe80::1]:1234 > [fe80::2]:21' },
};

const CASES = CARRIERS.flatMap((carrier) =>
  ([4, 6] as const)
    .filter((family) => carrier.only === undefined || carrier.only === family)
    .map((family) => ({ name: `${carrier.name}, IPv${family}`, carrier, inner: INNER[family] })),
);

describe('a segment is found in', () => {
  test.each(CASES)('$name', ({ carrier, inner }) => {
    const { segments, skipped } = decodeAll(
      packet(carrier.wrap(inner.datagram), { linkType: carrier.linkType, frame: 9, nanoseconds: 5 }),
    );
    expect(skipped).toEqual({});
    expect(segments).toHaveLength(1);
    const [segment] = segments;
    expect(tupleText(segment!)).toBe(inner.tuple);
    expect(segment).toMatchObject({ frame: 9, timeNs: 5, seq: 77, ack: 99, flags: 0x18, window: 500, payloadBytes: 8 });
    expect(payloadText(segment!)).toBe('USER a\r\n');
  });
});

describe('the packet view goes the same way in', () => {
  test.each(CASES)('$name', ({ carrier, inner }) => {
    const each = packet(carrier.wrap(inner.datagram), { linkType: carrier.linkType });
    const fields = dissect(each);
    const names = fields.map((field) => field.name);
    const payload = fields.find((field) => field.name === 'TCP payload');
    expect(names).toContain('Transmission Control Protocol');
    expect(new TextDecoder().decode(each.bytes.subarray(payload?.start, payload?.end))).toBe('USER a\r\n');
    // Every byte in front of the payload belongs to some header.
    let reached = 0;
    for (const field of fields) {
      expect(field.start, field.name).toBeLessThanOrEqual(reached);
      reached = Math.max(reached, field.end);
    }
  });
});

describe('cut at any byte, a packet is counted once or yields its segment', () => {
  test.each(CASES)('$name', ({ carrier, inner }) => {
    const whole = bytesOf(carrier.wrap(inner.datagram));
    for (let snaplen = 0; snaplen < whole.length; snaplen++) {
      const { segments, skipped } = decodeAll(packet(whole, { linkType: carrier.linkType, snaplen }));
      const counted = Object.values(skipped).reduce((sum, n) => sum + n, 0);
      expect(segments.length + counted, `cut at ${snaplen}`).toBe(1);
      for (const segment of segments) expect(segment.payloadBytes, `cut at ${snaplen}`).toBe(8);
    }
  });
});

describe('a number of 32 bits that names what follows is no reason of its own beyond 16 bits', () => {
  const u32 = (value: number): Uint8Array => Buffer.from([value, value >>> 8, value >>> 16, value >>> 24]);
  const many = Array.from({ length: 300 }, (_, i) => (0x12345678 + i * 0x10001) >>> 0);

  test('an address family of BSD loopback', () => {
    const { skipped } = decodeAll(
      ...many.map((family) => packet(join(u32(family), 'rest'), { linkType: LINK.NULL })),
      packet(join(u32(77), 'rest'), { linkType: LINK.NULL }),
    );
    expect(skipped).toEqual({ 'link-malformed': 300, 'address-family-77': 1 });
  });

  test('a link type of PPI', () => {
    const ppi = (linkType: number) => join([0, 0, 8, 0], u32(linkType), 'rest');
    const { skipped } = decodeAll(
      ...many.map((linkType) => packet(ppi(linkType), { linkType: 192 })),
      packet(ppi(60_000), { linkType: 192 }),
    );
    expect(skipped).toEqual({ 'link-malformed': 300, 'link-type-60000': 1 });
  });
});

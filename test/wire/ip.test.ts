import { describe, expect, test } from 'vitest';
import { decodeAll, payloadText, tupleText } from '../support/decoding.js';
import { ethernet, hex, ipv4, ipv6, ipv6Extension, join, LINK, packet, tcp, udp } from '../support/packets.js';

const SEGMENT = tcp({ flags: 'PA' }, 'hello');

describe('IPv4', () => {
  test('padding behind the datagram is not payload', () => {
    const { segments } = decodeAll(packet(join(ethernet(ipv4({}, SEGMENT)), 'trailing rubbish')));
    expect(payloadText(segments[0]!)).toBe('hello');
    expect(segments[0]!.payloadBytes).toBe(5);
  });

  test('total length 0 means as long as the packet, as segmentation offload leaves it', () => {
    const { segments } = decodeAll(packet(ethernet(ipv4({ totalLength: 0 }, SEGMENT), { pad: false })));
    expect(payloadText(segments[0]!)).toBe('hello');
    expect(segments[0]!.payloadBytes).toBe(5);
  });

  test('total length 0 in a cut packet goes by the original length', () => {
    const cut = packet(ethernet(ipv4({ totalLength: 0 }, SEGMENT), { pad: false }), { snaplen: 54 + 2 });
    const { segments } = decodeAll(cut);
    expect(payloadText(segments[0]!)).toBe('he');
    expect(segments[0]!.payloadBytes).toBe(5);
  });

  test('what the snaplen cut is payload that was not captured', () => {
    const { segments } = decodeAll(packet(ethernet(ipv4({}, SEGMENT)), { snaplen: 54 + 2 }));
    expect(payloadText(segments[0]!)).toBe('he');
    expect(segments[0]!.payloadBytes).toBe(5);
  });

  test('a capture that lies about the original length is corrected by the header', () => {
    const cut = packet(ethernet(ipv4({}, SEGMENT)), { snaplen: 54 + 2, originalBytes: 54 + 2 });
    expect(decodeAll(cut).segments[0]!.payloadBytes).toBe(5);
  });

  test('options are passed over', () => {
    const { segments } = decodeAll(packet(ethernet(ipv4({ options: hex('94 04 00 00 01 01 01 00') }, SEGMENT))));
    expect(payloadText(segments[0]!)).toBe('hello');
  });

  test.each([
    ['ip-truncated', ethernet(ipv4({}, ''), { pad: false }).bytes.subarray(0, 33)],
    ['ip-truncated', ethernet(ipv4({ headerWords: 15 }, SEGMENT), { pad: false })],
    ['ip-bad-version', ethernet(ipv4({ version: 5 }, SEGMENT))],
    ['ip-bad-header-length', ethernet(ipv4({ headerWords: 4 }, SEGMENT))],
    ['ip-bad-length', ethernet(ipv4({ totalLength: 19 }, SEGMENT))],
    ['udp', ethernet(ipv4({}, udp(53, 53, 'x')))],
    ['ip-protocol-253', ethernet(ipv4({}, 'x'))],
    ['sctp', ethernet(ipv4({ protocol: 132 }, 'x'))],
    ['esp', ethernet(ipv4({ protocol: 50 }, 'x'))],
  ])('is counted as %s', (reason, content) => {
    expect(decodeAll(packet(content))).toMatchObject({ segments: [], skipped: { [reason]: 1 } });
  });
});

describe('IPv6', () => {
  test('addresses are read word by word', () => {
    const datagram = ipv6({ src: '2001:db8:1:2:3:4:5:6', dst: 'ff02::1' }, SEGMENT);
    expect(tupleText(decodeAll(packet(ethernet(datagram))).segments[0]!)).toBe(
      '[2001:db8:1:2:3:4:5:6]:40000 > [ff02::1]:21',
    );
  });

  test('payload length 0 means as long as the packet', () => {
    const { segments } = decodeAll(packet(ethernet(ipv6({ payloadLength: 0 }, SEGMENT), { pad: false })));
    expect(payloadText(segments[0]!)).toBe('hello');
  });

  test('an IPv4 segment does not keep words of an IPv6 one before it', () => {
    const { segments } = decodeAll(packet(ethernet(ipv6({}, SEGMENT))), packet(ethernet(ipv4({}, SEGMENT))));
    expect(segments[1]).toMatchObject({ family: 4, src1: 0, src2: 0, src3: 0, dst1: 0, dst2: 0, dst3: 0 });
  });

  test.each([
    ['ip-truncated', ipv6({}, '').bytes.subarray(0, 39)],
    ['ip-truncated', ipv6({ nextHeader: 60 }, 'short')],
    ['ip-truncated', ipv6({ nextHeader: 60 }, hex('06 ff 00 00 00 00 00 00'))],
    ['ipv6-no-next-header', ipv6({ nextHeader: 59 }, '')],
    ['icmpv6', ipv6({ nextHeader: 58 }, '')],
    ['ip-bad-version', hex('50 00 00 00')],
  ])('is counted as %s', (reason, content) => {
    const counted = decodeAll(packet(content, { linkType: LINK.RAW }));
    expect(counted).toMatchObject({ segments: [], skipped: { [reason]: 1 } });
  });

  test('a chain of extension headers without end is given up', () => {
    let chain = ipv6Extension(60, SEGMENT);
    for (let i = 0; i < 100; i++) chain = ipv6Extension(60, chain);
    expect(decodeAll(packet(ethernet(ipv6({}, chain)))).skipped).toEqual({ 'too-many-layers': 1 });
  });
});

test('tunnels in tunnels are followed up to a bound', () => {
  const nest = (depth: number) => {
    let datagram = ipv4({}, SEGMENT);
    for (let i = 0; i < depth; i++) datagram = ipv4({}, datagram);
    return decodeAll(packet(ethernet(datagram)));
  };
  expect(nest(10).segments).toHaveLength(1);
  expect(nest(100)).toMatchObject({ segments: [], skipped: { 'too-many-layers': 1 } });
});

test('each packet is counted once, each reason by itself', () => {
  const { skipped } = decodeAll(
    packet(ethernet('', { ethertype: 0x88cc })),
    packet(ethernet('', { ethertype: 0x88cc })),
    packet(ethernet('', { ethertype: 0x0806 })),
    packet(ethernet(hex('42 42 03'), { ethertype: 3 })),
    packet('', { linkType: 1 }),
    packet('whatever', { linkType: 147 }),
    packet(hex('c0 21 01 01 00 04'), { linkType: LINK.PPP }),
  );
  expect(skipped).toEqual({
    'ethertype-0x88cc': 2,
    arp: 1,
    'llc-sap-0x42': 1,
    'link-truncated': 1,
    'link-type-147': 1,
    'ppp-control': 1,
  });
});

import { describe, expect, test } from 'vitest';
import { decodeAll, payloadText } from '../support/decoding.js';
import { be16, be32, ethernet, hex, ipv4, ipv4Fragments, join, LINK, packet, tcp, udp } from '../support/packets.js';

const SEGMENT = tcp({ flags: 'PA' }, 'hello');
const FRAME = ethernet(ipv4({}, SEGMENT)).bytes;
const overUdp = (port: number, payload: Uint8Array | string) =>
  decodeAll(packet(ethernet(ipv4({}, udp(40000, port, payload)))));

describe('a tunnel is not claimed where its header does not fit', () => {
  test.each([
    ['VXLAN without the VNI flag', 4789, join(hex('00000000 00007b00'), FRAME)],
    ['VXLAN with a reserved byte set', 4789, join(hex('08000000 00007b01'), FRAME)],
    ['VXLAN too short for a frame', 4789, hex('08000000 00007b00')],
    ['VXLAN-GPE of an unknown protocol', 4790, join(hex('0c000009 00007b00'), FRAME)],
    ['Geneve of an unknown type', 6081, join(hex('0000 1234 00007b00'), FRAME)],
    ['Geneve of version 1', 6081, join(hex('4000 6558 00007b00'), FRAME)],
    ['GTP-U echo', 2152, join(hex('30 01 0000 00000000'), ipv4({}, SEGMENT))],
    ['GTP-U with an extension of length 0', 2152, join(hex('34 ff 0000 00000000 0000 00 85 00'), ipv4({}, SEGMENT))],
    ['L2TP control', 1701, join(hex('c802 0014 0001 0000 0000 0000'), ipv4({}, SEGMENT))],
    ['Teredo with IPv4 inside', 3544, ipv4({}, SEGMENT).bytes],
    ['DNS', 53, 'whatever'],
  ])('%s', (_, port, payload) => {
    expect(overUdp(port, payload)).toMatchObject({ segments: [], skipped: { udp: 1 } });
  });
});

test('a tunnel is found on its source port too', () => {
  const answer = packet(ethernet(ipv4({}, udp(4789, 40000, join(hex('08000000 00007b00'), FRAME)))));
  expect(payloadText(decodeAll(answer).segments[0]!)).toBe('hello');
});

describe('GRE is counted', () => {
  const gre = (bytes: Uint8Array) => decodeAll(packet(ethernet(ipv4({ protocol: 47 }, bytes), { pad: false }))).skipped;
  test.each([
    ['tunnel-empty', hex('0000 0800')],
    ['tunnel-malformed', hex('4000 0800 00000000')],
    ['tunnel-malformed', hex('0002 0800 00000000')],
    ['ip-truncated', hex('3000 0800 00')],
    ['ethertype-0x0000', hex('0000 0000 00')],
    ['ethertype-0x1234', hex('0000 1234 00')],
    ['tunnel-malformed', join(hex('1000 88be 00000000'), hex('2064 0001 00000000'), FRAME)],
  ])('as %s', (reason, bytes) => {
    expect(gre(bytes)).toEqual({ [reason]: 1 });
  });
});

test('a tunnel whose outer datagram came in fragments is followed once it is whole', () => {
  const tunnel = { bytes: join(be16(0), be16(0x6558), FRAME), ipProtocol: 47 };
  const { segments, skipped } = decodeAll(...ipv4Fragments({}, tunnel, [24]).map((part) => packet(ethernet(part))));
  expect(payloadText(segments[0]!)).toBe('hello');
  expect(skipped).toEqual({ fragment: 1 });
});

test('fragments inside a tunnel are put together too', () => {
  const inTunnel = ipv4Fragments({}, SEGMENT, [16]).map((part) =>
    packet(ethernet(ipv4({ src: '192.0.2.1', dst: '192.0.2.2' }, part))),
  );
  expect(payloadText(decodeAll(...inTunnel).segments[0]!)).toBe('hello');
});

test('inner payload that the snaplen cut is known by the inner length', () => {
  const whole = ethernet(ipv4({ src: '192.0.2.1' }, ipv4({}, tcp({}, 'x'.repeat(1000)))));
  const { segments } = decodeAll(packet(whole, { snaplen: 100 }));
  expect(segments[0]).toMatchObject({ payloadBytes: 1000, payloadStart: 74, payloadEnd: 100 });
});

describe('802.11', () => {
  const addresses = new Uint8Array(18);
  const dot11 = (control: number, flags: number) =>
    decodeAll(packet(join(control, flags, [0, 0], addresses, [0, 0], 'body'), { linkType: LINK.IEEE802_11 })).skipped;

  test.each([
    ['802.11-management', 0x80, 0],
    ['802.11-control', 0xd4, 0],
    ['802.11-no-data', 0x48, 1],
    ['802.11-encrypted', 0x08, 0x41],
  ])('%s frames are counted', (reason, control, flags) => {
    expect(dot11(control, flags)).toEqual({ [reason]: 1 });
  });

  test('all datagrams of an aggregate are read', () => {
    const llc = (text: string) => join(hex('aaaa03 000000 0800'), ipv4({}, tcp({}, text)));
    const sub = (text: string) => {
      const body = join(new Uint8Array(12), be16(llc(text).length), llc(text));
      return join(body, new Uint8Array(-body.length & 3));
    };
    const texts = Array.from({ length: 20 }, (_, i) => 'x'.repeat(i + 1));
    const whole = join([0x88, 2, 0, 0], addresses, [0, 0], [0x80, 0], ...texts.map(sub));
    const { segments, skipped } = decodeAll(packet(whole, { linkType: LINK.IEEE802_11 }));
    expect(segments.map(payloadText)).toEqual(texts);
    expect(skipped).toEqual({});
  });
});

test('a pseudowire address that begins with zeros is not taken for a control word', () => {
  const frame = ethernet(ipv4({}, SEGMENT), { dst: '00:00:0c:07:ac:01' });
  const labelled = ethernet(join(be32(0x00010140), frame), { ethertype: 0x8847 });
  expect(payloadText(decodeAll(packet(labelled)).segments[0]!)).toBe('hello');
});

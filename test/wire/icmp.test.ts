import { describe, expect, test } from 'vitest';
import { decodeAll, tupleText } from '../support/decoding.js';
import { ethernet, icmp, icmpv6, ipv4, ipv6, ipv6Extension, packet, tcp, udp } from '../support/packets.js';

const SYN = tcp({ srcPort: 20, dstPort: 5000, seq: 0xdeadbeef, flags: 'S' });
const QUOTED4 = ipv4({ src: '10.0.0.2', dst: '10.0.0.1' }, SYN).bytes;
const QUOTED6 = ipv6({ src: 'fd00::2', dst: 'fd00::1' }, SYN).bytes;

const error4 = (type: number, code: number, quote = QUOTED4) =>
  decodeAll(packet(ethernet(ipv4({ src: '192.0.2.9', dst: '10.0.0.2' }, icmp(type, code, quote))), { frame: 7 }));
const error6 = (type: number, code: number, quote = QUOTED6) =>
  decodeAll(packet(ethernet(ipv6({ src: 'fd00::9', dst: 'fd00::2' }, icmpv6(type, code, quote))), { frame: 7 }));

describe('ICMP', () => {
  test('tells who complains about which segment', () => {
    const { errors, skipped } = error4(3, 1);
    expect(skipped).toEqual({});
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ frame: 7, reporter: '192.0.2.9', family: 4, type: 3, code: 1, seq: 0xdeadbeef });
    expect(errors[0]).toMatchObject({ text: 'host unreachable', prohibited: false });
    expect(tupleText(errors[0]!.quoted)).toBe('10.0.0.2:20 > 10.0.0.1:5000');
  });

  test('eight bytes of TCP are enough, seven are not', () => {
    expect(tupleText(error4(3, 1, QUOTED4.subarray(0, 28)).errors[0]!.quoted)).toBe('10.0.0.2:20 > 10.0.0.1:5000');
    expect(error4(3, 1, QUOTED4.subarray(0, 27))).toMatchObject({ errors: [], skipped: { icmp: 1 } });
  });

  test.each([
    [3, 9, true, 'communication with network administratively prohibited'],
    [3, 10, true, 'communication with host administratively prohibited'],
    [3, 13, true, 'communication administratively prohibited'],
    [3, 3, false, 'port unreachable'],
    [3, 4, false, 'fragmentation needed'],
    [3, 200, false, 'destination unreachable'],
    [11, 0, false, 'time to live exceeded'],
    [5, 13, false, 'redirect'],
  ])('type %i code %i: prohibited %s, %s', (type, code, prohibited, text) => {
    expect(error4(type, code).errors[0]).toMatchObject({ prohibited, text });
  });

  test.each([
    ['an echo request', 8, QUOTED4],
    ['a quoted UDP datagram', 3, ipv4({}, udp(1, 2, 'xxxx')).bytes],
    ['a quoted later fragment', 3, ipv4({ protocol: 6, fragmentOffset: 8 }, SYN.bytes).bytes],
    ['a quoted header that cannot be', 3, ipv4({ headerWords: 2 }, SYN).bytes],
    ['a quoted IPv6 datagram', 3, QUOTED6],
  ])('%s is counted', (_, type, quote) => {
    expect(error4(type, 0, quote)).toMatchObject({ errors: [], segments: [], skipped: { icmp: 1 } });
  });
});

describe('ICMPv6', () => {
  test('tells who complains about which segment', () => {
    const { errors } = error6(1, 3);
    expect(errors[0]).toMatchObject({ reporter: 'fd00::9', family: 6, seq: 0xdeadbeef, prohibited: false });
    expect(errors[0]!.text).toBe('address unreachable');
    expect(tupleText(errors[0]!.quoted)).toBe('[fd00::2]:20 > [fd00::1]:5000');
  });

  test.each([
    [1, 1, true],
    [1, 5, true],
    [1, 6, true],
    [1, 4, false],
    [3, 1, false],
  ])('type %i code %i: prohibited %s', (type, code, prohibited) => {
    expect(error6(type, code).errors[0]).toMatchObject({ prohibited });
  });

  test('the quoted segment is found behind extension headers', () => {
    const quote = ipv6({ src: 'fd00::2', dst: 'fd00::1' }, ipv6Extension(0, ipv6Extension(60, SYN, 1))).bytes;
    expect(tupleText(error6(1, 0, quote).errors[0]!.quoted)).toBe('[fd00::2]:20 > [fd00::1]:5000');
  });

  test('neighbor discovery and cut quotes are counted', () => {
    expect(error6(135, 0)).toMatchObject({ errors: [], skipped: { icmpv6: 1 } });
    expect(error6(1, 0, QUOTED6.subarray(0, 47))).toMatchObject({ errors: [], skipped: { icmpv6: 1 } });
  });
});

import { describe, expect, test } from 'vitest';
import { decodeAll, payloadText } from '../support/decoding.js';
import { ethernet, hex, ipv4, packet, type TcpFields, tcp } from '../support/packets.js';

const decodeOne = (fields: TcpFields, payload = '') => decodeAll(packet(ethernet(ipv4({}, tcp(fields, payload)))));

describe('TCP', () => {
  test('all header fields arrive', () => {
    const fields = { srcPort: 65535, dstPort: 1, seq: 0xffffffff, ack: 0x80000000, window: 0x8001 };
    const { segments } = decodeOne({ ...fields, flags: 'FSRPAUEC' }, 'x');
    expect(segments[0]).toMatchObject({ ...fields, flags: 0xff, payloadBytes: 1, frame: 1, timeNs: 0 });
  });

  test('the window scale of a SYN is read', () => {
    const { segments } = decodeOne({ flags: 'S', mss: 1460, windowScale: 7, sackPermitted: true });
    expect(segments[0]).toMatchObject({ windowScale: 7, payloadBytes: 0 });
  });

  test('it is found behind other options, and not behind the end of the list', () => {
    const timestampsThenScale = hex('01 01 08 0a 00000001 00000002 03 03 07');
    const endThenScale = hex('00 03 03 07');
    expect(decodeOne({ flags: 'S', options: timestampsThenScale }).segments[0]).toMatchObject({ windowScale: 7 });
    expect(decodeOne({ flags: 'S', options: endThenScale }).segments[0]).toMatchObject({ windowScale: -1 });
  });

  test('without SYN there is none, and none is left over from the segment before', () => {
    const { segments } = decodeAll(
      packet(ethernet(ipv4({}, tcp({ flags: 'S', windowScale: 7 })))),
      packet(ethernet(ipv4({}, tcp({ flags: 'A', windowScale: 7 })))),
    );
    expect(segments[1]).toMatchObject({ windowScale: -1 });
  });

  test.each([
    ['of length 0', hex('03 00 07')],
    ['of length 1', hex('03 01 07')],
    ['longer than the header', hex('03 0c 07')],
    ['with a wrong length of its own', hex('03 04 07 01')],
  ])('a malformed option, %s, is not believed', (_, options) => {
    expect(decodeOne({ flags: 'S', options }, 'x').segments[0]).toMatchObject({ windowScale: -1, payloadBytes: 1 });
  });

  test('a wrong checksum is no reason to drop', () => {
    expect(payloadText(decodeOne({ checksum: 0xdead }, 'hello').segments[0]!)).toBe('hello');
  });

  test('a data offset that cannot be is counted', () => {
    expect(decodeOne({ dataOffset: 4 }).skipped).toEqual({ 'tcp-bad-data-offset': 1 });
    expect(decodeOne({ dataOffset: 15 }, 'short').skipped).toEqual({ 'tcp-bad-data-offset': 1 });
  });

  test('a header that the snaplen cut is counted; with its first 20 bytes it is a segment', () => {
    const whole = ethernet(ipv4({}, tcp({ flags: 'S', mss: 1460, windowScale: 7 }, 'data')));
    expect(decodeAll(packet(whole, { snaplen: 34 + 19 })).skipped).toEqual({ 'tcp-truncated': 1 });
    const { segments } = decodeAll(packet(whole, { snaplen: 34 + 24 }));
    expect(segments[0]).toMatchObject({
      windowScale: -1,
      payloadBytes: 4,
      payloadStart: 58,
      payloadEnd: 58,
    });
  });
});

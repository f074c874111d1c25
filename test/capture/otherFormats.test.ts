import { describe, expect, test } from 'vitest';
import { openSource } from '../../src/capture/formats.js';
import { isNetmon, readNetmon } from '../../src/capture/netmon.js';
import { isPppdump, readPppdump } from '../../src/capture/pppdump.js';
import { isSnoop, readSnoop } from '../../src/capture/snoop.js';
import { be16, be32, join, le16, le32 } from '../support/packets.js';
import { damageOf, drain, readBytes, temporaryFile } from './support.js';

const abc = Uint8Array.of(0x61, 0x62, 0x63);
const defgh = Uint8Array.of(0x64, 0x65, 0x66, 0x67, 0x68);

describe('snoop (RFC 1761)', () => {
  const header = (linkType: number) => join('snoop\0\0\0', be32(2), be32(linkType));
  const record = (bytes: Uint8Array, original: number, drops: number, seconds: number, micros: number) => {
    const padding = new Uint8Array((4 - (bytes.length % 4)) % 4);
    const lengths = [be32(original), be32(bytes.length), be32(24 + bytes.length + padding.length), be32(drops)];
    return join(...lengths, be32(seconds), be32(micros), bytes, padding);
  };
  const records = [record(abc, 60, 0, 1_700_000_000, 123_456), record(defgh, 5, 7, 1_700_000_001, 0)];
  const file = join(header(4), ...records);

  test('packets, times, lengths and drops, however the bytes arrive', async () => {
    for (const pieceBytes of [1, 5, 24, file.length]) {
      const { packets, status } = await readBytes(readSnoop, file, pieceBytes);
      expect(packets).toEqual([
        { frame: 1, time: '1700000000.123456000', linkType: 1, originalBytes: 60, hex: '616263' },
        { frame: 2, time: '1700000001.000000000', linkType: 1, originalBytes: 5, hex: '6465666768' },
      ]);
      expect(status).toMatchObject({ damaged: false, droppedByKernel: 7, linkTypes: [1] });
    }
    expect((await drain(openSource(temporaryFile('a.snoop', file)))).status.format).toBe('snoop');
  });

  test('cut at every byte', async () => {
    const borders = [16, 16 + records[0]!.length, file.length];
    for (let cut = 8; cut <= file.length; cut++) {
      expect(isSnoop(file.slice(0, cut))).toBe(true);
      const { packets, status } = await readBytes(readSnoop, file.slice(0, cut));
      expect(packets).toHaveLength(Math.max(0, borders.filter((border) => border <= cut).length - 1));
      expect(status.damaged, `cut at byte ${cut}`).toBe(!borders.includes(cut));
    }
  });

  test('a record shorter than what it holds ends the reading', async () => {
    const bad = join(be32(9), be32(999), be32(28), be32(0), be32(0), be32(0), defgh);
    const { packets, status } = await readBytes(readSnoop, join(file, bad, file));
    expect(packets).toHaveLength(2);
    expect(damageOf(status)).toMatchObject({ damaged: true, problems: [{ code: 'bad-record', frame: 2 }] });
  });

  test('an unknown datalink type is named, not guessed', async () => {
    const { status } = await readBytes(readSnoop, join(header(9), ...records));
    expect(status.linkTypes).toEqual([0xffff]);
  });
});

describe('pppdump (pppd record)', () => {
  const IP = [0xff, 0x03, 0x00, 0x21, 0x45, 0x7e, 0x7d, 0x00];
  const escaped = (bytes: readonly number[]): number[] =>
    bytes.flatMap((byte) => (byte === 0x7e || byte === 0x7d || byte < 0x20 ? [0x7d, byte ^ 0x20] : [byte]));
  /** With a check sequence of any value, between flags. */
  const line = [0x7e, ...escaped([...IP, 1, 2]), 0x7e, ...escaped([...IP.slice(0, 5), 3, 4]), 0x7e];
  const data = (type: number, bytes: readonly number[]) => join([type], be16(bytes.length), bytes);
  const start = join([7], be32(1_700_000_000));
  const file = join(
    start,
    data(1, line.slice(0, 5)),
    join([6, 3]),
    data(2, [0x7e, ...escaped([...IP.slice(0, 6), 9, 9])]),
    data(1, line.slice(5)),
    join([5], be32(600)),
    [3],
    data(2, [0x7e]),
    [4],
  );

  test('frames of both directions, their bytes and times, however the bytes arrive', async () => {
    for (const pieceBytes of [1, 7, file.length]) {
      const { packets, status } = await readBytes(readPppdump, file, pieceBytes);
      expect(packets.map(({ hex, time }) => [hex, time])).toEqual([
        ['ff030021457e7d00', '1700000000.300000000'],
        ['ff03002145', '1700000000.300000000'],
        ['ff030021457e', '1700000060.300000000'],
      ]);
      expect(status).toMatchObject({ damaged: false, linkTypes: [50] });
    }
    expect((await drain(openSource(temporaryFile('a.pppdump', file)))).status.format).toBe('pppdump');
  });

  test('what only begins like one is none', () => {
    expect(isPppdump(join([7], be32(1_700_000_000), [9]))).toBe(false);
    expect(isPppdump(join([7], be32(1_000), [1]))).toBe(false);
    expect(isPppdump(start)).toBe(false);
  });

  test('cut, and with a record of no known type, it is damaged', async () => {
    for (const bad of [file.slice(0, 12), join(file, [99])]) {
      const { status } = await readBytes(readPppdump, bad);
      expect(status.damaged).toBe(true);
    }
  });
});

describe('Microsoft Network Monitor', () => {
  // 2023-11-14 22:13:20.500, a Tuesday.
  const started = [2023, 11, 2, 14, 22, 13, 20, 500].flatMap(le16);
  /** Frames in the file's order; the table names them in the order of `order`. */
  function build(magic: string, major: number, minor: number, frames: Uint8Array[], order = frames.map((_, i) => i)) {
    const starts: number[] = [];
    let at = 128;
    for (const frame of frames) {
      starts.push(at);
      at += frame.length;
    }
    const table = join(...order.map((i) => le32(starts[i]!)));
    const head = join(magic, [minor, major], le16(1), started, le32(at), le32(table.length));
    return join(head, new Uint8Array(128 - head.length), ...frames, table);
  }
  const frame2 = (micros: number, bytes: Uint8Array, original: number, trailer: number[] = []) =>
    join(le32(micros >>> 0), le32(micros < 0 ? 0xffffffff : 0), le32(original), le32(bytes.length), bytes, trailer);
  const old = (millis: number, bytes: Uint8Array) => join(le32(millis), le16(bytes.length), le16(bytes.length), bytes);

  test('2.0: frames where the table says, times before the start, too', async () => {
    const file = build('GMBU', 2, 0, [frame2(600_001, defgh, 5), frame2(-500_001, abc, 60)], [1, 0]);
    const { packets, status } = await readBytes(readNetmon, file, 50);
    expect(packets).toEqual([
      { frame: 1, time: '1699999999.999999000', linkType: 1, originalBytes: 60, hex: '616263' },
      { frame: 2, time: '1700000001.100001000', linkType: 1, originalBytes: 5, hex: '6465666768' },
    ]);
    expect(status.damaged).toBe(false);
    expect(status.problems.map(({ code }) => code)).toEqual(['local-times']);
    expect((await drain(openSource(temporaryFile('a.cap', file)))).status.format).toBe('netmon');
  });

  test.each([
    [1, 2],
    [2, 6],
    [3, 15],
  ])('2.%i: each frame has its own network type behind it', async (minor, trailerBytes) => {
    const trailer = (network: number) => [...le16(network), ...new Array<number>(trailerBytes - 2).fill(9)];
    const networks = [1, 9, 0xe071, 0xfffb];
    const frames = networks.map((network) => frame2(0, abc, 3, trailer(network)));
    const { packets } = await readBytes(readNetmon, build('GMBU', 2, minor, frames));
    expect(packets.map(({ linkType, hex }) => [linkType, hex])).toEqual([
      [1, '616263'],
      [101, '616263'],
      [113, '616263'],
      [0xffff, '616263'],
    ]);
  });

  test('1.1: milliseconds and short lengths', async () => {
    const { packets } = await readBytes(readNetmon, build('RTSS', 1, 1, [old(250, abc), old(1_500, defgh)]));
    expect(packets.map(({ time, hex }) => [time, hex])).toEqual([
      ['1700000000.750000000', '616263'],
      ['1700000002.000000000', '6465666768'],
    ]);
  });

  test('cut anywhere: the frames before the cut', async () => {
    const frames = [frame2(0, abc, 3), frame2(1, defgh, 5)];
    const file = build('GMBU', 2, 0, frames);
    const ends = [128, 128 + frames[0]!.length, 128 + frames[0]!.length + frames[1]!.length];
    for (let cut = 4; cut < file.length; cut++) {
      expect(isNetmon(file.slice(0, cut))).toBe(true);
      const { packets, status } = await readBytes(readNetmon, file.slice(0, cut));
      const whole = ends.filter((end) => end <= cut).length - 1;
      // Bytes of the table are no frame, so that what follows the last frame cannot be mistaken for one.
      expect(packets.map(({ frame }) => frame)).toEqual([1, 2].slice(0, Math.max(0, whole)));
      expect(status.damaged).toBe(true);
    }
  });

  test('a table that points anywhere ends the reading', async () => {
    const file = build('GMBU', 2, 0, [frame2(0, abc, 3), frame2(1, defgh, 5)]);
    new DataView(file.buffer).setUint32(file.length - 4, 0x7fffffff, true);
    const { packets, status } = await readBytes(readNetmon, file);
    expect(packets).toHaveLength(1);
    expect(damageOf(status)).toMatchObject({ damaged: true, problems: [{ code: 'truncated-file', frame: 1 }, {}] });
  });
});

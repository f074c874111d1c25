import { describe, expect, test } from 'vitest';
import { openSource } from '../../src/capture/formats.js';
import { readPcap } from '../../src/capture/pcap.js';
import { LIMITS } from '../../src/limits.js';
import { join } from '../support/packets.js';
import { damageOf, drain, type Order, problemsOf, readBytes, temporaryFile, u16, u32 } from './support.js';

type Dialect = { magic?: number; order?: Order; version?: [number, number]; snaplen?: number; network?: number };

function fileHeader({
  magic = 0xa1b2c3d4,
  order = 'little',
  version = [2, 4],
  snaplen = 65_535,
  network = 1,
}: Dialect) {
  const [major, minor] = version;
  return join(
    ...[u32(order, magic), u16(order, major), u16(order, minor), u32(order, 0), u32(order, 0)],
    ...[u32(order, snaplen), u32(order, network)],
  );
}

const abc = Uint8Array.of(0x61, 0x62, 0x63);
const defgh = Uint8Array.of(0x64, 0x65, 0x66, 0x67, 0x68);

function record(order: Order, seconds: number, fraction: number, bytes: Uint8Array, more: RecordFields = {}) {
  const { captured = bytes.length, original = bytes.length, extra = new Uint8Array(0) } = more;
  return join(u32(order, seconds), u32(order, fraction), u32(order, captured), u32(order, original), extra, bytes);
}

type RecordFields = { captured?: number; original?: number; extra?: Uint8Array };

const read = (bytes: Uint8Array, pieceBytes?: number) => readBytes(readPcap, bytes, pieceBytes);

describe('every dialect gives the same packets, however the bytes arrive', () => {
  const extra = Uint8Array.of(1, 0, 0, 0, 8, 0, 4, 0);
  const dialects: [string, Dialect, number, RecordFields, boolean][] = [
    ['microseconds, little endian', {}, 123_456, {}, false],
    ['microseconds, big endian', { order: 'big' }, 123_456, {}, false],
    ['nanoseconds, little endian', { magic: 0xa1b23c4d }, 123_456_000, {}, false],
    ['nanoseconds, big endian', { magic: 0xa1b23c4d, order: 'big' }, 123_456_000, {}, false],
    ['modified, little endian', { magic: 0xa1b2cd34 }, 123_456, { extra }, false],
    ['modified, big endian', { magic: 0xa1b2cd34, order: 'big' }, 123_456, { extra }, false],
    ['version 2.2: original length first', { version: [2, 2] }, 123_456, {}, true],
    ['version 543.0 of DG/UX: original length first', { version: [543, 0], order: 'big' }, 123_456, {}, true],
    ['version 2.3: the smaller length is the captured one', { version: [2, 3] }, 123_456, {}, true],
    ['version 2.3, already in the new order', { version: [2, 3] }, 123_456, {}, false],
  ];
  for (const [name, dialect, fraction, fields, swapped] of dialects) {
    test(name, async () => {
      const order = dialect.order ?? 'little';
      const lengths = swapped ? { captured: 9, original: 5 } : { captured: 5, original: 9 };
      const file = join(
        fileHeader(dialect),
        record(order, 1_700_000_000, fraction, abc, fields),
        record(order, 0xfffffffe, 0, defgh, { ...fields, ...lengths }),
        record(order, 1_700_000_001, fraction, new Uint8Array(0), fields),
      );
      for (const pieceBytes of [1, 2, 7, 16, 41, file.length]) {
        const { packets, status } = await read(file, pieceBytes);
        expect(packets).toEqual([
          { frame: 1, time: '1700000000.123456000', linkType: 1, originalBytes: 3, hex: '616263' },
          { frame: 2, time: '4294967294.000000000', linkType: 1, originalBytes: 9, hex: '6465666768' },
          { frame: 3, time: '1700000001.123456000', linkType: 1, originalBytes: 0, hex: '' },
        ]);
        expect(status.damaged).toBe(false);
        expect(status.problems).toEqual([]);
        expect(status.fractionDigits).toBe(dialect.magic === 0xa1b23c4d ? 9 : 6);
      }
    });
  }
});

describe('record headers of 24 bytes under the usual magic number (Red Hat 6.1)', () => {
  const extra = Uint8Array.of(2, 0, 0, 0, 8, 0, 4, 0);
  const frame = Uint8Array.from({ length: 60 }, (_, i) => i);
  for (const order of ['little', 'big'] as const) {
    for (const count of [1, 2, 9]) {
      test(`${count} packets, ${order} endian`, async () => {
        const records = Array.from({ length: count }, (_, i) =>
          record(order, 1_700_000_000 + i, 5, frame.subarray(i), { extra }),
        );
        const { packets, status } = await drain(
          openSource(temporaryFile('rh61.pcap', join(fileHeader({ order }), ...records))),
        );
        expect(packets.map(({ hex }) => hex)).toEqual(
          records.map((_, i) => Buffer.from(frame.subarray(i)).toString('hex')),
        );
        expect(status.damaged).toBe(false);
      });

      test(`${count} packets of the plain dialect stay what they are, ${order} endian`, async () => {
        const records = Array.from({ length: count }, (_, i) => record(order, 1_700_000_000 + i, 5, frame.subarray(i)));
        const { packets } = await drain(
          openSource(temporaryFile('rh61.pcap', join(fileHeader({ order }), ...records))),
        );
        expect(packets).toHaveLength(count);
        expect(packets[0]!.hex).toBe(Buffer.from(frame).toString('hex'));
      });
    }
  }

  test('a plain file that is damaged is not taken for one', async () => {
    const bad = record('little', 1_700_000_000, 5, frame, { captured: 0x7fffffff });
    const { packets, status } = await drain(
      openSource(temporaryFile('bad.pcap', join(fileHeader({}), record('little', 1_700_000_000, 5, frame), bad))),
    );
    expect(packets).toHaveLength(1);
    expect(status.damaged).toBe(true);
  });
});

describe('the network field', () => {
  const cases: [string, number, number][] = [
    ['an FCS length in the upper bits', 0x24000001, 1],
    ['a link type above 255', 276, 276],
    ['reserved bits set', 0x03ff0071, 113],
    ['raw IP as old Linux wrote it', 12, 101],
    ['raw IP as OpenBSD writes it', 14, 101],
    ['an unknown one', 0xffff, 0xffff],
  ];
  for (const [name, network, linkType] of cases) {
    test(name, async () => {
      const { packets, status } = await read(join(fileHeader({ network }), record('little', 1, 2, abc)));
      expect(packets[0]?.linkType).toBe(linkType);
      expect(status.linkTypes).toEqual([linkType]);
    });
  }
});

describe('a file that ends early', () => {
  for (const dialect of [{}, { magic: 0xa1b2cd34, order: 'big' }] as Dialect[]) {
    test(`cut at every byte (${dialect.magic === undefined ? 'plain' : 'modified'})`, async () => {
      const order = dialect.order ?? 'little';
      const extra = new Uint8Array(dialect.magic === undefined ? 0 : 8);
      const records = [abc, defgh, abc].map((bytes, i) => record(order, i, 0, bytes, { extra }));
      const file = join(fileHeader(dialect), ...records);
      const borders = [24];
      for (const each of records) borders.push(borders.at(-1)! + each.length);
      const all = (await read(file)).packets;
      for (let cut = 0; cut <= file.length; cut++) {
        const { packets, status } = await read(file.slice(0, cut), 13);
        const whole = borders.filter((border) => border <= cut).length - 1;
        expect(packets, `cut at byte ${cut}`).toEqual(all.slice(0, Math.max(whole, 0)));
        expect(status.damaged, `cut at byte ${cut}`).toBe(!borders.includes(cut));
        if (borders.includes(cut)) continue;
        expect(problemsOf(status).map(({ code, frame }) => [code, frame])).toEqual([
          ['truncated-file', whole > 0 ? whole : null],
        ]);
      }
    });
  }
});

describe('records that cannot be believed', () => {
  test('an absurd captured length ends the reading, and what stood before is delivered', async () => {
    const bad = record('little', 3, 0, abc, { captured: 0x6effffff });
    const file = join(
      fileHeader({}),
      record('little', 1, 0, abc),
      record('little', 2, 0, defgh),
      bad,
      new Uint8Array(999),
    );
    const { packets, status } = await read(file, 50);
    expect(packets.map(({ hex }) => hex)).toEqual(['616263', '6465666768']);
    expect(status.damaged).toBe(true);
    expect(status.problems).toHaveLength(1);
    expect(problemsOf(status)[0]).toMatchObject({ code: 'bad-record', frame: 2 });
    expect(problemsOf(status)[0]?.message).toMatch(/frame 3 claims 1,862,270,975 captured bytes .*byte 64 on/);
  });

  test('a bad record right after the header', async () => {
    const { packets, status } = await read(join(fileHeader({}), record('little', 3, 0, abc, { captured: 1e9 })));
    expect(packets).toEqual([]);
    expect(damageOf(status)).toMatchObject({ damaged: true, problems: [{ code: 'bad-record', frame: null }] });
  });

  test.each([
    ['snaplen 0', 0, LIMITS.packetBytes, true],
    ['snaplen 0, one byte too many', 0, LIMITS.packetBytes + 1, false],
    ['a small snaplen that the writer did not keep', 68, 9_000, true],
    ['a large snaplen that the packets need', 1_000_000, 1_000_000, true],
    ['an absurd snaplen is not believed', 0xffffffff, LIMITS.jumboPacketBytes + 1, false],
  ])('%s', async (_name, snaplen, bytes, sound) => {
    const file = join(fileHeader({ snaplen }), record('little', 1, 0, new Uint8Array(bytes)));
    const { packets, status } = await read(file);
    expect(packets.map(({ hex }) => hex.length / 2)).toEqual(sound ? [bytes] : []);
    expect(status.damaged).toBe(!sound);
  });

  test('a captured length above the original one is kept', async () => {
    const { packets, status } = await read(join(fileHeader({}), record('little', 1, 0, defgh, { original: 2 })));
    expect(packets[0]).toMatchObject({ originalBytes: 2, hex: '6465666768' });
    expect(status.damaged).toBe(false);
  });
});

test('fractions out of range are carried into the seconds, and reported once', async () => {
  const file = join(
    fileHeader({}),
    record('little', 10, 999_999, abc),
    record('little', 10, 1_000_000, abc),
    record('little', 10, 0xffffffff, abc),
  );
  const { packets, status } = await read(file);
  expect(packets.map(({ time }) => time)).toEqual(['10.999999000', '11.000000000', '4304.967295000']);
  expect(status.damaged).toBe(false);
  expect(problemsOf(status)).toEqual([
    { code: 'time-out-of-range', frame: 2, message: expect.stringContaining('2 packets') },
  ]);
});

test('an unknown version is read, and reported', async () => {
  const { packets, status } = await read(join(fileHeader({ version: [7, 4] }), record('little', 1, 0, abc)));
  expect(packets).toHaveLength(1);
  expect(problemsOf(status)).toMatchObject([{ code: 'unknown-version', message: expect.stringContaining('7.4') }]);
});

test('packets keep their bytes until the next batch is asked for', async () => {
  const many = Array.from({ length: 500 }, (_, i) => record('little', i, 0, Uint8Array.of(i & 255, i >> 8, 1, 2)));
  const { packets } = await read(join(fileHeader({}), ...many), 333);
  expect(packets).toHaveLength(500);
  packets.forEach(({ hex }, i) => {
    expect(hex).toBe(Buffer.from([i & 255, i >> 8, 1, 2]).toString('hex'));
  });
});

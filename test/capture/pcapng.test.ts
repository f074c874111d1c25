import { describe, expect, test } from 'vitest';
import { readPcapng } from '../../src/capture/pcapng.js';
import { LIMITS } from '../../src/limits.js';
import { join } from '../support/packets.js';
import { Blocks, damageOf, type Order, problemsOf, readBytes } from './support.js';

const abc = Uint8Array.of(0x61, 0x62, 0x63);
const defgh = Uint8Array.of(0x64, 0x65, 0x66, 0x67, 0x68);
const read = (bytes: Uint8Array, pieceBytes?: number) => readBytes(readPcapng, bytes, pieceBytes);
const MICRO = 1_700_000_000_123_456n;

describe.each<Order>(['little', 'big'])('%s endian', (order) => {
  const b = new Blocks(order);

  test('all packet blocks, between blocks that nobody needs', async () => {
    const file = join(
      b.section(),
      b.interface(1, new Uint8Array(0), 4),
      b.block(0x0bad, defgh),
      b.enhanced(0, MICRO, abc, { original: 60 }),
      b.block(4, new Uint8Array(40)),
      b.interface(276),
      b.obsolete(1, 7, MICRO + 1n, defgh),
      b.block(0x80000001, new Uint8Array(300)),
      b.simple(Uint8Array.of(1, 2, 3, 4), 9),
    );
    for (const pieceBytes of [1, 3, 8, 12, 50, file.length]) {
      const { packets, status } = await read(file, pieceBytes);
      expect(packets).toEqual([
        { frame: 1, time: '1700000000.123456000', linkType: 1, originalBytes: 60, hex: '616263' },
        { frame: 2, time: '1700000000.123457000', linkType: 276, originalBytes: 5, hex: '6465666768' },
        { frame: 3, time: '0.000000000', linkType: 1, originalBytes: 9, hex: '01020304' },
      ]);
      expect(status).toMatchObject({ damaged: false, linkTypes: [1, 276], fractionDigits: 6 });
      expect(problemsOf(status).map(({ code, frame }) => [code, frame])).toEqual([['no-time', 3]]);
    }
  });

  test('cut at every byte: whole blocks are read, and only a border is no damage', async () => {
    const blocks = [
      b.section(),
      b.interface(),
      b.enhanced(0, MICRO, abc),
      b.block(4, defgh),
      b.enhanced(0, MICRO, defgh),
    ];
    const file = join(...blocks);
    const ends = blocks.map((_, i) => join(...blocks.slice(0, i + 1)).length);
    const all = (await read(file)).packets;
    for (let cut = 4; cut <= file.length; cut++) {
      const { packets, status } = await read(file.slice(0, cut), 11);
      const whole = [2, 4].filter((i) => ends[i]! <= cut).length;
      expect(packets, `cut at byte ${cut}`).toEqual(all.slice(0, whole));
      expect(status.damaged, `cut at byte ${cut}`).toBe(!ends.includes(cut));
    }
  });

  test('time units and offsets', async () => {
    const cases: [number[], bigint, bigint, string][] = [
      [[0], 5n, 0n, '5.000000000'],
      [[3], 5_250n, 0n, '5.250000000'],
      [[6], MICRO, -1n, '1699999999.123456000'],
      [[6], MICRO, 3_600n, '1700003600.123456000'],
      [[9], 1_700_000_000_123_456_789n, 0n, '1700000000.123456789'],
      [[9], 0xffff_ffff_ffff_ffffn, 0n, '18446744073.709551615'],
      [[12], 1_700_000_000_123_456_789_999n & 0xffff_ffff_ffff_ffffn, 0n, '2919856.253961034'],
      [[0x80 | 0], 7n, 0n, '7.000000000'],
      [[0x80 | 10], 7n * 1024n + 512n, 0n, '7.500000000'],
      [[0x80 | 20], (1_700_000_000n << 20n) + 1n, 0n, '1700000000.000000953'],
      [[0x80 | 32], (1_700_000_000n << 32n) + 0xffff_ffffn, 0n, '1700000000.999999999'],
      [[0x80 | 40], (1_700_000n << 40n) + 1n, 0n, '1700000.000000000'],
      [[0x80 | 63], (1n << 63n) + (1n << 62n), 0n, '1.500000000'],
    ];
    for (const [resolution, ticks, offset, time] of cases) {
      const options = join(b.option(9, resolution), b.option(14, b.u64(offset)), b.option(0, []));
      const { packets } = await read(join(b.section(), b.interface(1, options), b.enhanced(0, ticks, abc)));
      const expected = resolution[0] === 12 ? exactly(ticks, 10n ** 12n) : time;
      expect(packets[0]?.time, `resolution ${resolution}`).toBe(expected);
    }
  });

  test('the time of one interface does not depend on the packets of another', async () => {
    const nano = b.interface(1, b.option(9, [9]));
    const times = [0n, 0xffff_ffffn, 0x1_0000_0000n, 0x1_0000_0001n, 0xffff_ffffn, 1_700_000_000_999_999_999n];
    const blocks = times.flatMap((time) => [b.enhanced(0, time, abc), b.enhanced(1, time, abc)]);
    const { packets, status } = await read(join(b.section(), nano, b.interface(), ...blocks));
    expect(packets.map(({ time }) => time)).toEqual(
      times.flatMap((time) => [exactly(time, 1_000_000_000n), exactly(time, 1_000_000n)]),
    );
    expect(status.fractionDigits).toBe(9);
  });
});

const exactly = (ticks: bigint, perSecond: bigint): string =>
  `${ticks / perSecond}.${String(((ticks % perSecond) * 1_000_000_000n) / perSecond).padStart(9, '0')}`;

const b = new Blocks();

test('nine digits only where an interface that is finer than microseconds has packets', async () => {
  const idle = await read(join(b.section(), b.interface(1, b.option(9, [9])), b.interface(), b.enhanced(1, 1n, abc)));
  expect(idle.status.fractionDigits).toBe(6);
  const used = await read(join(b.section(), b.interface(1, b.option(9, [0x94])), b.enhanced(0, 1n, abc)));
  expect(used.status.fractionDigits).toBe(9);
});

test('sections of different byte order, each with its own interfaces', async () => {
  const big = new Blocks('big');
  const file = join(
    ...[b.section(), b.interface(1), b.enhanced(0, MICRO, abc)],
    ...[big.section(), big.interface(101), big.enhanced(0, MICRO, defgh), b.section(), b.interface(113)],
    ...[b.enhanced(0, MICRO, abc)],
  );
  const { packets, status } = await read(file, 20);
  expect(packets.map(({ frame, linkType }) => [frame, linkType])).toEqual([
    [1, 1],
    [2, 101],
    [3, 113],
  ]);
  expect(status.linkTypes).toEqual([1, 101, 113]);
  expect(status.damaged).toBe(false);
});

test('dropped packets: the newest statistics of each interface, added up over interfaces and sections', async () => {
  const drops = (by: number, kernel: bigint) => join(b.option(5, b.u64(BigInt(by))), b.option(7, b.u64(kernel)));
  const file = join(
    ...[b.section(), b.interface(), b.interface(), b.statistics(0, drops(1, 10n)), b.statistics(1, drops(2, 20n))],
    ...[b.statistics(0, drops(3, 30n)), b.statistics(9, drops(1, 1n)), b.section(), b.interface()],
    b.statistics(0, b.option(7, b.u64(500n))),
  );
  const { status } = await read(file);
  expect(status.droppedByInterface).toBe(5);
  expect(status.droppedByKernel).toBe(550);
  expect((await read(join(b.section(), b.interface()))).status.droppedByKernel).toBeNull();
});

test('TLS keys are kept, other secrets are not', async () => {
  const keys = 'CLIENT_RANDOM aa bb\r\n# comment\n\nSERVER_HANDSHAKE_TRAFFIC_SECRET cc dd';
  const file = join(b.section(), b.secrets(0x544c534b, keys), b.secrets(0x57474b4c, 'LOCAL_STATIC_PRIVATE_KEY = x'));
  const { status } = await read(file);
  expect(status.secrets).toEqual(['CLIENT_RANDOM aa bb', 'SERVER_HANDSHAKE_TRAFFIC_SECRET cc dd']);
});

describe('what is damaged', () => {
  test('options that reach beyond their block are ignored, the packets are read', async () => {
    const bad = b.interface(1, join(b.option(2, abc), b.option(9, [9], 4_000)));
    const short = b.interface(1, b.option(9, [9, 9, 9, 9]));
    const overlong = b.enhanced(0, MICRO, abc, { options: b.option(1, abc, 60_000) });
    const { packets, status } = await read(join(b.section(), bad, short, overlong, b.enhanced(1, MICRO, abc)));
    expect(packets.map(({ time }) => time)).toEqual(['1700000000.123456000', '1700000000.123456000']);
    expect(status.problems.map(({ code }) => code)).toContain('bad-option');
  });

  test.each([
    ['a length of 0', b.block(6, new Uint8Array(20), 0)],
    ['a length too short for the block', b.block(6, new Uint8Array(20), 24)],
    ['a packet block longer than is kept', b.block(6, new Uint8Array(20), LIMITS.blockBytes + 4)],
    ['zeros', new Uint8Array(64)],
    ['two lengths that differ', join(b.enhanced(0, MICRO, abc).slice(0, -4), [1, 0, 0, 0])],
    ['a section without byte-order magic', b.block(0x0a0d0d0a, new Uint8Array(16))],
  ])('%s ends the reading after what is sound', async (_name, bad) => {
    const file = join(b.section(), b.interface(), b.enhanced(0, MICRO, abc), bad, b.enhanced(0, MICRO, abc));
    const { packets, status } = await read(file, 30);
    expect(packets).toHaveLength(1);
    expect(damageOf(status)).toMatchObject({ damaged: true, problems: [{ code: 'bad-block', frame: 1 }] });
    expect(problemsOf(status)[0]?.message).toContain(`byte ${join(b.section(), b.interface()).length + 36} on`);
  });

  test('an unknown block that claims 4 GiB is skipped without memory, and the file is cut', async () => {
    const huge = b.block(0x0bad, abc, 0xfffffffc);
    const { packets, status } = await read(join(b.section(), b.interface(), b.enhanced(0, MICRO, abc), huge));
    expect(packets).toHaveLength(1);
    expect(damageOf(status)).toMatchObject({ damaged: true, problems: [{ code: 'truncated-file', frame: 1 }] });
  });

  test('a packet of no interface keeps its number, and is left out', async () => {
    const file = join(b.section(), b.interface(), b.enhanced(7, MICRO, abc), b.enhanced(0, MICRO, defgh));
    const { packets, status } = await read(file);
    expect(packets.map(({ frame, hex }) => [frame, hex])).toEqual([[2, '6465666768']]);
    expect(damageOf(status)).toMatchObject({ damaged: true, problems: [{ code: 'unknown-interface', frame: 1 }] });
  });

  test('a packet longer than its block is cut to it', async () => {
    const { packets, status } = await read(
      join(b.section(), b.interface(), b.enhanced(0, MICRO, abc, { captured: 5_000, original: 5_000 })),
    );
    expect(packets[0]).toMatchObject({ originalBytes: 5_000, hex: '61626300' });
    expect(damageOf(status)).toMatchObject({ damaged: true, problems: [{ code: 'bad-record', frame: 1 }] });
  });

  test('a writer that does not count the padding is understood', async () => {
    const whole = b.enhanced(0, MICRO, defgh);
    const uncounted = new Uint8Array(whole);
    new DataView(uncounted.buffer).setUint32(4, whole.length - 3, true);
    new DataView(uncounted.buffer).setUint32(whole.length - 4, whole.length - 3, true);
    const { packets, status } = await read(join(b.section(), b.interface(), uncounted, whole));
    expect(packets.map(({ hex }) => hex)).toEqual(['6465666768', '6465666768']);
    expect(status.damaged).toBe(false);
  });

  test('an unknown version is read, and reported', async () => {
    const { packets, status } = await read(join(b.section(2), b.interface(), b.enhanced(0, MICRO, abc)));
    expect(packets).toHaveLength(1);
    expect(problemsOf(status)).toMatchObject([{ code: 'unknown-version' }]);
  });
});

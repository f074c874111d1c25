import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openSources } from '../../src/capture/merge.js';
import { LINK, packet, pcapBytes } from '../support/packets.js';
import { drain, problemsOf, refusalOf, temporaryFile } from './support.js';

/** A capture of one-byte packets: [second, byte] each. */
const capture = (name: string, packets: readonly [number, number][], linkType: number = LINK.ETHERNET) =>
  temporaryFile(name, pcapBytes(packets.map(([seconds, byte]) => packet(Uint8Array.of(byte), { seconds, linkType }))));

describe('several files', () => {
  test('are one capture in time order, numbered again, of equal times the first file first', async () => {
    const a = capture('a.pcap', [
      [10, 1],
      [20, 2],
      [20, 3],
      [40, 4],
    ]);
    const b = capture(
      'b.pcap',
      [
        [5, 5],
        [20, 6],
        [30, 7],
      ],
      LINK.RAW,
    );
    const c = capture('c.pcap', []);
    const merged = await drain(openSources([a, b, c]));
    expect(merged.packets.map(({ frame, time, hex, linkType }) => [frame, Number(time), hex, linkType])).toEqual([
      [1, 5, '05', LINK.RAW],
      [2, 10, '01', LINK.ETHERNET],
      [3, 20, '02', LINK.ETHERNET],
      [4, 20, '03', LINK.ETHERNET],
      [5, 20, '06', LINK.RAW],
      [6, 30, '07', LINK.RAW],
      [7, 40, '04', LINK.ETHERNET],
    ]);
    expect(merged.status).toMatchObject({ format: 'pcap', linkTypes: [LINK.ETHERNET, LINK.RAW], damaged: false });
    expect(merged.status.readBytes).toBe(merged.status.totalBytes);
    const swapped = await drain(openSources([b, a]));
    expect(swapped.packets.slice(2, 5).map(({ hex }) => hex)).toEqual(['06', '02', '03']);
  });

  test('of many batches each keep every packet and its bytes', async () => {
    const files = Array.from({ length: 7 }, (_, file) => {
      const packets = Array.from({ length: 2_000 }, (_, i) => {
        const bytes = new Uint8Array(1_200).fill(file);
        bytes.set([i & 255, i >> 8]);
        return packet(bytes, { seconds: i, nanoseconds: ((i * 7 + file * 13) % 17) * 1_000 });
      });
      return temporaryFile(`many${file}.pcap`, pcapBytes(packets));
    });
    const { packets, batches } = await drain(openSources(files));
    expect(packets).toHaveLength(14_000);
    expect(batches).toBeGreaterThan(10);
    const perFile = new Array<number>(7).fill(0);
    let before = '';
    for (const [i, { frame, hex, time }] of packets.entries()) {
      expect(frame).toBe(i + 1);
      const key = time.padStart(20, '0');
      expect(key >= before, `${before} before ${key}`).toBe(true);
      before = key;
      const bytes = Buffer.from(hex, 'hex');
      const n = perFile[bytes[2]!]!++;
      expect(bytes.readUInt16LE(0)).toBe(n);
    }
  });

  test('tell of which file a problem is', async () => {
    const whole = capture('whole.pcap', [[1, 1]]);
    const cut = temporaryFile('cut.pcap', pcapBytes([packet('a'), packet('b')]).slice(0, -1));
    const { packets, status } = await drain(openSources([whole, cut]));
    expect(packets).toHaveLength(2);
    expect(status.damaged).toBe(true);
    expect(problemsOf(status)).toMatchObject([{ code: 'truncated-file', frame: null }]);
    expect(problemsOf(status)[0]?.message).toMatch(
      /cut\.pcap, by its own frame numbers: cut short in the middle of frame 2/,
    );
  });

  test('in nanoseconds and microseconds have nine digits', async () => {
    const nano = temporaryFile('nano.pcap', pcapBytes([packet('a', { nanoseconds: 5 })], { nanoseconds: true }));
    const { packets, status } = await drain(openSources([capture('micro.pcap', [[1, 1]]), nano]));
    expect(status.fractionDigits).toBe(9);
    expect(packets[1]?.time).toMatch(/\.000000005$/);
  });

  test('one of which cannot be read: the others are, and it is named', async () => {
    const good = capture('good.pcap', [[1, 1]]);
    const bad = temporaryFile('bad.pcap', 'not a capture');
    const source = openSources([bad, good]);
    const { packets, status } = await drain(source);
    expect(packets).toHaveLength(1);
    expect(status.damaged).toBe(true);
    expect(problemsOf(status)).toEqual([
      { code: 'unreadable-file', message: expect.stringMatching(/bad\.pcap: not a capture.*left out/), frame: null },
    ]);
    expect(source.again?.obstacle).toBe(null);
    const none = drain(openSources([bad, bad, bad, bad, bad]));
    expect(await refusalOf(none)).toMatch(
      /^\S+bad\.pcap: not a capture.*(; \S+bad\.pcap: not a capture.*){2}; and 2 more files$/,
    );
  });

  test('standard input twice, or too many files: nothing is delivered', async () => {
    const good = capture('good.pcap', [[1, 1]]);
    expect(await refusalOf(drain(openSources(['-', '-'])))).toMatch(/twice/);
    expect(await refusalOf(drain(openSources(new Array(2_000).fill(good))))).toMatch(/2000 files at once.*mergecap/);
  });

  test('stop ends them all', async () => {
    const source = openSources([capture('s1.pcap', [[1, 1]]), capture('s2.pcap', [[2, 2]])]);
    let batches = 0;
    for await (const _ of source.batches()) {
      batches++;
      source.stop();
    }
    expect(batches).toBe(1);
  });
});

test('one file is never reordered, though its time jumps back', async () => {
  const file = capture('jump.pcap', [
    [10, 1],
    [5, 2],
    [7, 3],
  ]);
  const { packets } = await drain(openSources([file]));
  expect(packets.map(({ hex }) => hex)).toEqual(['01', '02', '03']);
});

test('a file merged with itself keeps its own order where its time jumps back', async () => {
  const jump = capture('jump2.pcap', [
    [10, 1],
    [5, 2],
    [20, 3],
  ]);
  const other = temporaryFile('other.pcap.gz', gzipSync(pcapBytes([packet(Uint8Array.of(9), { seconds: 12 })])));
  const { packets } = await drain(openSources([jump, other]));
  expect(packets.map(({ hex }) => hex)).toEqual(['01', '02', '09', '03']);
});

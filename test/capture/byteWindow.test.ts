/** The window over a source that is read ahead: every byte once, in order, whatever is asked for. */
import { describe, expect, test } from 'vitest';
import type { ByteSource } from '../../src/capture/byteSource.js';
import { ByteWindow } from '../../src/capture/byteWindow.js';
import { LIMITS } from '../../src/limits.js';

const byteAt = (at: number): number => (at * 31 + (at >> 8) * 7 + (at >> 16)) & 0xff;

/** `total` bytes, in reads of any length; fails where `failsAt` is reached. */
class Pattern implements ByteSource {
  readonly ahead = true;
  at = 0;
  closed = false;

  constructor(
    private readonly total: number,
    private readonly failsAt = Number.POSITIVE_INFINITY,
  ) {}

  async read(into: Buffer, at: number): Promise<number> {
    if (this.at >= this.failsAt) throw new Error('bad sector');
    const count = Math.min(into.length - at, this.total - this.at);
    for (let i = 0; i < count; i++) into[at + i] = byteAt(this.at + i);
    this.at += count;
    return count;
  }

  close(): void {
    this.closed = true;
  }
}

async function readWhole(window: ByteWindow, pieces: (n: number) => number): Promise<number> {
  let at = 0;
  for (let n = 0; ; n++) {
    const wanted = pieces(n);
    const whole = await window.need(wanted);
    const length = whole ? wanted : window.length;
    for (let i = 0; i < length; i++)
      if (window.bytes[window.start + i] !== byteAt(at + i)) throw new Error(`byte ${at + i} is another`);
    window.consume(length);
    at += length;
    expect(window.consumedBytes).toBe(at);
    if (!whole) return at;
  }
}

describe('a source that is read ahead', () => {
  const TOTAL = 5 * LIMITS.readBytes + 12_345;

  test.each([
    ['packets', (n: number) => 16 + ((n * 7919) % 9000)],
    ['pieces larger than what is carried over', (n: number) => (n % 3 === 0 ? 700_000 : 150_000)],
    ['blocks larger than the buffer', (n: number) => (n % 2 === 0 ? 100 : 2_500_000)],
  ])('comes whole and in order: %s', async (_, pieces) => {
    expect(await readWhole(new ByteWindow(new Pattern(TOTAL)), pieces)).toBe(TOTAL);
  });

  test('is one read ahead, and no more', async () => {
    const source = new Pattern(TOTAL);
    const window = new ByteWindow(source);
    await window.need(1);
    expect(source.at).toBeGreaterThan(LIMITS.readBytes);
    expect(source.at).toBeLessThanOrEqual(2 * LIMITS.readBytes);
  });

  test('gives what came before a failure, and reports it when more is asked for', async () => {
    const window = new ByteWindow(new Pattern(TOTAL, LIMITS.readBytes));
    await window.need(LIMITS.readBytes);
    expect(window.length).toBe(LIMITS.readBytes);
    await expect(window.need(LIMITS.readBytes + 1)).rejects.toThrow('bad sector');
    expect(window.length).toBe(LIMITS.readBytes);
  });
});

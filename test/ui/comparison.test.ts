/** The screen of `ftp-sniff compare`: its lines, its keys, and the terminal as it is left behind. */
import { afterEach, describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analyzer.js';
import { openSources } from '../../src/capture/merge.js';
import type { Session } from '../../src/ftp/protocol/session.js';
import { compare } from '../../src/model/compare/compare.js';
import type { Captured } from '../../src/model/compare/comparison.js';
import { BEGIN, keyPressed, type Viewed, viewed, viewOf } from '../../src/ui/comparison/viewer.js';
import { lineText, lineWidth } from '../../src/ui/terminal/text.js';
import { CHINESE, TEXTS } from '../support/texts.js';
import { BUILT, PtyScreen } from './support/pty.js';

async function captured(name: string): Promise<Captured> {
  const file = `fixtures/${name}/capture.pcap`;
  const analyzer = new Analyzer();
  for await (const batch of openSources([file]).batches()) for (const packet of batch) analyzer.push(packet);
  analyzer.finish();
  const sessions: readonly Session[] = analyzer.sessions;
  const { firstTimeNs, lastTimeNs, epochSeconds } = analyzer;
  const times = { firstTimeNs: firstTimeNs ?? 0, lastTimeNs: lastTimeNs ?? 0, epochSeconds: epochSeconds ?? 0 };
  return { name: file, sessions, sessionsLeftOut: 0, trace: null, ...times };
}

const pair = async (one: string, other: string): Promise<Viewed> => {
  const [a, b] = [await captured(one), await captured(other)];
  return viewed(compare(a, b, null), a, b, TEXTS);
};
const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 200, rows: 60 },
  { columns: 40, rows: 12 },
];
const pressed = (input: Viewed, size: (typeof SIZES)[number], ...names: string[]) =>
  names.reduce(
    (state, name) => viewOf(keyPressed(state, { kind: 'key', name }, input, size)!, input, size).state,
    BEGIN,
  );
const cursorText = (input: Viewed, size: (typeof SIZES)[number], at: ReturnType<typeof pressed>): string =>
  viewOf(at, input, size)
    .view.list.filter(({ cursor }) => cursor)
    .map(({ spans }) => lineText(spans))
    .join('\n');

describe.each(SIZES)('at $columns x $rows', (size) => {
  test('fills the screen, and no line is wider than it has to be', async () => {
    const { view } = viewOf(BEGIN, await pair('passive', 'pasv-dropped'), size);
    expect(view.top.length + view.list.length + view.bottom.length).toBe(size.rows);
    for (const { spans } of view.list) expect(lineWidth(spans)).toBeLessThanOrEqual(Math.max(60, size.columns));
  });

  test('the line of the cursor is always in sight', async () => {
    const input = await pair('active', 'passive');
    const last = input.comparison.lines.length;
    for (let downs = 0; downs <= last; downs++) {
      const state = pressed(input, size, ...Array.from({ length: downs }, () => 'down'));
      expect(cursorText(input, size, state)).toContain(` ${Math.min(downs + 1, last)} `);
    }
    expect(cursorText(input, size, pressed(input, size, 'end'))).toContain("server's firewall");
    expect(cursorText(input, size, pressed(input, size, 'end', 'home'))).toContain('mode');
  });
});

test('n and p go from difference to difference, and no further than the last', async () => {
  const input = await pair('active', 'passive');
  const [size] = SIZES;
  expect(cursorText(input, size!, pressed(input, size!, 'n'))).toContain('step 4');
  expect(cursorText(input, size!, pressed(input, size!, 'n', 'n', 'p'))).toContain('step 4');
  expect(pressed(input, size!, 'end', 'n').at).toBe(input.comparison.lines.length - 1);
});

describe('the help', () => {
  const text = (input: Viewed, size: (typeof SIZES)[number], state: ReturnType<typeof pressed>): string => {
    const { view } = viewOf(state, input, size);
    const lines = [...view.top, ...view.list, ...view.bottom];
    expect(lines).toHaveLength(size.rows);
    return lines.map(({ spans }) => lineText(spans)).join('\n');
  };

  test.each(SIZES)(
    '? explains keys and marks at $columns x $rows, all of it by scrolling, and goes back',
    async (size) => {
      const input = await pair('active', 'passive');
      const before = text(input, size, pressed(input, size, 'n'));
      expect(before).toContain('? keys and marks');
      const seen = Array.from({ length: 40 }, (_, downs) =>
        text(input, size, pressed(input, size, 'n', '?', ...Array.from({ length: downs }, () => 'down'))),
      ).join('\n');
      for (const word of ['next and previous', 'the same in kind', 'only B has it', '--as key', 'q leave'])
        expect(seen).toContain(word);
      for (const back of ['?', 'esc', 'f1'])
        expect(text(input, size, pressed(input, size, 'n', 'f1', back))).toBe(before);
      expect(keyPressed(pressed(input, size, '?'), { kind: 'key', name: 'q' }, input, size)).toBeNull();
      expect(keyPressed(BEGIN, { kind: 'key', name: 'esc' }, input, size)).toBeNull();
    },
  );

  test('in Chinese no line is wider than the screen', async () => {
    const [a, b] = [await captured('active'), await captured('passive')];
    const input = viewed(compare(a, b, null), a, b, CHINESE);
    for (const { spans } of viewOf(pressed(input, SIZES[0]!, '?'), input, SIZES[0]!).view.list)
      expect(lineWidth(spans)).toBeLessThanOrEqual(80);
  });
});

test('conclusions that are longer than their place say so and scroll', async () => {
  const input = await pair('passive', 'pasv-dropped');
  const size = { columns: 80, rows: 14 };
  const foot = (...keys: string[]): string =>
    viewOf(pressed(input, size, ...keys), input, size)
      .view.bottom.map(({ spans }) => lineText(spans))
      .join('\n');
  expect(foot()).toMatch(/▼ \d more {2}\. scroll/);
  expect(foot()).not.toContain('7 SYNs');
  expect(foot('.', '.', '.', '.', '.')).toContain('7 SYNs');
  expect(foot('.', '.', '.', '.', '.')).toMatch(/▲ \d more {2}, scroll/);
  expect(foot('.', '.', ',', ',')).toBe(foot());
});

test('what is the same but for its ports is marked so', async () => {
  const [size] = SIZES;
  const input = await pair('active', 'passive');
  expect(cursorText(input, size!, pressed(input, size!, 'down'))).toMatch(/step 1 +≈ /);
  // What it says of the close names no ports.
  const downs = Array.from({ length: 9 }, () => 'down');
  expect(cursorText(input, size!, pressed(input, size!, ...downs))).toMatch(/step 9 +=/);
});

describe('in a terminal', () => {
  let screen: PtyScreen | undefined;
  afterEach(() => screen?.kill());
  const NODE = JSON.stringify(process.execPath);
  const files = 'fixtures/active/capture.pcap fixtures/passive/capture.pcap';

  test.each([
    ['q', 4],
    ['\x03', 130],
  ])('opens, and leaves it as it was: %j', async (key, code) => {
    screen = new PtyScreen(`${NODE} ${JSON.stringify(BUILT)} compare ${files}; echo "exit $?"`, {
      columns: 100,
      rows: 30,
    });
    await screen.shows('line 1 of 16, 10 not the same');
    expect(screen.alternate).toBe(true);
    screen.write('n');
    await screen.shows('line 5 of 16');
    screen.write(key);
    await screen.ended();
    expect(screen.text).toContain(`exit ${code}`);
    expect(screen.alternate).toBe(false);
    expect(screen.mouse).toBe('none');
  });
});

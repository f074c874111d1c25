/** The small pieces: frames to changes, signs to lines, remembered values, held packets, bytes to hex. */
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/bytes/text.js';
import { Cache } from '../../src/ui/data/cache.js';
import { PacketStore } from '../../src/ui/data/packetStore.js';
import { FrameWriter } from '../../src/ui/terminal/frameWriter.js';
import { Glyphs } from '../../src/ui/terminal/glyphs.js';
import { hexLines } from '../../src/ui/terminal/hex.js';
import { paintLine } from '../../src/ui/terminal/paint.js';
import { fitLine, highlight, line, lineText, span, spread, wrap } from '../../src/ui/terminal/text.js';
import { THEMES } from '../../src/ui/terminal/theme.js';

describe('the writer of frames', () => {
  const writer = (): FrameWriter => new FrameWriter({ columns: 20, rows: 4, write() {} });

  test('writes a frame whole at first, then only lines that changed', () => {
    const w = writer();
    expect(w.changes('a\nb\nc')).toContain('\x1b[1;1H\x1b[0m\x1b[2Ka\x1b[2;1H');
    expect(w.changes('a\nb\nc')).toBe('');
    const change = w.changes('a\nB\nc');
    expect(change).toContain('\x1b[2;1H\x1b[0m\x1b[2KB');
    expect(change).not.toContain('\x1b[1;1H');
    expect(change).not.toContain('\x1b[3;1H');
  });

  test('erases lines that are gone, and never writes below the screen', () => {
    const w = writer();
    w.changes('a\nb\nc');
    expect(w.changes('a')).toContain('\x1b[3;1H\x1b[0m\x1b[2K');
    expect(w.changes('1\n2\n3\n4\n5\n6')).not.toContain('\x1b[5;1H');
  });

  test('of a line with parts writes those that changed, and all where widths are doubtful', () => {
    const w = writer();
    w.expand = (line) => [
      { column: 0, text: line.slice(0, -6) },
      { column: 5, text: line.slice(-6) },
    ];
    w.changes('list detail');
    expect(w.changes('list DETAIL')).toContain('\x1b[1;6H\x1b[0mDETAIL');
    expect(w.changes('LIST DETAIL')).not.toContain('DETAIL');
    expect(w.changes('文件 DETAIL')).toContain('DETAIL');
    expect(w.changes('LIST DETAIL')).toContain('\x1b[1;1H\x1b[0m\x1b[2KLIST \x1b[6GDETAIL');
  });

  test('writes all again when the screen was lost, and nothing once closed', () => {
    const written: string[] = [];
    const w = new FrameWriter({ columns: 20, rows: 4, write: (text) => written.push(text) });
    w.write('a');
    w.forget();
    w.write('a');
    expect(written).toHaveLength(2);
    w.close();
    w.write('b');
    expect(written).toHaveLength(2);
  });
});

describe('signs for painted lines', () => {
  test('one line has one sign while it is shown; lines go to their columns', () => {
    const glyphs = new Glyphs();
    const [left, right] = [glyphs.signOf('left'), glyphs.signOf('right')];
    expect(glyphs.signOf('left')).toBe(left);
    expect(glyphs.expand(`${left}    ${right}`)).toEqual([
      { column: 0, text: 'left' },
      { column: 5, text: 'right' },
    ]);
    glyphs.turn();
    expect(glyphs.signOf('left')).toBe(left);
  });

  test('never runs out, and forgets what is no longer shown', () => {
    const glyphs = new Glyphs();
    let sign = '';
    for (let frame = 0; frame < 300; frame++) {
      for (let row = 0; row < 100; row++) sign = glyphs.signOf(`frame ${frame} row ${row}`);
      expect(glyphs.expand(sign)).toEqual([{ column: 0, text: `frame ${frame} row 99` }]);
      glyphs.turn();
    }
  });
});

describe('remembered values', () => {
  test('are made again when something they depend on changed', () => {
    let made = 0;
    const cache = new Cache(() => 0, { old: false });
    const get = (fixed: number, moving: number) => cache.get('x', [fixed], moving, () => ++made);
    expect([get(1, 1), get(1, 1), get(1, 2), get(2, 2), get(2, 2)]).toEqual([1, 1, 2, 3, 3]);
  });

  test('that are expensive may be a little old while packets pour in, and it is recorded', () => {
    let now = 0;
    let made = 0;
    const freshness = { old: false };
    const cache = new Cache(() => now, freshness);
    const get = (fixed: number, revision: number) =>
      cache.get('x', [fixed], revision, () => {
        now += 50;
        return ++made;
      });
    expect(get(1, 1)).toBe(1);
    now += 100;
    expect(get(1, 2)).toBe(1);
    expect(freshness.old).toBe(true);
    expect(get(2, 2)).toBe(2);
    now += 600;
    freshness.old = false;
    expect(get(2, 3)).toBe(3);
    expect(freshness.old).toBe(false);
  });
});

describe('held packets', () => {
  const made = (frame: number, length: number) => ({
    frame,
    seconds: 1000 + frame,
    nanoseconds: frame,
    linkType: 1,
    originalBytes: length + 4,
    bytes: new Uint8Array(length).fill(frame & 0xff),
  });

  test('come back as they were, copied', () => {
    const store = new PacketStore();
    const packet = made(7, 60);
    store.add(packet);
    packet.bytes.fill(0);
    expect(store.get(7)).toMatchObject({
      frame: 7,
      seconds: 1007,
      nanoseconds: 7,
      linkType: 1,
      originalBytes: 64,
      forgottenBytes: 0,
    });
    expect(store.get(7)?.bytes).toEqual(new Uint8Array(60).fill(7));
    expect(store.get(8)).toBeUndefined();
    expect(store.lastFrame).toBe(7);
  });

  test('frames may have gaps and lengths of every kind', () => {
    const store = new PacketStore();
    const frames = [1, 2, 5, 6, 1000, 1001];
    for (const frame of frames) store.add(made(frame, (frame * 37) % 1500));
    for (const frame of frames) expect(store.get(frame)?.bytes).toHaveLength((frame * 37) % 1500);
    for (const frame of [0, 3, 999, 1002]) expect(store.get(frame)).toBeUndefined();
  });

  test('beyond the bound large ones lose their ends, then the oldest are given up; memory stays bounded', () => {
    const store = new PacketStore(undefined, { bytes: 8 << 20, bytesWithFile: 1 << 20 });
    for (let frame = 1; frame <= 20_000; frame++) store.add(made(frame, 1500));
    expect(store.forgot).toBe(true);
    expect(store.get(20_000)).toMatchObject({ forgottenBytes: 0 });
    const cut = store.get(14_000);
    expect(cut?.bytes.length).toBeLessThan(300);
    // What was taken out stays as it is, whatever becomes of its place.
    const taken = store.get(20_000);
    for (let frame = 20_001; frame <= 60_000; frame++) store.add(made(frame, 1500));
    expect(store.get(20_000)?.bytes.length ?? 0).toBeLessThan(1500);
    expect(taken?.bytes).toEqual(made(20_000, 1500).bytes);
    expect((cut?.bytes.length ?? 0) + (cut?.forgottenBytes ?? 0)).toBe(1500);
    expect(store.get(1)).toBeUndefined();
  });
});

describe('lines', () => {
  test('fit their columns whatever is in them', () => {
    for (const text of ['', 'abc', '中文文件名', 'e\u0301'.repeat(30), '👍'.repeat(20), 'x'.repeat(500)]) {
      for (const columns of [1, 2, 3, 10, 80])
        expect(displayWidth(lineText(fitLine(line(text), columns)))).toBe(columns);
    }
    expect(lineText(spread(line('left'), line('right'), 12))).toBe('left   right');
    expect(lineText(spread(line('a long left side'), line('right'), 12))).toBe('a long…right');
  });

  test('wrap at spaces, keep indents, cut words that are too long', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('  one two three', 9)).toEqual(['  one two', '  three']);
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrap('中文文件名', 4)).toEqual(['中文', '文件', '名']);
    expect(wrap('a\n\nb', 10)).toEqual(['a', '', 'b']);
  });

  test('a part can wear another role', () => {
    const marked = highlight([span('ab', 'dim'), span('cd')], 1, 3, 'match');
    expect(marked).toEqual([span('a', 'dim'), span('b', 'match'), span('c', 'match'), span('d')]);
  });

  test('the last gate: nothing that a terminal obeys, in the same columns', () => {
    for (const theme of THEMES) {
      const painted = paintLine({ spans: line('a\x1b[2J\x07\u202e\ue000\x9b中', 'command') }, 20, {
        theme,
        ascii: false,
        script: 'latin',
      });
      expect(painted.replace(/\x1b\[[0-9;]*m/g, '')).toMatch(/^a\?\[2J\?\?\?\?中\s+$/);
    }
    const ascii = paintLine({ spans: line('①─▶✘中é') }, 12, { theme: THEMES[0]!, ascii: true, script: 'latin' });
    expect(ascii).toBe('1->#???     ');
    const number = paintLine({ spans: line('⑫ RETR') }, 12, { theme: THEMES[0]!, ascii: true, script: 'latin' });
    expect(number).toBe('(12) RETR   ');
  });
});

test('hex: offset, bytes and text, the selected ones marked in both, secrets hidden', () => {
  const bytes = new TextEncoder().encode('PASS secret\r\n0123456789');
  const lines = hexLines(bytes, 10, { from: 0, to: 4, maskedFrom: 5, bytesPerLine: 16 });
  expect(lines.map(lineText)).toEqual([
    '0000  50 41 53 53 20 ** ** **  ** ** ** ** ** ** ** ** PASS ***********',
    '0010  ** ** ** ** ** ** **                             *******',
  ]);
  const hits = lines[0]!.filter(({ role }) => role === 'hit').map(({ text }) => text);
  expect(hits.join('|')).toMatch(/^50 41 53 53\|PASS$/);
  // The selected bytes are in view however far down they are.
  const far = hexLines(new Uint8Array(4096), 5, { from: 2048, to: 2049, maskedFrom: 9999, bytesPerLine: 16 });
  expect(far).toHaveLength(5);
  expect(far.some((one) => lineText(one).startsWith('0800'))).toBe(true);
});

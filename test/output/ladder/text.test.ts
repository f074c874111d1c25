import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../../src/bytes/text.js';
import type { Session } from '../../../src/ftp/protocol/session.js';
import { buildLadder } from '../../../src/model/ladder.js';
import {
  drawLadder,
  extentOf,
  type LadderOptions,
  ladderHeader,
  ladderLayout,
} from '../../../src/output/ladder/text.js';
import { plain } from '../../../src/output/styles.js';
import { activeListing, bounced, broken, encrypted, fxp } from '../../support/scenes.js';
import { SessionBuilder } from '../../support/sessions.js';
import { TEXTS } from '../../support/texts.js';

function draw(session: Session, options: Partial<Omit<LadderOptions, 'texts'>> & { width: number }): string[] {
  const rows = buildLadder(session);
  const layout = ladderLayout({ texts: TEXTS, ...extentOf(rows), ...options });
  return [...ladderHeader(session, layout), ...drawLadder(rows, layout)].map(plain);
}

/** Pictures stand in files beside this test: read them as a user would. */
const picture = async (name: string, lines: readonly string[]): Promise<void> =>
  expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../pictures/${name}.txt`);

describe('the picture', () => {
  test('active mode, 120 columns', () => picture('active-120', draw(activeListing().session, { width: 120 })));
  test('active mode, 80 columns', () => picture('active-80', draw(activeListing().session, { width: 80 })));
  test('active mode in ASCII with the time of day', () =>
    picture(
      'active-ascii',
      draw(activeListing().session, { width: 100, ascii: true, time: 'clock', epochSeconds: 1_795_000_000 }),
    ));
  test('one line a row, for a screen with a cursor', () =>
    picture('active-single', draw(activeListing().session, { width: 84, singleLine: true, time: 'delta' })));
  test('broken announcements', () => picture('broken-120', draw(broken().session, { width: 120 })));
  test('broken announcements, 80 columns', () => picture('broken-80', draw(broken().session, { width: 80 })));
  test('FXP: the other server has a lifeline of its own', () =>
    picture('fxp-160', draw(fxp().sender.session, { width: 160 })));
  test('FXP, 80 columns', () => picture('fxp-80', draw(fxp().sender.session, { width: 80 })));
  test('FXP, the side that waits, one line a row', () =>
    picture('fxp-single', draw(fxp().receiver.session, { width: 77, singleLine: true, noDelta: true })));
  test('a bounce attempt', () => picture('bounced-120', draw(bounced().session, { width: 120 })));
  test('TLS', () => picture('tls-120', draw(encrypted().session, { width: 120 })));
});

/** Columns at which lifelines stand in a line. */
function lifelines(line: string): number[] {
  const at: number[] = [];
  let column = 0;
  for (const character of line) {
    if (character === '│' || character === '┆') at.push(column);
    column += displayWidth(character);
  }
  return at;
}

describe('columns', () => {
  test.each([72, 80, 100, 111, 112, 120, 200])('stay straight at %i columns, with wide characters too', (width) => {
    const [, ...lines] = draw(broken().session, { width });
    const want = lifelines(lines[0]!);
    expect(want).toHaveLength(2);
    for (const line of lines) expect(lifelines(line), line).toEqual(want);
  });

  test.each([60, 72, 80, 100, 120, 160, 200])('stay straight with a third host at %i columns', (width) => {
    for (const { session } of [fxp().sender, fxp().receiver, bounced()]) {
      const rows = buildLadder(session);
      for (const singleLine of [false, true]) {
        const layout = ladderLayout({ width, texts: TEXTS, singleLine, ...extentOf(rows) });
        const drawn = [...drawLadder(rows, layout)].map(plain).map(lifelines);
        const want = drawn.find((one) => one.length === 3) ?? [];
        expect(want).toHaveLength(layout.third === null ? 0 : 3);
        // Headings are written across the server's lifeline.
        for (const one of drawn)
          if (one.length === 2 && want.length === 3) expect(one).toEqual([want[0], want[2]]);
          else expect(one.slice(0, want.length)).toEqual(want);
      }
    }
  });

  test('arrows join those who speak: client and server, or server and third host', () => {
    const lines = draw(bounced().session, { width: 120 });
    const third = lines.filter((line) => / 25 +┆/.test(line));
    expect(third.map((line) => line.replace(/^.*│ +┆/, '┆'))).toEqual([
      expect.stringMatching(/^┆ +20 ═+ SYN ═+▶ 25 +┆$/),
      expect.stringMatching(/^┆ +20 ◀═+ RST ═+ 25 +┆$/),
    ]);
    expect(lines.some((line) => /┆ 44441 ◀═+ SYN ═+ 20 +┆ +┆$/.test(line))).toBe(true);
    expect(lines[0]).toMatch(/client 198\.51\.100\.7 .*server 203\.0\.113\.9 .*192\.0\.2\.25$/);
  });

  test.each([80, 100, 120, 200])('no line is wider than %i columns', (width) => {
    for (const line of draw(broken().session, { width })) expect(displayWidth(line), line).toBeLessThanOrEqual(width);
  });

  test('ASCII means ASCII', () => {
    for (const line of draw(broken().session, { width: 120, ascii: true })) expect(line).toMatch(/^[\x20-\x7e]*$/);
  });

  test('one line a row when asked for', () => {
    const { session } = broken();
    const rows = buildLadder(session);
    for (const width of [60, 80, 112, 120]) {
      const layout = ladderLayout({ width, texts: TEXTS, singleLine: true, ...extentOf(rows) });
      expect([...drawLadder(rows, layout)]).toHaveLength(rows.length);
    }
  });
});

describe('what is never given up', () => {
  test('both ports stand on every arrow, however long the command', () => {
    const s = new SessionBuilder().open();
    s.command(`STOR ${'x'.repeat(500)}`);
    s.reply(`553 ${'y'.repeat(500)}`);
    const arrows = draw(s.session, { width: 80 }).filter((line) => /[▶◀]/.test(line));
    expect(arrows).toHaveLength(5);
    for (const line of arrows) {
      expect(line).toContain(' 45658 ');
      expect(line).toContain(' 21 ');
    }
    expect(arrows.at(-2)).toContain('…');
  });

  test('the numbers of a 227 reply, where its words do not fit', () => {
    const s = new SessionBuilder().open();
    s.pasv('203.0.113.200:65535');
    expect(draw(s.session, { width: 80 }).join('\n')).toContain('(203,0,113,200,255,255)');
  });

  test('what is on the wire cannot draw on the terminal', () => {
    const s = new SessionBuilder().open();
    s.command('RETR \x1b[2J\u202egpj.exe');
    const text = draw(s.session, { width: 120 }).join('\n');
    expect(text).toContain('RETR \\x1b[2J\\u{202e}gpj.exe');
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]/);
  });

  test('frames of large captures', () => {
    const s = new SessionBuilder();
    s.clock.frame = 12_345_678;
    s.open();
    s.control.data('initiator', 5000, 100);
    const text = draw(s.session, { width: 120 }).join('\n');
    expect(text).toContain('12345679');
    expect(text).toContain('12345682…');
  });
});

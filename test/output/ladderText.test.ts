import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/bytes/text.js';
import type { Session } from '../../src/ftp/session.js';
import { buildLadder } from '../../src/model/ladder.js';
import { drawLadder, extentOf, type LadderOptions, ladderHeader, ladderLayout } from '../../src/output/ladderText.js';
import { plain } from '../../src/output/styles.js';
import { activeListing, broken, encrypted } from '../support/scenes.js';
import { SessionBuilder } from '../support/sessions.js';

function draw(session: Session, options: Partial<LadderOptions> & { width: number }): string[] {
  const rows = buildLadder(session);
  const layout = ladderLayout({ ...extentOf(rows), ...options });
  return [...ladderHeader(session, layout), ...drawLadder(rows, layout)].map(plain);
}

/** Pictures stand in files beside this test: read them as a user would. */
const picture = async (name: string, lines: readonly string[]): Promise<void> =>
  expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`./pictures/${name}.txt`);

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
  test('broken promises', () => picture('broken-120', draw(broken().session, { width: 120 })));
  test('broken promises, 80 columns', () => picture('broken-80', draw(broken().session, { width: 80 })));
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
      const layout = ladderLayout({ width, singleLine: true, ...extentOf(rows) });
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

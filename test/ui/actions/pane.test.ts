/** The pane beside or below the list: all of an explanation can be read, and the row's packet stands there too. */
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { displayWidth } from '../../../src/bytes/text.js';
import { ROOT } from '../../support/run.js';
import { activeListing } from '../../support/scenes.js';
import { type Stage, stageOf, stageOfSessions } from '../support/stage.js';

const fixture = (name: string): string => path.join(ROOT, 'fixtures', name, 'capture.pcap');
const paneOf = (stage: Stage): string[] =>
  stage.view.detail?.lines.map(({ spans }) =>
    spans
      .map(({ text }) => text)
      .join('')
      .trim(),
  ) ?? [];
const onPort = ['enter', ':', '1', '5', 'enter'];

describe('a long explanation', () => {
  test.each([
    [80, 24],
    [40, 12],
    [120, 16],
  ])('is read to its end by scrolling at %ix%i', async (columns, rows) => {
    const tall = await stageOf(fixture('active'), { size: { columns, rows: 90 } });
    tall.press(...onPort, ...(columns < 110 ? ['e', 'e'] : []));
    const whole = paneOf(tall).join('\n').trim().split('\n');
    const stage = await stageOf(fixture('active'), { size: { columns, rows } });
    stage.press(...onPort, ...(columns < 110 ? ['e'] : []));
    const seen = new Set<string>();
    for (let i = 0; i < 60; i++) {
      const pane = paneOf(stage);
      expect(pane.at(-1)).toMatch(/more .*scroll$/);
      for (const one of pane.slice(0, -1)) seen.add(one);
      stage.press('.');
    }
    expect(whole.filter((one) => !seen.has(one))).toEqual([]);
    expect(stage.text).toContain('This is its end.');
    expect(paneOf(stage).at(-1)).not.toContain('▼');
    for (let i = 0; i < 60; i++) stage.press('shift+up');
    expect(paneOf(stage)[0]).toBe(whole[0]);
    expect(stage.press('shift+up').text).toContain('This is its beginning.');
  });

  test('another row begins at its top', async () => {
    const stage = await stageOf(fixture('active'), { size: { columns: 80, rows: 24 } });
    stage.press(...onPort, 'e', '.', '.');
    expect(paneOf(stage)[0]).not.toMatch(/^PORT 10/);
    stage.press('down', 'up');
    expect(paneOf(stage).at(-1)).toContain('▲');
    // Below it is the row of its sum.
    stage.press('down', 'down');
    expect(paneOf(stage)[0]).toMatch(/^200 PORT/);
  });

  test('where all of it is on the screen, or none, it is said', async () => {
    const stage = await stageOf(fixture('active'), { size: { columns: 80, rows: 24 } });
    expect(stage.press(...onPort, '.').text).toContain('There is no explanation on the screen: e shows it.');
    stage.size = { columns: 200, rows: 60 };
    expect(stage.press('.').text).toContain('All of it is on the screen.');
  });

  test('the wheel over it scrolls it, not the list', async () => {
    const stage = await stageOf(fixture('active'), { size: { columns: 80, rows: 24 } });
    stage.press(...onPort, 'e');
    const { row } = stage;
    stage.key({ kind: 'mouse', mouse: 'wheel-down', x: 5, y: 18 });
    expect(paneOf(stage).at(-1)).toContain('▲ 3 more');
    expect(stage.row).toBe(row);
    stage.key({ kind: 'mouse', mouse: 'wheel-down', x: 5, y: 6 });
    expect(stage.row).not.toBe(row);
    stage.size = { columns: 120, rows: 20 };
    stage.press('up', 'up', 'up');
    stage.key({ kind: 'mouse', mouse: 'wheel-down', x: 110, y: 6 });
    expect(stage.row).toContain('PORT 10,77');
    expect(paneOf(stage).at(-1)).toContain('▲');
    // Where there is nothing to scroll, it moves the list as anywhere.
    stage.size = { columns: 120, rows: 90 };
    stage.key({ kind: 'mouse', mouse: 'wheel-down', x: 110, y: 6 });
    expect(stage.row).not.toContain('PORT 10,77');
  });

  test('what is said of transfers and sessions scrolls too', async () => {
    const stage = await stageOf(fixture('snaplen-96'), { size: { columns: 80, rows: 24 } });
    stage.press('enter', '4');
    expect(paneOf(stage).at(-1)).toMatch(/▼ \d+ more/);
    for (let i = 0; i < 20; i++) stage.press('.');
    expect(stage.text).toContain('because');
  });
});

describe("the row's packet", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageOf(fixture('active'));
  });

  test('stands below the explanation where there is much room', () => {
    for (const [columns, rows] of [
      [160, 40],
      [200, 60],
    ] as const) {
      stage.size = { columns, rows };
      stage.press('1', ...onPort);
      const text = paneOf(stage).join('\n');
      expect(text).toContain('RFC 959 §4.1.2, active mode: step 4 of 10');
      expect(text).toContain('Frame 15   0.060202 s   90 bytes');
      expect(text).toContain('TCP 55530 → 21 [PSH, ACK]');
      expect(text).toMatch(/^0000 {2}92 1b f9 f0/m);
      for (const line of stage.lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
    }
    expect(stage.text).toMatch(/i}PORT 10,77,0,2/);
    stage.press('down');
    expect(paneOf(stage).join('\n')).toContain('Frame 16 ');
  });

  test('w shows it instead, or both, or the explanation alone', () => {
    stage.size = { columns: 80, rows: 24 };
    stage.press('1', ...onPort, 'w');
    expect(stage.text).toContain('Frame 15 ');
    expect(stage.text).not.toContain('RFC 959');
    stage.press('w');
    expect(stage.text).toContain('RFC 959');
    expect(stage.text).not.toContain('Frame 15 ');
    stage.size = { columns: 120, rows: 40 };
    stage.press('w', 'w');
    expect(stage.text).toContain('RFC 959');
    expect(stage.text).toContain('Frame 15 ');
    stage.press('w');
    expect(stage.text).not.toContain('Frame 15 ');
  });

  test('of a password is masked', async () => {
    const fresh = await stageOf(fixture('active'), { size: { columns: 200, rows: 60 } });
    fresh.press('enter', ':', '9', 'enter', '/', 'type:PASS', 'enter', 'esc');
    const text = paneOf(fresh).join('\n');
    expect(text).toContain('Frame 9 ');
    expect(text).toMatch(/[0-9a-f]{2} \*\* \*\*/);
    expect(text).toContain('FTP command PASS');
  });

  test('that is no longer held, or never was, is named', () => {
    const made = stageOfSessions([activeListing().session], { size: { columns: 200, rows: 60 } });
    expect(made.press('enter').text).toContain('No packet of its own: a heading.');
    expect(made.press('down').text).toContain('Frame 1 is no longer held in memory.');
  });
});

describe('a row that is cut', () => {
  const status = (stage: Stage): string => stage.lines.at(-2)!;
  const down = (rows: number): string[] => Array.from({ length: rows }, () => 'down');

  test('stands whole in the line above the keys, and with all its lines in the explanation', async () => {
    const stage = await stageOf(fixture('passive'), { size: { columns: 80, rows: 24 } });
    stage.press('enter', ...down(4));
    expect(status(stage).trim()).toMatch(/^\d+\/\d+$/);
    stage.press(...down(8));
    expect(stage.lines.slice(0, -2).join()).not.toContain('227 Entering Passive Mode');
    expect(stage.text).toContain('227 …155,159)');
    expect(status(stage)).toContain(' 227 Entering Passive Mode (10,77,0,1,155,159)., ① listens');
    expect(status(stage)).toContain('e all of it');
    expect(
      stage
        .press('e')
        .view.detail?.lines[0]?.spans.map(({ text }) => text)
        .join(''),
    ).toBe(' 227 Entering Passive Mode (10,77,0,1,155,159).');
    expect(status(stage).trim()).toMatch(/^\d+\/\d+$/);
  });

  test('a sum has all its numbers at every width that the program takes', async () => {
    for (const columns of [46, 60, 80, 100]) {
      const stage = await stageOf(fixture('passive'), { size: { columns, rows: 24 } });
      stage.press('enter', ...down(13));
      expect(stage.text, stage.text).toMatch(/155 × 256 \+ 159 = 39839/);
    }
  });

  test('in every view: no row hides what it cannot show', async () => {
    const stage = await stageOf(fixture('passive'), { size: { columns: 80, rows: 24 } });
    let cut = 0;
    for (const view of ['2', '3', '4', '5', '6', '7']) {
      stage.press('1', 'enter', view, 'g');
      for (let row = 0; row < 90; row++) {
        const drawn =
          stage.view.list
            .find(({ cursor }) => cursor)
            ?.spans.map(({ text }) => text)
            .join('') ?? '';
        const { detail } = stage.view;
        if (drawn.includes('…') && (detail === null || view === '6')) {
          cut++;
          expect(status(stage).trim().length, drawn).toBeGreaterThan(20);
        }
        stage.press('down');
      }
    }
    expect(cut).toBeGreaterThan(20);
  });

  test('a sentence in place of a drawing goes on in the line above the keys', async () => {
    const stage = await stageOf(fixture('passive'), { size: { columns: 80, rows: 24 } });
    stage.press('enter', 'L', ...down(12));
    const row = stage.row.trimEnd();
    expect(row).toMatch(/^>227 Entering Passive Mode .*…$/);
    const [, rest = ''] = /^ … (.*?)(?:…| +\d+\/)/.exec(status(stage)) ?? [];
    expect(rest).toContain('server to client, port 21 to 55538');
    // It begins with the word that was cut.
    const cut = row.slice(row.lastIndexOf(' ') + 1, -1);
    expect(rest.startsWith(cut)).toBe(true);
  });

  test('of a table the cells that are cut, by their titles', async () => {
    const files = ['nat-both-sides', 'ends-early'].map(fixture);
    const stage = await stageOf(files, { size: { columns: 72, rows: 24 } });
    stage.press('e', 'e');
    expect(stage.view.detail).toBeNull();
    const cut: string[] = [];
    for (let row = 0; row < 4; row++) {
      if (/\w…/.test(stage.row)) cut.push(status(stage));
      stage.press('down');
    }
    expect(cut.length).toBeGreaterThan(0);
    for (const one of cut) expect(one).toMatch(/^ (client|result|user) \S/);
  });

  test('a lesson and a message keep their places', async () => {
    const stage = await stageOf(fixture('passive'), { size: { columns: 80, rows: 24 } });
    stage.press('enter', 'S', ...Array.from({ length: 4 }, () => 'space'));
    expect(status(stage)).toContain(' 227 Entering Passive Mode (10,77,0,1,155,159)');
    expect(status(stage.press('t'))).not.toContain('227');
  });
});

/** Lesson mode: rows one by one, the strip of steps, predictions, and the same without a terminal. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/bytes/text.js';
import { lessonRows } from '../../src/ui/panels/lesson.js';
import { ROOT, run } from '../support/run.js';
import { encrypted } from '../support/scenes.js';
import { CHINESE } from '../support/texts.js';
import { type Stage, stageOf, stageOfSessions } from './support/stage.js';

const ACTIVE = path.join(ROOT, 'fixtures', 'active', 'capture.pcap');
const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];
/** To the ACK of the second data connection's handshake. */
const TO_HANDSHAKE = ['enter', '4', 'down', 'S', ...Array.from({ length: 8 }, () => 'space')];

describe('the screen of a handshake', () => {
  test.each(SIZES)('at $columns × $rows', async (size) => {
    const stage = (await stageOf(ACTIVE, { size })).press(...TO_HANDSHAKE);
    await expect(stage.text).toMatchFileSnapshot(`screens/lesson-${size.columns}x${size.rows}.txt`);
  });

  test.each(SIZES)('at $columns × $rows, in Chinese', async (size) => {
    const stage = (await stageOf(ACTIVE, { size, texts: CHINESE })).press(...TO_HANDSHAKE);
    expect(stage.text).toContain('╭ 三次');
    for (const line of stage.lines) expect(displayWidth(line)).toBeLessThanOrEqual(size.columns);
  });
});

test('rows to come are not drawn, and are taken back', async () => {
  const stage = (await stageOf(ACTIVE)).press(...TO_HANDSHAKE);
  expect(stage.text).toContain('ACK ack y+1 ═');
  expect(stage.text).not.toContain('150 Opening');
  expect(stage.text).toContain('(9 later rows hidden)');
  expect(stage.press('left', 'left').text).not.toContain('SYN+ACK seq y, ack x+1 ═');
  expect(stage.press('space', 'space', 'space').text).toContain('150 Opening');
  expect(stage.press('n').text).toContain('Lesson: STOR up.txt over ③');
  expect(stage.press('N').text).toContain('row 1 of 18');
  expect(stage.press('esc').lines[1]).toContain('‹4 Transfers›');
});

test('letters stand for the numbers of the capture, and what acknowledges them is one more', async () => {
  const stage = (await stageOf(ACTIVE)).press(...TO_HANDSHAKE);
  expect(stage.text).toContain('x = 675198784, y = 511268089');
  stage.press(...Array.from({ length: 9 }, () => 'space'));
  expect(stage.text).toMatch(/u = \d+, v = \d+/);
});

test('pure ACKs and the segments of a run are shown when asked for', async () => {
  const stage = (await stageOf(ACTIVE, { size: { columns: 100, rows: 60 } })).press(...TO_HANDSHAKE, 'space', 'space');
  expect(stage.text).not.toMatch(/═ ACK ═/);
  expect(stage.press('a').text).toMatch(/═ ACK ═/);
  expect(stage.press('a').text).not.toMatch(/═ ACK ═/);
});

test('what is predicted is counted, and the row is shown after the last question', async () => {
  const stage = (await stageOf(ACTIVE)).press('enter', 'S', 'p');
  expect(stage.text).toContain('Who sends the next row of this lesson?  1 client  2 server');
  stage.press('2');
  expect(stage.lines.at(-2)).toContain('Right.  Score 1 of 1');
  stage.press('3');
  expect(stage.lines.at(-2)).toContain('No: SYN+ACK.  Score 1 of 2');
  expect(stage.text).toMatch(/To which port\?.*55530/);
  const choice = /(\d) 55530/.exec(stage.lines.find((line) => line.includes('To which port')) ?? '')?.[1];
  stage.press(choice ?? '');
  expect(stage.lines.at(-2)).toContain('Score 2 of 3');
  expect(stage.text).toContain('row 2 of');
});

test('every row has an explanation', async () => {
  for (const fixture of ['active', 'passive', 'pasv-refused-rst', 'client-killed']) {
    const stage = await stageOf(path.join(ROOT, 'fixtures', fixture, 'capture.pcap'), {
      size: { columns: 120, rows: 50 },
    });
    stage.press('enter', 'S');
    for (let row = 0; row < 200; row++) {
      const { detail } = stage.view;
      expect(
        detail?.lines[0]?.spans
          .map(({ text }) => text)
          .join('')
          .trim(),
        `${fixture} ${stage.text}`,
      ).not.toBe('');
      if (stage.press('space').text.includes('This is the end of the lesson')) break;
    }
  }
});

/** The lines of the pane below the rows. */
const paneOf = ({ view }: Stage): string[] =>
  view.detail?.lines.map(({ spans }) =>
    spans
      .map(({ text }) => text)
      .join('')
      .trim(),
  ) ?? [];

test('no explanation says what a later row shows; at the end all is said', async () => {
  for (const fixture of ['active', 'passive', 'pasv-refused-rst', 'pasv-dropped', 'client-killed', 'fxp', 'resume']) {
    const stage = await stageOf(path.join(ROOT, 'fixtures', fixture, 'capture.pcap'), {
      size: { columns: 100, rows: 120 },
    });
    stage.press('enter', 'S');
    for (let row = 1; row < 40; row++) {
      const shown = lessonRows(stage.state, stage.context).slice(0, stage.state.lesson.shown);
      const last = Math.max(...shown.map((one) => one.row.lastFrame ?? 0));
      const ended = stage.text.includes('This is the end of the lesson');
      const pane = paneOf(stage).join(' ');
      if (ended) break;
      for (const [, frame] of pane.matchAll(/frames? (\d+)/g))
        expect(Number(frame), `${fixture}, row ${row}: ${pane}`).toBeLessThanOrEqual(last);
      expect(pane, `${fixture}, row ${row}`).not.toContain('Steps 1 ');
      stage.press('space');
    }
    for (let row = 0; row < 40 && !/^(PORT|PASV|EPSV) /.test(`${paneOf(stage)[0]} `); row++) stage.press('up');
    expect(paneOf(stage).join(' '), fixture).toMatch(/Steps 1 .*10|Answered by/);
  }
});

test('a longer explanation than the pane says so, and scrolls to its end and back', async () => {
  const size = { columns: 80, rows: 24 };
  const whole = (await stageOf(ACTIVE, { size: { columns: 80, rows: 120 } })).press(...TO_HANDSHAKE);
  const wanted = paneOf(whole).slice(0, paneOf(whole).indexOf(''));
  const stage = (await stageOf(ACTIVE, { size })).press(...TO_HANDSHAKE);
  const first = paneOf(stage);
  expect(first.join('\n')).toMatch(/▼ \d+ more {2}\. scroll/);
  const seen = new Set(first);
  for (let i = 0; i < 20; i++) for (const line of paneOf(stage.press('.'))) seen.add(line);
  for (const line of wanted.filter((one) => !one.includes('▼'))) expect([...seen]).toContain(line);
  expect(paneOf(stage).join('\n')).toMatch(/▲ \d+ more {2}, scroll/);
  // The question and the strip stay.
  expect(paneOf(stage).slice(-3)).toEqual(first.slice(-3));
  for (let i = 0; i < 20; i++) stage.press('shift+up');
  expect(paneOf(stage)).toEqual(first);
});

test('an earlier row that is chosen is explained', async () => {
  const stage = (await stageOf(ACTIVE, { size: { columns: 100, rows: 60 } })).press(
    'enter',
    'S',
    'space',
    'space',
    'space',
  );
  expect(paneOf(stage)[0]).toBe('PORT 10,77,0,2,145,247');
  stage.press('up', 'up', 'up');
  expect(
    stage.view.list
      .find(({ cursor }) => cursor)
      ?.spans.map(({ text }) => text)
      .join(''),
  ).toContain('SYN+ACK');
  expect(paneOf(stage).join(' ')).toContain('SYN+ACK accepts');
  expect(paneOf(stage.press('space'))[0]).toContain('200 PORT command successful');
});

test('a session without data connections has none, and says so', () => {
  const stage = stageOfSessions([{ ...encrypted().session, dataConnections: [] }]);
  expect(stage.press('S').lines.at(-2)).toContain('No data connection in this session');
});

test('--step without a terminal writes the lessons', () => {
  const { stdout, status } = run(['--step', 'fixtures/active/capture.pcap'], { cwd: ROOT });
  expect(status).toBe(0);
  expect(stdout).toContain('1.2  Lesson: RETR data.bin over ② (active mode)');
  expect(stdout).toMatch(/╭ 3- +38 .*SYN seq x[\s\S]*│ way +39 .*SYN\+ACK seq y, ack x\+1[\s\S]*╰ +40 .*ACK ack y\+1/);
  expect(stdout).toContain('the server 10.77.0.1:20 sends SYN to 10.77.0.2:56795');
});

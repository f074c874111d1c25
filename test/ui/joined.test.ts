/** Marked sessions open as one ladder: a lifeline for each host, one time order, shared connections once. */
import { describe, expect, test } from 'vitest';
import { stageOf } from './support/stage.js';

const opened = async (name: string, columns: number, rows: number) =>
  (await stageOf(`fixtures/${name}/capture.pcap`, { size: { columns, rows } })).press('space', 'space', 'enter');

describe('a transfer between two servers, whole', () => {
  test.each([
    { columns: 80, rows: 24 },
    { columns: 100, rows: 30 },
    { columns: 120, rows: 80 },
    { columns: 200, rows: 60 },
  ])('at $columns × $rows', async ({ columns, rows }) => {
    const stage = await opened('fxp', columns, rows);
    await expect(stage.text).toMatchFileSnapshot(`screens/joined-${columns}x${rows}.txt`);
  });

  test('the data connection that both sessions announce is drawn once, between the servers', async () => {
    const stage = (await opened('fxp', 120, 80)).press(':', 'type:75', 'enter');
    const syns = stage.lines.filter((line) => /35585 ═+ SYN .*▶ 5516/.test(line));
    expect(syns).toHaveLength(1);
    // Both announcements end there: PORT of session 1, the 227 of session 2.
    expect(syns[0]).toMatch(/◀╯.*◀╯/);
    expect(stage.text).toContain('227 Entering Passive Mode');
    expect(stage.text).toContain('PORT 10,55,0,2,21,140');
  });
});

test('both sides of an address translation: three lifelines, the same command on both', async () => {
  const stage = await opened('nat-both-sides', 120, 60);
  expect(stage.lines[3]).toMatch(/192\.168\.50\.10 +203\.0\.113\.1 +203\.0\.113\.9/);
  expect(stage.lines.filter((line) => line.includes('USER student'))).toHaveLength(2);
});

test('one session opens as before, more hosts than lifelines are refused, Esc leads back', async () => {
  const files = ['fxp', 'nat-both-sides', 'passive'].map((name) => `fixtures/${name}/capture.pcap`);
  const stage = await stageOf(files, { size: { columns: 120, rows: 40 } });
  expect(stage.press('space', 'enter').lines[2]).not.toContain('One ladder');
  stage.press('esc', 'g', 'down', 'space', 'space', 'space', 'space', 'enter');
  expect(stage.text).toMatch(/have \d hosts; one ladder has lifelines for 4/);
  expect(stage.press('g', 'space', 'space', 'enter').lines[1]).toContain('‹1 Sessions›');
});

test('the rows lead to packets and explanations, and are saved together', async () => {
  const stage = await opened('fxp', 120, 40);
  stage.press('/', 'type:PORT 10', 'enter');
  expect(stage.row).toContain('PORT 10,55,0,2,21,140');
  expect(stage.text).toContain('21 × 256 + 140 = 5516');
  stage.press('s', 'j', 'ctrl+u', 'type:x', 'enter');
  expect(stage.effects).toMatchObject([{ do: 'save', what: 'json', sessions: [1, 2] }]);
  stage.press('s');
  expect(stage.lines.slice(-2).join()).toMatch(/g (this ladder \(SVG\)|ladder SVG)/);
  stage.press('g', 'ctrl+u', 'type:x.svg', 'enter');
  expect(stage.effects.at(-1)).toMatchObject({ do: 'save', what: 'joinedPicture', sessions: [1, 2] });
  expect(stage.press('enter').lines[2]).toContain('Frame 71');
  expect(stage.press('esc', 'esc').lines[2]).toContain('One ladder');
});

describe('folding', () => {
  test('a connection folds to its heading and opens again; the other session stays', async () => {
    const stage = await opened('fxp', 120, 80);
    expect(stage.row).toMatch(/^>▾ +│ control connection/);
    const before = stage.text;
    stage.press('o');
    expect(stage.row).toMatch(/^>▸/);
    expect(stage.text).not.toMatch(/ 1 │ +48736/);
    expect(stage.text).toMatch(/ 2 │ +58056/);
    expect(stage.press('enter').text).toBe(before);
  });

  test('a data connection that both sessions share folds once; the line to its SYN goes with it', async () => {
    const stage = (await opened('fxp', 120, 80)).press('/', 'type:data connection', 'enter', 'esc');
    expect(stage.text).toContain('35585');
    expect(stage.press('o').text).not.toMatch(/35585 ═+ SYN/);
    expect(stage.text).not.toContain('◀╯');
    expect(stage.press('o').text).toContain('◀╯');
  });

  test('a run of data opens into its segments, which lead to their packets', async () => {
    const stage = (await opened('fxp', 120, 80)).press(':', 'type:80', 'enter');
    expect(stage.row).toMatch(/▸ +80–143 .*60,000 bytes/);
    stage.press('o', 'down', 'down');
    expect(stage.row).toMatch(/>.* 8\d .*═.*▶ 5516/);
    expect(stage.press('enter').lines[2]).toMatch(/Frame 8\d/);
  });
});

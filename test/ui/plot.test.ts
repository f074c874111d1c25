/** The plots of a transfer: speed, and sequence numbers with acknowledgments, retransmissions and the receiver's room. */
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/bytes/text.js';
import { stageOf } from './support/stage.js';

const opened = async (name: string, columns = 120, rows = 40, ascii = false) =>
  (await stageOf(`fixtures/${name}/capture.pcap`, { size: { columns, rows }, ascii })).press('enter', '4', 'P');

describe('a receiver that is full', () => {
  test.each([
    { columns: 80, rows: 24 },
    { columns: 100, rows: 30 },
    { columns: 120, rows: 40 },
    { columns: 200, rows: 60 },
  ])('at $columns × $rows', async ({ columns, rows }) => {
    const stage = await opened('receiver-full', columns, rows);
    for (const line of stage.lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
    await expect(stage.text).toMatchFileSnapshot(`screens/plot-${columns}x${rows}.txt`);
  });

  test('fills the screen with both plots, and names the highest speed and all that was sent', async () => {
    const stage = await opened('receiver-full');
    expect(stage.text).toMatch(/\d kB\/s│/);
    expect(stage.text).toMatch(/43\.8 kB│/);
    expect(stage.lines.filter((line) => /[\u2801-\u28ff]/.test(line)).length).toBeGreaterThan(20);
  });

  test('Enter leads to the data connection in the ladder, Esc back', async () => {
    const stage = await opened('receiver-full');
    expect(stage.press('enter').lines[1]).toContain('‹2 Ladder›');
    expect(stage.row).toContain('SYN');
    expect(stage.press('esc').text).toContain('Sequence numbers');
  });
});

test('segments that were sent again are crosses', async () => {
  const plotted = (text: string): string => text.slice(text.indexOf('the receiver'));
  expect(plotted((await opened('client-killed')).text)).toContain('✘');
  expect(plotted((await opened('receiver-full')).text)).not.toContain('✘');
});

test('ASCII terminals get signs, screen readers sentences', async () => {
  const stage = await opened('receiver-full', 80, 24, true);
  stage.context.ascii = true;
  expect(stage.text).toMatch(/^[\x20-\x7e\n]*$/);
  expect(stage.text).toContain('*');
  stage.context.ascii = false;
  expect(stage.press('L').text).toMatch(/After 30\.1 s 43\.8 kB were sent, lately at/);
  expect(stage.text).not.toMatch(/[\u2800-\u28ff]/);
});

test('a listing of one segment is too little for a plot, and the next transfer is a key away', async () => {
  const stage = await opened('active');
  expect(stage.text).toContain('Too little was sent');
  expect(stage.press(']').text).toContain('RETR data.bin');
  expect(stage.text).toMatch(/60\.0 kB│/);
});

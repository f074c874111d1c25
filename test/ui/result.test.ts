/** The opening screen says what went wrong first: in the list, in the line above it, and below it with cause and advice. */
import { describe, expect, test } from 'vitest';
import { type Stage, stageOf } from './support/stage.js';

const NAMES = [
  'client-killed',
  'bounce-refused',
  'pasv-dropped',
  'nat-active-refused',
  'holes',
  'ends-early',
  'fxp',
  'login-failures',
];
const files = NAMES.map((name) => `fixtures/${name}/capture.pcap`);
const opened = (columns = 120, rows = 40): Promise<Stage> => stageOf(files, { size: { columns, rows } });

describe('the opening screen, failed sessions first', () => {
  test.each([
    { columns: 80, rows: 24 },
    { columns: 100, rows: 30 },
    { columns: 120, rows: 40 },
    { columns: 200, rows: 60 },
  ])('at $columns × $rows', async ({ columns, rows }) => {
    const stage = (await opened(columns, rows)).press('F');
    await expect(stage.text).toMatchFileSnapshot(`screens/result-${columns}x${rows}.txt`);
  });
});

test('F: failed first, only they, all', async () => {
  const stage = await opened();
  const signs = (): string =>
    stage.lines
      .slice(4)
      .map((line) => /^.([✘✔?… ]) +\d+ /.exec(line)?.[1] ?? '')
      .join('');
  expect(signs()).toMatch(/✔✘/);
  stage.press('F');
  expect(signs()).toMatch(/^✘+\??✔*$/);
  stage.press('F');
  expect(signs()).toMatch(/^✘+$/);
  stage.press('F');
  expect(signs()).toMatch(/✔✘/);
});

test.each([
  ['pasv-dropped', /PASV 50009 no answer/, /Why: .*passive ports are dropped/, /Step 6 of 10 failed/],
  ['client-killed', /big\.bin cut, 76\.8 kB of 2\.0 MB/, /Closed first by/, /✘ RETR big\.bin/],
  ['nat-active-refused', /✘ PORT/, /Do: /, /Step \d+ of 10 failed/],
  ['bounce-refused', /PORT to third host refused/, /✘ /, /Frames|frames/],
])('%s: the row, its cause and what to do', async (name, ...wanted) => {
  const stage = await stageOf(`fixtures/${name}/capture.pcap`, { size: { columns: 120, rows: 40 } });
  stage.press('F');
  for (const words of wanted) expect(stage.text).toMatch(words);
  // The ladder's headline and the list of transfers say it too.
  expect(stage.press('enter').lines[2]).toContain('✘');
  expect(stage.press('4').text).toMatch(/^.✘ /m);
});

test('what the capture ends in is no failure', async () => {
  const stage = await stageOf('fixtures/ends-early/capture.pcap', { size: { columns: 120, rows: 40 } });
  expect(stage.row).toContain('? capture ends');
  expect(stage.press('enter', '4').text).toContain('capture ends');
  expect(stage.text).not.toContain('running');
});

test('findings are grouped by code with their number, and a group opens', async () => {
  const stage = await opened();
  stage.press('5');
  const group = stage.lines.find((line) => line.includes('Password in clear text')) ?? '';
  expect(group).toMatch(/▸! +\d+ +×\d+ +Password in clear text/);
  const before = stage.context.analyzer.sessions.length;
  stage.press('/', 'type:Password in clear', 'enter', 'esc', 'o');
  expect(stage.row).toContain('▾');
  expect(stage.lines.filter((line) => line.startsWith(' ·!')).length).toBeLessThanOrEqual(before);
  expect(stage.lines.filter((line) => line.startsWith(' ·!')).length).toBeGreaterThan(3);
  expect(stage.press('enter').row).toContain('▸');
});

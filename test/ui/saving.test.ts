/** Everything that can be handed on is in the save menu: reports, tables, packets with comments, one transfer alone. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { displayWidth } from '../../src/bytes/text.js';
import { FORMATS } from '../../src/output/formats.js';
import { save } from '../../src/ui/actions/saving.js';
import { saveChoices } from '../../src/ui/data/saveChoices.js';
import { run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';
import { TEXTS } from '../support/texts.js';
import { type Stage, stageOf } from './support/stage.js';

const ACTIVE = 'fixtures/active/capture.pcap';
const folder = temporaryFolder();

async function saved(stage: Stage, key: string, name: string): Promise<string> {
  const file = path.join(folder, name);
  stage.press('s', key, 'ctrl+u', `type:${file}`, 'enter');
  const effect = stage.effects.at(-1);
  if (effect?.do !== 'save') throw new Error(stage.text);
  expect((await save(effect.what, effect.name, stage.context.input, effect.sessions, effect.of)).tone).toBe('good');
  return file;
}

test.each([
  [80, 24],
  [120, 40],
])('at %i × %i the menu shows every key, and none twice', async (columns, rows) => {
  const stage = (await stageOf(ACTIVE, { size: { columns, rows } })).press('enter', '4', 's');
  const menu = stage.lines.slice(-2).join('\n');
  const data = stage.context.analyzer.sessions[0]!.dataConnections[0]!;
  const keys = saveChoices({ of: data, joined: false }, TEXTS.ui).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(menu).toMatch(new RegExp(`(^ ?|  |: )${key} \\w`, 'm'));
  for (const line of stage.lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  expect(menu).toContain('Esc');
  expect(Object.keys(FORMATS)).toContain('csv');
});

test('G and M: the chosen transfer alone, as --transfer does', async () => {
  const stage = (await stageOf(ACTIVE)).press('enter', '4', 'down');
  const svg = readFileSync(await saved(stage, 'G', 'one.svg'), 'utf8');
  expect(svg).toContain('RETR data.bin');
  expect(svg).not.toMatch(/STOR up\.txt|LIST|USER student/);
  const mermaid = readFileSync(await saved(stage, 'M', 'one.mmd'), 'utf8');
  expect(mermaid).toContain('RETR data.bin');
  expect(mermaid).not.toMatch(/STOR|USER/);
  expect(run(['-F', 'mermaid', '--transfer', '1.2', ACTIVE]).stdout).toBe(mermaid);
  const wrong = run(['-F', 'svg', '--transfer', 'two', ACTIVE]);
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('as 1.2')]);
});

test('g and m on a ladder of several sessions: what is on the screen, each segment once', async () => {
  const stage = await stageOf('fixtures/fxp/capture.pcap', { size: { columns: 120, rows: 40 } });
  stage.press('space', 'space', 'enter');
  const svg = readFileSync(await saved(stage, 'g', 'joined.svg'), 'utf8');
  // A lifeline for each host, by name, and one SYN between the servers though both sessions announce it.
  expect(svg.match(/<path class="life"/g)).toHaveLength(3);
  const names = [...svg.matchAll(/<text class="section" x="(\d+)" y="22"[^>]*>([^<]+)/g)];
  expect(names.map(([, , name]) => name)).toEqual(['10.55.0.3', '10.55.0.1', '10.55.0.2']);
  const [, one, two] = names.map(([, x]) => Number(x));
  expect(svg.match(/>35585</g)?.length).toBe(svg.match(/>5516</g)?.length);
  expect(svg.match(new RegExp(`d="M${one} \\d+H${two! - 8}"`, 'g'))!.length).toBeGreaterThan(2);
  expect(svg).toContain('PORT 10,55,0,2,21,140');
  expect(svg).toContain('227 Entering Passive Mode');
  const mermaid = readFileSync(await saved(stage, 'm', 'joined.mmd'), 'utf8');
  expect(mermaid.match(/participant/g)).toHaveLength(3);
  expect(mermaid.match(/H2->>H3: 75 · SYN/g)).toHaveLength(1);
  expect(mermaid.indexOf('H1->>H2: 9')).toBeLessThan(mermaid.indexOf('H1->>H3: 26'));
  // One session has its own picture.
  const alone = readFileSync(await saved(stage.press('1', 'g', 'enter'), 'g', 'alone.svg'), 'utf8');
  expect(alone).toContain('client 10.55.0.3');
});

test('x: all tables, each a file of its own', async () => {
  const stage = (await stageOf(ACTIVE)).press('enter');
  await saved(stage, 'x', 'tables.csv');
  const written = readdirSync(folder).filter((name) => name.startsWith('tables-'));
  expect(written.sort()).toEqual(
    ['commands', 'data-connections', 'findings', 'sessions', 'transfers'].map((table) => `tables-${table}.csv`),
  );
  expect(readFileSync(path.join(folder, 'tables-transfers.csv'), 'utf8')).toContain('data.bin');
});

test('w: packets with the comments that --write has', async () => {
  const stage = (await stageOf(ACTIVE)).press('enter');
  const file = await saved(stage, 'w', 'comments.pcapng');
  expect(readFileSync(file, 'latin1')).toContain('listens on 56795');
  const { stdout, status } = spawnSync(
    'tshark',
    ['-r', file, '-Y', 'frame.comment', '-T', 'fields', '-e', 'frame.number'],
    {
      encoding: 'utf8',
    },
  );
  // Not installed: null.
  if (status === 0) expect(stdout.split('\n')).toContain('38');
});

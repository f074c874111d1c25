/** Filters while they are typed: completion, history, the live count, and the lists of one session. */
import { describe, expect, test } from 'vitest';
import { stageOf } from './support/stage.js';

const files = ['client-killed', 'pasv-dropped', 'active', 'login-failures'].map(
  (name) => `fixtures/${name}/capture.pcap`,
);
const opened = () => stageOf(files, { size: { columns: 120, rows: 40 } });
const typed = (stage: Awaited<ReturnType<typeof opened>>): string => stage.state.prompt?.text ?? '';

describe('Tab', () => {
  test('offers presets and words, operators, and values that occur', async () => {
    const stage = await opened();
    stage.press('f', 'tab');
    expect(typed(stage)).toBe('failed');
    expect(stage.lines.at(-1)).toMatch(/failed +refused +unanswered +truncated +slow/);
    stage.press('tab', 'tab');
    expect(typed(stage)).toBe('unanswered');
    stage.press('shift+tab');
    expect(typed(stage)).toBe('refused');
    stage.press('ctrl+u', 'type:us', 'tab');
    expect(typed(stage)).toBe('user');
    stage.press('type: ', 'tab');
    expect(typed(stage)).toBe('user ==');
    stage.press('type: a', 'tab');
    expect(typed(stage)).toBe('user == anonymous');
    stage.press('type: && mode == ', 'tab', 'tab');
    expect(typed(stage)).toBe('user == anonymous && mode == PASV');
  });
});

test('how many sessions are taken is counted while it is typed', async () => {
  const stage = await opened();
  stage.press('f', 'type:failed');
  expect(stage.lines.at(-2)).toMatch(/Filter: failed +3 of 8/);
});

test('values that a word never has are refused', async () => {
  const stage = await opened();
  stage.press('f', 'type:mode == PAVS', 'enter');
  expect(stage.state.prompt).not.toBeNull();
  expect(stage.lines.at(-1)).toContain("'mode' is never 'PAVS'; it is one of PORT, PASV");
  stage.press('ctrl+u', 'type:bytes > many');
  expect(stage.lines.at(-1)).toContain("'bytes' is a number, not 'many'");
});

test('filters that were used come back with ↑, and are kept for the next run', async () => {
  const stage = await opened();
  stage.press('f', 'type:failed', 'enter', 'f', 'ctrl+u', 'type:slow', 'enter');
  expect(stage.effects).toContainEqual({ do: 'remember', filters: ['failed', 'slow'] });
  stage.press('f', 'ctrl+u', 'up');
  expect(typed(stage)).toBe('slow');
  stage.press('up');
  expect(typed(stage)).toBe('failed');
  stage.press('down');
  expect(typed(stage)).toBe('slow');
});

test('F1 lists the words without losing what is typed', async () => {
  const stage = await opened();
  stage.press('f', 'type:failed && ', 'f1');
  expect(stage.text).toContain('Words of the filter');
  expect(stage.text).toContain('command.argument');
  stage.press('f1', 'type:truncated', 'enter');
  expect(stage.state.filter).toBe('failed && truncated');
});

test('transfers, ladder and dialogue have filters of their own, with the same language', async () => {
  const stage = await stageOf('fixtures/active/capture.pcap', { size: { columns: 120, rows: 40 } });
  stage.press('enter', '4', 'f', 'type:transfer.direction == upload', 'enter');
  expect(stage.text).toContain('STOR up.txt');
  expect(stage.lines.slice(4, 8).join('\n')).not.toContain('RETR');
  stage.press('2', 'f', 'type:kind == command && command == RETR', 'enter');
  expect(stage.context.session(1)).toBeDefined();
  const rows = stage.lines.slice(4).filter((line) => /^.{6,9}\d/.test(line));
  expect(rows).toHaveLength(1);
  expect(rows[0]).toContain('RETR data.bin');
  stage.press('3', 'f', 'type:code >= 300 && code < 400', 'enter');
  expect(stage.text).toContain('331');
  expect(stage.text).not.toContain('220 ');
  expect(stage.press('esc').text).toContain('220 ');
});

test('z shows one transfer and its commands, everything else folded to lines', async () => {
  const stage = await stageOf('fixtures/active/capture.pcap', { size: { columns: 120, rows: 60 } });
  stage.press('enter', '/', 'type:RETR', 'enter', 'esc', 'z');
  expect(stage.text).toContain('RETR data.bin');
  expect(stage.text).toMatch(/⋮ \d+ other rows/);
  expect(stage.text).not.toContain('STOR up.txt');
  expect(stage.row).toContain('RETR data.bin');
  expect(stage.press('z').text).toContain('STOR up.txt');
});

test('a pause is a row of its own, and the step in time is there at 80 columns', async () => {
  const stage = await stageOf('fixtures/pasv-dropped/capture.pcap', { size: { columns: 80, rows: 60 } });
  stage.press('enter');
  expect(stage.text).toMatch(/⋮ \d+\.\d s nothing ⋮/);
  expect(stage.lines[3]).toContain('Δ');
  expect(stage.text).toMatch(/\+\d+\.\d s /);
  expect(stage.text).toMatch(/\d+ × 256 \+ \d+ = \d+/);
});

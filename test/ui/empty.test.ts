/** What stands there where there is nothing to show: why, and what to do. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseFilter } from '../../src/model/filter/filter.js';
import { ROOT } from '../support/run.js';
import { activeListing, encrypted } from '../support/scenes.js';
import { stageOf, stageOfSessions } from './support/stage.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const ACTIVE = readFileSync(path.join(ROOT, 'fixtures', 'active', 'capture.pcap'));

function file(name: string, bytes: Uint8Array): string {
  const where = path.join(folder, name);
  writeFileSync(where, bytes);
  return where;
}

describe('without a session', () => {
  test('a capture without a packet says so, in every view', async () => {
    const stage = await stageOf(file('zero.pcap', ACTIVE.subarray(0, 24)), { size: { columns: 80, rows: 24 } });
    for (const view of ['1', '2', '3', '4', '5', '6'])
      expect(stage.press(view).text, view).toContain('There is no packet in this capture.');
    expect(stage.press('7').text).toContain('packets');
  });

  test('a damaged one says what is wrong with it', async () => {
    const stage = await stageOf(file('cut.pcap', ACTIVE.subarray(0, 60)), { size: { columns: 120, rows: 24 } });
    expect(stage.text).toContain('There is no packet in this capture.');
    expect(stage.text).toMatch(/cut short in the middle of/);
  });

  test('a live capture waits, and says for what', () => {
    const stage = stageOfSessions([], { live: true });
    stage.analyzer.packets = 0;
    expect(stage.text).toContain('No packet yet: waiting for a control connection');
    stage.analyzer.packets = 1500;
    stage.analyzer.revision++;
    expect(stage.text).toContain('No FTP session yet in 1,500 packets: waiting');
  });

  test('a capture of something else names it', () => {
    const stage = stageOfSessions([]);
    stage.analyzer.connections = 3;
    stage.analyzer.revision++;
    expect(stage.text).toContain('No FTP session in this capture: 500 packets, 3 TCP connections, none of them FTP.');
    expect(stage.text).toContain('--port names the port');
    for (const key of ['enter', 'space', 'e', 'v', 'w', '.', ']', '}', '%', 'o', 'y', 's', 'esc', 'G', 'n', 'J'])
      for (const view of ['1', '2', '3', '4', '5', '6', '7']) stage.press(view, key);
    expect(stage.press('esc', 'esc', '1').text).toContain('No FTP session in this capture');
  });
});

describe('a filter that cannot be read', () => {
  test.each([
    ['usr == x', 0, 3],
    ['user == "x', 8, 10],
    ['user == bob usr', 12, 15],
    ['user ==', 7, 7],
    ['(user == bob', 12, 12],
    ['user == bob & tls', 12, 13],
    ['user == bob &&  ', 14, 14],
  ])('%s: where exactly', (text, from, to) => {
    expect(parseFilter(text)).toMatchObject({ from, to });
  });

  test('the word that was meant is named', () => {
    expect(parseFilter('transfer.verdct == x')).toMatchObject({ error: { params: { meant: 'transfer.verdict' } } });
    expect(parseFilter('shoesize == 3')).toMatchObject({ error: { code: 'word-unknown', params: { meant: null } } });
  });
});

test('Enter on a row without a packet keeps its explanation on the screen', () => {
  const stage = stageOfSessions([encrypted().session], { size: { columns: 120, rows: 40 } });
  stage.press('enter', '/', 'type:encrypted from here', 'enter', 'esc', 'enter');
  expect(stage.view.detail).not.toBeNull();
  expect(stage.text).toContain('No packet belongs to this row');
  stage.size = { columns: 80, rows: 24 };
  expect(stage.press('enter').view.detail).not.toBeNull();
});

test('the save menu says how many sessions are marked', () => {
  const stage = stageOfSessions([activeListing().session], { size: { columns: 120, rows: 40 } });
  expect(stage.press('s').lines.at(-2)).toMatch(/^ Save: /);
  expect(stage.press('esc', 'space', 's').lines.at(-2)).toMatch(/^ Save 1 marked: /);
});

/** The first line: which files are open, by the names that tell them apart. */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';
import { CHINESE } from '../support/texts.js';
import { stageOf } from './support/stage.js';

const NAMES = ['active', 'passive', 'fxp', 'resume', 'epsv-ipv4', 'holes'];
const fixture = (name: string): string => path.join(ROOT, 'fixtures', name, 'capture.pcap');
const bar = async (files: readonly string[], columns: number, chinese = false): Promise<string> =>
  (await stageOf(files, { size: { columns, rows: 24 }, ...(chinese ? { texts: CHINESE } : {}) })).lines[0]!;

test('many files are named as far as there is room, with how many more there are', async () => {
  const files = NAMES.map(fixture);
  expect(await bar(files, 120)).toContain(`  ${NAMES.join(' ')}  822 packets`);
  expect(await bar(files, 80)).toContain('  6 files: active passive fxp resume +2  822 packets  8 sessions');
  expect(await bar(files, 80, true)).toContain('6 个文件：active passive fxp');
  expect(await bar(files, 50)).toContain('6 files  822 packets');
});

test('files with one name are told apart by their folders, as far up as it takes', async () => {
  const folder = temporaryFolder();
  const copy = (name: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    copyFileSync(fixture('active'), file);
    return file;
  };
  expect(await bar([copy('ada/1/a.pcap'), copy('bob/1/a.pcap')], 100)).toContain('  ada/1 bob/1  ');
  expect(await bar([copy('ada/a.pcap'), copy('bob/a.pcap'), copy('b.pcap')], 100)).toMatch(
    /ada\/a\.pcap bob\/a\.pcap \S*b\.pcap {2}/,
  );
  expect(await bar([copy('ada/a.pcap'), copy('ada/b.pcap')], 100)).toContain('  a.pcap b.pcap  ');
  expect(await bar([fixture('active')], 100)).toContain('  capture.pcap  131 packets');
});

import { linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';

const ACTIVE = 'fixtures/active/capture.pcap';

/** A capture, another name of it, a link to it, and a key log. */
function files() {
  const folder = temporaryFolder();
  const input = path.join(folder, 'in.pcap');
  writeFileSync(input, readFileSync(ACTIVE));
  const hard = path.join(folder, 'hard');
  linkSync(input, hard);
  const soft = path.join(folder, 'soft');
  symlinkSync(input, soft);
  const keys = path.join(folder, 'keys');
  writeFileSync(keys, `CLIENT_RANDOM ${'ab'.repeat(32)} ${'cd'.repeat(48)}\n`);
  return { folder, input, hard, soft, keys };
}

describe('an output is never an input', () => {
  test.each(['input', 'hard', 'soft'] as const)('-o and -w leave the capture as it is: by its name "%s"', (name) => {
    const all = files();
    for (const option of ['-o', '-w', '--metrics']) {
      const { status, stderr, stdout } = run(['--json', option, all[name], all.input]);
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/is being read; choose another file/);
      expect(readFileSync(all.input).equals(readFileSync(ACTIVE))).toBe(true);
    }
  });

  test('nor a key log, nor another output', () => {
    const { folder, input, keys } = files();
    const before = readFileSync(keys, 'utf8');
    for (const option of ['-o', '-w']) {
      expect(run(['--json', option, keys, '--keylog', keys, input]).status).toBe(1);
      expect(readFileSync(keys, 'utf8')).toBe(before);
    }
    const both = path.join(folder, 'both');
    const { status, stderr } = run(['--json', '-w', both, '-o', both, input]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/two outputs would be written into it/);
  });
});

describe('a series of files', () => {
  test('of -w has every packet once, in files that can be read alone', () => {
    const { folder, input } = files();
    const whole = path.join(folder, 'whole');
    run(['--json', '-q', '-w', whole, input]);
    const parts = path.join(folder, 'part');
    expect(run(['--json', '-q', '-w', parts, '-G', '1', input]).status).toBe(0);
    const packets = (name: string) => JSON.parse(run(['--json', '-q', name]).stdout).capture.packets as number;
    expect(packets(parts)).toBe(packets(whole));
  });

  test('is refused where there is no file to rotate', () => {
    expect(run(['--json', '-C', '1', ACTIVE]).stderr).toMatch(/'-C' needs a file to rotate/);
    expect(run(['--json', '-w', 'x', '-W', '1', ACTIVE]).stderr).toMatch(/'-W' counts files/);
  });

  test('goes on at the end with --append', () => {
    const { folder, input } = files();
    const twice = path.join(folder, 'twice');
    for (let i = 0; i < 2; i++) expect(run(['--json', '-q', '-w', twice, '--append', input]).status).toBe(0);
    const once = path.join(folder, 'once');
    run(['--json', '-q', '-w', once, input]);
    const size = (name: string) => readFileSync(name).length;
    expect(size(twice) - 24).toBe(2 * (size(once) - 24));
  });
});

import { linkSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BENCHMARKS } from '../../bench/captures.js';
import { address, CaptureWriter, Talk } from '../../bench/captureWriter.js';
import { run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';

const benchmark = (wanted: string) => BENCHMARKS.find(({ name }) => name === wanted)!;
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

  /** Sessions of which one begins before the other ends; some batches of reading long. */
  function overlapping(): string {
    const file = path.join(temporaryFolder(), 'many.pcap');
    const out = new CaptureWriter(file);
    const server = { address: address('10.9.0.1'), port: 21 };
    let before: Talk | null = null;
    for (let i = 0; i < 500; i++) {
      const talk = new Talk(out, { address: address('10.16.0.1') + i, port: 40_000 }, server, i * 7919);
      talk.open();
      talk.say(1, '220 ready');
      out.timeUs += 50_000;
      for (const [command, reply] of [
        ['USER alice', '331 password'],
        ['PASS secret', '230 in'],
        ['PWD', '257 "/" is the current directory'],
      ] as const) {
        talk.say(0, command);
        talk.say(1, reply);
      }
      before?.close(0);
      before = talk;
    }
    out.close();
    return file;
  }
  const isContinued = (line: string) => line.startsWith('{"type":"continued"');

  test('of lines has every line once, by the time of the capture; each file says which sessions began before it', () => {
    const input = overlapping();
    const folder = temporaryFolder();
    const { status } = run(['-F', 'ndjson', '-q', input, '-o', path.join(folder, '%Y%m%d', '%H%M%S'), '-G', '3']);
    expect(status).toBe(0);
    const [day] = readdirSync(folder);
    const files = readdirSync(path.join(folder, day!)).sort();
    expect(files.length).toBeGreaterThan(3);
    const contents = files.map((name) =>
      readFileSync(path.join(folder, day!, name), 'utf8')
        .trimEnd()
        .split('\n'),
    );
    const whole = run(['-F', 'ndjson', '-q', input]).stdout.trimEnd().split('\n');
    expect(contents.flat().filter((line) => !isContinued(line))).toEqual(whole);
    for (const lines of contents) {
      const begun = new Set<number>((isContinued(lines[0]!) ? JSON.parse(lines[0]!).sessions : []) as number[]);
      for (const line of lines) {
        const { type, session } = JSON.parse(line) as { type: string; session: number | null };
        if (type === 'session-start') begun.add(session!);
        else if (session !== null && type !== 'trouble') expect(begun).toContain(session);
      }
    }
  });

  test('of lines with -C is numbered, and with -W only so many are kept', () => {
    const input = path.join(temporaryFolder(), 'bulk.pcap');
    benchmark('sessions').make(input, 400);
    const folder = temporaryFolder();
    run(['-F', 'ndjson', '-q', input, '-o', path.join(folder, 'all'), '-C', '1']);
    const whole = run(['-F', 'ndjson', '-q', input]).stdout;
    const names = readdirSync(folder).sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)));
    expect(names.slice(0, 3)).toEqual(['all', 'all1', 'all2']);
    const all = names.flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n'));
    expect(all.filter((line) => !isContinued(line)).join('\n')).toBe(whole.trimEnd());
    run(['-F', 'ndjson', '-q', input, '-o', path.join(folder, 'ring'), '-C', '1', '-W', '2']);
    expect(readdirSync(folder).filter((name) => name.startsWith('ring'))).toEqual(['ring0', 'ring1']);
  });

  test('whose names have the time can be gone on with by the next run, which says so', () => {
    const input = overlapping();
    const file = path.join(temporaryFolder(), 'lines');
    for (let i = 0; i < 2; i++) expect(run(['-F', 'ndjson', '-q', input, '-o', file, '--append']).status).toBe(0);
    const types = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).type as string);
    expect(types.filter((type) => type === 'run' || type === 'capture')).toEqual(['capture', 'run', 'capture']);
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

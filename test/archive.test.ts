/** Archives as independent jobs: each capture exactly once, whatever fails; the same as one run over all of them. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { PROGRAM, ROOT, run } from './support/run.js';
import { Slurm, slurmMissing } from './support/slurm.js';
import { temporaryFolder } from './support/temporary.js';

const ARCHIVE = path.join(ROOT, 'deploy/archive/archive.mjs');
const SBATCH = path.join(ROOT, 'deploy/slurm/ftp-sniff.sbatch');
/** All of them where nobody waits for the answer. */
const CAPTURES = process.env.CI ? 500 : 120;
const NAMES = ['passive', 'pasv-refused-rst', 'login-failures', 'pasv-dropped', 'epsv-ipv4'];
/** 10.77.0.2 in all of them. */
const CLIENT = 0x0a4d0002;

const HEADER = 24;
const RECORD = 16;

/** The records of a pcap file (little endian). */
function* records(bytes: Buffer): Iterable<Buffer> {
  for (let at = HEADER; at + RECORD <= bytes.length; ) {
    const end = at + RECORD + bytes.readUInt32LE(at + 8);
    yield bytes.subarray(at, end);
    at = end;
  }
}

/** Where the addresses of IPv4 are in a record: behind its header and that of Ethernet. */
const ADDRESSES = [RECORD + 26, RECORD + 30];

/** The same packets at another time, from another client: in passive mode no dialogue names it. */
function another(bytes: Buffer, number: number): Buffer {
  const copy = Buffer.from(bytes);
  for (const record of records(copy)) {
    record.writeUInt32LE(record.readUInt32LE(0) + 600 * number, 0);
    for (const at of ADDRESSES) if (record.readUInt32BE(at) === CLIENT) record.writeUInt32BE(CLIENT + 256 * number, at);
  }
  return copy;
}

const original = (name: string): Buffer => readFileSync(path.join(ROOT, 'fixtures', name, 'capture.pcap'));

/** What a run says, but for frames and numbers of sessions, which depend on what else it read. */
function facts(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines
    .map((line) => JSON.parse(line) as Record<string, never>)
    .flatMap((line): unknown[][] => {
      const { type, uid, communityId, index, command, code, user, loggedIn, control, ended } = line;
      if (type === 'exchange') return [[uid, type, index, (command as unknown as { verb: string } | null)?.verb, code]];
      const { history, bytes } = (control ?? {}) as { history?: string; bytes?: object };
      if (type === 'session') return [[uid, type, user, loggedIn, history, bytes, ended]];
      if (type !== 'data-connection') return [];
      const { outcome, mode } = line;
      const transfer = line.transfer as unknown as Record<string, unknown> | null;
      const id = String(line.id).split('.')[1];
      const moved = transfer && [transfer.path, transfer.bytes, transfer.sha256, transfer.verdict];
      return [[uid, type, id, mode, outcome, communityId, moved]];
    })
    .map((row) => JSON.stringify(row))
    .sort();
}

const archive = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [ARCHIVE, ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 300_000,
  });

const resultOf = (out: string): string =>
  readdirSync(path.join(out, 'lines'))
    .map((name) => readFileSync(path.join(out, 'lines', name), 'utf8'))
    .join('');

/** A program that fails as `failing` (shell) says, and else is ftp-sniff. */
function program(folder: string, failing = ''): string {
  const file = path.join(folder, 'ftp-sniff');
  writeFileSync(file, `#!/bin/sh\n${failing}\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('a rotation', () => {
  test('captures that go on with each other become one job: no session is cut, none counted twice', () => {
    const folder = temporaryFolder();
    const bytes = original('passive');
    const all = [...records(bytes)];
    const header = bytes.subarray(0, HEADER);
    const files: string[] = [];
    const write = (name: string, ...parts: Buffer[]) => {
      files.push(path.join(folder, name));
      writeFileSync(files.at(-1)!, Buffer.concat([header, ...parts]));
    };
    const third = Math.floor(all.length / 3);
    write('a.pcap', ...all.slice(0, third));
    write('b.pcap', ...all.slice(third, 2 * third));
    write('c.pcap', ...all.slice(2 * third));
    files.push(path.join(folder, 'd.pcap'));
    writeFileSync(files.at(-1)!, another(bytes, 12));
    const out = path.join(folder, 'out');
    const env = { FTP_SNIFF: program(folder) };
    archive(['plan', out, ...files]);
    archive(['run', out], env);
    expect(archive(['continues', out]).stdout).toMatch(/^1 groups/);
    archive(['run', out], env);
    expect(archive(['status', out]).stdout).toMatch(/^2 jobs: 2 done, 0 set aside/);
    expect(facts(resultOf(out))).toEqual(facts(run(['-q', '-F', 'ndjson', ...files]).stdout));
    // Planned again, what is in a group stays there.
    expect(archive(['plan', out, ...files]).stdout).toMatch(/^2 jobs/);
  });
});

const missing = slurmMissing();

describe.skipIf(missing !== null)(`a job array of Slurm${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let slurm: Slurm | null = null;
  afterAll(() => slurm?.stop());

  test(`${CAPTURES} captures with failures: each exactly once, poison set aside with its reason`, () => {
    const folder = temporaryFolder();
    const captures = path.join(folder, 'captures');
    mkdirSync(captures);
    const sources = NAMES.map(original);
    const files: string[] = [];
    for (let i = 0; i < CAPTURES; i++) {
      const file = path.join(captures, `${String(i).padStart(3, '0')}.pcap`);
      files.push(file);
      const bytes = another(sources[i % sources.length]!, i + 1);
      // Two are no captures, and one lost its end.
      if (i === 7 || i === 90) writeFileSync(file, 'this is no capture');
      else writeFileSync(file, i === 41 ? bytes.subarray(0, bytes.length - 20) : bytes);
    }
    const marks = path.join(folder, 'marks');
    mkdirSync(marks);
    const failing = `
for file; do :; done
name=$(basename "$file" .pcap)
case $name in
  *13) [ -e '${marks}/'$name ] || { : > '${marks}/'$name; kill -9 $$; } ;; # the program crashes once
  070|110) [ -e '${marks}/'$name ] || { : > '${marks}/'$name; kill -9 $PPID; exit 1; } ;; # the whole task is killed
  099) kill -11 $$ ;; # it always crashes
esac`;
    const out = path.join(folder, 'out');
    archive(['plan', out, ...files]);
    slurm = new Slurm(folder);
    const env = { OUT: out, ARCHIVE, FTP_SNIFF: program(folder, failing) };
    const submit = () => slurm!.batch(['--array=0-3', `--output=${folder}/slurm-%a.log`, SBATCH], env);
    expect(submit(), 'tasks were killed').not.toBe(0);
    expect(archive(['status', out]).status).toBe(1);
    // Again, until nothing is open: a task that is killed leaves the rest of its share to the next array.
    for (let tries = 0; tries < 3 && archive(['status', out]).status !== 0; tries++) submit();

    expect(archive(['status', out]).stdout).toContain(`${CAPTURES} jobs: ${CAPTURES - 3} done, 3 set aside`);
    const reasons = readdirSync(path.join(out, 'poison')).map((name) =>
      readFileSync(path.join(out, 'poison', name), 'utf8'),
    );
    expect(reasons.filter((reason) => /no capture|not a capture|format/i.test(reason)).length).toBe(2);
    expect(reasons.filter((reason) => /SIGSEGV/.test(reason)).length).toBe(1);
    expect(readdirSync(path.join(out, 'lines')).filter((name) => !name.endsWith('.ndjson'))).toEqual([]);

    const good = files.filter((_, i) => ![7, 90, 99].includes(i));
    const whole = path.join(folder, 'whole.ndjson');
    const { status } = spawnSync(process.execPath, [PROGRAM, '-q', '-F', 'ndjson', '-o', whole, ...good], {
      timeout: 400_000,
    });
    expect([0, 3]).toContain(status);
    expect(facts(resultOf(out))).toEqual(facts(readFileSync(whole, 'utf8')));
  }, 1_200_000);
});

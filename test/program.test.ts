import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { PROGRAM, ROOT, reportOf, run } from './support/run.js';

const ACTIVE = path.join(ROOT, 'fixtures', 'active', 'capture.pcap');
const PASSIVE = path.join(ROOT, 'fixtures', 'passive', 'capture.pcap');
const directory = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-test-'));
const temporary = (name: string): string => path.join(directory, name);
afterAll(() => rmSync(directory, { recursive: true }));

describe('exit codes', () => {
  test.each([
    ['no such file', ['--json', 'nowhere.pcap'], 1, /nowhere\.pcap/],
    ['a directory', ['--json', '.'], 1, /directory/],
    ['not a capture', ['--json', 'package.json'], 1, /package\.json/],
    ['an unknown option', ['--frobnicate', ACTIVE], 2, /--frobnicate.*--help/],
    ['an unknown format', ['--format', 'pdf', ACTIVE], 2, /pdf.*--help/],
    ['nothing to read', [], 2, /--help/],
    ['a file and a device', ['-i', 'lo', ACTIVE], 2, /--help/],
    ['a file that cannot be written', ['--json', '-o', '/nowhere/report.json', ACTIVE], 1, /\/nowhere\/report\.json/],
    ['its own input', ['--json', '-w', ACTIVE, ACTIVE], 1, /being read/],
  ] as const)('%s', (_name, args, status, message) => {
    const result = run(args);
    expect(result.status).toBe(status);
    expect(result.stdout).toBe('');
    expect(result.stderr).toMatch(message);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a capture that is cut short: everything before the cut is reported, exit code 3', () => {
    const whole = readFileSync(ACTIVE);
    const cut = temporary('cut.pcap');
    writeFileSync(cut, whole.subarray(0, whole.length - 20));
    const { status, stdout, stderr } = run(['--json', cut]);
    const packets = reportOf([ACTIVE]).capture.packets;
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ capture: { packets: packets - 1, problems: [{ frame: packets - 1 }] } });
    expect(stderr).not.toBe('');
  });
});

describe('input', () => {
  const want = reportOf([ACTIVE]).sessions;

  test('standard input, plain and compressed', () => {
    const bytes = readFileSync(ACTIVE);
    for (const input of [bytes, gzipSync(bytes)]) expect(reportOf(['-'], { input }).sessions).toEqual(want);
  });

  test('a pipe that is still being written gives its facts at once', async () => {
    const child = spawn(process.execPath, [PROGRAM, '--format', 'ndjson', '-']);
    const bytes = readFileSync(ACTIVE);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stdin.write(bytes.subarray(0, bytes.length - 1000));
    try {
      await expect.poll(() => output, { timeout: 10_000 }).toContain('"verb":"RETR"');
      child.stdin.end(bytes.subarray(bytes.length - 1000));
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect(code).toBe(0);
    } finally {
      child.kill();
    }
  });

  test('SIGINT completes the report', async () => {
    const child = spawn(process.execPath, [PROGRAM, '--format', 'ndjson', '-']);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stdin.write(readFileSync(ACTIVE));
    try {
      await expect.poll(() => output, { timeout: 10_000 }).toContain('"verb":"QUIT"');
      child.kill('SIGINT');
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect(code).toBe(0);
      expect(output).toContain('"type":"capture"');
    } finally {
      child.kill('SIGKILL');
    }
  });

  test('several files are one capture in time order', () => {
    const both = reportOf([PASSIVE, ACTIVE]);
    const single = [ACTIVE, PASSIVE].map((file) => reportOf([file]));
    expect(both.capture.packets).toBe(single[0]!.capture.packets + single[1]!.capture.packets);
    expect(both.sessions).toHaveLength(single[0]!.sessions.length + single[1]!.sessions.length);
    const times = both.sessions.map((session) => session.control.firstTime);
    expect(times).toEqual([...times].sort());
  });
});

describe('output', () => {
  test('a reader that has gone ends the program quietly', () => {
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', `"${process.execPath}" "${PROGRAM}" --format text "${ACTIVE}" | head -1`],
      {
        encoding: 'utf8',
      },
    );
    expect(status).toBe(0);
    expect(stderr).toBe('');
  });

  test('--session chooses', () => {
    const file = path.join(ROOT, 'fixtures', 'login-failures', 'capture.pcap');
    const all = reportOf([file]).sessions;
    expect(reportOf(['--session', '1,3', file]).sessions).toEqual([all[0], all[2]]);
  });

  test('ndjson says everything that json says', () => {
    const file = path.join(ROOT, 'fixtures', 'mixed-modes', 'capture.pcap');
    const want = reportOf([file]);
    const lines = run(['--format', 'ndjson', file]).stdout.trim().split('\n');
    const parsed = lines.map(
      (line) => JSON.parse(line) as Record<string, unknown> & { type: string; session: number | null },
    );
    const strip = ({ type: _type, session: _session, ...rest }: (typeof parsed)[number]) => rest;
    const of = (type: string, session: number | null) =>
      parsed.filter((l) => l.type === type && l.session === session).map(strip);
    const [capture] = of('capture', null);
    expect(capture).toEqual({ ...want.capture, connections: want.connections });
    for (const session of want.sessions) {
      const exchanges = new Map(of('exchange', session.id).map(({ index, ...exchange }) => [index, exchange]));
      const data = new Map(of('data-connection', session.id).map((d) => [d.id, d]));
      const rebuilt = {
        ...of('session', session.id)[0],
        dialogue: [...exchanges.values()],
        dataConnections: [...data.values()],
        findings: of('finding', session.id),
      };
      expect(rebuilt).toEqual(session);
    }
  });

  test('passwords are masked in every report unless asked for', () => {
    const secret = 'letmein';
    for (const format of ['text', 'json', 'ndjson']) {
      expect(run(['--format', format, ACTIVE]).stdout, format).not.toContain(secret);
      expect(run(['--format', format, '--show-passwords', ACTIVE]).stdout, format).toContain(secret);
    }
  });
});

describe('--write', () => {
  test.each(['active', 'passive', 'vxlan-ipv6', 'pipelined', 'fxp', 'nanoseconds'])(
    '%s: what was written gives the same sessions',
    (name) => {
      const file = path.join(ROOT, 'fixtures', name, 'capture.pcap');
      const copy = temporary(`${name}.pcap`);
      const before = reportOf(['-w', copy, file]);
      const after = reportOf([copy]);
      const facts = (report: typeof before) =>
        report.sessions.map(({ user, dialogue, dataConnections }) => ({
          user,
          dialogue: dialogue.map((exchange) => [exchange.command?.verb, exchange.command?.argument, exchange.code]),
          data: dataConnections.map((data) => [
            data.mode,
            data.outcome,
            data.connection?.handshake.syn !== null,
            data.transfer?.sha256,
          ]),
        }));
      expect(facts(after)).toEqual(facts(before));
    },
  );
});

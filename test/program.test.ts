import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { packet, pcapBytes } from './support/packets.js';
import { PROGRAM, ROOT, reportOf, run } from './support/run.js';

const ACTIVE = path.join(ROOT, 'fixtures', 'active', 'capture.pcap');
const PASSIVE = path.join(ROOT, 'fixtures', 'passive', 'capture.pcap');
const directory = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-test-'));
const temporary = (name: string): string => path.join(directory, name);
afterAll(() => rmSync(directory, { recursive: true }));

describe.runIf(process.platform === 'linux')('a file whose name is no UTF-8', () => {
  // Node can neither give nor take such an argument as text: the shell does.
  const sh = (script: string) => {
    const { status, stdout } = spawnSync('sh', ['-c', script, 'sh', process.execPath, PROGRAM, PASSIVE, directory]);
    return { status, sessions: status === 0 ? JSON.parse(stdout.toString()).sessions.length : null };
  };
  test.each(['"$f"', '-r "$f"', '-r"$f"', '--read="$f"'])('is opened: %s', (argument) => {
    const script = `f="$4/$(printf 'l\\351on.pcap')"; cp "$3" "$f"; exec "$1" "$2" --json ${argument}`;
    expect(sh(script)).toEqual({ status: 0, sessions: 1 });
  });

  test('is not mistaken for another that does not exist', () => {
    expect(sh(`exec "$1" "$2" --json "$4/$(printf 'x\\351.pcap')" 2>/dev/null`)).toEqual({ status: 1, sessions: null });
  });
});

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
    [
      'a report in no directory',
      ['-o', '/nowhere/r', ACTIVE],
      1,
      /^ftp-sniff: cannot write \/nowhere\/r: no such directory/,
    ],
    ['a report over a directory', ['-o', '.', ACTIVE], 1, /^ftp-sniff: cannot write \.: a directory/],
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
  const whole = reportOf([ACTIVE]);
  const want = whole.sessions;

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
    expect(run(['-F', 'text', PASSIVE, ACTIVE]).stdout.replace(/\s+/g, ' ')).toContain(
      '(frames are numbered through, in time order)',
    );
  });

  test('a file that cannot be read does not keep the others from it: it is named, exit code 3', () => {
    const { status, stdout, stderr } = run(['--json', 'package.json', ACTIVE, 'nowhere.pcap']);
    expect(status).toBe(3);
    const report = JSON.parse(stdout) as typeof whole;
    expect(report.sessions).toEqual(want);
    expect(report.capture.problems).toMatchObject([
      {
        kind: 'unreadable-file',
        code: 'unreadable-file',
        message: expect.stringMatching(/^package\.json: .*left out$/),
        frame: null,
      },
      {
        kind: 'unreadable-file',
        message: expect.stringMatching(/^nowhere\.pcap: no such file.*left out$/),
        frame: null,
      },
    ]);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringContaining('package.json'),
      expect.stringContaining('nowhere.pcap'),
    ]);
    const none = run(['--json', 'package.json', 'nowhere.pcap']);
    expect([none.status, none.stdout]).toEqual([1, '']);
    expect(none.stderr).toMatch(/^ftp-sniff: package\.json: .*; nowhere\.pcap: no such file.*\n$/);
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

  test('--session: what is not there is reported; exit code 1 where nothing of it is', () => {
    const two = path.join(ROOT, 'fixtures', 'fxp', 'capture.pcap');
    const none = run(['--json', '--session', '9', ACTIVE]);
    expect([none.status, none.stderr]).toEqual([1, 'ftp-sniff: there is no session 9 (1 session in this capture)\n']);
    const some = run(['--json', '--session', '2-3,7-9,12', two]);
    expect([some.status, some.stderr]).toEqual([
      0,
      'ftp-sniff: there are no sessions 7 to 9, 12 (2 sessions in this capture)\n',
    ]);
    expect((JSON.parse(some.stdout) as { sessions: { id: number }[] }).sessions.map(({ id }) => id)).toEqual([2]);
    const lines = run(['-F', 'ndjson', '--session', '2', two]).stdout.trim().split('\n');
    expect(new Set(lines.map((line) => (JSON.parse(line) as { session: number | null }).session))).toEqual(
      new Set([2, null]),
    );
    expect(run(['-F', 'text', '--session', '2', two]).stdout).toMatch(/1 of the sessions is reported\s+here/);
  });

  test('nothing found is reported on standard error, unless -q', () => {
    const bytes = readFileSync(ACTIVE);
    const empty = temporary('empty.pcap');
    writeFileSync(empty, bytes.subarray(0, 24));
    const nothing = run(['--json', empty]);
    expect(nothing.status).toBe(0);
    expect(nothing.stderr).toBe(
      `ftp-sniff: ${empty}: no packets in it: was the capture stopped at once, or its filter too narrow?\n`,
    );
    expect(run(['--json', '-q', empty]).stderr).toBe('');
    const mute = temporary('mute.pcap');
    writeFileSync(mute, pcapBytes([packet(Uint8Array.of(1, 2, 3))]));
    const without = run(['--json', mute]);
    expect([without.status, without.stderr]).toEqual([0, `ftp-sniff: no FTP session in ${mute}\n`]);
    expect(run(['--json', '-q', mute]).stderr).toBe('');
  });

  test('ndjson says everything that json says', () => {
    const file = path.join(ROOT, 'fixtures', 'mixed-modes', 'capture.pcap');
    const want = reportOf([file]);
    const lines = run(['--format', 'ndjson', file]).stdout.trim().split('\n');
    const parsed = lines.map(
      (line) => JSON.parse(line) as Record<string, unknown> & { type: string; session: number | null },
    );
    // `line`, `communityId` and, but for sessions, `uid` are names of lines.
    const strip = ({
      type,
      session: _session,
      line: _line,
      communityId: _id,
      uid,
      ...rest
    }: (typeof parsed)[number]) => (type === 'session' ? { ...rest, uid } : rest);
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

describe('a full disk', () => {
  test.skipIf(!existsSync('/dev/full'))('is reported, and exit code 1', () => {
    for (const args of [
      ['--json', '-o'],
      ['-F', 'ndjson', '-o'],
      ['-q', '--json', '-w'],
    ]) {
      const { status, stderr } = run([...args, '/dev/full', ACTIVE]);
      expect([args.join(' '), status]).toEqual([args.join(' '), 1]);
      expect(stderr).toMatch(/\/dev\/full: the disk is full/);
    }
  });
});

describe('--write', () => {
  test('says how much was written where, and that an older file is gone', () => {
    const copy = temporary('said.pcap');
    const packets = reportOf([ACTIVE]).capture.packets;
    const first = run(['--json', '-w', copy, ACTIVE]).stderr;
    expect(first).toMatch(new RegExp(`^ftp-sniff: wrote (\\d+) packets to ${copy}\n$`));
    expect(Number(/wrote (\d+)/.exec(first)?.[1])).toBe(reportOf([copy]).capture.packets);
    expect(packets).toBeGreaterThanOrEqual(reportOf([copy]).capture.packets);
    expect(run(['--json', '-w', copy, ACTIVE]).stderr).toContain(`to ${copy}, in place of an older file\n`);
    expect(run(['--json', '-q', '-w', copy, ACTIVE]).stderr).toBe('');
  });

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

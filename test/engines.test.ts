/** Live capture by processes of their own, on devices that come and go: needs root, network namespaces and the engines. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isAvailable } from '../src/capture/engines/engine.js';
import type { Report } from './support/report.js';
import { PROGRAM, run } from './support/run.js';
import { temporaryFolder } from './support/temporary.js';

const SPACE = `ftpsniff${process.pid}`;
const succeeds = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

function obstacle(): string | null {
  if (process.getuid?.() !== 0) return 'needs root';
  if (!succeeds('ip', 'netns', 'add', `${SPACE}x`)) return 'no network namespaces';
  succeeds('ip', 'netns', 'del', `${SPACE}x`);
  return null;
}

const why = obstacle();
const ip = (...args: string[]) => spawnSync('ip', ['-n', SPACE, ...args], { stdio: 'ignore' });
const inside = (...args: string[]) => ['netns', 'exec', SPACE, ...args];

/** Datagrams to nowhere: packets on the device. */
const SEND = `
import socket, sys, time
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for i in range(int(sys.argv[1])):
    try: s.sendto(b'x' * 100, ('10.9.0.2', 9))
    except OSError: pass
    time.sleep(0.01)
`;
const send = (count: number) => spawnSync('ip', inside('python3', '-c', SEND, String(count)), { stdio: 'ignore' });

const children: ChildProcess[] = [];
type Running = { readonly child: ChildProcess; out: string; err: string; readonly ended: Promise<number | null> };

function sniff(...args: string[]): Running {
  const child = spawn('ip', inside(process.execPath, PROGRAM, ...args), { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const running: Running = {
    child,
    out: '',
    err: '',
    ended: new Promise((resolve) => child.once('close', (code) => resolve(code))),
  };
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    running.out += text;
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    running.err += text;
  });
  return running;
}

async function until(what: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !what(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(what()).toBe(true);
}

describe.skipIf(why !== null)(`live capture${why === null ? '' : ` (skipped: ${why})`}`, () => {
  beforeAll(() => {
    spawnSync('ip', ['netns', 'add', SPACE]);
    ip('link', 'set', 'lo', 'up');
  });
  afterAll(() => void spawnSync('ip', ['netns', 'del', SPACE]));
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    ip('link', 'del', 'v0');
  });

  const device = () => {
    ip('link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1');
    ip('addr', 'add', '10.9.0.1/24', 'dev', 'v0');
    ip('link', 'set', 'v0', 'up');
    ip('link', 'set', 'v1', 'up');
    ip('neigh', 'add', '10.9.0.2', 'lladdr', '02:00:00:00:00:02', 'dev', 'v0');
  };

  for (const engine of ['cap', 'dumpcap', 'tcpdump'] as const) {
    describe.skipIf(!isAvailable(engine))(engine, () => {
      test('SIGTERM ends it in good order, with what came', async () => {
        device();
        const metrics = path.join(temporaryFolder(), 'm');
        const sniffer = sniff('-i', 'v0', '--engine', engine, '--json', '--metrics', metrics, '-f', 'udp');
        await until(() => sniffer.err.includes(engine));
        send(20);
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        sniffer.child.kill('SIGTERM');
        expect(await sniffer.ended, sniffer.err).toBe(0);
        expect((JSON.parse(sniffer.out) as Report).capture.packets).toBeGreaterThan(10);
      }, 30_000);

      test('a device that is deleted ends it with a whole report, exit code 3', async () => {
        device();
        const sniffer = sniff('-i', 'v0', '--engine', engine, '--json');
        await until(() => sniffer.err.includes(engine));
        send(20);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        ip('link', 'del', 'v0');
        expect(await sniffer.ended, sniffer.err).toBe(3);
        const { capture } = JSON.parse(sniffer.out) as Report;
        expect(capture.problems.map(({ kind }) => kind)).toContain('device-lost');
        expect(sniffer.err).toMatch(/ended by itself/);
      }, 30_000);
    });
  }

  describe.skipIf(!isAvailable('tcpdump'))('outputs', () => {
    test('a reader that stops does not hold up the end', async () => {
      device();
      const sniffer = sniff('-i', 'v0', '--engine', 'tcpdump', '-F', 'ndjson');
      await until(() => sniffer.err.includes('tcpdump'));
      sniffer.child.stdout!.pause();
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const before = Date.now();
      sniffer.child.kill('SIGTERM');
      await new Promise((resolve) => sniffer.child.once('exit', resolve));
      expect(Date.now() - before).toBeLessThan(10_000);
    }, 30_000);

    test('SIGUSR1 prints one line of statistics, and nothing else happens', async () => {
      device();
      const metrics = path.join(temporaryFolder(), 'm');
      const sniffer = sniff('-i', 'v0', '--engine', 'tcpdump', '--json', '--metrics', metrics);
      await until(() => sniffer.err.includes('tcpdump'));
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      sniffer.child.kill('SIGUSR1');
      await until(() => /packets? \(.*0 sessions, 0 dropped/.test(sniffer.err));
      await until(() => readFileSync(metrics, 'utf8').includes('ftp_sniff_sessions_total 0'));
      sniffer.child.kill('SIGINT');
      expect(await sniffer.ended).toBe(0);
    }, 30_000);
  });

  test('a full disk stops the output that fills it, and nothing else', () => {
    const folder = temporaryFolder();
    const small = path.join(folder, 'small');
    mkdirSync(small);
    expect(succeeds('mount', '-t', 'tmpfs', '-o', 'size=20k', 'tmpfs', small)).toBe(true);
    try {
      const { status, stdout, stderr } = run(['--json', '-w', path.join(small, 'w'), 'fixtures/active/capture.pcap']);
      expect(status).toBe(1);
      expect((JSON.parse(stdout) as Report).sessions).toHaveLength(1);
      expect(stderr).toMatch(/the disk is full; the file is not complete/);
    } finally {
      spawnSync('umount', [small]);
    }
  });
});

/**
 * A real server and a real client over a network that loses, repeats and reorders packets: 300 transfers, captured,
 * extracted, and compared with what both had on disk.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ManifestFile } from './support/extracting.js';
import { run } from './support/run.js';

const TRANSFERS = 300;
const CLIENT_NS = `fs-c-${process.pid}`;
const SERVER_NS = `fs-s-${process.pid}`;
const SERVER = '10.123.45.1';
const CLIENT = '10.123.45.2';
const SCRIPT = path.join(import.meta.dirname, 'support', 'transfers.py');
const NETWORK = path.join(import.meta.dirname, 'support', 'badNetwork.py');
const SERVER_DEVICE = `fs${process.pid}s`.slice(-15);
const CLIENT_DEVICE = `fs${process.pid}c`.slice(-15);

type Truth = { path: string; kind: string; bytes: number; sha256: string; whole: boolean; stored: string };

const succeeds = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const PYTHON = ['python3', '/usr/bin/python3'].find((python) => succeeds(python, '-c', 'import pyftpdlib'));

/** Why this cannot be tested here; null: it can. */
function obstacle(): string | null {
  if (process.getuid?.() !== 0) return 'needs root for network namespaces';
  if (PYTHON === undefined) return 'needs pyftpdlib';
  if (!succeeds('tcpdump', '--version')) return 'needs tcpdump';
  if (!existsSync('/dev/net/tun')) return 'needs /dev/net/tun';
  const made = succeeds('ip', 'netns', 'add', CLIENT_NS);
  spawnSync('ip', ['netns', 'del', CLIENT_NS], { stdio: 'ignore' });
  return made ? null : 'needs network namespaces';
}
const why = obstacle();

let folder = '';
const children: ChildProcess[] = [];

function ip(...args: string[]): void {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}

/** Starts a program; resolves when it says `word`. */
async function start(word: string, command: string, ...rest: string[]): Promise<ChildProcess> {
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    let text = '';
    const heard = (data: Buffer) => {
      text += data.toString();
      if (text.includes(word)) resolve();
    };
    child.stdout.on('data', heard);
    child.stderr.on('data', heard);
    child.once('close', () => reject(new Error(`${command} ended: ${text}`)));
  });
  return child;
}
const inside = (namespace: string, ...command: string[]) => ['ip', 'netns', 'exec', namespace, ...command] as const;

describe.skipIf(why !== null)(`300 transfers over a bad network${why === null ? '' : ` (${why})`}`, () => {
  let truth: readonly Truth[] = [];
  let manifest: readonly ManifestFile[] = [];
  let extracted = '';

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-netem-'));
    const stored = path.join(folder, 'stored');
    mkdirSync(stored);
    ip('netns', 'add', SERVER_NS);
    ip('netns', 'add', CLIENT_NS);
    await start('ready', PYTHON!, NETWORK, SERVER_DEVICE, CLIENT_DEVICE);
    for (const [namespace, device, address] of [
      [SERVER_NS, SERVER_DEVICE, SERVER],
      [CLIENT_NS, CLIENT_DEVICE, CLIENT],
    ] as const) {
      ip('link', 'set', device, 'netns', namespace);
      ip('-n', namespace, 'addr', 'add', `${address}/24`, 'dev', device);
      ip('-n', namespace, 'link', 'set', device, 'txqueuelen', '5000', 'up');
    }
    const capture = path.join(folder, 'capture.pcap');
    const tcpdump = await start(
      'listening',
      // Small slots, or the ring has room for few packets.
      ...inside(
        CLIENT_NS,
        'tcpdump',
        '-i',
        CLIENT_DEVICE,
        '--immediate-mode',
        '-B',
        '65536',
        '-s',
        '2048',
        '-w',
        capture,
      ),
    );
    await start('ready', ...inside(SERVER_NS, PYTHON!, SCRIPT, 'server', SERVER, stored));
    const client = spawn('ip', [
      ...['netns', 'exec', CLIENT_NS, PYTHON!, SCRIPT],
      ...['client', SERVER, '2121', stored, String(TRANSFERS)],
    ]);
    children.push(client);
    let [out, errors] = ['', ''];
    client.stdout.on('data', (data: Buffer) => (out += data.toString()));
    client.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    await new Promise((resolve) => client.once('close', resolve));
    if (errors !== '') throw new Error(errors);
    truth = JSON.parse(out) as Truth[];
    // The last packets are on their way.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const ended = new Promise((resolve) => tcpdump.once('close', resolve));
    tcpdump.kill('SIGINT');
    await ended;
    extracted = path.join(folder, 'extracted');
    const { status, stderr } = run(['--json', '-o', path.join(folder, 'report.json'), '-x', extracted, capture]);
    if (status !== 0) throw new Error(`exit code ${status}: ${stderr}`);
    manifest = (JSON.parse(readFileSync(path.join(extracted, 'manifest.json'), 'utf8')) as { files: ManifestFile[] })
      .files;
  }, 120_000);

  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    for (const namespace of [SERVER_NS, CLIENT_NS]) spawnSync('ip', ['netns', 'del', namespace], { stdio: 'ignore' });
    if (folder !== '' && !process.env.FTP_SNIFF_KEEP) rmSync(folder, { recursive: true, force: true });
  });

  const same = (wanted: Truth, found: ManifestFile) =>
    readFileSync(path.join(extracted, found.file!)).equals(readFileSync(wanted.stored));

  test('ran long enough to mean something', () => {
    expect(truth.length).toBeGreaterThan(100);
  });

  test('every whole file is on disk as the end points have it, joined where it came in parts', () => {
    const wrong: string[] = [];
    for (const wanted of truth.filter(({ whole }) => whole)) {
      const found = manifest.filter((each) => each.path === `.${wanted.path}`);
      const [one] = found;
      if (found.length === 1 && one?.complete && one.file && same(wanted, one)) continue;
      // What the capture lacks is named.
      const named = found.every((each) => !each.complete && each.file?.endsWith('.partial') && each.missing.length > 0);
      if (found.length > 0 && named) continue;
      wrong.push(
        `${wanted.kind} ${wanted.path}: ${JSON.stringify(found.map(({ file, bytes, complete, note }) => ({ file, bytes, complete, note })))}`,
      );
    }
    expect(wrong).toEqual([]);
  });

  test('nearly all of them are whole: the capture lost nothing that TCP did not repair', () => {
    const whole = manifest.filter(({ complete }) => complete).length;
    expect(whole).toBeGreaterThanOrEqual(truth.filter((each) => each.whole).length * 0.99);
  });

  test('what was aborted is named incomplete, and is the beginning of the file', () => {
    for (const wanted of truth.filter(({ whole }) => !whole)) {
      const [found] = manifest.filter((each) => each.path === `.${wanted.path}`);
      expect(found?.file).toMatch(/\.partial$/);
      expect(found?.verdict).toBe('truncated');
      const bytes = readFileSync(path.join(extracted, found!.file!));
      const stored = readFileSync(wanted.stored);
      const inHole = (at: number) => found!.missing.some(([from, to]) => at >= from && at < to);
      expect(bytes.findIndex((byte, at) => byte !== stored[at] && !inHole(at))).toBe(-1);
    }
  });
});

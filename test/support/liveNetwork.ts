/** A network namespace with a device that comes and goes, and the program that captures on it. Needs root. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { PROGRAM } from './run.js';

const succeeds = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Why this machine cannot do it; null where it can. */
export function noNetwork(): string | null {
  if (process.getuid?.() !== 0) return 'needs root';
  const trial = `ftpsniff${process.pid}x`;
  if (!succeeds('ip', 'netns', 'add', trial)) return 'no network namespaces';
  succeeds('ip', 'netns', 'del', trial);
  return null;
}

/** Datagrams to nowhere: packets on the device. */
const SEND = `
import socket, sys, time
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for i in range(int(sys.argv[1])):
    try: s.sendto(b'x' * 100, ('10.9.0.2', 9))
    except OSError: pass
    time.sleep(float(sys.argv[2]))
`;

/** The frames of a pcap file, sent from the device as they are. */
const REPLAY = `
import socket, struct, sys, time
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW); s.bind(('v0', 0))
data = open(sys.argv[1], 'rb').read(); at = 24
while at < len(data):
    size, = struct.unpack_from('<I', data, at + 8)
    try: s.send(data[at + 16:at + 16 + size])
    except OSError: pass
    at += 16 + size; time.sleep(0.001)
`;

export type Running = {
  readonly child: ChildProcess;
  out: string;
  err: string;
  readonly ended: Promise<number | null>;
};

export class LiveNetwork {
  /** Its name differs from test file to test file. */
  readonly space: string;
  readonly #children: ChildProcess[] = [];

  constructor(name: string) {
    this.space = `ftpsniff${process.pid}${name}`;
  }

  open(): void {
    spawnSync('ip', ['netns', 'add', this.space]);
    this.ip('link', 'set', 'lo', 'up');
  }

  close(): void {
    spawnSync('ip', ['netns', 'del', this.space]);
  }

  /** Ends what a test has left. */
  clear(): void {
    for (const child of this.#children.splice(0)) child.kill('SIGKILL');
    this.ip('link', 'del', 'v0');
  }

  ip(...args: string[]): void {
    spawnSync('ip', ['-n', this.space, ...args], { stdio: 'ignore' });
  }

  /** The arguments of `ip` that run a program inside. */
  inside(...args: string[]): string[] {
    return ['netns', 'exec', this.space, ...args];
  }

  /** Makes v0, with an address. @param peerSpace where its other end is */
  device(peerSpace = this.space): void {
    this.ip('link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1', 'netns', peerSpace);
    this.ip('addr', 'add', '10.9.0.1/24', 'dev', 'v0');
    this.up();
    spawnSync('ip', ['-n', peerSpace, 'link', 'set', 'v1', 'up']);
  }

  up(): void {
    this.ip('link', 'set', 'v0', 'up');
    // A device that was down has forgotten it.
    this.ip('neigh', 'replace', '10.9.0.2', 'lladdr', '02:00:00:00:00:02', 'dev', 'v0');
  }

  send(count: number, everySeconds = 0.01): void {
    spawnSync('ip', this.inside('python3', '-c', SEND, String(count), String(everySeconds)), { stdio: 'ignore' });
  }

  /** @param file a pcap file of this machine's byte order, Ethernet, frames of at most the device's MTU */
  replay(file: string): void {
    spawnSync('ip', this.inside('python3', '-c', REPLAY, file), { stdio: 'ignore' });
  }

  /** Starts the program, which is ended after the test at the latest. */
  sniff(...args: string[]): Running {
    return this.sniffAs({}, ...args);
  }

  sniffAs(environment: Record<string, string>, ...args: string[]): Running {
    const child = spawn('ip', this.inside(process.execPath, PROGRAM, ...args), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    this.#children.push(child);
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
}

export async function until(what: () => boolean, seconds = 20): Promise<void> {
  for (let i = 0; i < seconds * 20 && !what(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(what(), String(what)).toBe(true);
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The children of a process. */
export const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

/** What the system says of the rights of a process: real, effective and saved user and group, effective capabilities. */
export function rightsOf(pid: number): { readonly uid: string; readonly gid: string; readonly capabilities: string } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string) =>
    new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1]?.replace(/\s+/g, ' ').trim() ?? '';
  return { uid: field('Uid'), gid: field('Gid'), capabilities: `${field('CapPrm')} ${field('CapEff')}` };
}

// npm run bench:ui [-- --mib N --sessions N]
// Times the terminal UI in a pseudo-terminal as a user feels it: from the command to the first screen, from a key to its
// effect while a large capture is being read, and the processor's time while nothing happens.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { BENCHMARKS } from './captures.js';

const { values } = parseArgs({
  options: { mib: { type: 'string', default: '400' }, sessions: { type: 'string', default: '5000' } },
});
const root = path.join(import.meta.dirname, '..');
const program = process.env.FTP_SNIFF_PROGRAM ?? path.join(root, 'dist', 'main.js');
const SMALL = path.join(root, 'fixtures', 'active', 'capture.pcap');
const IDLE_SECONDS = 5;
const KEY_EVERY_MS = 100;

type Times = { first: number; read: number; keys: number[]; peakMegabytes: number; idlePercent: number };

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Clock ticks (of 10 ms) that a process has used. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

/** Opens the UI on a capture and presses `t` while it is read: every press changes the last line but one. */
async function time(file: string, idle: boolean): Promise<Times> {
  const env: Record<string, string> = { TERM: 'xterm-256color', XDG_CONFIG_HOME: '/nonexistent' };
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined && name !== 'CI') env[name] ??= value;
  const begun = performance.now();
  const pty = spawn(process.execPath, [program, file], { cols: 120, rows: 40, cwd: root, env });
  const times: Times = { first: 0, read: 0, keys: [], peakMegabytes: 0, idlePercent: 0 };
  let pressed = 0;
  let seen = '';
  pty.onData((data) => {
    const now = performance.now();
    seen = seen.slice(-200) + data;
    if (times.first === 0 && seen.includes('Sessions')) times.first = now - begun;
    if (times.read === 0 && seen.includes(' DONE ')) times.read = now - begun;
    if (pressed > 0 && data.includes('Times ')) {
      times.keys.push(now - pressed);
      pressed = 0;
    }
  });
  while (times.read === 0) {
    await sleep(KEY_EVERY_MS);
    if (times.first === 0 || pressed > 0) continue;
    pressed = performance.now();
    pty.write('t');
  }
  times.peakMegabytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pty.pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
  if (idle) {
    await sleep(1000);
    const before = ticksOf(pty.pid);
    await sleep(IDLE_SECONDS * 1000);
    times.idlePercent = (ticksOf(pty.pid) - before) / IDLE_SECONDS;
  }
  const ended = new Promise((resolve) => pty.onExit(resolve));
  pty.write('q');
  await ended;
  return times;
}

const ms = (value: number): string => `${Math.round(value)} ms`;
const sorted = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b);
const at = (list: readonly number[], share: number): number => sorted(list)[Math.floor((list.length - 1) * share)] ?? 0;

const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-bench-'));
try {
  const firsts: number[] = [];
  for (let i = 0; i < 5; i++) firsts.push((await time(SMALL, false)).first);
  const idle = await time(SMALL, true);
  console.log(`small file: first screen after ${ms(at(firsts, 0.5))} (5 runs: ${sorted(firsts).map(ms).join(', ')})`);
  console.log(`idle: ${idle.idlePercent.toFixed(1)} % of one processor`);
  for (const [name, amount] of [
    ['bulk', Number(values.mib)],
    ['sessions', Number(values.sessions)],
  ] as const) {
    const benchmark = BENCHMARKS.find((one) => one.name === name);
    if (!benchmark) continue;
    const file = path.join(folder, `${name}.pcap`);
    const { bytes, packets } = benchmark.make(file, amount);
    const { first, read, keys, peakMegabytes } = await time(file, false);
    console.log(
      `${name}: ${Math.round(bytes / 1e6)} MB, ${packets} packets: first screen ${ms(first)}, read after ${ms(read)}, ` +
        `key to screen meanwhile ${ms(at(keys, 0.5))} (median), ${ms(at(keys, 0.95))} (95 %), ${ms(at(keys, 1))} (worst of ${keys.length}), ` +
        `peak ${Math.round(peakMegabytes)} MB`,
    );
    rmSync(file);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

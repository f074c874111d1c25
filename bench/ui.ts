// npm run bench:ui [-- --mib N --sessions N --commands N --transfers N]
// Times the terminal UI in a pseudo-terminal as a user feels it: from the command to the first screen, from a key to its
// effect while a large capture is being read and in very long lists, bytes written for a key, memory, and the processor's
// time while nothing happens and while packets trickle in.

import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BENCHMARKS } from './captures.js';
import { UI_CAPTURES } from './uiCaptures.js';
import { movedOn, shows, sleep, UiDriver } from './uiDriver.js';
import { IN_LADDER, IN_SESSIONS, type Press, ready, rowsOf, WHILE_READING, WITHOUT_ROWS } from './uiKeys.js';

const { values } = parseArgs({
  options: {
    mib: { type: 'string', default: '420' },
    sessions: { type: 'string', default: '100000' },
    commands: { type: 'string', default: '300000' },
    transfers: { type: 'string', default: '80000' },
  },
});
const SMALL = path.join(import.meta.dirname, '..', 'fixtures', 'active', 'capture.pcap');
const FIRST_SCREENS = 7;
const QUIET_SECONDS = 5;
const KEY_EVERY_MS = 50;
const READ_PATIENCE_MS = 600_000;
const DONE = shows(' DONE ');

const ms = (value: number): string => (Number.isFinite(value) ? `${Math.round(value)} ms` : 'never');
const at = (list: readonly number[], share: number): number =>
  [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * share)] ?? 0;
const spreadOf = (list: readonly number[]): string =>
  `${ms(at(list, 0.5))} median, ${ms(at(list, 0.95))} 95 %, ${ms(at(list, 1))} worst of ${list.length}`;

async function firstScreens(): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < FIRST_SCREENS; i++) {
    const ui = new UiDriver([SMALL]);
    // Of one session, the ladder is the first screen.
    times.push(await ui.until(shows('‹')));
    await ui.until(DONE);
    await ui.quit();
  }
  console.log(`small file: first screen after ${spreadOf(times)}`);
}

/** Processor time of a screen on which nothing, or little, changes. */
async function cpuOf(ui: UiDriver): Promise<string> {
  await sleep(1500);
  const before = ui.cpuSeconds;
  await sleep(QUIET_SECONDS * 1000);
  return `${(((ui.cpuSeconds - before) / QUIET_SECONDS) * 100).toFixed(1)} % of one processor`;
}

async function idle(): Promise<void> {
  const ui = new UiDriver([SMALL]);
  await ui.until(DONE);
  console.log(`idle: ${await cpuOf(ui)}`);
  await ui.quit();
}

/** A connection on loopback that says a line ten times a second, and is not FTP. */
async function live(): Promise<void> {
  const ui = new UiDriver(['-i', 'lo']);
  if (!Number.isFinite(await ui.until(shows(' LIVE '), 5000))) {
    console.log('live: not measured (capturing on lo takes root and the package cap)');
    return ui.quit();
  }
  const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const client = connect(port, '127.0.0.1');
  const timer = setInterval(() => client.write('trickle\r\n'), 100);
  console.log(`live, 20 packets a second: ${await cpuOf(ui)}`);
  clearInterval(timer);
  client.destroy();
  server.close();
  await ui.quit();
}

/** Presses keys in turn until the capture is read. */
async function reading(ui: UiDriver, name: string): Promise<void> {
  const all: number[] = [];
  const byKey = new Map<string, number[]>();
  const first = await ui.until(shows('‹1 Sessions›'));
  for (let i = 0; !DONE(ui.lines); i++) {
    const presses = rowsOf(ui.lines) > 1 ? WHILE_READING : WITHOUT_ROWS;
    const { name: key, keys, effect } = presses[i % presses.length]!;
    const took = await ui.press(keys, effect, 2000);
    // A key that cannot do anything, as j on the last row, tells nothing.
    if (Number.isFinite(took)) {
      all.push(took);
      byKey.set(key, [...(byKey.get(key) ?? []), took]);
    }
    await sleep(KEY_EVERY_MS);
    if (performance.now() - ui.begunAt > READ_PATIENCE_MS) break;
  }
  const read = ((performance.now() - ui.begunAt) / 1000).toFixed(1);
  console.log(`${name}: first screen ${ms(first)}, read in ${read} s, peak ${Math.round(ui.peakMegabytes)} MB`);
  console.log(`  keys while it is read: ${spreadOf(all)}`);
  for (const [key, list] of byKey) console.log(`    ${key.padEnd(6)}${spreadOf(list)}`);
}

async function pressAll(ui: UiDriver, name: string, presses: readonly Press[]): Promise<void> {
  const times: number[] = [];
  const lines: string[] = [];
  for (const { name: key, keys, effect } of presses) {
    await ui.until(ready, 60_000);
    const written = ui.written;
    const took = await ui.press(keys, effect, 10_000);
    await sleep(150);
    times.push(took);
    lines.push(`    ${key.padEnd(16)}${ms(took).padStart(9)}${String(ui.written - written).padStart(9)} bytes`);
  }
  console.log(`  ${name}: ${spreadOf(times)}`);
  for (const line of lines) console.log(line);
}

/** How long the last screen's rows take to be all there. */
async function opening(ui: UiDriver, keys: string, view: string): Promise<void> {
  const answered = await ui.press(keys, shows(view));
  const whole = await ui.until(ready, 60_000);
  console.log(`  ${view} answers after ${ms(answered)}, all rows are there after ${ms(answered + whole)}`);
}

const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-bench-'));
const made = (
  name: string,
  make: (file: string, amount: number) => { bytes: number; packets: number },
  amount: number,
) => {
  const file = path.join(folder, `${name}.pcap`);
  const { bytes, packets } = make(file, amount);
  return { file, title: `${name} (${Math.round(bytes / 1e6)} MB, ${packets} packets)` };
};

type Capture = { readonly file: string; readonly title: string };

async function withUi({ file, title }: Capture, job: (ui: UiDriver) => Promise<void>): Promise<void> {
  const ui = new UiDriver([file]);
  await reading(ui, title);
  await job(ui);
  console.log(
    `  peak at the end ${Math.round(ui.peakMegabytes)} MB; waited ${ms(ui.queuedMs)} for a processor, not counted`,
  );
  await ui.quit();
  rmSync(file);
}

try {
  await firstScreens();
  await idle();
  await live();
  const bulk = BENCHMARKS.find(({ name }) => name === 'bulk')!;
  await withUi(
    made('bulk', (file, amount) => bulk.make(file, amount), Number(values.mib)),
    async (ui) => {
      await opening(ui, '\r', '‹2 Ladder›');
      await ui.press('/segments\r', movedOn);
      await opening(ui, 'o', '‹2 Ladder›');
      await pressAll(ui, 'a transfer opened into its segments', IN_LADDER.slice(0, 9));
    },
  );
  await withUi(made('sessions', UI_CAPTURES.sessions.make, Number(values.sessions)), (ui) =>
    pressAll(ui, 'the list of sessions', IN_SESSIONS),
  );
  for (const { name, make } of [UI_CAPTURES.commands, UI_CAPTURES.transfers]) {
    await withUi(made(name, make, Number(values[name])), async (ui) => {
      await opening(ui, '\r', '‹2 Ladder›');
      await pressAll(ui, 'the ladder', IN_LADDER);
    });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

// npm run bench:days [-- --sessions N --format ndjson|json --limit-mb N]
// What days of capturing come to: N whole sessions through standard input, made while they are read. Prints, as they pass,
// the processor time of each thousand sessions and the memory; fails where memory passes the limit, where a session is
// missing, or where the last ones cost more than 1.2 times the first.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeSessions } from './captures.js';
import { costOf } from './measure.js';

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '1000000' },
    format: { type: 'string', default: 'ndjson' },
    'limit-mb': { type: 'string', default: '300' },
    make: { type: 'boolean', default: false },
  },
});
const SESSIONS = Number(values.sessions);
const PROGRAM = path.join(import.meta.dirname, '..', 'dist', 'main.js');
/** The first of them warm up the compiler. */
const WARM_UP = 2_000;
const LINE = Buffer.from('{"type":"session",');

type Mark = { readonly sessions: number; readonly cpuSeconds: number; readonly megabytes: number };

async function replay(): Promise<boolean> {
  const maker = spawn(
    process.execPath,
    [...process.execArgv, import.meta.filename, '--make', '--sessions', values.sessions],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const sniffer = spawn(process.execPath, [PROGRAM, '-F', values.format, '-q', '-'], {
    stdio: [maker.stdout, 'pipe', 'inherit'],
  });
  maker.stdout.destroy();
  const marks: Mark[] = [];
  const mark = (sessions: number) => {
    const { cpuSeconds, residentMegabytes } = costOf(sniffer.pid);
    marks.push({ sessions, cpuSeconds, megabytes: residentMegabytes });
    const { sessions: before, cpuSeconds: spent } = marks.at(-2) ?? { sessions: 0, cpuSeconds: 0 };
    const each = ((cpuSeconds - spent) / (sessions - before)) * 1e6;
    console.log(`${sessions} sessions: ${each.toFixed(0)} µs each, ${residentMegabytes.toFixed(0)} MB`);
  };
  let seen = 0;
  const every = Math.max(WARM_UP, SESSIONS / 20);
  let next = WARM_UP;
  let rest: Buffer = Buffer.alloc(0);
  const poll = setInterval(() => {
    if (values.format === 'json') marks.push({ sessions: 0, ...megabytesOf(sniffer.pid) });
  }, 1_000);
  sniffer.stdout!.on('data', (chunk: Buffer) => {
    const text = Buffer.concat([rest, chunk]);
    for (let at = text.indexOf(LINE); at >= 0; at = text.indexOf(LINE, at + 1)) seen++;
    rest = text.subarray(-(LINE.length - 1));
    if (seen < next || values.format === 'json') return;
    next = seen < every ? every : seen + every;
    mark(seen);
  });
  const code = await new Promise<number | null>((resolve) => sniffer.once('close', resolve));
  clearInterval(poll);
  return judged(code, seen, marks);
}

function megabytesOf(pid: number | undefined): { cpuSeconds: number; megabytes: number } {
  const { cpuSeconds, residentMegabytes } = costOf(pid);
  return { cpuSeconds, megabytes: residentMegabytes };
}

function judged(code: number | null, seen: number, marks: readonly Mark[]): boolean {
  const peak = Math.max(...marks.map(({ megabytes }) => megabytes));
  const each = (from: number, to: number) => {
    const [a, b] = [marks.at(from), marks.at(to)];
    return a === undefined || b === undefined ? Number.NaN : (b.cpuSeconds - a.cpuSeconds) / (b.sessions - a.sessions);
  };
  const ratio = each(-3, -1) / each(0, 2);
  const whole = values.format === 'json' || seen === SESSIONS;
  console.log(JSON.stringify({ code, sessions: seen, peakMegabytes: peak, lastToFirst: ratio }));
  return code === 0 && whole && peak < Number(values['limit-mb']) && !(ratio > 1.2);
}

if (values.make) writeSessions(1, SESSIONS);
else process.exitCode = (await replay()) ? 0 : 1;

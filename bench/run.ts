// npm run bench [-- --only NAME,... --scale FACTOR --runs N --no-tshark --all-tshark --keep DIR --profile --check --record]
// Times the whole built program on large captures of its own making, in turn with tcpdump and tshark where they are
// installed. --profile: the shares of the rooms of src/ in the time. --check: fails where a row takes more than 10 % more
// processor time than bench/baseline.json says, in units of a fixed calculation that is timed beside it, or more than 2.1
// times what half of it takes; --record writes that file.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BENCHMARKS, type Benchmark, type Expected, type Made } from './captures.js';
import { type Measured, measure } from './measure.js';
import { profileIn, roomsOf } from './rooms.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scale: { type: 'string', default: '1' },
    runs: { type: 'string', default: '5' },
    'no-tshark': { type: 'boolean', default: false },
    'all-tshark': { type: 'boolean', default: false },
    keep: { type: 'string' },
    profile: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});
const scale = Number(values.scale);
const runs = Number(values.runs);
const program = path.join(import.meta.dirname, '..', 'dist', 'main.js');
const hasTshark = !values['no-tshark'] && spawnSync('tshark', ['--version'], { stdio: 'ignore' }).status === 0;
const hasTcpdump = spawnSync('tcpdump', ['--version'], { stdio: 'ignore' }).status === 0;
const TIMEOUT_SECONDS = 600;
const BASELINE = path.join(import.meta.dirname, 'baseline.json');
/** A row that takes more than so much more than the baseline says is a regression. */
const TOLERANCE = 1.1;
/** Twice the work may cost so many times as much. */
const TWICE = 2.1;
/** Takes about a second and does what the program does: numbers, typed arrays, short strings, objects that die. */
const CALCULATION = `let h=0;const a=new Int32Array(65536);for(let r=0;r<60;r++){const m=new Map();for(let i=0;i<65536;i++){a[i]=Math.imul(a[i]^i,0x9e3779b1)+r;m.set('k'+(a[i]&4095),{v:a[i],n:i});}h^=m.size+a[r];}if(h===1)throw h;`;

type Row = {
  benchmark: Benchmark;
  amount: number;
  made: Made;
  ours: Measured;
  /** The fixed calculation, timed in turn. */
  unit: Measured;
  /** Half of the amount, timed in turn; null where nobody asks, or it cannot be halved. */
  half: Measured | null;
  tcpdump: Measured | null;
  theirs: Measured | null;
};

const folder = values.keep ?? mkdtempSync(path.join(tmpdir(), 'ftp-sniff-bench-'));
mkdirSync(folder, { recursive: true });
const leave = () => {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
};
process.on('SIGINT', () => {
  leave();
  process.exit(130);
});
try {
  const rows: Row[] = [];
  for (const benchmark of BENCHMARKS) {
    if (values.only !== undefined && !values.only.split(',').includes(benchmark.name)) continue;
    rows.push(await time(benchmark));
    console.log(line(rows.at(-1)!));
  }
  console.log(`\nMedians of ${runs} runs in turn; x: times as fast as the other. Peak: resident memory.`);
  if (values.record) record(rows);
  if (values.check) compare(rows);
} finally {
  leave();
}

async function time(benchmark: Benchmark): Promise<Row> {
  const amount = Math.max(1, Math.round(benchmark.amount * scale));
  const capture = path.join(folder, `${benchmark.name}.pcap`);
  const output = path.join(folder, `${benchmark.name}.out`);
  const made = benchmark.make(capture, amount);
  const run = (command: readonly string[]) => measure(command, output, TIMEOUT_SECONDS);
  const analysis = (file: string) => [process.execPath, program, '-F', benchmark.format ?? 'json', '-q', file];
  const halved = values.check && amount > 1 ? path.join(folder, `${benchmark.name}-half.pcap`) : null;
  if (halved !== null) benchmark.make(halved, Math.round(amount / 2));
  const fields = ['ftp.request.command', 'ftp.response.code', 'ftp-data.setup-frame'].flatMap((field) => ['-e', field]);
  const withTshark = hasTshark && (!benchmark.slowForTshark || values['all-tshark']);
  const ours: Measured[] = [];
  const unit: Measured[] = [];
  const tcpdump: Measured[] = [];
  const theirs: Measured[] = [];
  const half: Measured[] = [];
  for (let i = 0; i < runs; i++) {
    unit.push(await run([process.execPath, '-e', CALCULATION]));
    if (hasTcpdump) tcpdump.push(await run(['tcpdump', '-r', capture, '-w', '/dev/null']));
    if (withTshark) theirs.push(await run(['tshark', '-r', capture, '-T', 'fields', ...fields]));
    if (halved !== null) half.push(await run(analysis(halved)));
    ours.push(await run(analysis(capture)));
  }
  if (benchmark.format === undefined) check(benchmark.expected(amount), JSON.parse(readFileSync(output, 'utf8')), made);
  if (values.profile) profile(benchmark, capture);
  if (values.keep === undefined) for (const file of [capture, halved]) if (file !== null) rmSync(file);
  rmSync(output);
  const medianOf = (all: readonly Measured[]) => (all.length === 0 ? null : median(all));
  return {
    benchmark,
    amount,
    made,
    ours: median(ours),
    unit: median(unit),
    half: medianOf(half),
    tcpdump: medianOf(tcpdump),
    theirs: medianOf(theirs),
  };
}

function profile({ name, format }: Benchmark, capture: string): void {
  const to = mkdtempSync(path.join(folder, `${name}-`));
  const flags = ['--cpu-prof', `--cpu-prof-dir=${to}`];
  spawnSync(process.execPath, [...flags, program, '-F', format ?? 'json', '-q', capture], { stdio: 'ignore' });
  const shares = roomsOf(profileIn(to)).filter(([, share]) => share >= 0.01);
  console.log(`  ${name}: ${shares.map(([room, share]) => `${room} ${(share * 100).toFixed(0)} %`).join(', ')}`);
}

/** What a row costs in units of the calculation; null where processor time is not known. */
function costOf({ ours, unit }: Row): number | null {
  return ours.cpuSeconds === null || !unit.cpuSeconds ? null : ours.cpuSeconds / unit.cpuSeconds;
}

function record(rows: readonly Row[]): void {
  const costs = rows.map((row) => [row.benchmark.name, Number((costOf(row) ?? 0).toFixed(3))]);
  writeFileSync(BASELINE, `${JSON.stringify({ scale, costs: Object.fromEntries(costs) }, null, 2)}\n`);
}

function compare(rows: readonly Row[]): void {
  const baseline = JSON.parse(readFileSync(BASELINE, 'utf8')) as { scale: number; costs: Record<string, number> };
  if (baseline.scale !== scale) throw new Error(`bench/baseline.json was recorded with --scale ${baseline.scale}`);
  for (const row of rows) {
    const before = baseline.costs[row.benchmark.name];
    const now = costOf(row);
    if (before === undefined || now === null) continue;
    const slower = now / before > TOLERANCE;
    console.log(
      `${slower ? 'SLOWER' : 'ok    '} ${row.benchmark.name.padEnd(16)} ${now.toFixed(2)}, was ${before.toFixed(2)}`,
    );
    if (slower) process.exitCode = 1;
  }
  for (const { benchmark, ours, half } of rows) {
    if (!half?.cpuSeconds || ours.cpuSeconds === null) continue;
    const times = ours.cpuSeconds / half.cpuSeconds;
    const tooMuch = times > TWICE;
    console.log(
      `${tooMuch ? 'SLOWER' : 'ok    '} ${benchmark.name.padEnd(16)} twice the work costs ${times.toFixed(2)} times`,
    );
    if (tooMuch) process.exitCode = 1;
  }
}

type Answer = {
  capture: { packets: number };
  connections: number;
  sessions: { dataConnections: { transfer: { bytes: number } | null }[] }[];
};

/** A wrong answer is not fast. */
function check(expected: Expected, report: Answer, made: Made): void {
  const dataBytes = report.sessions
    .flatMap((session) => session.dataConnections)
    .reduce((total, data) => total + (data.transfer?.bytes ?? 0), 0);
  const wrong = [
    ['packets', made.packets, report.capture.packets],
    ['sessions', expected.sessions, report.sessions.length],
    ['connections', expected.connections ?? report.connections, report.connections],
    ['bytes of data', expected.dataBytes, dataBytes],
  ].filter(([, want, got]) => want !== got);
  for (const [what, want, got] of wrong) console.log(`  WRONG: ${what} should be ${want}, the report says ${got}`);
  if (wrong.length > 0) process.exitCode = 1;
}

function median(all: readonly Measured[]): Measured {
  const seconds = all.map((each) => each.seconds).sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
  const peaks = all.flatMap((each) => each.peakMegabytes ?? []);
  const cpu = all.flatMap((each) => each.cpuSeconds ?? []).sort((a, b) => a - b);
  return {
    seconds,
    cpuSeconds: cpu[Math.floor(cpu.length / 2)] ?? null,
    peakMegabytes: peaks.length > 0 ? Math.max(...peaks) : null,
  };
}

function line({ benchmark, amount, made, ours, tcpdump, theirs }: Row): string {
  const megabytes = made.bytes / 1e6;
  const one = (name: string, each: Measured) =>
    `${name} ${each.seconds.toFixed(2).padStart(7)} s, cpu ${each.cpuSeconds?.toFixed(2).padStart(6) ?? '?'} s ${(megabytes / each.seconds).toFixed(0).padStart(5)} MB/s ` +
    `${(made.packets / each.seconds / 1e6).toFixed(2).padStart(5)} Mpkt/s peak ${each.peakMegabytes?.toFixed(0) ?? '?'} MB`;
  const parts = [
    `${benchmark.name.padEnd(12)} ${String(amount).padStart(7)} ${benchmark.what} (${made.packets} packets, ${megabytes.toFixed(0)} MB)`,
    `  ${one('ftp-sniff', ours)}`,
  ];
  for (const [name, each] of [
    ['tcpdump  ', tcpdump],
    ['tshark   ', theirs],
  ] as const) {
    if (each === null) continue;
    const byCpu =
      each.cpuSeconds && ours.cpuSeconds ? `, by cpu ${(each.cpuSeconds / ours.cpuSeconds).toFixed(1)} x` : '';
    parts.push(`  ${one(name, each)}   ${(each.seconds / ours.seconds).toFixed(1)} x${byCpu}`);
  }
  return parts.join('\n');
}

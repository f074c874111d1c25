// npm run bench [-- --only NAME,... --scale FACTOR --runs N --no-tshark --all-tshark --keep DIR]
// Times the whole built program on large captures of its own making, side by side with tshark where it is installed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BENCHMARKS, type Benchmark, type Expected, type Made } from './captures.js';
import { type Measured, measure } from './measure.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scale: { type: 'string', default: '1' },
    runs: { type: 'string', default: '3' },
    'no-tshark': { type: 'boolean', default: false },
    'all-tshark': { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
});
const scale = Number(values.scale);
const runs = Number(values.runs);
const program = path.join(import.meta.dirname, '..', 'dist', 'main.js');
const hasTshark = !values['no-tshark'] && spawnSync('tshark', ['--version'], { stdio: 'ignore' }).status === 0;
const TIMEOUT_SECONDS = 600;

type Row = { benchmark: Benchmark; amount: number; made: Made; ours: Measured; theirs: Measured | null };

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
  console.log(
    `\nMedian of ${runs} runs${hasTshark ? ', tshark once; x: times as fast as tshark' : ''}. Peak: resident memory.`,
  );
} finally {
  leave();
}

async function time(benchmark: Benchmark): Promise<Row> {
  const amount = Math.max(1, Math.round(benchmark.amount * scale));
  const capture = path.join(folder, `${benchmark.name}.pcap`);
  const output = path.join(folder, `${benchmark.name}.out`);
  const made = benchmark.make(capture, amount);
  const measured: Measured[] = [];
  for (let i = 0; i < runs; i++) {
    measured.push(await measure([process.execPath, program, '--json', '-q', capture], output, TIMEOUT_SECONDS));
  }
  check(benchmark.expected(amount), JSON.parse(readFileSync(output, 'utf8')), made);
  const withTshark = hasTshark && (!benchmark.slowForTshark || values['all-tshark']);
  const fields = ['ftp.request.command', 'ftp.response.code', 'ftp-data.setup-frame'].flatMap((field) => ['-e', field]);
  const tshark = ['tshark', '-r', capture, '-T', 'fields', ...fields];
  const theirs = withTshark ? await measure(tshark, output, TIMEOUT_SECONDS) : null;
  if (values.keep === undefined) rmSync(capture);
  rmSync(output);
  return { benchmark, amount, made, ours: median(measured), theirs };
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

function line({ benchmark, amount, made, ours, theirs }: Row): string {
  const megabytes = made.bytes / 1e6;
  const one = (name: string, each: Measured) =>
    `${name} ${each.seconds.toFixed(2).padStart(7)} s, cpu ${each.cpuSeconds?.toFixed(2).padStart(6) ?? '?'} s ${(megabytes / each.seconds).toFixed(0).padStart(5)} MB/s ` +
    `${(made.packets / each.seconds / 1e6).toFixed(2).padStart(5)} Mpkt/s peak ${each.peakMegabytes?.toFixed(0) ?? '?'} MB`;
  const parts = [
    `${benchmark.name.padEnd(12)} ${String(amount).padStart(7)} ${benchmark.what} (${made.packets} packets, ${megabytes.toFixed(0)} MB)`,
    `  ${one('ftp-sniff', ours)}`,
  ];
  if (theirs) {
    const byCpu =
      theirs.cpuSeconds && ours.cpuSeconds ? `, by cpu ${(theirs.cpuSeconds / ours.cpuSeconds).toFixed(1)} x` : '';
    parts.push(`  ${one('tshark   ', theirs)}   ${(theirs.seconds / ours.seconds).toFixed(1)} x${byCpu}`);
  }
  return parts.join('\n');
}

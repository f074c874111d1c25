/** Runs a program once: how long it took, by the clock and by the processor, and its memory at the peak. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export type Measured = {
  readonly seconds: number;
  /** Processor time of all its threads; comparable even where other programs share the machine. */
  readonly cpuSeconds: number | null;
  readonly peakMegabytes: number | null;
};

const POLL_MS = 20;
/** Says on descriptor 3 which process the command has, and when that has ended how much of the processor it took. */
const TELLING = '"$@" & pid=$!; echo $pid >&3; wait $pid; code=$?; times >&3; exit $code';
/** USER_HZ: what Linux tells processor times in, on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

/** @throws Error where the program does not end with code 0 within `timeoutSeconds`. */
export async function measure(
  command: readonly string[],
  outputFile: string,
  timeoutSeconds: number,
): Promise<Measured> {
  const output = openSync(outputFile, 'w');
  const started = process.hrtime.bigint();
  const child = spawn('/bin/sh', ['-c', TELLING, 'sh', ...command], { stdio: ['ignore', output, 'pipe', 'pipe'] });
  closeSync(output);
  let complaints = '';
  child.stderr?.on('data', (text) => {
    complaints = (complaints + text).slice(-2000);
  });
  let told = '';
  child.stdio[3]?.on('data', (text) => {
    told += text;
  });
  let peakKilobytes = 0;
  const pid = (): number | undefined => Number(/^\d+\n/.exec(told)?.[0]) || undefined;
  const poll = setInterval(() => {
    peakKilobytes = Math.max(peakKilobytes, peakOf(pid()));
  }, POLL_MS);
  const timeout = setTimeout(() => process.kill(pid() ?? child.pid!, 'SIGKILL'), timeoutSeconds * 1000);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    if (code !== 0) throw new Error(`${command[0]} ended with code ${code}: ${complaints.trim().split('\n').at(-1)}`);
    return {
      seconds,
      cpuSeconds: childrenSeconds(told),
      peakMegabytes: peakKilobytes > 0 ? peakKilobytes / 1000 : null,
    };
  } finally {
    clearInterval(poll);
    clearTimeout(timeout);
  }
}

/** User and system time of the children of a shell, from its `times`: '0m0.120s 0m0.031s' is the second line of it. */
function childrenSeconds(told: string): number | null {
  const [user, system] = [...(told.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  if (user === undefined || system === undefined) return null;
  return [user, system].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

/** What a running process has used so far, and holds; zeros where nobody tells. */
export const costOf = (pid: number | undefined): { cpuSeconds: number; residentMegabytes: number } => ({
  cpuSeconds: cpuTicksOf(pid) / TICKS_PER_SECOND,
  residentMegabytes: kilobytesOf(pid, 'VmRSS') / 1000,
});

/** Peak resident set of a running process in kB, as Linux tells it; 0 where nobody tells. It only grows. */
const peakOf = (pid: number | undefined): number => kilobytesOf(pid, 'VmHWM');

function kilobytesOf(pid: number | undefined, name: 'VmHWM' | 'VmRSS'): number {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** User and system time of a running process so far, in ticks; 0 where nobody tells. */
function cpuTicksOf(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may hold anything; utime and stime are the 12th and 13th field behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}

/** Runs a program once: how long it took, and how much memory it had at its peak. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export type Measured = { readonly seconds: number; readonly peakMegabytes: number | null };

const POLL_MS = 20;

/** @throws Error where the program does not end with code 0 within `timeoutSeconds`. */
export async function measure(
  command: readonly string[],
  outputFile: string,
  timeoutSeconds: number,
): Promise<Measured> {
  const output = openSync(outputFile, 'w');
  const started = process.hrtime.bigint();
  const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', output, 'pipe'] });
  closeSync(output);
  let complaints = '';
  child.stderr?.on('data', (text) => {
    complaints = (complaints + text).slice(-2000);
  });
  let peakKilobytes = 0;
  const poll = setInterval(() => {
    peakKilobytes = Math.max(peakKilobytes, peakOf(child.pid));
  }, POLL_MS);
  const timeout = setTimeout(() => child.kill('SIGKILL'), timeoutSeconds * 1000);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    if (code !== 0) throw new Error(`${command[0]} ended with code ${code}: ${complaints.trim().split('\n').at(-1)}`);
    return { seconds, peakMegabytes: peakKilobytes === 0 ? null : peakKilobytes / 1000 };
  } finally {
    clearInterval(poll);
    clearTimeout(timeout);
  }
}

/** Peak resident set of a running process in kB, as Linux tells it; 0 where nobody tells. It only grows. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Runs the built program as a user would. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Report } from './report.js';

export const ROOT = path.join(import.meta.dirname, '..', '..');
export const PROGRAM = path.join(ROOT, 'dist', 'main.js');

export type RunOptions = {
  readonly cwd?: string;
  /** What stands on standard input. */
  readonly input?: Uint8Array | string;
  /** Beside that of the tests; their language is English, whatever the locale is. */
  readonly env?: Readonly<Record<string, string>>;
};

export type Run = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** Runs `ftp-sniff ...args`. */
export function run(args: readonly string[], options: RunOptions = {}): Run {
  if (!existsSync(PROGRAM)) throw new Error('dist/main.js is not there: npm run build');
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: options.cwd ?? ROOT,
    input: options.input ?? '',
    encoding: 'utf8',
    timeout: 30_000,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '1', LC_ALL: 'C.UTF-8', ...options.env },
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** The report on a capture; throws where the program did not write one. */
export function reportOf(args: readonly string[], options: { cwd?: string; input?: Uint8Array } = {}): Report {
  const { status, stdout, stderr } = run(['--json', ...args], options);
  if (status !== 0 && status !== 3) throw new Error(`exit code ${status}: ${stderr}`);
  return JSON.parse(stdout) as Report;
}

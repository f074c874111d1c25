/** The program in a pseudo-terminal, its screen read through a terminal emulator, and how long keys take to have their effect. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

const ROOT = path.join(import.meta.dirname, '..');
const PROGRAM = process.env.FTP_SNIFF_PROGRAM ?? path.join(ROOT, 'dist', 'main.js');
/** A key that has had no effect by then never will have one. */
const PATIENCE_MS = 120_000;

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export type ScreenText = readonly string[];
type Waiting = { readonly holds: (lines: ScreenText) => boolean; readonly done: (at: number) => void };

export class UiDriver {
  /** Milliseconds since `performance`'s beginning at which the program was started. */
  readonly begunAt: number;
  /** Bytes that the program has written to the terminal. */
  written = 0;
  queuedMs = 0;
  readonly #pty: ReturnType<typeof spawn>;
  readonly #terminal: headless.Terminal;
  #waiting: Waiting[] = [];
  #exited = false;

  constructor(args: readonly string[], columns = 120, rows = 40) {
    const env: Record<string, string> = { TERM: 'xterm-256color', XDG_CONFIG_HOME: '/nonexistent' };
    for (const [name, value] of Object.entries(process.env))
      if (value !== undefined && name !== 'CI') env[name] ??= value;
    this.#terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
    this.begunAt = performance.now();
    this.#pty = spawn(process.execPath, [PROGRAM, ...args], {
      cols: columns,
      rows,
      cwd: ROOT,
      env,
    });
    this.#pty.onExit(() => {
      this.#exited = true;
    });
    this.#pty.onData((data) => {
      const at = performance.now();
      this.written += Buffer.byteLength(data);
      this.#terminal.write(data, () => this.#look(at));
    });
  }

  get lines(): ScreenText {
    const { active } = this.#terminal.buffer;
    return Array.from(
      { length: this.#terminal.rows },
      (_, i) => active.getLine(active.baseY + i)?.translateToString(true) ?? '',
    );
  }

  write(text: string): void {
    this.#pty.write(text);
  }

  /** Milliseconds until the screen is as wanted; infinity where it never is. */
  async until(holds: (lines: ScreenText) => boolean, patienceMs = PATIENCE_MS): Promise<number> {
    const begun = performance.now();
    if (holds(this.lines)) return 0;
    const at = await new Promise<number>((resolve) => {
      const timer = setTimeout(() => resolve(Number.POSITIVE_INFINITY), patienceMs);
      this.#waiting.push({
        holds,
        done: (when) => {
          clearTimeout(timer);
          resolve(when);
        },
      });
    });
    return Math.max(0, at - begun);
  }

  /**
   * Milliseconds from a key to what it is there for. On a busy machine the program's turn comes late: the time that it
   * stood in the queue for a processor meanwhile is taken off, and summed up in `queuedMs`.
   */
  async press(
    keys: string,
    effect: (now: ScreenText, before: ScreenText) => boolean,
    patienceMs?: number,
  ): Promise<number> {
    const before = this.lines;
    const queued = this.#queued();
    this.write(keys);
    const ms = await this.until((now) => effect(now, before), patienceMs);
    const waited = Math.min(ms, this.#queued() - queued);
    if (Number.isFinite(ms)) this.queuedMs += waited;
    return Number.isFinite(ms) ? ms - waited : ms;
  }

  /** Milliseconds that the program's main thread was ready to run and did not (Linux: proc(5), schedstat). */
  #queued(): number {
    const { pid } = this.#pty;
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  }

  /** Seconds of processor time so far, of all its threads. */
  get cpuSeconds(): number {
    const fields = readFileSync(`/proc/${this.#pty.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  get peakMegabytes(): number {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${this.#pty.pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
  }

  async quit(): Promise<void> {
    const ended = new Promise((resolve) => this.#pty.onExit(resolve));
    this.write('\x1b\x1b\x1bq');
    if (!this.#exited) await Promise.race([ended, sleep(3000)]);
    if (!this.#exited) this.#pty.kill('SIGKILL');
  }

  #look(at: number): void {
    const lines = this.lines;
    const kept: Waiting[] = [];
    for (const one of this.#waiting) {
      if (one.holds(lines)) one.done(at);
      else kept.push(one);
    }
    this.#waiting = kept;
  }
}

/** '12/100000' at the right end of the last line but one. */
export const position = (lines: ScreenText): string => /(\d+\/\d+) *$/.exec(lines.at(-2) ?? '')?.[1] ?? '';
export const movedOn = (now: ScreenText, before: ScreenText): boolean =>
  position(now) !== '' && position(now).split('/')[0] !== position(before).split('/')[0];
export const shows =
  (text: string) =>
  (lines: ScreenText): boolean =>
    lines.some((line) => line.includes(text));

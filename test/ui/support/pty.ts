/** The program in a real pseudo-terminal, its screen read through a terminal emulator. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { PROGRAM, ROOT } from '../../support/run.js';

/** The built program; another build can be named while several people work on this one. */
export const BUILT = process.env.FTP_SNIFF_PROGRAM ?? PROGRAM;

export type PtyOptions = { readonly columns?: number; readonly rows?: number; readonly env?: Record<string, string> };

/** Ink shows nothing where it believes in continuous integration; colours are looked at where a test asks for them. */
function environment(more: Record<string, string>): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (
      value !== undefined &&
      !/^(CI|CONTINUOUS_INTEGRATION|BUILD_NUMBER|NO_COLOR|FORCE_COLOR|COLUMNS|LINES)$|^(GITHUB|VITEST)/.test(name)
    )
      env[name] = value;
  }
  return { ...env, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...more };
}

/** The program under the shell `pid`; the shell's own place where it was replaced by the program. */
export function programUnder(pid: number): number {
  const list = `/proc/${pid}/task/${pid}/children`;
  // Not every machine has pgrep, and not every one /proc.
  const children = existsSync(list)
    ? readFileSync(list, 'utf8')
    : (spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).stdout ?? '');
  return Number.parseInt(children, 10) || pid;
}

const QUIET_MS = 70;

export class PtyScreen {
  /** Everything that was written, escape sequences and all. */
  raw = '';
  exit: { code: number; signal: number | undefined } | undefined;
  readonly pid: number;
  readonly #pty: ReturnType<typeof spawn>;
  /** The emulator, for those who look at colours. */
  readonly terminal: headless.Terminal;
  #pending = 0;
  #heardAt = 0;

  /** Runs `command` through a shell. */
  constructor(command: string, { columns = 120, rows = 40, env = {} }: PtyOptions = {}) {
    if (!existsSync(BUILT)) throw new Error(`${BUILT} is not there: npm run build`);
    this.terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 200 });
    this.#pty = spawn('/bin/sh', ['-c', command], {
      cols: columns,
      rows,
      cwd: ROOT,
      env: environment(env),
      name: 'xterm-256color',
    });
    this.pid = this.#pty.pid;
    this.#pty.onData((data) => {
      this.raw += data;
      this.#pending++;
      this.#heardAt = performance.now();
      this.terminal.write(data, () => this.#pending--);
    });
    this.#pty.onExit(({ exitCode, signal }) => {
      this.exit = { code: exitCode, signal };
    });
  }

  write(text: string): void {
    this.#pty.write(text);
  }

  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  /** The visible lines without spaces at their ends. */
  get lines(): string[] {
    const { active } = this.terminal.buffer;
    return Array.from(
      { length: this.terminal.rows },
      (_, i) => active.getLine(active.baseY + i)?.translateToString(true) ?? '',
    ).map((text) => text.trimEnd());
  }

  /** The cells that show `character`. */
  cellsOf(character: string): { row: number; column: number }[] {
    const { active } = this.terminal.buffer;
    const found: { row: number; column: number }[] = [];
    for (let row = 0; row < this.terminal.rows; row++) {
      for (let column = 0; column < this.terminal.cols; column++) {
        if (
          active
            .getLine(active.baseY + row)
            ?.getCell(column)
            ?.getChars() === character
        )
          found.push({ row, column });
      }
    }
    return found;
  }

  get text(): string {
    return `${this.lines.join('\n')}\n`;
  }

  get alternate(): boolean {
    return this.terminal.buffer.active.type === 'alternate';
  }

  get mouse(): string {
    return this.terminal.modes.mouseTrackingMode;
  }

  /** Waits until `holds`, at most `ms`; throws with the screen otherwise. */
  async until(what: string, holds: () => boolean, ms = 15_000): Promise<void> {
    const end = performance.now() + ms;
    while (this.#pending > 0 || !holds()) {
      if (performance.now() > end) throw new Error(`waited in vain for ${what}; the screen:\n${this.text}`);
      await sleep(10);
    }
  }

  shows(text: string, ms?: number): Promise<void> {
    return this.until(JSON.stringify(text), () => this.text.includes(text), ms);
  }

  /** Waits until nothing has been written for a moment. */
  async settled(): Promise<void> {
    const asked = performance.now();
    while (this.#pending > 0 || performance.now() - Math.max(asked, this.#heardAt) < QUIET_MS) await sleep(10);
  }

  async ended(): Promise<number> {
    await this.until('the end', () => this.exit !== undefined);
    return this.exit!.code;
  }

  kill(): void {
    if (!this.exit) this.#pty.kill('SIGKILL');
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

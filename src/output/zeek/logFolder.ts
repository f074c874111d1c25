/** Files of a folder, each made when there is something to write into it. */
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf } from '../../capture/systemErrors.js';
import { outputError } from '../facts.js';
import { OutputError } from '../stream.js';
import { LOG_NAMES, type LogName } from './logNames.js';

export class LogFolder {
  readonly #files = new Map<LogName, number>();

  /** @throws OutputError */
  constructor(private readonly folder: string) {
    this.#guarded(folder, () => {
      mkdirSync(folder, { recursive: true });
      // Of an earlier run: a log without rows is not made, and its old one would stand beside the new ones.
      for (const name of LOG_NAMES) rmSync(logFile(folder, name), { force: true });
    });
  }

  /** @param head what a new file begins with @throws OutputError */
  write(name: LogName, text: string, head: () => string): void {
    const file = logFile(this.folder, name);
    this.#guarded(file, () => {
      let descriptor = this.#files.get(name);
      if (descriptor === undefined) {
        descriptor = openSync(file, 'w');
        this.#files.set(name, descriptor);
        writeFileSync(descriptor, head());
      }
      writeFileSync(descriptor, text);
    });
  }

  /** The last line of each file that was made. @throws OutputError */
  end(line: string): void {
    if (line === '') return;
    for (const [name, descriptor] of this.#files)
      this.#guarded(logFile(this.folder, name), () => writeFileSync(descriptor, line));
  }

  close(): void {
    for (const descriptor of this.#files.values()) closeSync(descriptor);
    this.#files.clear();
  }

  #guarded(file: string, work: () => unknown): void {
    try {
      work();
    } catch (error) {
      throw new OutputError(outputError('report-unwritten', { path: file, error: codeOf(error) }));
    }
  }
}

export const logFile = (folder: string, name: LogName): string => path.join(folder, `${name}.log`);

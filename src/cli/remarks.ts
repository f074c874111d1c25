/** What is reported beside the report, on standard error. */
import { inertText } from '../bytes/text.js';

/** One line. File names, arguments and what servers call their files may be hostile. */
export const complain = (text: string): void => void process.stderr.write(`ftp-sniff: ${inertText(text)}\n`);

/** The same while the UI is open: what is said before it listens waits. */
export class Remarks {
  #waiting: string[] = [];
  #listener: ((line: string) => void) | null = null;

  add(line: string): void {
    if (this.#listener === null) this.#waiting.push(line);
    else this.#listener(line);
  }

  listen(listener: (line: string) => void): void {
    this.#listener = listener;
    for (const line of this.#waiting.splice(0)) listener(line);
  }
}

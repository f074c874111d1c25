/** What a later file of ndjson begins with: what it lacks to be read alone. */
import type { SeriesHeads } from '../seriesOutput.js';
import { bookLine } from './bookLine.js';

/** The beginning of lines that begin and end a session. */
const SESSION = /^\{"type":"(session-start|session)","session":(\d+)/;

export class SeriesLines implements SeriesHeads {
  /** Sessions whose first line is in an earlier file than their last. */
  readonly #open = new Set<number>();

  /** @param sensor `--sensor`; null: not given */
  constructor(
    private readonly sources: readonly string[],
    private readonly sensor: string | null,
  ) {}

  wrote(line: string): void {
    const [, type, number] = SESSION.exec(line) ?? [];
    if (type === 'session-start') this.#open.add(Number(number));
    else if (type === 'session') this.#open.delete(Number(number));
  }

  continued(before: string): string {
    return bookLine('continued', { before, sessions: [...this.#open] }, this.sensor);
  }

  appended(): string {
    return bookLine('run', { time: new Date().toISOString(), sources: [...this.sources] }, this.sensor);
  }
}

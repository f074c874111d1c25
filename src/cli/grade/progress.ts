/** How far it is, on a terminal: one line that is written over and goes when all is done. */
import { truncateToWidth } from '../../bytes/text.js';

const BAR = 24;
const CLEAR = '\r\x1b[K';

export class Progress {
  #done = 0;

  /** @param say what stands behind the bar */
  constructor(
    private readonly all: number,
    private readonly shown: boolean,
    private readonly say: (done: number, all: number, name: string) => string,
  ) {}

  step(name: string): void {
    this.#done++;
    if (!this.shown) return;
    const full = Math.round((this.#done / Math.max(1, this.all)) * BAR);
    const line = `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${this.say(this.#done, this.all, name)}`;
    process.stderr.write(CLEAR + truncateToWidth(line, Math.max(20, (process.stderr.columns ?? 80) - 1)));
  }

  end(): void {
    if (this.shown) process.stderr.write(CLEAR);
  }
}

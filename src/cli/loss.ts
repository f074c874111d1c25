/** What a live capture loses is reported at once, and then at most every few seconds. */
import type { SourceStatus } from '../capture/packet.js';
import { isNote } from '../model/captureInfo.js';
import { problemText } from '../text/problems.js';
import type { Texts } from '../text/texts.js';

const EVERY_MS = 10_000;

export class LossWatch {
  #reported = '';
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly status: SourceStatus,
    private readonly texts: Texts,
    private readonly say: (line: string) => void,
  ) {}

  /** The capture has ended: what was not reported yet. @param again everything, for where it was said is gone */
  last(again: boolean): void {
    this.#last = Number.NEGATIVE_INFINITY;
    if (again) this.#reported = '';
    this.check(0);
  }

  /** To be called often. @param nowMs of any beginning */
  check(nowMs: number): void {
    if (!this.status.damaged || nowMs - this.#last < EVERY_MS) return;
    const lines = this.status.problems.filter((problem) => !isNote(problem)).map((one) => problemText(this.texts, one));
    const all = lines.join('\n');
    if (all === this.#reported) return;
    const known = new Set(this.#reported.split('\n'));
    for (const line of lines) if (!known.has(line)) this.say(line);
    this.#reported = all;
    this.#last = nowMs;
  }
}

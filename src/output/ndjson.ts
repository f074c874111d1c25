/** `--format ndjson`: the facts as they are learned, one JSON object a line, each with `type` and `session`. */
import type { LiveFormat, Report } from './format.js';
import { LineStream } from './json/lines.js';

export class NdjsonStream implements LiveFormat {
  readonly #lines = new LineStream();

  *poll(report: Report, finished: boolean): Iterable<string> {
    for (const { type, session, members } of this.#lines.poll(report, finished))
      yield `{"type":"${type}","session":${session},${members}}\n`;
  }
}

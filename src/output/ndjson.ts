/** `--format ndjson`: the facts as they are learned, one JSON object a line, each with `type` and `session`. */
import type { Session } from '../ftp/protocol/session.js';
import type { Report, ReportWriter } from './format.js';
import { jsonContext } from './json/context.js';
import { type LineParts, LineStream } from './json/lines.js';

export class NdjsonWriter implements ReportWriter {
  readonly #lines = new LineStream();

  learned(session: Session, report: Report): Iterable<string> {
    return written(this.#lines.learned(session, jsonContext(report)));
  }

  ended(session: Session, report: Report): Iterable<string> {
    return written(this.#lines.ended(session, jsonContext(report)));
  }

  end(report: Report): Iterable<string> {
    return written(this.#lines.end(report));
  }

  close(): void {}
}

function* written(lines: Iterable<LineParts>): Iterable<string> {
  for (const { type, session, members } of lines) yield `{"type":"${type}","session":${session},${members}}\n`;
}

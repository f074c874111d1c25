/** `--format ndjson`: the facts as they are learned, one JSON object a line, each with `type`, `session` and its names. */
import type { Session } from '../ftp/protocol/session.js';
import type { Report, ReportWriter } from './format.js';
import { jsonContext } from './json/context.js';
import { type LineParts, LineStream } from './json/lines.js';
import { text } from './json/values.js';

export class NdjsonWriter implements ReportWriter {
  readonly #lines = new LineStream();

  learned(session: Session, report: Report): Iterable<string> {
    return written(this.#lines.learned(session, jsonContext(report)), report);
  }

  ended(session: Session, report: Report): Iterable<string> {
    return written(this.#lines.ended(session, jsonContext(report)), report);
  }

  end(report: Report): Iterable<string> {
    return written(this.#lines.end(report), report);
  }

  close(): void {}
}

function* written(lines: Iterable<LineParts>, { info: { sensor } }: Report): Iterable<string> {
  const source = sensor === null ? '' : `"sensor":${text(sensor)},`;
  // A capture has its sensor among its members.
  for (const { type, session, names, members } of lines)
    yield `{"type":"${type}","session":${session},${type === 'capture' ? '' : source}${names},${members}}\n`;
}

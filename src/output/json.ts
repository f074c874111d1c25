/**
 * `--format json`: one document. A session is rendered when it has ended, and waits as text outside the heap until the
 * capture has: thousands of sessions need no memory.
 */
import type { Session } from '../ftp/protocol/session.js';
import type { Piece, Report, ReportWriter } from './format.js';
import { captureMembers } from './json/capture.js';
import { connectionMembers } from './json/connection.js';
import { jsonContext } from './json/context.js';
import { findingList, sessionChunks, troubleList } from './json/session.js';
import { jsonText } from './jsonText.js';
import { Spool, type Unwritten } from './spool.js';

export const SCHEMA = 'ftp-sniff/1';

export class JsonWriter implements ReportWriter {
  readonly #sessions = new Spool();

  ended(session: Session, report: Report): Iterable<string> {
    this.#sessions.add(session.control.number, sessionChunks(session, jsonContext(report)));
    return [];
  }

  *end(report: Report): Iterable<Piece> {
    const { view, info, whole, texts } = report;
    const context = jsonContext(report);
    yield `{"schema":${jsonText(SCHEMA)},\n"capture":{${captureMembers(view, info, context)}},\n"sessions":[`;
    let before = '\n{';
    for (const key of this.#sessions.keys()) {
      yield before;
      yield* this.#sessions.read(key);
      before = '},\n{';
    }
    yield `${this.#sessions.size > 0 ? '}' : ''}],\n"unclaimed":[`;
    yield view.unclaimed.map((connection) => `\n{${connectionMembers(connection, context)}}`).join(',');
    yield `],\n"connections":${view.connections},\n"findings":${findingList(whole.findings(view.unclaimed), texts)}`;
    yield `,\n"trouble":${troubleList(whole.trouble(view.unclaimed), texts)}}\n`;
  }

  get unwritten(): Unwritten | null {
    return this.#sessions.unwritten;
  }

  close(): void {
    this.#sessions.close();
  }
}

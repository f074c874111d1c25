/** `--format csv`: one table (RFC 4180), its records in order of the sessions; `--table` says which. */
import type { Session } from '../ftp/protocol/session.js';
import { CSV_TABLES, captureFinding } from './csv/tables.js';
import { record } from './csv/value.js';
import type { Piece, Report, ReportStyle, ReportWriter } from './format.js';
import { jsonContext } from './json/context.js';
import { findingObjects, sessionObject } from './json/objects.js';
import { Spool, type Unwritten } from './spool.js';

export class CsvWriter implements ReportWriter {
  readonly #table;
  readonly #records = new Spool();

  constructor(private readonly style: ReportStyle) {
    this.#table = CSV_TABLES[style.table ?? 'transfers'];
  }

  ended(session: Session, report: Report): Iterable<string> {
    const records = [...this.#table.records(sessionObject(session, jsonContext(report)))];
    this.#records.add(session.control.number, records.map(record));
    return [];
  }

  *end(report: Report): Iterable<Piece> {
    yield record(this.#table.header);
    if (this.style.table === 'findings')
      for (const finding of findingObjects(report)) yield record(captureFinding(finding));
    for (const key of this.#records.keys()) yield* this.#records.read(key);
  }

  get unwritten(): Unwritten | null {
    return this.#records.unwritten;
  }

  close(): void {
    this.#records.close();
  }
}

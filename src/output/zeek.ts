/** `--format zeek` and `zeek-json`: logs as Zeek writes them, one alone (`--table`) or all in a folder (`-o DIR`). */

import type { Session } from '../ftp/protocol/session.js';
import type { Report, ReportStyle, ReportWriter } from './format.js';
import type { Encoding } from './zeek/encoding.js';
import type { Log, Row } from './zeek/log.js';
import { LogFolder } from './zeek/logFolder.js';
import type { LogName } from './zeek/logNames.js';
import { LOGS } from './zeek/logs.js';

/** One log, as text. */
export class ZeekLogWriter implements ReportWriter {
  readonly #log: Log;
  #begun = false;

  constructor(
    private readonly name: LogName,
    private readonly encoding: Encoding,
  ) {
    this.#log = LOGS[name];
  }

  ended(session: Session, report: Report): Iterable<string> {
    return this.#written(this.#log.rows(session, report), report);
  }

  *end(report: Report): Iterable<string> {
    yield* this.#begin(report);
    yield* this.#written(this.#log.last?.(report) ?? [], report);
    yield this.encoding.end(report);
  }

  close(): void {}

  *#written(rows: Iterable<Row>, report: Report): Iterable<string> {
    for (const row of rows) {
      yield* this.#begin(report);
      yield this.encoding.row(row, this.#log);
    }
  }

  *#begin(report: Report): Iterable<string> {
    if (this.#begun) return;
    this.#begun = true;
    yield this.encoding.head(this.name, this.#log, report);
  }
}

/** All logs, each in a file of its own; one without rows makes no file. */
export class ZeekFolderWriter implements ReportWriter {
  readonly #folder: LogFolder;

  constructor(
    path: string,
    private readonly encoding: Encoding,
  ) {
    this.#folder = new LogFolder(path);
  }

  ended(session: Session, report: Report): Iterable<string> {
    for (const [name, log] of logs()) this.#write(name, log, log.rows(session, report), report);
    return [];
  }

  end(report: Report): Iterable<string> {
    for (const [name, log] of logs()) this.#write(name, log, log.last?.(report) ?? [], report);
    this.#folder.end(this.encoding.end(report));
    return [];
  }

  close(): void {
    this.#folder.close();
  }

  #write(name: LogName, log: Log, rows: Iterable<Row>, report: Report): void {
    let text = '';
    for (const row of rows) text += this.encoding.row(row, log);
    if (text !== '') this.#folder.write(name, text, () => this.encoding.head(name, log, report));
  }
}

const logs = () => Object.entries(LOGS) as [LogName, Log][];

/** @throws OutputError where the folder cannot be written to */
export const openZeek = ({ log, folder }: ReportStyle, encoding: Encoding): ReportWriter =>
  folder != null ? new ZeekFolderWriter(folder, encoding) : new ZeekLogWriter(log ?? 'conn', encoding);

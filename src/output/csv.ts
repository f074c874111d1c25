/** `--format csv`: one table (RFC 4180), a session at a time; `--table` says which. */
import { CSV_TABLES, captureFinding } from './csv/tables.js';
import { record } from './csv/value.js';
import type { Report, ReportStyle } from './format.js';
import { findingObjects, jsonContext, sessionObject } from './json/objects.js';

export function* renderCsv(report: Report, { table }: ReportStyle): Iterable<string> {
  const { header, records } = CSV_TABLES[table ?? 'transfers'];
  const context = jsonContext(report);
  yield record(header);
  if (table === 'findings') for (const finding of findingObjects(report)) yield record(captureFinding(finding));
  for (const session of report.sessions)
    for (const values of records(sessionObject(session, context))) yield record(values);
}

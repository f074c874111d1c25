/** The two forms of Zeek's logs: lines of columns between a head and an end, and JSON. */
import { splitTime } from '../../bytes/units.js';
import type { Report } from '../format.js';
import type { Log, Row } from './log.js';
import type { LogName } from './logNames.js';
import { EMPTY, jsonValue, tsvValue, UNSET } from './value.js';

export type Encoding = {
  head(name: LogName, log: Log, report: Report): string;
  row(row: Row, log: Log): string;
  end(report: Report): string;
};

const TAB = '\t';

export const TSV: Encoding = {
  head: (name, { fields }, report) =>
    [
      ['#separator \\x09'],
      ['#set_separator', ','],
      ['#empty_field', EMPTY],
      ['#unset_field', UNSET],
      ['#path', name],
      ['#open', moment(report.view.firstTimeNs, report)],
      ['#fields', ...fields.map(([field]) => field)],
      ['#types', ...fields.map(([, type]) => type)],
    ]
      .map((line) => `${line.join(TAB)}\n`)
      .join(''),
  row: (row, { fields }) => `${row.map((value, i) => tsvValue(value, fields[i]![1])).join(TAB)}\n`,
  end: (report) => `#close${TAB}${moment(report.view.lastTimeNs, report)}\n`,
};

/** Unset fields are absent. */
export const JSON_LINES: Encoding = {
  head: () => '',
  row: (row, { fields }) =>
    `{${fields.flatMap(([name, type], i) => (row[i] == null ? [] : `"${name}":${jsonValue(row[i]!, type)}`)).join(',')}}\n`,
  end: () => '',
};

/** Times of the capture, in UTC: two runs over one capture write the same. */
function moment(timeNs: number | null, { view }: Report): string {
  const date = new Date(((view.epochSeconds ?? 0) + splitTime(timeNs ?? 0).seconds) * 1000);
  if (Number.isNaN(date.getTime())) return '1970-01-01-00-00-00';
  return date.toISOString().slice(0, 19).replace(/[T:]/g, '-');
}

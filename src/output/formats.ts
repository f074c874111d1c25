/** The report formats: one row each. */

import { renderCsv } from './csv.js';
import type { Format } from './format.js';
import { renderJson } from './json.js';
import { NdjsonStream } from './ndjson.js';
import { renderText } from './text.js';

export const FORMATS: Readonly<Record<string, Format>> = {
  text: { summary: 'for people: ladder, transfers, findings', render: renderText },
  json: { summary: 'one JSON document', render: renderJson },
  ndjson: { summary: 'one JSON object a line, as facts are learned', live: () => new NdjsonStream() },
  csv: { summary: 'one table for spreadsheets (--table)', render: renderCsv },
};

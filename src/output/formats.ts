/** The report formats: one row each. What help says of them stands in the texts of the command line. */
import { CsvWriter } from './csv.js';
import { DiffFriendlyWriter } from './diffFriendly.js';
import { EveWriter } from './eve.js';
import type { Format } from './format.js';
import { renderHtml } from './html.js';
import { JsonWriter } from './json.js';
import { renderMarkdown } from './markdown.js';
import { renderMermaid } from './mermaid.js';
import { NdjsonWriter } from './ndjson.js';
import { ofAll } from './ofAll.js';
import { renderSteps } from './steps.js';
import { renderSvg } from './svg.js';
import { TextWriter } from './text.js';
import { JSON_LINES, TSV } from './zeek/encoding.js';
import { openZeek } from './zeek.js';

export const FORMATS: Readonly<Record<string, Format>> = {
  text: { open: (style) => (style.diffFriendly === true ? new DiffFriendlyWriter() : new TextWriter(style)) },
  json: { open: () => new JsonWriter(), machine: true },
  ndjson: { open: () => new NdjsonWriter(), machine: true, lines: true },
  csv: { open: (style) => new CsvWriter(style), machine: true },
  zeek: { open: (style) => openZeek(style, TSV), machine: true, logs: true },
  'zeek-json': { open: (style) => openZeek(style, JSON_LINES), machine: true, logs: true },
  eve: { open: () => new EveWriter(), machine: true, lines: true },
  markdown: ofAll(renderMarkdown),
  mermaid: ofAll(renderMermaid),
  html: ofAll(renderHtml),
  svg: ofAll(renderSvg),
  steps: ofAll(renderSteps),
};

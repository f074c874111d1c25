/** The report formats: one row each. */

import { renderCsv } from './csv.js';
import type { Format } from './format.js';
import { renderJson } from './json.js';
import { renderMarkdown } from './markdown.js';
import { renderMermaid } from './mermaid.js';
import { NdjsonStream } from './ndjson.js';
import { renderSvg } from './svg.js';
import { renderText } from './text.js';

export const FORMATS: Readonly<Record<string, Format>> = {
  text: { render: renderText },
  json: { render: renderJson },
  ndjson: { live: () => new NdjsonStream() },
  csv: { render: renderCsv },
  markdown: { render: renderMarkdown },
  mermaid: { render: renderMermaid },
  svg: { render: renderSvg },
};

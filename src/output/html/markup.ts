/** Small pieces of HTML. Whatever comes from outside passes `xml`. */
import { deflateRawSync } from 'node:zlib';
import { escapeText } from '../../bytes/text.js';
import { xml } from '../export/xml.js';

/** Text of the network: control characters, terminal sequences and bidi marks are visible. */
export const wire = (text: string): string => xml(escapeText(text));

/** Links to frames: '#f31'. */
export const frameLinks = (frames: readonly number[]): string =>
  frames.map((frame) => `<a href="#f${frame}">${frame}</a>`).join(', ');

/** Rows of a table that are on the page as they are; further ones are built when the table is scrolled to them. */
const PLAIN_ROWS = 300;

/** What a browser need not look at before it is asked for: packed, it takes a tenth of the room. */
export const packed = (html: string): string =>
  `<script type="text/plain" data-packed>${deflateRawSync(html).toString('base64')}</script>`;

type Cell = string | number | null;

/** A table with a caption; cells are HTML already. @param plainRows of more rows the rest is packed, and needs script */
export function table(
  caption: string,
  head: readonly string[],
  rows: Iterable<readonly Cell[]>,
  plainRows = PLAIN_ROWS,
): string {
  const all = [...rows].map((row) => `<tr>${row.map((cell) => `<td>${cell ?? ''}</td>`).join('')}</tr>`);
  const body = all.slice(0, plainRows).join('');
  const more = all.length > plainRows ? packed(all.slice(plainRows).join('\n')) : '';
  const titles = head.map((title) => `<th scope="col">${xml(title)}</th>`).join('');
  // A region that scrolls is reached by keyboard (WCAG 2.1.1).
  return `<div class="wide${more === '' ? '' : ' many'}" role="region" aria-label="${xml(caption)}" tabindex="0"><table><caption>${xml(caption)}</caption><thead><tr>${titles}</tr></thead><tbody>${body}</tbody></table>${more}</div>`;
}

/** Terms and their values, without those that are null; values are HTML already. */
export const facts = (rows: readonly (readonly [string, string | null])[]): string =>
  `<dl>${rows
    .filter(([, value]) => value !== null && value !== '')
    .map(([term, value]) => `<div><dt>${xml(term)}</dt><dd>${value}</dd></div>`)
    .join('')}</dl>`;

/** JSON inside a script element: nothing in it ends the element. */
export const jsonInScript = (json: string): string => json.replaceAll('<', '\\u003c');

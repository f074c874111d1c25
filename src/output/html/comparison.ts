/** A comparison as one page without anything beside it. */
import type { Captured, Comparison, Line } from '../../model/compare/comparison.js';
import { say } from '../../model/compare/comparison.js';
import type { Texts } from '../../text/texts.js';
import { cellText, markOf } from '../comparison.js';
import { xml } from '../export/xml.js';
import { table, wire } from './markup.js';
import { styleSheet } from './style.js';

/** Not broken into lines. */
const whole = (html: string): string => `<span style="white-space:nowrap">${html}</span>`;

const stateWords = ({ state, exact }: Line, { exports: { compare: words } }: Texts): string =>
  state === 'same' && !exact ? words.alike : words.states[state];

export function comparisonPage(comparison: Comparison, a: Captured, b: Captured, texts: Texts): string {
  const { compare: words } = texts.exports;
  const { as, chosen, lines, conclusions } = comparison;
  const title = wire(words.title(a.name, b.name));
  const rows = lines.map((line) => [
    line.number,
    whole(wire(texts.say('comparison', line.label))),
    `<span class="${line.state === 'same' ? 'muted' : 'bad'}">${whole(`${xml(markOf(line))} ${xml(stateWords(line, texts))}`)}</span>`,
    wire(cellText(line.a, texts)),
    wire(cellText(line.b, texts)),
    line.remark === null ? '' : wire(texts.say('comparison', line.remark)),
  ]);
  const head = [words.columns.line, words.columns.what, '', `A ${a.name}`, `B ${b.name}`, words.columns.meaning];
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  const sentences = conclusions.map((one) => `<li>${wire(texts.say('comparison', one))}</li>`).join('');
  return (
    `<!DOCTYPE html>\n<html lang="${texts.locale}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${styleSheet(null)}</style></head>` +
    `<body><header><h1>${title}</h1><p>${wire(texts.say('comparison', say('compared-as', { as, chosen })))}</p></header>` +
    `<main><ul>${sentences}</ul>${comparison.equal ? `<p>${xml(words.equal)}</p>` : ''}${table(words.title('A', 'B'), head, rows, Number.POSITIVE_INFINITY)}</main>` +
    `<footer><p>${xml(texts.page.madeBy('ftp-sniff'))}</p></footer></body></html>\n`
  );
}

/** Building blocks of the text report. */
import { displayWidth, padToWidth } from '../../bytes/text.js';
import { type Style, type StyledLine, span } from '../styles.js';
import { wrap } from '../wrap.js';

/** A heading with a rule to the right edge. */
export function heading(text: string, width: number): StyledLine {
  const rule = Math.max(3, width - displayWidth(text) - 1);
  return [span(`${text} `, 'heading'), span('─'.repeat(rule), 'dim')];
}

/** '  label     text', wrapped with the text's left edge kept. */
export function* field(label: string, text: string, width: number, options: FieldOptions = {}): Generator<StyledLine> {
  const { style = 'plain', indent = 0, labelColumns = 13 } = options;
  const room = Math.max(20, width - indent - labelColumns);
  let first = true;
  for (const line of wrap(text, room)) {
    const left = ' '.repeat(indent) + padToWidth(first ? label : '', labelColumns);
    yield [span(left, 'dim'), span(line, style)];
    first = false;
  }
}

export type FieldOptions = { readonly style?: Style; readonly indent?: number; readonly labelColumns?: number };

/** Draws a table's title line dim, its rows plain. */
export function* tableLines(lines: readonly string[], indent: number): Generator<StyledLine> {
  let first = true;
  for (const line of lines) {
    yield [span(' '.repeat(indent) + line, first ? 'dim' : 'plain')];
    first = false;
  }
}

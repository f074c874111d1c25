/** The list of keys, made from their table. */

import { FIELDS } from '../../model/filter/fields.js';
import type { Context } from '../data/context.js';
import type { UiTexts } from '../data/texts.js';
import { KEY_GROUPS, type KeyBinding, keyTitle, worksIn } from '../keys.js';
import type { UiState } from '../state.js';
import { cell, EMPTY, type Line, line, lineWidth, span, wrap } from '../terminal/text.js';

const KEY_COLUMNS = 20;
/** From here on the groups are in two columns. */
const WIDE_COLUMNS = 150;

export function helpLines(keys: readonly KeyBinding[], state: UiState, context: Context, columns: number): Line[] {
  const { ui, input } = context;
  const twice = columns >= WIDE_COLUMNS;
  const half = twice ? Math.floor(columns / 2) : columns;
  const groups = KEY_GROUPS.map((group) => groupLines(keys, group, state, input.live, half, ui));
  const lines = twice ? beside(groups, half) : groups.flat();
  lines.push(
    line(` ${ui.help.mouse}`, 'section'),
    ...entry(ui.help.wheel, ui.help.wheelHelp, columns),
    ...entry(ui.help.click, ui.help.clickHelp, columns),
    EMPTY,
    line(` ${ui.help.filterWords}`, 'section'),
    line(`  ${ui.help.filterSyntax}`, 'dim'),
  );
  for (const { word } of FIELDS)
    lines.push([span('  '), cell(word, KEY_COLUMNS + 4, 'command'), span(ui.filter.words[word])]);
  return lines;
}

function groupLines(
  keys: readonly KeyBinding[],
  group: KeyBinding['group'],
  state: UiState,
  live: boolean,
  columns: number,
  ui: UiTexts,
): Line[] {
  const lines: Line[] = [line(` ${ui.help.groups[group]}`, 'section')];
  for (const binding of keys) {
    if (binding.group !== group || (binding.live && !live)) continue;
    const { help } = ui.keys[binding.action];
    const elsewhere = binding.views !== undefined && !worksIn(binding, state.view, live);
    const views = binding.views?.map((id) => ui.views[id].title).join(', ') ?? '';
    const words = elsewhere ? ui.help.elsewhere(help, views) : help;
    lines.push(...entry(binding.keys.map(keyTitle).join(' '), words, columns, elsewhere));
  }
  lines.push(EMPTY);
  return lines;
}

/** A key and what it does, on as many lines as that takes. */
const entry = (key: string, help: string, columns: number, elsewhere = false): Line[] =>
  wrap(help, Math.max(12, columns - KEY_COLUMNS - 4)).map((text, i) => [
    span('  '),
    cell(i === 0 ? key : '', KEY_COLUMNS, elsewhere ? 'dim' : 'key'),
    span(text, elsewhere ? 'dim' : 'plain'),
  ]);

/** The groups in two columns. */
function beside(groups: readonly Line[][], columns: number): Line[] {
  const half = groups.flat().length / 2;
  const left: Line[] = [];
  const right: Line[] = [];
  for (const group of groups) (left.length < half ? left : right).push(...group);
  const padded = (one: Line): Line => [...one, span(' '.repeat(Math.max(0, columns - lineWidth(one))))];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
    ...padded(left[i] ?? EMPTY),
    ...(right[i] ?? EMPTY),
  ]);
}

/** The `?` overlay, made from the table of keys. */

import { type KeyBinding, keyTitle, worksIn } from './actions/keys.js';
import { FIELDS } from './data/filter/fields.js';
import { panelOf } from './panels/index.js';
import type { UiState } from './state.js';
import { cell, EMPTY, type Line, line, span, wrap } from './terminal/text.js';

const GROUPS: readonly KeyBinding['group'][] = ['Move', 'Views', 'Find', 'Show', 'Keep', 'Program'];
const KEY_COLUMNS = 20;
/** From here on the groups stand in two columns. */
const WIDE_COLUMNS = 150;

export function helpLines(keys: readonly KeyBinding[], state: UiState, live: boolean, columns: number): Line[] {
  const twice = columns >= WIDE_COLUMNS;
  const half = twice ? Math.floor(columns / 2) : columns;
  const groups = GROUPS.map((group) => groupLines(keys, group, state, live, half));
  const lines = twice ? beside(groups, half) : groups.flat();
  lines.push(
    line(' Mouse', 'section'),
    ...entry('wheel', 'three rows', columns),
    ...entry('click', 'select a row, open the selected one, choose a view', columns),
    EMPTY,
  );
  lines.push(
    line(' Words of the filter', 'section'),
    line(
      '  == != < <= > >= contains, && || ! ( ), numbers with kB, MB, GB; a comparison holds when any value fits',
      'dim',
    ),
  );
  for (const { word, about } of FIELDS) lines.push([span('  '), cell(word, KEY_COLUMNS + 4, 'command'), span(about)]);
  return lines;
}

function groupLines(
  keys: readonly KeyBinding[],
  group: string,
  state: UiState,
  live: boolean,
  columns: number,
): Line[] {
  const lines: Line[] = [line(` ${group}`, 'section')];
  for (const binding of keys) {
    if (binding.group !== group || (binding.live && !live)) continue;
    const where =
      binding.views && !worksIn(binding, state.view, live)
        ? ` (in ${binding.views.map((id) => panelOf(id).title).join(', ')})`
        : '';
    lines.push(...entry(binding.keys.map(keyTitle).join(' '), binding.help + where, columns, where !== ''));
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
  const gap = (one: Line): Line => [
    ...one,
    span(' '.repeat(Math.max(0, columns - one.reduce((sum, { text }) => sum + text.length, 0)))),
  ];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
    ...gap(left[i] ?? EMPTY),
    ...(right[i] ?? EMPTY),
  ]);
}

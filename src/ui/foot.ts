/** The two lines at the bottom: what is being said or typed, and the keys that work here. */

import { displayWidth } from '../bytes/text.js';
import { footerKeys, type KeyBinding } from './keys.js';
import { PROMPT_TITLES } from './prompt.js';
import type { RowList } from './rowList.js';
import { SAVE_CHOICES } from './save.js';
import { cursorOf, type UiState } from './state.js';
import { fitLine, type Line, lineWidth, type Span, span, spread } from './text.js';

export function promptLine(state: UiState, list: RowList<unknown>, columns: number): Line {
  const { prompt, message } = state;
  if (prompt) {
    const before = prompt.text.slice(0, prompt.at);
    const under = prompt.text.slice(prompt.at, prompt.at + 1) || ' ';
    const title = PROMPT_TITLES[prompt.kind];
    // A long text is shown from where the cursor stays visible.
    const room = Math.max(8, columns - title.length - 4);
    let shown = before;
    while (displayWidth(shown) > room) shown = shown.slice(1);
    const spans: Span[] = [
      span(` ${title}`, 'title'),
      span(shown),
      span(under, 'hit'),
      span(prompt.text.slice(prompt.at + 1)),
    ];
    if (prompt.kind === 'filter' && state.filterError !== null) spans.push(span(`   ${state.filterError}`, 'warning'));
    return fitLine(spans, columns);
  }
  if (state.saving) {
    const spans: Span[] = [span(' Save: ', 'title')];
    for (const { key, label } of SAVE_CHOICES) spans.push(span(key, 'key'), span(` ${label}   `));
    return fitLine([...spans, span('Esc', 'key'), span(' nothing')], columns);
  }
  const position = list.length > 0 && !state.help ? ` ${cursorOf(state).index + 1}/${list.length} ` : '';
  const right = cursorOf(state).follow ? `following ${position}` : position;
  const left: Span[] = message
    ? [span(` ${message.text}`, message.tone)]
    : state.search !== ''
      ? [span(` /${state.search}`, 'match'), span('  n next, N previous, Esc ends', 'dim')]
      : [];
  return spread(left, [span(right, 'dim')], columns);
}

/** Keys, as many as fit; `?` and `q` always. */
export function footLine(state: UiState, keys: readonly KeyBinding[], live: boolean, columns: number): Line {
  if (state.prompt)
    return fitLine([span(' Enter', 'key'), span(' take it   '), span('Esc', 'key'), span(' leave it')], columns);
  const all = footerKeys(keys, state, live);
  const last = all.filter(({ label }) => label === 'keys' || label === 'quit');
  const right = last.flatMap(({ key, label }) => [span(`${key}`, 'key'), span(` ${label}  `)]);
  const room = columns - lineWidth(right);
  const left: Span[] = [span(' ')];
  let used = 1;
  for (const one of all) {
    if (last.includes(one)) continue;
    const width = displayWidth(one.key) + displayWidth(one.label) + 3;
    if (used + width > room) continue;
    left.push(span(one.key, 'key'), span(` ${one.label}  `));
    used += width;
  }
  return spread(left, right, columns);
}

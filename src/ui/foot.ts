/** The two lines at the bottom: what is being said or typed, and the keys that work here. */

import { displayWidth } from '../bytes/text.js';
import type { DataConnection } from '../ftp/session.js';
import { type FooterKey, footerKeys, type KeyBinding } from './keys.js';
import { PROMPT_TITLES } from './prompt.js';
import type { RowList } from './rowList.js';
import { saveChoices } from './save.js';
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
  if (state.saving) return saveLine(state.saving.of, columns);
  const position = list.length > 0 && !state.help ? ` ${cursorOf(state).index + 1}/${list.length} ` : '';
  const right = cursorOf(state).follow ? `following ${position}` : position;
  const left: Span[] = message
    ? [span(` ${message.text}`, message.tone)]
    : state.search !== ''
      ? [span(` /${state.search}`, 'match'), span('  n next, N previous, Esc ends', 'dim')]
      : [];
  return spread(left, [span(right, 'dim')], columns);
}

/** What can be saved, in many words or few. */
function saveLine(of: DataConnection | null, columns: number): Line {
  const written = (which: 'label' | 'short', gap: string): Span[] => [
    span(' Save: ', 'title'),
    ...saveChoices(of).flatMap((choice) => [span(choice.key, 'key'), span(` ${choice[which]}${gap}`)]),
    span('Esc', 'key'),
    span(' nothing'),
  ];
  const long = written('label', '   ');
  return fitLine(lineWidth(long) <= columns ? long : written('short', '  '), columns);
}

/** As many keys as fit, the most wanted ones first; those of rank 1 stand at the right, always. */
export function footLine(state: UiState, keys: readonly KeyBinding[], live: boolean, columns: number): Line {
  if (state.prompt)
    return fitLine([span(' Enter', 'key'), span(' take it   '), span('Esc', 'key'), span(' leave it')], columns);
  const all = footerKeys(keys, state, live);
  const right = all.filter(({ rank }) => rank === 1).flatMap(written);
  let room = columns - lineWidth(right) - 1;
  const chosen = new Set<FooterKey>();
  const rest = all.filter(({ rank }) => rank > 1).sort((a, b) => a.rank - b.rank);
  for (const one of rest) {
    const width = lineWidth(written(one));
    if (width > room) continue;
    chosen.add(one);
    room -= width;
  }
  return spread([span(' '), ...all.filter((one) => chosen.has(one)).flatMap(written)], right, columns);
}

const written = ({ key, label }: FooterKey): Line => [span(key, 'key'), span(` ${label}  `)];

/** The two lines at the bottom: what is being said or typed, and the keys that work here. */

import { displayWidth } from '../bytes/text.js';
import type { DataConnection } from '../ftp/protocol/session.js';
import { type FooterKey, footerKeys, type KeyBinding } from './actions/keys.js';
import { PROMPT_TITLES } from './actions/prompt.js';
import { saveChoices } from './actions/save.js';
import { cursorOf, type UiState } from './state.js';
import type { RowList } from './terminal/rowList.js';
import { fitLine, highlight, type Line, lineWidth, type Span, span, spread } from './terminal/text.js';

/** @param missed what is searched for is not in the row of the cursor: it is nowhere */
export function promptLine(state: UiState, list: RowList<unknown>, columns: number, missed = false): Line {
  const { prompt, message } = state;
  if (prompt) {
    const title = PROMPT_TITLES[prompt.kind];
    const { text, at } = prompt;
    // A long text is shown from where the cursor stays visible.
    const room = Math.max(8, columns - title.length - 4);
    let begin = 0;
    while (begin < at && displayWidth(text.slice(begin, at)) > room) begin++;
    let spans: Line = [span(`${text.slice(begin)} `)];
    if (state.filterError !== null) {
      const { from, to } = state.filterError;
      spans = highlight(spans, from - begin, Math.max(to, from + 1) - begin, 'alert');
    }
    spans = highlight(spans, at - begin, at - begin + 1, 'hit');
    const reported = prompt.kind === 'search' && missed ? [span('  not here', 'warning')] : [];
    return fitLine([span(` ${title}`, 'title'), ...spans, ...reported], columns);
  }
  if (state.saving) return saveLine(state.saving.of, state.marks.size, columns);
  const position = list.length > 0 && !state.help ? ` ${cursorOf(state).index + 1}/${list.length} ` : '';
  const right = cursorOf(state).follow ? `following ${position}` : position;
  const left: Span[] = message
    ? [span(` ${message.text}`, message.tone)]
    : state.search !== ''
      ? [span(` /${state.search}`, 'match'), span('  n next, N previous, Esc ends', 'dim')]
      : [];
  return spread(left, [span(right, 'dim')], columns);
}

/** How much of a long text lies above and below what is shown of it. */
export function moreLine(length: number, rows: number, top: number, columns: number): Line {
  const above = Math.max(0, Math.min(top, length - rows));
  const below = Math.max(0, length - rows - above);
  const words = [above > 0 ? `▲ ${above} more` : '', below > 0 ? `▼ ${below} more` : ''].filter((word) => word !== '');
  return spread([], [span(`${words.join('   ')} `, 'dim')], columns);
}

/** What can be saved, in many words or few. */
function saveLine(of: DataConnection | null, marked: number, columns: number): Line {
  const title = marked === 0 ? ' Save: ' : ` Save ${marked} marked: `;
  const written = (which: 'label' | 'short', gap: string): Span[] => [
    span(title, 'title'),
    ...saveChoices(of).flatMap((choice) => [span(choice.key, 'key'), span(` ${choice[which]}${gap}`)]),
    span('Esc', 'key'),
    span(' nothing'),
  ];
  const long = written('label', '   ');
  return fitLine(lineWidth(long) <= columns ? long : written('short', '  '), columns);
}

/** As many keys as fit, the most wanted ones first; those of rank 1 stand at the right, always. */
export function footLine(state: UiState, keys: readonly KeyBinding[], live: boolean, columns: number): Line {
  if (state.prompt) {
    const ways = [span(' Enter', 'key'), span(' take it   '), span('Esc', 'key'), span(' leave it')];
    if (state.filterError === null) return fitLine(ways, columns);
    const wrong = [span(` ${state.filterError.error}`, 'warning')];
    // What is wrong is said whole rather than what everybody knows.
    return lineWidth(wrong) + lineWidth(ways) + 2 > columns ? fitLine(wrong, columns) : spread(wrong, ways, columns);
  }
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

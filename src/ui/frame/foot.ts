/** The two lines at the bottom: messages or what is being typed, and the keys that work here. */

import { displayWidth } from '../../bytes/text.js';
import type { DataConnection } from '../../ftp/protocol/session.js';
import type { Context } from '../data/context.js';
import { saveChoices } from '../data/saveChoices.js';
import { type FooterKey, footerKeys, type KeyBinding } from '../keys.js';
import { cursorOf, type UiState } from '../state.js';
import type { RowList } from '../terminal/rowList.js';
import { fitLine, highlight, type Line, lineWidth, type Span, span, spread } from '../terminal/text.js';

/** @param missed what is searched for is not in the row of the cursor: it is nowhere */
export function promptLine(
  state: UiState,
  context: Context,
  list: RowList<unknown>,
  columns: number,
  missed = false,
): Line {
  const { prompt, message } = state;
  const { foot, prompts } = context.ui;
  if (prompt) {
    const title = `${prompts[prompt.kind]} `;
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
    const noHit = prompt.kind === 'search' && missed ? [span(`  ${foot.notHere}`, 'warning')] : [];
    return fitLine([span(` ${title}`, 'title'), ...spans, ...noHit], columns);
  }
  if (state.saving) return saveLine(state.saving.of, state.marks.size, context, columns);
  const position = list.length > 0 && !state.help ? ` ${cursorOf(state).index + 1}/${list.length} ` : '';
  const right = cursorOf(state).follow ? `${foot.following} ${position}` : position;
  const left: Span[] = message
    ? [span(` ${message.text}`, message.tone)]
    : state.search !== ''
      ? [span(` /${state.search}`, 'match'), span(`  ${foot.searchKeys}`, 'dim')]
      : [];
  return spread(left, [span(right, 'dim')], columns);
}

/** How much of a long text is above and below what is shown of it. */
export function moreLine({ ui }: Context, length: number, rows: number, top: number, columns: number): Line {
  const above = Math.max(0, Math.min(top, length - rows));
  const below = Math.max(0, length - rows - above);
  const words = [above > 0 ? ui.foot.above(above) : '', below > 0 ? ui.foot.below(below) : ''];
  return spread([], [span(`${words.filter((word) => word !== '').join('   ')} `, 'dim')], columns);
}

/** What can be saved, with whole labels or short ones. */
function saveLine(of: DataConnection | null, marked: number, { ui }: Context, columns: number): Line {
  const { saving } = ui;
  const title = marked === 0 ? saving.title : saving.titleOfMarked(marked);
  const written = (which: 'label' | 'short', gap: string): Span[] => [
    span(` ${title} `, 'title'),
    ...saveChoices(of, ui).flatMap((choice) => [span(choice.key, 'key'), span(` ${choice[which]}${gap}`)]),
    span('Esc', 'key'),
    span(` ${saving.nothing}`),
  ];
  const long = written('label', '   ');
  return fitLine(lineWidth(long) <= columns ? long : written('short', '  '), columns);
}

/** As many keys as fit, the most wanted ones first; those of rank 1 are at the right, always. */
export function footLine(state: UiState, keys: readonly KeyBinding[], context: Context, columns: number): Line {
  const { texts, ui, input } = context;
  if (state.prompt) {
    const ways = [span(' Enter', 'key'), span(` ${ui.foot.take}   `), span('Esc', 'key'), span(` ${ui.foot.leave}`)];
    if (state.filterError === null) return fitLine(ways, columns);
    const wrong = [span(` ${texts.say('filterErrors', state.filterError.error)}`, 'warning')];
    // What is wrong is more important than the two well-known keys.
    return lineWidth(wrong) + lineWidth(ways) + 2 > columns ? fitLine(wrong, columns) : spread(wrong, ways, columns);
  }
  const all = footerKeys(keys, state, input.live, ui);
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

/** The two lines at the bottom: messages or what is being typed, and the keys that work here. */

import { displayWidth } from '../../bytes/text.js';
import type { Sliced } from '../../model/sliced.js';
import type { Context } from '../data/context.js';
import { parseFor } from '../data/languages.js';
import { saveChoices } from '../data/saveChoices.js';
import { type Action, type FooterKey, footerKeys, type KeyBinding } from '../keys.js';
import { cursorOf, type SaveScope, type UiState } from '../state.js';
import { fitLine, highlight, type Line, lineWidth, type Span, span, spread } from '../terminal/text.js';
import type { Picture } from './picture.js';

/** What the line above the keys says of the chosen row. */
export type OfRow = {
  /** What is searched for is not in it: it is nowhere. */
  readonly missed: boolean;
  /** All its words, where the row itself was cut; else null. */
  readonly whole: string | null;
  /** The key that shows what this line cuts too; '': there is none. */
  readonly ways: string;
};

export function promptLine(picture: Picture, { missed, whole, ways }: OfRow): Line {
  const { state, context, list, columns } = picture.props;
  const { prompt, message } = state;
  const { foot, prompts } = context.ui;
  const hits = state.search === '' ? null : hitsOf(picture);
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
    const taken =
      prompt.kind === 'filter' && state.filterError === null && prompt.text.trim() !== '' ? takenOf(picture) : null;
    if (taken)
      return fitLine(
        [span(` ${title}`, 'title'), ...spans, span(`  ${context.ui.filter.count(...taken, context.format)}`, 'dim')],
        columns,
      );
    const found =
      prompt.kind !== 'search' || state.help
        ? []
        : missed
          ? [span(`  ${foot.notHere}`, 'warning')]
          : hits === null
            ? []
            : [span(`  ${foot.hits(hits, context.format)}`, 'dim')];
    return fitLine([span(` ${title}`, 'title'), ...spans, ...found], columns);
  }
  if (state.saving) return saveLines(state.saving, context, columns)[0];
  const position = list.length > 0 && !state.help ? ` ${cursorOf(state).index + 1}/${list.length} ` : '';
  const right = cursorOf(state).follow ? `${foot.following} ${position}` : position;
  const left: Span[] = message
    ? [span(` ${message.text}`, message.tone)]
    : state.search !== ''
      ? [
          span(` /${state.search}`, 'match'),
          span(hits === null ? '' : `  ${foot.hits(hits, context.format)}`, 'dim'),
          span(`  ${foot.searchKeys}`, 'dim'),
        ]
      : [span(whole === null ? '' : ` ${whole}`)];
  const more: Line =
    whole !== null && ways !== '' && lineWidth(left) + displayWidth(right) > columns
      ? [span(` ${ways}`, 'key'), span(` ${foot.all} `, 'dim')]
      : [];
  return spread(left, [...more, span(right, 'dim')], columns);
}

/** Rows that are looked at in one step. */
const STEP = 256;

/** How many rows have what is searched for; null while they are being counted. */
function hitsOf({ panel, props }: Picture): number | null {
  const { state, context, list } = props;
  const wanted = state.search.toLowerCase();
  const textOf = panel.searched ?? panel.sentence;
  const count = function* (): Sliced<number> {
    let hits = 0;
    for (let i = 0; i < list.length; i++) {
      if (i % STEP === STEP - 1) yield i / list.length;
      const row = list.at(i);
      if (row !== undefined && textOf(row, props).toLowerCase().includes(wanted)) hits++;
    }
    return hits;
  };
  return context.tasks.get('hits', [list, wanted], 0, count) ?? null;
}

/** How many subjects the filter that is typed takes, and of how many; null while they are being counted, and in ladders. */
function takenOf({ props }: Picture): readonly [taken: number, all: number] | null {
  const { state, context } = props;
  const { view, sessionId, prompt } = state;
  if (view === 'ladder' || view === 'dialogue') return null;
  const subjects: readonly unknown[] =
    view === 'transfers' ? (context.session(sessionId)?.dataConnections ?? []) : context.analyzer.sessions;
  const parsed = parseFor(view, prompt?.text ?? '', context);
  if ('error' in parsed) return null;
  const count = function* (): Sliced<number> {
    let taken = 0;
    for (let i = 0; i < subjects.length; i++) {
      if (i % STEP === STEP - 1) yield i / subjects.length;
      if (parsed.accepts(subjects[i])) taken++;
    }
    return taken;
  };
  const taken = context.tasks.get('taken', [subjects, prompt?.text], context.analyzer.revision, count);
  return taken === undefined ? null : [taken, subjects.length];
}

/** How much of a long text is above and below what is shown of it. */
export function moreLine({ ui }: Context, length: number, rows: number, top: number, columns: number): Line {
  const above = Math.max(0, Math.min(top, length - rows));
  const below = Math.max(0, length - rows - above);
  const words = [above > 0 ? ui.foot.above(above) : '', below > 0 ? ui.foot.below(below) : ''];
  return spread([], [span(`${words.filter((word) => word !== '').join('   ')} `, 'dim')], columns);
}

/** What can be saved, on the two lines at the bottom, with whole labels or short ones. */
function saveLines(scope: SaveScope, { ui, format: f }: Context, columns: number): [Line, Line] {
  const { sessions, marked } = scope;
  const { saving } = ui;
  const count = sessions?.length ?? null;
  const [one] = sessions ?? [];
  const some = count === 1 && one !== undefined ? saving.titleOfSession(one) : saving.titleOfSome(count ?? 0, f);
  const title = count === null ? saving.title : marked ? saving.titleOfMarked(count) : some;
  const linesOf = (which: 'label' | 'short', gap: string): [Span[], Span[]] => {
    const lines: [Span[], Span[]] = [[span(` ${title} `, 'title')], [span(' ')]];
    const choices = saveChoices(scope, ui).map((choice): Span[] => [
      span(choice.key, 'key'),
      span(` ${choice[which]}${gap}`),
    ]);
    for (const choice of [...choices, [span('Esc', 'key'), span(which === 'label' ? ` ${saving.nothing}` : '')]])
      lines[lines[1].length > 1 || lineWidth([...lines[0], ...choice]) > columns ? 1 : 0].push(...choice);
    return lines;
  };
  const [first, second] = linesOf('label', '   ');
  const fit = lineWidth(second) <= columns ? [first, second] : linesOf('short', '  ');
  return [fitLine(fit[0]!, columns), fitLine(fit[1]!, columns)];
}

/** The keys that work here, or what is wrong with what is typed. */
export function footLine(state: UiState, keys: readonly KeyBinding[], context: Context, columns: number): Line {
  const { texts, ui } = context;
  if (state.saving) return saveLines(state.saving, context, columns)[1];
  if (state.prompt) {
    if (state.message) return fitLine([span(` ${state.message.text}`, state.message.tone)], columns);
    const { offered } = state.prompt;
    if (offered && offered.options.length > 1) return fitLine(offeredLine(offered), columns);
    const ways = [span(' Enter', 'key'), span(` ${ui.foot.take}   `), span('Esc', 'key'), span(` ${ui.foot.leave}`)];
    if (state.prompt.kind === 'filter')
      for (const [key, words] of [
        ['Tab', ui.foot.complete],
        ['↑', ui.foot.history],
        ['F1', ui.foot.words],
      ] as const)
        ways.push(span(`   ${key}`, 'key'), span(` ${words}`));
    if (state.filterError === null) return fitLine(ways, columns);
    const wrong = [span(` ${texts.say('filterErrors', state.filterError.error)}`, 'warning')];
    // What is wrong is more important than the two well-known keys.
    return lineWidth(wrong) + lineWidth(ways) + 2 > columns ? fitLine(wrong, columns) : spread(wrong, ways, columns);
  }
  const { left, right } = keysThatFit(state, keys, context, columns);
  return spread([span(' '), ...left.flatMap(written)], right.flatMap(written), columns);
}

/** What Tab offers, from the chosen one on. */
function offeredLine({ options, chosen }: NonNullable<NonNullable<UiState['prompt']>['offered']>): Line {
  return options
    .slice(Math.max(0, chosen - 2))
    .map((option) => span(` ${option} `, option === options[chosen] ? 'hit' : 'dim'));
}

/** As many keys as fit, the most wanted ones first; those of rank 1 are at the right, always. */
function keysThatFit(
  state: UiState,
  keys: readonly KeyBinding[],
  { ui, input }: Context,
  columns: number,
): { readonly left: readonly FooterKey[]; readonly right: readonly FooterKey[] } {
  const all = footerKeys(keys, state, input.live, ui);
  const right = all.filter(({ rank }) => rank === 1);
  let room = columns - lineWidth(right.flatMap(written)) - 1;
  const chosen = new Set<FooterKey>();
  for (const one of all.filter(({ rank }) => rank > 1).sort((a, b) => a.rank - b.rank)) {
    const width = lineWidth(written(one));
    if (width > room) continue;
    chosen.add(one);
    room -= width;
  }
  return { left: all.filter((one) => chosen.has(one)), right };
}

/** The action whose key is under a click in the last line; null: none. */
export function footActionAt(
  x: number,
  state: UiState,
  keys: readonly KeyBinding[],
  context: Context,
  columns: number,
): Action | null {
  if (state.prompt) return null;
  const { left, right } = keysThatFit(state, keys, context, columns);
  const at = (from: number, list: readonly FooterKey[]): Action | null => {
    let end = from;
    for (const one of list) {
      end += lineWidth(written(one));
      if (x >= from && x < end) return one.action;
    }
    return null;
  };
  const rightFrom = columns - lineWidth(right.flatMap(written));
  return x >= rightFrom ? at(rightFrom, right) : x > 0 ? at(1, left) : null;
}

const written = ({ key, label }: FooterKey): Line => [span(key, 'key'), span(` ${label}  `)];

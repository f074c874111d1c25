/**
 * The list of keys, made from their table: the dozen that matter in the view, then the others, those of the view first.
 * What is searched for leaves only what has it.
 */

import { padToWidth } from '../../bytes/text.js';
import { wordsMeaning } from '../../text/filterWords.js';
import type { Context } from '../data/context.js';
import { languageOf } from '../data/languages.js';
import type { UiTexts } from '../data/texts.js';
import { type Action, KEY_GROUPS, type KeyBinding, keyTitle, worksIn } from '../keys.js';
import type { UiState } from '../state.js';
import { EMPTY, type Line, line, lineText, padLine, span, wrap } from '../terminal/text.js';

/** From here on the groups are in two columns. */
const TWO_COLUMNS = 76;
/** Columns for the keys, of a column of this width. */
const keyColumns = (columns: number): number => (columns < 50 ? 12 : 20);

/** A title and the entries under it. */
type Group = { readonly title: string; readonly entries: readonly (readonly Line[])[] };

export function helpLines(keys: readonly KeyBinding[], state: UiState, context: Context, columns: number): Line[] {
  const { ui } = context;
  const twice = columns >= TWO_COLUMNS;
  const half = twice ? Math.floor(columns / 2) : columns;
  const onlyFilter = state.prompt?.kind === 'filter';
  // What is searched for is looked for among all, each once.
  const first = onlyFilter || state.search !== '' ? [] : firstKeys(keys, state, context);
  const { own, general, others } = keyGroups(keys, first, state, context, half);
  const mouse = { title: ui.help.mouse, entries: MOUSE.map((one) => entry(ui.help[one], ui.help[`${one}Help`], half)) };
  const words = languageOf(state.view).fields.map(({ word }) =>
    entry(word, wordsMeaning(context.texts, languageOf(state.view).kind, word), half),
  );
  const syntax = wrap(ui.help.filterSyntax, half - 3).map((text) => [line(`  ${text}`, 'dim')]);
  const filter = { title: ui.help.filterWords, entries: [...syntax, ...words] };
  const left = onlyFilter ? [filter] : [own, filter];
  const right = onlyFilter ? [] : [...general, mouse, others];
  const shown = (list: readonly Group[]): Line[] => list.map((group) => found(group, state.search)).flatMap(drawn);
  const rest = twice && !onlyFilter ? beside(shown(left), shown(right), half) : shown([...left, ...right]);
  return [...(first.length === 0 ? [] : drawn(firstGroup(first, keys, context, columns))), ...rest];
}

/** Keys of the first screen, beside those for rows and views. */
const MOST_FIRST = 10;

/** The most wanted bindings of the view, by their ranks. */
function firstKeys(keys: readonly KeyBinding[], state: UiState, { input }: Context): readonly KeyBinding[] {
  const ranked = keys.filter(
    (binding) => binding.rank !== undefined && binding.keys.length > 0 && worksIn(binding, state.view, input.live),
  );
  const wanted = [...ranked].sort((a, b) => a.rank! - b.rank!).slice(0, MOST_FIRST);
  return ranked.filter((binding) => wanted.includes(binding));
}

function firstGroup(
  first: readonly KeyBinding[],
  keys: readonly KeyBinding[],
  { ui }: Context,
  columns: number,
): Group {
  const of = (...actions: readonly Action[]): string =>
    actions
      .flatMap((action) => keys.find((binding) => binding.action === action)?.keys[0] ?? [])
      .map(keyTitle)
      .join(' ');
  const views = [of('viewSessions'), of('viewStatistics')].filter((key) => key !== '').join('–');
  const rows: readonly (readonly [string, string])[] = [
    [of('up', 'down'), ui.help.rows],
    ...first.map((one) => [one.keys.map(keyTitle).join(' '), ui.keys[one.action].help] as const),
    [`${of('nextView')} ${views}`, ui.help.views],
  ];
  return {
    title: ui.help.first,
    entries: rows.map(([key, help]) => entry(key, help, columns, { wide: FIRST_COLUMNS })),
  };
}

/** For the keys of the first screen. */
const FIRST_COLUMNS = 17;

const MOUSE = ['wheel', 'click'] as const;

type KeyGroups = { readonly own: Group; readonly general: readonly Group[]; readonly others: Group };

/** The keys of this view alone, those that work everywhere by groups, those of other views. */
function keyGroups(
  keys: readonly KeyBinding[],
  first: readonly KeyBinding[],
  state: UiState,
  { ui, input }: Context,
  columns: number,
): KeyGroups {
  const all = keys.filter((binding) => worksIn(binding, state.view, input.live));
  const here = all.filter((binding) => !first.includes(binding));
  const others = keys.filter((binding) => !all.includes(binding) && (input.live || !binding.live));
  const entries = (list: readonly KeyBinding[], elsewhere = false) =>
    list.map((binding) =>
      entry(binding.keys.map(keyTitle).join(' '), helpOf(binding, elsewhere, ui), columns, { elsewhere }),
    );
  return {
    own: { title: ui.views[state.view].title, entries: entries(here.filter(({ views }) => views !== undefined)) },
    general: KEY_GROUPS.map((group) => ({
      title: ui.help.groups[group],
      entries: entries(here.filter((binding) => binding.group === group && binding.views === undefined)),
    })),
    others: { title: ui.help.others, entries: entries(others, true) },
  };
}

function helpOf({ action, views = [] }: KeyBinding, elsewhere: boolean, ui: UiTexts): string {
  const { help } = ui.keys[action];
  return elsewhere ? ui.help.elsewhere(help, views.map((id) => ui.views[id].title).join(', ')) : help;
}

/** A key and what it does, on as many lines as that takes. */
function entry(
  key: string,
  help: string,
  columns: number,
  { elsewhere = false, wide = keyColumns(columns) }: { readonly elsewhere?: boolean; readonly wide?: number } = {},
): Line[] {
  const left = wrap(key, wide - 1);
  const right = wrap(help, Math.max(12, columns - wide - 3));
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
    span('  '),
    span(padToWidth(left[i] ?? '', wide), elsewhere ? 'dim' : 'key'),
    span(right[i] ?? '', elsewhere ? 'dim' : 'plain'),
  ]);
}

function found({ title, entries }: Group, search: string): Group {
  const wanted = search.toLowerCase();
  const has = (lines: readonly Line[]): boolean => lines.map(lineText).join(' ').toLowerCase().includes(wanted);
  return { title, entries: wanted === '' ? entries : entries.filter(has) };
}

const drawn = ({ title, entries }: Group): Line[] =>
  entries.length === 0 ? [] : [line(` ${title}`, 'section'), ...entries.flat(), EMPTY];

const beside = (left: readonly Line[], right: readonly Line[], columns: number): Line[] =>
  Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
    ...padLine(left[i] ?? EMPTY, columns),
    ...(right[i] ?? EMPTY),
  ]);

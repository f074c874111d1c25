/**
 * The configuration file: theme, keys, columns, and what the UI begins with. What is wrong with it is reported, the rest of
 * it holds; a wrong file never keeps the program from starting.
 */
import { escapeText } from '../bytes/text.js';
import { type Fact, factsOf } from '../fact.js';
import { LANGUAGES, languageNamed } from '../text/languages.js';
import type { ConfigProblemParams } from './codes.js';
import type { Settings } from './data/context.js';
import { ACTIONS, type Action, KEYS, type KeyBinding, worksIn } from './keys.js';
import { COLUMN_NAMES } from './panels/index.js';
import { COLOR_MODES, type ColorMode, TIME_MODES, type TimeMode, VIEW_IDS } from './state.js';
import { THEME_NAMES, type ThemeName } from './terminal/theme.js';

export type Config = Settings & {
  readonly theme: ThemeName | null;
  readonly time: TimeMode;
  readonly color: ColorMode;
  readonly linear: boolean;
  readonly mouse: boolean;
  readonly keys: readonly KeyBinding[];
};

export const DEFAULT_CONFIG: Config = {
  theme: null,
  time: 'start',
  color: 'kind',
  linear: false,
  mouse: true,
  keys: KEYS,
  columns: {},
  problems: [],
};

type Draft = { -readonly [Key in keyof Config]: Config[Key] } & { problems: Fact<ConfigProblemParams>[] };
const problem = factsOf<ConfigProblemParams>();

type Reader = (value: unknown, draft: Draft) => void;

const shown = (value: unknown): string => escapeText(JSON.stringify(value) ?? String(value)).slice(0, 60);

const oneOf = <T extends string>(name: string, values: readonly T[], put: (draft: Draft, value: T) => void): Reader => {
  return (value, draft) => {
    const found = values.find((one) => one === value);
    if (found !== undefined) put(draft, found);
    else draft.problems.push(problem('not-one-of', { name, values, shown: shown(value) }));
  };
};

const yesOrNo = (name: string, put: (draft: Draft, value: boolean) => void): Reader => {
  return (value, draft) => {
    if (typeof value === 'boolean') put(draft, value);
    else draft.problems.push(problem('not-boolean', { name, shown: shown(value) }));
  };
};

/** One row for each setting. */
const SETTINGS: Readonly<Record<string, Reader>> = {
  theme: oneOf('theme', THEME_NAMES, (draft, value) => {
    draft.theme = value;
  }),
  time: oneOf('time', TIME_MODES, (draft, value) => {
    draft.time = value;
  }),
  color: oneOf('color', COLOR_MODES, (draft, value) => {
    draft.color = value;
  }),
  linear: yesOrNo('linear', (draft, value) => {
    draft.linear = value;
  }),
  mouse: yesOrNo('mouse', (draft, value) => {
    draft.mouse = value;
  }),
  lang: readLanguage,
  keys: readKeys,
  columns: readColumns,
}; // biome-ignore format: a table

/** Reads the text of a configuration file; null is none. */
export function parseConfig(text: string | null): Config {
  if (text === null || text.trim() === '') return DEFAULT_CONFIG;
  const draft: Draft = { ...DEFAULT_CONFIG, problems: [] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = escapeText(error instanceof Error ? error.message : String(error)).slice(0, 100);
    draft.problems.push(problem('not-json', { reason }));
    return draft;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    draft.problems.push(problem('no-object', {}));
    return draft;
  }
  for (const [name, one] of Object.entries(value)) {
    const read = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    if (read) read(one, draft);
    else draft.problems.push(problem('setting-unknown', { shown: shown(name), known: Object.keys(SETTINGS) }));
  }
  return draft;
}

/** It was chosen before the UI began (cli/language.ts): here one that is unknown is reported. */
function readLanguage(value: unknown, draft: Draft): void {
  if (typeof value === 'string' && languageNamed(value) !== null) return;
  draft.problems.push(problem('not-one-of', { name: 'lang', values: LANGUAGES, shown: shown(value) }));
}

/** `{ "quit": ["q", "Q"], "explain": "x" }`: these keys instead of the usual ones. */
function readKeys(value: unknown, draft: Draft): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    draft.problems.push(problem('keys-no-object', {}));
    return;
  }
  for (const [name, keys] of Object.entries(value)) {
    const action = ACTIONS.find((one) => one === name);
    const list = typeof keys === 'string' ? [keys] : keys;
    if (!action) draft.problems.push(problem('action-unknown', { shown: shown(name) }));
    else if (action === 'interrupt') draft.problems.push(problem('interrupt-fixed', {}));
    else if (!Array.isArray(list) || list.length === 0 || !list.every(isKey)) {
      draft.problems.push(problem('keys-no-list', { action, shown: shown(keys) }));
    } else draft.keys = rebound(draft, action, list);
  }
}

const NAMED = new Set(KEYS.flatMap(({ keys }) => keys).concat('delete', 'insert', 'ctrl+space'));
const isKey = (key: unknown): key is string =>
  typeof key === 'string' && key !== 'ctrl+c' && (NAMED.has(key) || [...key].length === 1 || /^ctrl\+[a-z]$/.test(key));

/** The keys for one action; others that had them where it works lose them, and an action that is left without any is reported. */
function rebound(draft: Draft, action: Action, keys: readonly string[]): readonly KeyBinding[] {
  const own = draft.keys.find((binding) => binding.action === action);
  return draft.keys.map((binding) => {
    if (binding === own) return { ...binding, keys };
    const meets = own && VIEW_IDS.some((view) => worksIn(binding, view, true) && worksIn(own, view, true));
    const left = meets ? binding.keys.filter((key) => !keys.includes(key)) : binding.keys;
    if (left.length === 0 && binding.keys.length > 0)
      draft.problems.push(problem('action-without-key', { action: binding.action }));
    return left.length === binding.keys.length ? binding : { ...binding, keys: left };
  });
}

const TABLES = Object.keys(COLUMN_NAMES) as readonly (keyof typeof COLUMN_NAMES)[];

/** `{ "sessions": ["number", "client", "user"], "transfers": ["what", "bytes"] }` */
function readColumns(value: unknown, draft: Draft): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    draft.problems.push(problem('columns-no-object', { shown: shown(value) }));
    return;
  }
  for (const [name, list] of Object.entries(value)) {
    const table = TABLES.find((id) => id === name);
    if (!table) {
      draft.problems.push(problem('table-unknown', { shown: shown(name), known: TABLES }));
      continue;
    }
    const names = COLUMN_NAMES[table];
    if (!Array.isArray(list) || list.length === 0) {
      draft.problems.push(problem('columns-no-list', { table, known: names, shown: shown(list) }));
      continue;
    }
    const unknown: unknown = list.find((one) => !(names as readonly unknown[]).includes(one));
    if (unknown === undefined) draft.columns = { ...draft.columns, [table]: [...new Set(list as string[])] };
    else draft.problems.push(problem('column-unknown', { table, known: names, shown: shown(unknown) }));
  }
}

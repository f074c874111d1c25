/**
 * The configuration file: theme, keys, columns, and what the UI begins with. What is wrong with it is reported, the rest of it
 * holds; a wrong file never keeps the program from starting.
 */
import { escapeText } from '../bytes/text.js';
import { ACTIONS, type Action, KEYS, type KeyBinding, worksIn } from './actions/keys.js';
import { type ChosenColumns, COLUMN_NAMES, TABLE_IDS } from './panels/columnNames.js';
import { COLOR_MODES, type ColorMode, TIME_MODES, type TimeMode, VIEW_IDS } from './state.js';
import { THEMES } from './terminal/theme.js';

export type Config = {
  readonly theme: string | null;
  readonly time: TimeMode;
  readonly color: ColorMode;
  readonly linear: boolean;
  readonly mouse: boolean;
  readonly keys: readonly KeyBinding[];
  readonly columns: ChosenColumns;
  /** One line each. */
  readonly problems: readonly string[];
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

type Draft = { -readonly [Key in keyof Config]: Config[Key] } & { problems: string[] };
type Reader = (value: unknown, draft: Draft) => void;

const shown = (value: unknown): string => escapeText(JSON.stringify(value) ?? String(value)).slice(0, 60);

const oneOf = <T extends string>(name: string, values: readonly T[], put: (draft: Draft, value: T) => void): Reader => {
  return (value, draft) => {
    const found = values.find((one) => one === value);
    if (found !== undefined) put(draft, found);
    else draft.problems.push(`"${name}" is one of ${values.join(', ')}, not ${shown(value)}`);
  };
};

const yesOrNo = (name: string, put: (draft: Draft, value: boolean) => void): Reader => {
  return (value, draft) => {
    if (typeof value === 'boolean') put(draft, value);
    else draft.problems.push(`"${name}" is true or false, not ${shown(value)}`);
  };
};

/** One row for each setting. */
const SETTINGS: Readonly<Record<string, Reader>> = {
  theme: oneOf('theme', THEMES.map(({ name }) => name), (draft, value) => {
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
    draft.problems.push(
      `not JSON: ${escapeText(error instanceof Error ? error.message : String(error)).slice(0, 100)}`,
    );
    return draft;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    draft.problems.push('an object is expected: { "theme": "light" }');
    return draft;
  }
  for (const [name, one] of Object.entries(value)) {
    const read = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    if (read) read(one, draft);
    else draft.problems.push(`unknown setting ${shown(name)}; there are ${Object.keys(SETTINGS).join(', ')}`);
  }
  return draft;
}

/** `{ "quit": ["q", "Q"], "explain": "x" }`: these keys instead of the usual ones. */
function readKeys(value: unknown, draft: Draft): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    draft.problems.push('"keys" is an object: { "quit": ["q"] }');
    return;
  }
  for (const [name, keys] of Object.entries(value)) {
    const action = ACTIONS.find((one) => one === name);
    const list = typeof keys === 'string' ? [keys] : keys;
    if (!action) draft.problems.push(`unknown action ${shown(name)} in "keys"`);
    else if (action === 'interrupt') draft.problems.push('Ctrl-C cannot be given away');
    else if (!Array.isArray(list) || list.length === 0 || !list.every(isKey)) {
      draft.problems.push(`"keys.${name}" is a list of keys such as "x", "ctrl+x", "f1", "space", not ${shown(keys)}`);
    } else draft.keys = rebound(draft, action, list);
  }
}

const NAMED = new Set(KEYS.flatMap(({ keys }) => keys).concat('delete', 'insert', 'ctrl+space'));
const isKey = (key: unknown): key is string =>
  typeof key === 'string' && key !== 'ctrl+c' && (NAMED.has(key) || [...key].length === 1 || /^ctrl\+[a-z]$/.test(key));

/** The keys for one action; others that had them where it works lose them, and it is reported when one is left without. */
function rebound(draft: Draft, action: Action, keys: readonly string[]): readonly KeyBinding[] {
  const own = draft.keys.find((binding) => binding.action === action);
  return draft.keys.map((binding) => {
    if (binding === own) return { ...binding, keys };
    const meets = own && VIEW_IDS.some((view) => worksIn(binding, view, true) && worksIn(own, view, true));
    const left = meets ? binding.keys.filter((key) => !keys.includes(key)) : binding.keys;
    if (left.length === 0 && binding.keys.length > 0) draft.problems.push(`"${binding.action}" has no key any more`);
    return left.length === binding.keys.length ? binding : { ...binding, keys: left };
  });
}

/** `{ "sessions": ["number", "client", "user"], "transfers": ["what", "bytes"] }` */
function readColumns(value: unknown, draft: Draft): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    draft.problems.push(`"columns" is an object: { "sessions": ["number", "client"] }, not ${shown(value)}`);
    return;
  }
  for (const [name, list] of Object.entries(value)) {
    const table = TABLE_IDS.find((id) => id === name);
    if (!table) {
      draft.problems.push(`"columns" has lists for ${TABLE_IDS.join(', ')}, not ${shown(name)}`);
      continue;
    }
    const names: readonly unknown[] = COLUMN_NAMES[table];
    if (!Array.isArray(list) || list.length === 0) {
      draft.problems.push(`"columns.${table}" is a list of ${names.join(', ')}, not ${shown(list)}`);
      continue;
    }
    const unknown = list.find((one) => !names.includes(one));
    if (unknown === undefined) draft.columns = { ...draft.columns, [table]: [...new Set(list as string[])] };
    else draft.problems.push(`no column ${shown(unknown)} in "columns.${table}"; there are ${names.join(', ')}`);
  }
}

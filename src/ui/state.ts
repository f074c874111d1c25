/** What the user has done to the screen: everything that a key can change, and nothing that packets change. */
import type { DataConnection } from '../ftp/protocol/session.js';
import type { FilterProblem } from '../model/filter/filter.js';
import type { SaveKind } from './data/saveChoices.js';
import { type Cursor, START } from './terminal/cursor.js';
import type { ThemeName } from './terminal/theme.js';

export const VIEW_IDS = [
  'sessions',
  'ladder',
  'dialogue',
  'transfers',
  'findings',
  'packet',
  'statistics',
  'content',
  'lesson',
  'joined',
  'plot',
] as const;
export type ViewId = (typeof VIEW_IDS)[number];

export const TIME_MODES = ['start', 'delta', 'clock'] as const;
export type TimeMode = (typeof TIME_MODES)[number];
export const COLOR_MODES = ['kind', 'connection', 'direction'] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

/** What the pane beside a list can show. */
export type PaneContent = 'explanation' | 'packet' | 'both';

export type PromptKind = 'search' | 'filter' | 'frame' | 'save';
/** The line at the bottom that is being typed. `before` is what Esc brings back. */
export type Prompt = {
  readonly kind: PromptKind;
  readonly text: string;
  /** Where the next character goes, in UTF-16 units. */
  readonly at: number;
  readonly before: string;
  /** What is to be saved under the name. */
  readonly what?: SaveKind;
  readonly of?: DataConnection;
  /** Numbers of the sessions that are saved; null: all. */
  readonly sessions?: readonly number[] | null;
  /** What Tab offers, and which of it is in the text. */
  readonly offered?: { readonly from: number; readonly options: readonly string[]; readonly chosen: number } | null;
  /** How far back in the history the text is; 0: it is new. */
  readonly past?: number;
};

/** What the save menu would save. */
export type SaveScope = {
  /** The transfer that can be saved alone. */
  readonly of: DataConnection | null;
  /** Numbers of the sessions on the screen; null: all. */
  readonly sessions: readonly number[] | null;
  readonly marked: boolean;
  /** They are on the screen as one ladder. */
  readonly joined: boolean;
};

/** Rows that are looked for while other things go on. */
export type Search = {
  /** By words; while they are being typed; by findings; by a frame, once its list is there. */
  readonly what: 'words' | 'typing' | 'finding' | 'frame';
  /** The row that is looked at first (or the frame), and the way. */
  readonly from: number;
  readonly by: 1 | -1;
  /** Go on at the other end. */
  readonly round: boolean;
  /** Rows that were looked at. */
  readonly looked: number;
};

export type LessonState = {
  /** The data connection that it is about. */
  readonly dataId: string | null;
  /** Rows that are shown; those to come are not drawn. */
  readonly shown: number;
  /** Pure ACKs and the segments of runs are shown. */
  readonly acks: boolean;
  /** The question about the next row that waits for an answer; null: none. */
  readonly asking: 'who' | 'what' | 'port' | null;
  readonly right: number;
  readonly asked: number;
};

export const NO_LESSON: LessonState = { dataId: null, shown: 0, acks: false, asking: null, right: 0, asked: 0 };

/** What is shown, without what was done to it. */
export type Place = Pick<UiState, 'view' | 'sessionId' | 'frame' | 'contentId'>;

export const placeOf = ({ view, sessionId, frame, contentId }: UiState): Place => ({
  view,
  sessionId,
  frame,
  contentId,
});

export type Message = { readonly text: string; readonly tone: 'info' | 'good' | 'warning' | 'alert' };
export type Sort = { readonly column: string; readonly descending: boolean };

export type UiState = {
  readonly view: ViewId;
  /** The session whose ladder, dialogue ... are shown; null before one was chosen. */
  readonly sessionId: number | null;
  /** The frame of the packet view. */
  readonly frame: number | null;
  /** The data connection whose transfer is shown. */
  readonly contentId: string | null;
  /** null: text or hex, as suits the content. */
  readonly hex: boolean | null;
  /** Where Esc goes back to, the last place last. */
  readonly trail: readonly Place[];
  /** By list: 'sessions', 'ladder/3'; those that moved last stand last. */
  readonly cursors: Readonly<Record<string, Cursor>>;
  /** null: beside the list where the terminal is wide, hidden where not. 'large' gives it most of a narrow screen. */
  readonly explain: 'hidden' | 'shown' | 'large' | null;
  /** What the pane shows; null: the explanation, and the packet too where there is much room. */
  readonly pane: PaneContent | null;
  /** How far the pane is scrolled, and for which row. */
  readonly scroll: { readonly of: string; readonly top: number } | null;
  readonly help: boolean;
  /** Lines that the help is scrolled by. */
  readonly helpTop: number;
  readonly prompt: Prompt | null;
  /** Letters of the save menu are awaited. */
  readonly saving: null | SaveScope;
  /** How far the lesson has come. */
  readonly lesson: LessonState;
  readonly search: string;
  readonly filter: string;
  /** The data connection that the ladder shows alone; null: all. */
  readonly focus: string | null;
  /** The ladder shows pure ACKs and the segments of runs. */
  readonly acks: boolean;
  /** Of the lists of one session: transfers, ladder, dialogue. */
  readonly rowFilters: Readonly<Partial<Record<ViewId, string>>>;
  /** Filters that were used, the last one last. */
  readonly filterHistory: readonly string[];
  /** What is wrong with `filter`; the filter before it goes on. */
  readonly filterError: FilterProblem | null;
  readonly sort: Sort;
  /** Ids of marked sessions. */
  readonly marks: ReadonlySet<number>;
  /** Ids of the sessions that are shown as one ladder. */
  readonly joined: readonly number[];
  /** Keys of rows whose fold is not as it is by itself. */
  readonly toggled: ReadonlySet<string>;
  readonly time: TimeMode;
  readonly color: ColorMode;
  readonly theme: ThemeName;
  readonly linear: boolean;
  readonly message: Message | null;
  /** `q` was pressed, and asked whether that was meant. */
  readonly leaving: boolean;
  /** The packets are in no file: leaving loses them. */
  readonly unsaved: boolean;
  /** A key was pressed: the screen is the user's. */
  readonly touched: boolean;
  /** Rows are being looked for. */
  readonly searching: Search | null;
};

export type Beginning = {
  readonly theme: ThemeName;
  readonly live: boolean;
  readonly linear?: boolean;
  readonly time?: TimeMode;
  readonly color?: ColorMode;
  readonly message?: Message | null;
  readonly unsaved?: boolean;
  readonly acks?: boolean;
  readonly filterHistory?: readonly string[];
};

export function initialState(options: Beginning): UiState {
  return {
    view: 'sessions',
    sessionId: null,
    frame: null,
    contentId: null,
    hex: null,
    trail: [],
    cursors: options.live ? { sessions: { ...START, follow: true } } : {},
    explain: null,
    pane: null,
    scroll: null,
    help: false,
    helpTop: 0,
    prompt: null,
    saving: null,
    lesson: { ...NO_LESSON, acks: options.acks ?? false },
    search: '',
    filter: '',
    focus: null,
    acks: options.acks ?? false,
    rowFilters: {},
    filterHistory: options.filterHistory ?? [],
    filterError: null,
    sort: { column: 'number', descending: false },
    marks: new Set(),
    joined: [],
    toggled: new Set(),
    time: options.time ?? 'start',
    color: options.color ?? 'kind',
    theme: options.theme,
    linear: options.linear ?? false,
    message: options.message ?? null,
    leaving: false,
    unsaved: options.unsaved ?? false,
    touched: false,
    searching: null,
  };
}

/** Views of one session keep a cursor for each session; the packet view one for each frame's tree, the content view one for each transfer. */
export function cursorName(state: UiState, view: ViewId = state.view): string {
  if (view === 'sessions' || view === 'statistics') return view;
  if (view === 'lesson') return `lesson/${state.sessionId ?? ''}/${state.lesson.dataId ?? ''}`;
  if (view === 'joined') return `joined/${state.joined.join('+')}`;
  if (view === 'plot') return `plot/${state.contentId ?? ''}`;
  if (view === 'content') return `content/${state.contentId ?? ''}`;
  if (view === 'packet') return `packet/${state.frame ?? ''}`;
  return `${view}/${state.sessionId ?? ''}`;
}

export const cursorOf = (state: UiState, view: ViewId = state.view): Cursor =>
  state.cursors[cursorName(state, view)] ?? START;

/** Packets, transfers and sessions whose cursors are remembered: those that were looked at last. */
export const MOST_CURSORS = 64;

export function withCursor(state: UiState, cursor: Cursor, view: ViewId = state.view): UiState {
  const name = cursorName(state, view);
  const { [name]: _, ...others } = state.cursors;
  const kept = Object.entries(others);
  const spare = kept.findIndex(([other]) => other.includes('/'));
  if (kept.length >= MOST_CURSORS && spare >= 0) kept.splice(spare, 1);
  return { ...state, cursors: { ...Object.fromEntries(kept), [name]: cursor } };
}

/** Lists of a session that have filters of their own. */
export const FILTERED_VIEWS: readonly ViewId[] = ['transfers', 'ladder', 'dialogue'];

/** The filter of the list on the screen. */
export const filterOf = (state: UiState): string =>
  FILTERED_VIEWS.includes(state.view) ? (state.rowFilters[state.view] ?? '') : state.filter;

/** The other of two states of a fold. */
export function toggle<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

/** Around the views: the bar, the tabs, the lines at the bottom, the pane. */
import type { Format } from '../../format.js';

/** Titles of the views, whole and for terminals of 80 columns. */
export const VIEWS = {
  sessions: { title: 'Sessions', short: 'Sessions' },
  ladder: { title: 'Ladder', short: 'Ladder' },
  dialogue: { title: 'Dialogue', short: 'Dialogue' },
  transfers: { title: 'Transfers', short: 'Transfers' },
  findings: { title: 'Findings', short: 'Findings' },
  packet: { title: 'Packet', short: 'Packet' },
  statistics: { title: 'Statistics', short: 'Stats' },
  content: { title: 'Content', short: 'Content' },
  lesson: { title: 'Lesson', short: 'Lesson' },
  plot: { title: 'Plot', short: 'Plot' },
  joined: { title: 'One ladder', short: 'One ladder' },
} as const;

export const BAR = {
  states: { reading: 'READING', paused: 'PAUSED', done: 'DONE', failed: 'FAILED', live: 'LIVE' },
  packets: (packets: number, f: Format) => f.plural(packets, { one: '# packet', other: '# packets' }),
  /** `older`: sessions that have ended and are no longer kept. */
  sessions: (sessions: number, older: number, f: Format) =>
    older === 0
      ? f.plural(sessions, { one: '# session', other: '# sessions' })
      : `${f.plural(sessions, { one: '# session', other: '# sessions' })} (+${f.count(older)} older)`,
  files: (files: number, f: Format) => f.plural(files, { one: '# file', other: '# files' }),
  /** `names`: of the first of them. */
  filesNamed: (files: number, names: readonly string[], f: Format) =>
    `${f.plural(files, { one: '# file', other: '# files' })}: ${names.join(' ')} +${f.count(files - names.length)}`,
  makingRows: (share: number, f: Format) => `making rows ${f.percent(share)}`,
  problems: (problems: number, f: Format) => f.plural(problems, { one: '# problem (7)', other: '# problems (7)' }),
} as const;

export const ABOUT = {
  filter: 'filter',
  marked: (count: number) => (count > 1 ? `${count} marked: Enter opens them as one ladder` : `${count} marked`),
  sorted: (column: string) => `by ${column}`,
  sortedDescending: (column: string) => `by ${column}, descending`,
  encrypted: 'TLS: only lengths are visible',
  dumbTerminal: 'TERM is dumb: this terminal cannot move its cursor, so the report is written as text',
  tooSmall: (columns: number, rows: number, minColumns: number, minRows: number) =>
    `Too small: ${columns}x${rows}. At least ${minColumns}x${minRows}, please.`,
} as const;

export const FOOT = {
  row: 'row',
  following: 'following',
  searchKeys: 'n next, N previous, Esc ends',
  notHere: 'not here',
  hits: (rows: number, f: Format) => f.plural(rows, { one: '# row', other: '# rows' }),
  take: 'take it',
  leave: 'leave it',
  words: 'words',
  complete: 'complete',
  history: 'history',
  all: 'all of it',
  above: (lines: number) => `▲ ${lines} more`,
  below: (lines: number) => `▼ ${lines} more`,
  scroll: 'scroll',
} as const;

export const PROMPTS = {
  search: 'Search:',
  filter: 'Filter:',
  frame: 'Go to frame:',
  save: 'Save as:',
} as const;

export const THEMES = {
  dark: 'for dark backgrounds',
  light: 'for light backgrounds',
  contrast: 'high contrast: bold and plain, few colours',
  colorblind: 'blue, orange and shapes: told apart without red and green (Okabe and Ito)',
  plain: 'no colours: bold, underlined and inverse only',
} as const;

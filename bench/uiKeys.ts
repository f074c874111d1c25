/** What is pressed, and how the screen shows that it was done. */
import { movedOn, type ScreenText, shows } from './uiDriver.js';

export type Press = {
  readonly name: string;
  readonly keys: string;
  readonly effect: (now: ScreenText, before: ScreenText) => boolean;
};

const PAGE_DOWN = '\x1b[6~';
/** All but the keys at the bottom, which change with what is typed. */
const changed = (now: ScreenText, before: ScreenText): boolean =>
  now.slice(1, -1).join('\n') !== before.slice(1, -1).join('\n');
const head = (text: string) => (now: ScreenText) => now.slice(1, 4).some((line) => line.includes(text));
/** Rows of the list on the screen, at the end of the last line but one. */
export const rowsOf = (lines: ScreenText): number => Number(/\d+\/(\d+) *$/.exec(lines.at(-2) ?? '')?.[1] ?? 0);
const message = (text: RegExp) => (now: ScreenText, before: ScreenText) =>
  text.test(now.at(-2) ?? '') && now.at(-2) !== before.at(-2);
const found = (now: ScreenText, before: ScreenText): boolean =>
  movedOn(now, before) || message(/Searching|not here/)(now, before);

/** To the end and back, so that each has somewhere to go. */
const MOVES: readonly Press[] = [
  { name: 'G', keys: 'G', effect: movedOn },
  { name: 'k', keys: 'k', effect: movedOn },
  { name: 'g', keys: 'g', effect: movedOn },
  { name: 'j', keys: 'j', effect: movedOn },
  { name: 'PgDn', keys: PAGE_DOWN, effect: movedOn },
];

/** While a capture is read: moving, and a key that only changes the picture. */
export const WHILE_READING: readonly Press[] = [
  { name: 't', keys: 't', effect: message(/Times/) },
  { name: 'j', keys: 'j', effect: movedOn },
  { name: 'PgDn', keys: PAGE_DOWN, effect: movedOn },
  { name: 'g', keys: 'g', effect: movedOn },
];
/** The only one of them that changes anything where the list has one row. */
export const WITHOUT_ROWS: readonly Press[] = WHILE_READING.slice(0, 1);

export const IN_SESSIONS: readonly Press[] = [
  ...MOVES,
  ...['start', 'client', 'server', 'user'].map((column) => ({
    name: `> by ${column}`,
    keys: '>',
    effect: head(`by ${column}`),
  })),
  { name: 'r', keys: 'r', effect: head('descending') },
  { name: '/ no hit', keys: '/nowhere', effect: shows('Search: nowhere') },
  { name: 'Esc', keys: '\x1b', effect: (now) => !shows('Search:')(now) },
  { name: '/ a hit', keys: '/user77', effect: shows('Search: user77') },
  { name: 'Enter', keys: '\r', effect: shows('/user77') },
  { name: 'n', keys: 'n', effect: found },
  { name: 'Esc', keys: '\x1b', effect: (now) => !shows('/user77')(now) },
  { name: 'filter', keys: 'fuser == "user77"\r', effect: head('filter') },
  { name: 'Esc', keys: '\x1b', effect: (now) => !head('user77')(now) },
  { name: 'Enter', keys: '\r', effect: shows('‹2 Ladder›') },
  { name: 'Esc', keys: '\x1b', effect: shows('‹1 Sessions›') },
];

export const IN_LADDER: readonly Press[] = [
  ...MOVES,
  { name: 't', keys: 't', effect: message(/Times/) },
  { name: 'c', keys: 'c', effect: message(/Coloured/) },
  { name: '/ no hit', keys: '/nowhere', effect: shows('Search: nowhere') },
  { name: 'Esc', keys: '\x1b', effect: (now) => !shows('Search:')(now) },
  { name: ': far away', keys: ':500000\r', effect: movedOn },
  { name: 'jump', keys: 'm', effect: changed },
  { name: 'Enter: packet', keys: '\r', effect: shows('‹6 ') },
  { name: 'next packet', keys: ']', effect: changed },
  { name: 'Esc', keys: '\x1b', effect: shows('‹2 ') },
];

/** All rows are there: nothing is being made any more. While something is typed, their number is not shown. */
export const ready = (lines: ScreenText): boolean =>
  (rowsOf(lines) > 0 || shows('Search: ')(lines)) && !(lines[0] ?? '').includes('making rows');

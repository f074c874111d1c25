/**
 * Draws the rows of several sessions with a lifeline for each host, at equal distances:
 *
 *     frame  time  Δ  session  │ port ── label ──▶ port │                    │
 *
 * An arrow over more than one gap crosses the lifelines between. A label that has no room on its arrow stands in a gap beside
 * it. Pure.
 */
import { displayWidth, fitToWidth, padToWidth } from '../../bytes/text.js';
import type { JoinedRow } from '../../model/joined.js';
import { type StyledLine, type StyledSpan, span } from '../styles.js';
import { arrow, bareArrow, labelStyle, type Pen, penOf, shorten } from './arrow.js';
import { type LadderLayout, type LadderOptions, ladderLayout, PORT_COLUMNS } from './layout.js';
import { labelOf } from './rowText.js';
import { leftColumns, leftTitle } from './text.js';

export type JoinedLayout = {
  readonly base: LadderLayout;
  readonly hosts: readonly string[];
  /** From one lifeline to the next, itself included. */
  readonly gap: number;
  /** Of the session's number. */
  readonly sessionColumns: number;
};

/** Ports at both ends of an arrow, and the spaces around them. */
const PORTS = 2 * (PORT_COLUMNS + 2);
const NARROWEST_GAP = PORTS + 5;
const WIDEST_GAP = 60;
/** An arrow with less room than this for its label has it beside it, where a gap is free. */
const READABLE = 12;

/** @param largest the largest number of a session */
export function joinedLayout(options: LadderOptions, hosts: readonly string[], largest: number): JoinedLayout {
  const sessionColumns = String(largest).length + 1;
  const gaps = Math.max(1, hosts.length - 1);
  const tries: Partial<LadderOptions>[] = [{}, { time: 'delta' }, { time: 'delta', noDelta: true }];
  const layouts = tries.map((more): JoinedLayout => {
    const base = ladderLayout({ ...options, ...more, thirdHosts: [] });
    const room = options.width - displayWidth(leftTitle(base)) - sessionColumns - 1;
    return { base, hosts, gap: Math.min(WIDEST_GAP, Math.floor(room / gaps)), sessionColumns };
  });
  const fit =
    layouts.find(({ gap }) => gap >= NARROWEST_GAP + READABLE) ?? layouts.find(({ gap }) => gap >= NARROWEST_GAP);
  return fit ?? { ...layouts.at(-1)!, gap: Math.max(NARROWEST_GAP, layouts.at(-1)!.gap) };
}

/** The names of the columns, and of the hosts above their lifelines. */
export function joinedHeader({ base, hosts, gap, sessionColumns }: JoinedLayout): StyledLine {
  let line = '';
  for (const [i, host] of hosts.entries()) {
    const end =
      i * gap + (i === 0 ? displayWidth(host) : i === hosts.length - 1 ? 1 : Math.ceil(displayWidth(host) / 2));
    line = padToWidth(line, Math.max(line === '' ? 0 : displayWidth(line) + 1, end - displayWidth(host))) + host;
  }
  return [span(leftTitle(base), 'dim'), span(padToWidth('', sessionColumns), 'dim'), span(line, 'heading')];
}

export function drawJoined(joined: JoinedRow, previousTimeNs: number | null, layout: JoinedLayout): StyledLine {
  const { row, session, client, server } = joined;
  const { base, sessionColumns } = layout;
  const pen = penOf(row, base);
  const number = row.heading === null ? '' : String(session.id);
  const left = [
    span(leftColumns(row, previousTimeNs, base), 'dim'),
    span(`${padToWidth(number, sessionColumns - 1, 'right')} `, 'heading'),
  ];
  const ends = [Math.min(client, server), Math.max(client, server)] as const;
  const spans = row.heading === null ? textSpans(joined, ends, pen, layout) : arrowSpans(joined, ends, pen, layout);
  return [...left, ...spans];
}

/** The lifelines up to `upTo`, each with the gap after it. */
const lifelines = (from: number, upTo: number, { gap }: JoinedLayout, { words }: Pen): StyledSpan[] =>
  Array.from({ length: Math.max(0, upTo - from) }, () => span(words('│') + ' '.repeat(gap - 1), 'dim'));

/** ... and the ones from `from` on, the last of which has no gap. */
function rest(from: number, layout: JoinedLayout, pen: Pen): StyledSpan[] {
  const last = layout.hosts.length - 1;
  return from > last ? [] : [...lifelines(from, last, layout, pen), span(pen.words('│'), 'dim')];
}

function textSpans({ row }: JoinedRow, [low, high]: readonly [number, number], pen: Pen, layout: JoinedLayout) {
  const room = Math.max(1, high - low) * layout.gap - 1;
  const text = pen.words(labelOf(row, layout.base.options.texts));
  return [
    ...lifelines(0, low, layout, pen),
    pen.lifeline,
    span(fitToWidth(` ${text}`, room, 'left', pen.dots), row.kind === 'section' ? 'section' : 'note'),
    ...(high === low ? [] : [pen.serverLifeline, ...rest(high + 1, layout, pen).map(gapBefore(layout))]),
  ];
}

/** What follows the right end of an arrow begins with its gap. */
const gapBefore =
  ({ gap }: JoinedLayout) =>
  (one: StyledSpan, i: number): StyledSpan =>
    i === 0 ? { ...one, text: ' '.repeat(gap - 1) + one.text } : one;

function arrowSpans(
  { row, client, server }: JoinedRow,
  [low, high]: readonly [number, number],
  pen: Pen,
  layout: JoinedLayout,
): StyledSpan[] {
  const { gap, hosts } = layout;
  const inner = (high - low) * gap - 1 - PORTS;
  const toRight = (row.heading === 'to-server') === client <= server;
  const [leftPort, rightPort] = client <= server ? [row.clientPort, row.serverPort] : [row.serverPort, row.clientPort];
  const cramped = inner < READABLE + 6 && displayWidth(labelOf(row, layout.base.options.texts)) > inner - 4;
  const beside = cramped && high < hosts.length - 1 ? 'right' : cramped && low > 0 ? 'left' : null;
  const label = shorten(row, pen, gap - 3);
  const note = span(` ${padToWidth(label, gap - 2)}`, labelStyle(row));
  const before =
    beside === 'left'
      ? [...lifelines(0, low - 1, layout, pen), span(pen.words('│'), 'dim'), note]
      : lifelines(0, low, layout, pen);
  const after =
    beside === 'right' ? [note, ...rest(high + 1, layout, pen)] : rest(high + 1, layout, pen).map(gapBefore(layout));
  return [
    ...before,
    pen.lifeline,
    span(` ${padToWidth(String(leftPort ?? ''), PORT_COLUMNS, 'right')} `, 'port'),
    ...(beside === null ? arrow(row, pen, inner, toRight) : [bareArrow(pen, inner, toRight)]),
    span(` ${padToWidth(String(rightPort ?? ''), PORT_COLUMNS)} `, 'port'),
    pen.serverLifeline,
    ...after,
  ];
}

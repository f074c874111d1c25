/** A row between the lifelines: of client and server, or of those two and a third host. */
import { displayWidth } from '../../bytes/text.js';
import type { LadderRow } from '../../model/rows.js';
import { type Style, type StyledSpan, span } from '../styles.js';
import { arrow, bareArrow, labelStyle, type Pen, shorten } from './arrow.js';
import { PORT_COLUMNS, serverLifeline, type ThirdLayout } from './layout.js';

const leftPort = (port: number | null, columns = PORT_COLUMNS): StyledSpan =>
  span(` ${String(port ?? '').padStart(columns)} `, 'port');
const rightPort = (port: number | null, columns = PORT_COLUMNS): StyledSpan =>
  span(` ${String(port ?? '').padEnd(columns)} `, 'port');

/** The third host's own control connection is in another ladder: its line is never whole. */
export const thirdLifeline = ({ words }: Pen): StyledSpan => span(words('┆'), 'dim');

export const betweenTwo = (row: LadderRow, pen: Pen): StyledSpan[] => [
  pen.lifeline,
  leftPort(row.clientPort),
  ...arrow(row, pen, pen.layout.arrowColumns, row.heading === 'to-server'),
  rightPort(row.serverPort),
  pen.serverLifeline,
];

export function betweenThree(row: LadderRow, pen: Pen, third: ThirdLayout): StyledSpan[] {
  const { lifeline, serverLifeline: server, layout } = pen;
  const { gapColumns, labelsBeside, serverPortColumns } = third;
  const last = thirdLifeline(pen);
  if (row.thirdHost !== null) {
    return [
      lifeline,
      span(' '.repeat(serverLifeline(layout) - 1), 'dim'),
      server,
      leftPort(row.serverPort),
      ...arrow(row, pen, gapColumns - 2 * (PORT_COLUMNS + 2), row.heading === 'to-client'),
      rightPort(row.clientPort),
      last,
    ];
  }
  const toServer = row.heading === 'to-server';
  const ends = [lifeline, leftPort(row.clientPort)];
  const atServer = [rightPort(row.serverPort, serverPortColumns), server];
  if (!labelsBeside) {
    const drawn = arrow(row, pen, layout.arrowColumns, toServer);
    return [...ends, ...drawn, ...atServer, span(' '.repeat(gapColumns), 'dim'), last];
  }
  const label = shorten(row, pen, gapColumns - 2);
  return [
    ...ends,
    bareArrow(pen, layout.arrowColumns, toServer),
    ...atServer,
    span(' ', 'dim'),
    span(label, labelStyle(row)),
    span(' '.repeat(gapColumns - 1 - displayWidth(label)), 'dim'),
    last,
  ];
}

/** Text from the first to the last lifeline; the server's shows where nothing is written. */
export function acrossServer(text: string, style: Style, pen: Pen): StyledSpan[] {
  if (pen.layout.third === null) return [span(text, style)];
  const at = serverLifeline(pen.layout) - 1;
  const [before, under, after] = cutAt(text, at);
  // A word's end beside it would look like part of it.
  if (under !== ' ' || !before.endsWith(' ') || !after.startsWith(' ')) return [span(text, style)];
  return [span(before, style), pen.serverLifeline, span(after, style)];
}

/** What is left of a column, in it, and right of it; where a wide character stands across it, all is left of it. */
function cutAt(text: string, column: number): [string, string, string] {
  let width = 0;
  let at = 0;
  for (const character of text) {
    if (width === column) return [text.slice(0, at), character, text.slice(at + character.length)];
    width += displayWidth(character);
    at += character.length;
  }
  return [text, '', ''];
}

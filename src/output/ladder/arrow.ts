/** One arrow of a ladder with its label, and what it is drawn with. */
import { displayWidth, truncateToWidth } from '../../bytes/text.js';
import { say } from '../../model/ladder/say.js';
import type { LadderRow } from '../../model/rows.js';
import type { JournalEntry } from '../../tcp/types.js';
import { toAscii } from '../ascii.js';
import { type Style, type StyledSpan, span } from '../styles.js';
import type { LadderLayout } from './layout.js';
import { labelOf } from './rowText.js';

/** What drawing one row needs again and again. */
export type Pen = {
  readonly layout: LadderLayout;
  readonly single: boolean;
  /** Our marks as they are, or in ASCII. */
  readonly words: (text: string) => string;
  readonly dots: string;
  /** The client's, and the server's. */
  readonly lifeline: StyledSpan;
  readonly serverLifeline: StyledSpan;
  readonly stroke: string;
  readonly style: Style;
};

export function penOf(row: LadderRow, layout: LadderLayout): Pen {
  const { third } = layout;
  const ascii = layout.options.ascii === true;
  const { script } = layout.options.texts;
  const words = ascii ? (text: string) => toAscii(text, script) : same;
  const data = row.dataConnection !== null;
  return {
    layout,
    single: layout.options.singleLine === true,
    words,
    dots: ascii ? '...' : '…',
    lifeline: span(words(data && (third === null || row.thirdHost === null) ? '┆' : '│'), 'dim'),
    serverLifeline: span(words(data ? '┆' : '│'), 'dim'),
    stroke: words(data ? '═' : '─'),
    style: data ? 'data' : 'control',
  };
}

export const same = (text: string): string => text;

/** '── USER student ────▶', '◀═════ SYN ══════': lines of the dialogue begin at the left, TCP events stand in the middle. */
export function arrow(row: LadderRow, pen: Pen, columns: number, toRight: boolean): StyledSpan[] {
  const { stroke, style, words } = pen;
  const shaft = columns - 1;
  const text = ` ${shorten(row, pen, shaft - 2 - (columns < ROOMY_ARROW || isAnnouncing(row) ? 1 : STROKES))} `;
  const free = shaft - displayWidth(text);
  const spoken = row.kind === 'command' || row.kind === 'reply';
  // A shaft without a head begins with a stroke at least.
  const before = spoken ? (toRight ? 3 : 2) : Math.max(toRight ? 1 : 0, free >> 1);
  return [
    span((toRight ? '' : words('◀')) + stroke.repeat(Math.min(before, free)), style),
    span(text, labelStyle(row)),
    span(stroke.repeat(Math.max(0, free - before)) + (toRight ? words('▶') : ''), style),
  ];
}

/** The numbers of an announcement matter more than the strokes beside it. */
const isAnnouncing = ({ announcement, kind }: LadderRow): boolean =>
  announcement?.role === 'made' && kind === 'command';

/** Strokes beside a label, at least; one will do where there is little room. */
const STROKES = 3;
const ROOMY_ARROW = 22;

/** '═════▶' */
export function bareArrow({ stroke, style, words }: Pen, columns: number, toRight: boolean): StyledSpan {
  const shaft = stroke.repeat(columns - 1);
  return span(toRight ? `${shaft}${words('▶')}` : `${words('◀')}${shaft}`, style);
}

/** In at most `columns`. Of an announcement its port is the point: what stands before it gives way. */
export function shorten(row: LadderRow, pen: Pen, columns: number): string {
  const { dots } = pen;
  const whole = pen.words(labelOf(row, pen.layout.options.texts));
  const label = displayWidth(whole) > columns ? withoutNumbers(row, whole, pen) : whole;
  if (row.announcement?.role === 'made' && displayWidth(label) > columns) {
    const announced = (row.kind === 'reply' ? withEndpoint : withPort)(label, columns, dots);
    if (announced !== null) return announced;
  }
  if (row.kind === 'data' && row.entry !== null && displayWidth(label) > columns)
    return amount(row.entry, label, columns, pen);
  return truncateToWidth(label, columns, dots);
}

/** '227 Entering … (10,77,0,1,45,219).', '227 …(10,77,0,1,45,219)', '227 …45,219)'; null: there is room for neither. */
function withEndpoint(label: string, columns: number, dots: string): string | null {
  const open = label.lastIndexOf('(');
  const end = label.indexOf(')', open);
  if (open <= 0 || end < 0) return null;
  const tail = label.slice(open);
  const room = columns - displayWidth(tail) - 1;
  if (room >= LEAST_WORDS) return `${truncateToWidth(label.slice(0, open - 1), room, dots)} ${tail}`;
  const code = label.slice(0, 3);
  // The two numbers of the port are the last that are given up.
  const numbers = label.slice(open + 1, end).split(',');
  const forms = [`(${numbers.join(',')})`, `${numbers.slice(-2).join(',')})`].map((part) => `${code} ${dots}${part}`);
  return forms.find((form) => displayWidth(form) <= columns) ?? null;
}

/** 'PORT 10,77…145,247', 'EPRT |1|10…|50083|'; null: it ends with no port, or there is no room for more than that. */
function withPort(label: string, columns: number, dots: string): string | null {
  const [port] = /(?:\d+,\d+|\|\d+\|)$/.exec(label) ?? [];
  if (port === undefined) return null;
  const room = columns - displayWidth(port);
  const verb = label.indexOf(' ') + 1;
  return room < verb + dots.length ? null : truncateToWidth(label.slice(0, -port.length), room, dots) + port;
}

/** Columns of a reply's code and words, below which only the code is written. */
const LEAST_WORDS = 8;

/** Of a segment of a handshake or teardown, where there is no room for its numbers. */
function withoutNumbers({ label }: LadderRow, whole: string, { layout, words }: Pen): string {
  if (!('details' in label.params) || label.params.details === null) return whole;
  const brief = { ...label, params: { ...label.params, details: null } } as LadderRow['label'];
  return words(layout.options.texts.say('ladder', brief));
}

/** Of a run of data, how much it was is said as long as there is room for anything. */
function amount({ bytes }: JournalEntry, label: string, columns: number, { layout, dots }: Pen): string {
  const { texts } = layout.options;
  const forms =
    bytes > 0 ? [say('amount', { bytes }), say('amount-short', { bytes })].map((one) => texts.say('ladder', one)) : [];
  return forms.find((form) => displayWidth(form) <= columns) ?? truncateToWidth(label, columns, dots);
}

export function labelStyle(row: LadderRow): Style {
  switch (row.kind) {
    case 'command':
      return 'command';
    case 'reply':
      return row.reply !== null && row.reply.code >= 400 ? 'reply-bad' : 'reply';
    case 'trouble':
      return 'trouble';
    case 'teardown':
      return row.entry?.kind === 'rst' ? 'bad' : 'plain';
    default:
      return 'plain';
  }
}

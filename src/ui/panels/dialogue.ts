/** Commands and replies as a conversation: every line of every reply, the client left, the server indented. */
import { escapeText } from '../../bytes/text.js';
import { formatClock, formatSeconds } from '../../model/format.js';
import type { LadderRow } from '../../model/rows.js';
import type { Sliced } from '../../model/sliced.js';
import { labelOf, remarkOf } from '../../output/ladder/rowText.js';
import type { Texts } from '../../text/texts.js';
import { parseFor } from '../data/languages.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { cell, type Line, type Span, span } from '../terminal/text.js';
import { CONNECTION_ROLES, type Role } from '../terminal/theme.js';
import { noRowsOf } from './empty.js';
import { explainLines } from './explanation.js';
import { conversationPane, rowHasFinding, sessionOf } from './ladder.js';
import { ladderRows } from './ladderItems.js';
import { definePanel, type ListProps } from './panel.js';

type DialogueItem = {
  readonly key: string;
  readonly row: LadderRow;
  readonly text: string;
  /** The first line of a command or reply; others carry no frame and time. */
  readonly first: boolean;
  readonly previousTimeNs: number | null;
};

/** Characters of a line that are looked at: no screen is wider. */
const LONGEST_LINE = 600;
const FRAME_COLUMNS = 8;
const INDENT = 6;

/** Rows that are looked at in one step. */
const STEP = 512;

/** @param accepts of the filter; null: all */
function* itemsOf(
  rows: readonly LadderRow[],
  accepts: ((row: LadderRow) => boolean) | null,
  texts: Texts,
): Sliced<RowList<DialogueItem>> {
  const items: DialogueItem[] = [];
  let previousTimeNs: number | null = null;
  for (let at = 0; at < rows.length; at++) {
    if (at % STEP === STEP - 1) yield at / rows.length;
    const row = rows[at]!;
    if (row.kind !== 'command' && row.kind !== 'reply') continue;
    if (accepts && !accepts(row)) continue;
    const lines = linesOf(row, texts);
    for (let i = 0; i < lines.length; i++) {
      const key = i === 0 ? row.key : `${row.key}+${i}`;
      items.push({ key, row, text: lines[i]!, first: i === 0, previousTimeNs });
    }
    previousTimeNs = row.timeNs;
  }
  return new RowList(items, ({ key }) => key);
}

/** All lines of a reply: the code on the first and last, as RFC 959 §4.2 has it. */
function linesOf(row: LadderRow, texts: Texts): string[] {
  const { reply } = row;
  if (row.kind === 'command' || !reply?.text.includes('\n')) return [labelOf(row, texts)];
  const code = String(reply.code).padStart(3, '0');
  const lines = reply.text.split('\n').map((text) => escapeText(text.slice(0, LONGEST_LINE).replace(/\r$/, '')));
  return lines.map((text, i) => (i === 0 ? `${code}-${text}` : i === lines.length - 1 ? `${code} ${text}` : text));
}

function roleOf({ row }: DialogueItem, props: ListProps): Role {
  if (props.state.color === 'direction') return row.kind === 'command' ? 'command' : 'reply';
  if (props.state.color === 'connection')
    return CONNECTION_ROLES[(row.announcement?.number ?? 0) % CONNECTION_ROLES.length] ?? 'plain';
  if (row.kind === 'command') return 'command';
  const code = row.reply?.code ?? 0;
  if (code >= 400) return 'replyError';
  return code < 200 ? 'replyWait' : 'reply';
}

function timeText({ row, previousTimeNs }: DialogueItem, { state, context }: ListProps): string {
  const { analyzer } = context;
  if (row.timeNs === null) return '';
  if (state.time === 'delta')
    return previousTimeNs === null ? '' : context.format.step(row.timeNs - previousTimeNs, context.input.live);
  if (state.time === 'clock' && analyzer.epochSeconds !== null) return formatClock(analyzer.epochSeconds, row.timeNs);
  return formatSeconds(row.timeNs - (analyzer.firstTimeNs ?? 0));
}

const TIME_COLUMNS = { start: 12, delta: 9, clock: 15 } as const;

function listOf(props: ListProps): RowList<DialogueItem> {
  const session = sessionOf(props);
  if (!session) return noRows();
  const { tasks, texts } = props.context;
  const filter = props.state.rowFilters.dialogue ?? '';
  const parsed = filter === '' ? null : parseFor('dialogue', filter, props.context);
  const accepts = parsed && !('error' in parsed) ? parsed.accepts : null;
  const rows = ladderRows(session, props.context);
  const serves = ([of]: readonly unknown[]): boolean => of === session;
  const list = tasks.get('dialogue', [session, filter], rows, () => itemsOf(rows, accepts, texts), serves);
  const whole = !tasks.isRunning('rows') && !tasks.isRunning('dialogue');
  return list === undefined || (list.length === 0 && !whole) ? noRows(true) : list;
}

export const DIALOGUE = definePanel<DialogueItem>({
  id: 'dialogue',
  inSession: true,
  empty: (props) => noRowsOf(props, ['rows', 'dialogue'], props.context.ui.ladder.noDialogue),
  list: listOf,
  head: ({ state, context }) => {
    const { ladder: texts } = context.ui;
    const time = state.time === 'clock' ? texts.utc : state.time === 'delta' ? 'Δ' : texts.time;
    return [
      cell(` ${texts.frame}`, FRAME_COLUMNS, 'header', 'right'),
      cell(time, TIME_COLUMNS[state.time], 'header', 'right'),
      span(`  ${texts.clientSays}`, 'header'),
      span(`   ${texts.serverAnswers}`, 'header'),
    ];
  },
  draw: (item, props): Line => {
    const { row, first, text } = item;
    const spans: Span[] = [
      cell(first ? String(row.firstFrame ?? '') : '', FRAME_COLUMNS, 'dim', 'right'),
      cell(first ? timeText(item, props) : '', TIME_COLUMNS[props.state.time], 'dim', 'right'),
      span('  '),
    ];
    const role = roleOf(item, props);
    if (row.kind === 'command') spans.push(span('▶ ', 'rule'), span(text, role));
    else spans.push(span(' '.repeat(INDENT)), span(first ? '◀ ' : '  ', 'rule'), span(text, role));
    const remark = first ? remarkOf(row, props.context.texts) : '';
    if (remark !== '') spans.push(span(`   ${remark}`, row.tone === 'bad' ? 'alert' : 'announcement'));
    return spans;
  },
  searched: ({ row, text, first }, { context }) => (first ? `${text} ${remarkOf(row, context.texts)}` : text),
  sentence: ({ row, text, first }, { context }) => {
    const { ladder: texts } = context.ui;
    const frame = first ? row.firstFrame : null;
    const by = row.kind === 'command' ? texts.client : texts.server;
    const remark = first ? remarkOf(row, context.texts) : '';
    return remark === '' ? texts.said(frame, by, text) : texts.saidWith(frame, by, text, remark);
  },
  withPacket: true,
  detailColumns: conversationPane,
  detail: ({ row }, props, columns) => {
    const session = sessionOf(props);
    return session ? explainLines(row, session, props.context, columns) : [];
  },
  frame: ({ row }) => row.firstFrame,
  dataConnection: ({ row }) => row.exchange?.dataConnection ?? null,
  wireshark: ({ row }) => (row.firstFrame === null ? null : `frame.number == ${row.firstFrame}`),
  enter: ({ row }) => (row.firstFrame === null ? null : { to: 'frame', frame: row.firstFrame }),
  counterpart: ({ row }, { list }) => {
    const other = row.exchange;
    if (!other) return null;
    const wanted = row.kind === 'command' ? 'reply' : 'command';
    return list.rows.find((item) => item.row.exchange === other && item.row.kind === wanted)?.key ?? null;
  },
  hasFinding: ({ row, first }, props) => first && rowHasFinding(row, props),
  indexOfFrame: (frame, { list }) =>
    list.rows.findIndex(
      ({ row }) => row.firstFrame !== null && frame >= row.firstFrame && frame <= (row.lastFrame ?? row.firstFrame),
    ),
});

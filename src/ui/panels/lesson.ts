/** A data connection step by step: the rows of its lesson that were shown so far; those to come are not drawn. */
import { displayWidth } from '../../bytes/text.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { noteRow } from '../../model/ladder/journal.js';
import { currentSteps, type LessonRow, lessonOf } from '../../model/lesson.js';
import { announcementNumber, isActive } from '../../model/roles.js';
import type { LadderRow } from '../../model/rows.js';
import { runToEnd } from '../../model/sliced.js';
import { drawRow, type LadderLayout, ladderHeader, ladderLayout } from '../../output/ladder/text.js';
import type { Context } from '../data/context.js';
import { framesOf } from '../data/frames.js';
import type { UiState } from '../state.js';
import { noRows, RowList } from '../terminal/rowList.js';
import { cell, type Line, line, type Span, span } from '../terminal/text.js';
import { noSession } from './empty.js';
import { LADDER, sessionOf, styledSpans, withLanes } from './ladder.js';
import { isOpenable, ladderRows } from './ladderItems.js';
import { ExtentMeter, segmentItem } from './ladderList.js';
import { lanesSliced } from './lanes.js';
import { lessonDetail, lessonFoot } from './lessonDetail.js';
import { definePanel, type ListProps, type PanelProps } from './panel.js';
import { transferTitle } from './transferDetail.js';

export type LessonItem = {
  readonly key: string;
  /** null: a note between the rows. */
  readonly row: LadderRow | null;
  readonly of: LessonRow | null;
  readonly note: string;
  readonly previousTimeNs: number | null;
  readonly lanes: string;
  /** '╭ 3-': what ties the rows of a handshake or a close. */
  readonly bracket: string;
};

/** As wide as the words of the language, with the sign before them. */
const bracketColumns = ({ ui }: Context): number =>
  3 + Math.max(...Object.values(ui.lesson.brackets).flatMap((words) => words.map(displayWidth)));
/** Segments of one run that are shown. */
const MOST_SEGMENTS = 200;

export const lessonData = ({ state, context }: ListProps): DataConnection | null =>
  sessionOf({ state, context, columns: 0 })?.dataConnections.find(({ id }) => id === state.lesson.dataId) ?? null;

/** All rows of the lesson, also those to come. */
export function lessonRows(state: UiState, context: Context): readonly LessonRow[] {
  const session = context.session(state.sessionId);
  const data = lessonData({ state, context, columns: 0 });
  if (!session || !data) return [];
  const rows = ladderRows(session, context);
  return context.cache.get('lesson-rows', [data, rows], 0, () => lessonOf(session, data, rows));
}

function listOf({ state, context }: ListProps): RowList<LessonItem> {
  const rows = lessonRows(state, context);
  const { shown, acks } = state.lesson;
  if (rows.length === 0) return noRows(context.tasks.isRunning('rows'));
  return context.cache.get(
    'lesson',
    [rows, shown, acks],
    0,
    () => new RowList(itemsOf(rows, shown, acks, context), ({ key }) => key),
  );
}

function itemsOf(rows: readonly LessonRow[], shown: number, acks: boolean, context: Context): LessonItem[] {
  const { lesson: texts } = context.ui;
  const { format: f } = context;
  const visible = rows.slice(0, shown);
  const { columns, parts } = runToEnd(lanesSliced(visible.map(({ row }) => row)));
  const items: LessonItem[] = [];
  const note = (key: string, text: string, lanes: string): void => {
    items.push({ key, row: null, of: null, note: text, previousTimeNs: null, lanes, bracket: '' });
  };
  let previousTimeNs: number | null = null;
  let inGroup = 0;
  for (const [i, of] of visible.entries()) {
    const { row } = of;
    const lanes = parts[i] ?? '';
    // Lines that go on through the rows between.
    const through = [...lanes].map((sign) => (sign === '│' || sign === '╯' ? '│' : ' ')).join('');
    if (of.omitted > 0 && i > 0) note(`omitted-${row.key}`, `⋮ ${texts.omitted(of.omitted, f)}`, through);
    inGroup = of.place === 'first' || of.place === 'only' ? 0 : inGroup + 1;
    items.push({ key: row.key, row, of, note: '', previousTimeNs, lanes, bracket: bracketOf(of, inGroup, context) });
    if (row.announcement?.role === 'made' && row.remarks.length > 0) {
      const announced = lessonAnnouncement(row);
      const next = parts[i + 1] ?? '';
      const below = [...next]
        .map((sign) => (sign === '│' || sign === '╯' ? '│' : ' '))
        .join('')
        .padEnd(columns);
      if (announced) note(`sum-${row.key}`, texts.arithmetic(announced.arithmetic, announced.port), below);
    }
    if (acks && isOpenable(row) && row.kind === 'data') items.push(...segmentsOf(row, lanes, of, context));
    if (row.timeNs !== null) previousTimeNs = row.timeNs;
  }
  if (shown < rows.length) note('later', texts.later(rows.length - shown, f), ' '.repeat(columns));
  return items;
}

/** '221 × 256 + 219' of the announcement that the row makes; null: it has no sum. */
function lessonAnnouncement({ exchange }: LadderRow): { readonly arithmetic: string; readonly port: number } | null {
  const announced = exchange?.dataConnection?.announced;
  if (!announced?.arithmetic) return null;
  return { arithmetic: announced.arithmetic.replaceAll('×', ' × ').replaceAll('+', ' + '), port: announced.port };
}

/** The segments of a run, with the ACKs of the other side. */
function segmentsOf(row: LadderRow, lanes: string, of: LessonRow, context: Context): LessonItem[] {
  const { connection, firstFrame, lastFrame } = row;
  if (!connection || firstFrame === null || lastFrame === null) return [];
  const { packets } = context.input;
  const frames = runToEnd(
    framesOf(packets, connection, firstFrame, Math.min(lastFrame, firstFrame + 10 * MOST_SEGMENTS)),
  );
  const run = { row, previousTimeNs: row.timeNs, connectionIndex: 0, sign: ' ', lanes };
  return Array.from(frames.subarray(0, MOST_SEGMENTS), (_, nth): LessonItem => {
    const { row: segment, previousTimeNs } = segmentItem(run, frames, nth, context);
    return {
      key: segment.key,
      row: segment,
      of,
      note: '',
      previousTimeNs,
      lanes: lanes.replaceAll(/[^│]/g, ' '),
      bracket: '',
    };
  });
}

function bracketOf({ group, place }: LessonRow, at: number, { ui }: Context): string {
  if (group === null || place === 'only') return '';
  const sign = place === 'first' ? '╭' : place === 'last' ? '╰' : '│';
  return `${sign} ${ui.lesson.brackets[group][at] ?? ''}`;
}

function layoutFor(props: PanelProps<LessonItem>, columns: number): LadderLayout {
  const { state, context, list } = props;
  const rows = lessonRows(state, context);
  const lanes = list.at(0)?.lanes.length ?? 0;
  return context.cache.get('lesson-layout', [columns, rows, lanes, context.ascii], 0, () => {
    const extent = new ExtentMeter();
    for (const { row } of rows) extent.add(row);
    return ladderLayout({
      ascii: context.ascii,
      width: columns - 1 - bracketColumns(context) - lanes,
      time: 'delta',
      epochSeconds: context.analyzer.epochSeconds,
      texts: context.texts,
      coarseTimes: context.input.live,
      singleLine: true,
      ...extent.extent,
    });
  });
}

function draw(item: LessonItem, props: PanelProps<LessonItem>, columns: number): Line {
  const layout = layoutFor(props, columns);
  const bracket: Span = cell(` ${item.bracket}`, bracketColumns(props.context), 'handshake');
  if (item.row)
    return [bracket, ...withLanes(styledSpans(drawRow(item.row, item.previousTimeNs, layout)[0] ?? []), item.lanes)];
  const rung = drawRow(textRow(item), null, layout)[0] ?? [];
  const text = rung.map((one) => span(one.text, one.style === 'note' ? 'info' : 'dim'));
  return [bracket, ...withLanes(text, item.lanes)];
}

/** A note is drawn between the lifelines, like those of the ladder. */
const textRow = ({ key, note }: LessonItem): LadderRow =>
  noteRow(key, { code: 'command-line', params: { text: `          ${note}` }, frames: [] }, null, null, 0);

function about(props: PanelProps<LessonItem>): Line {
  const { state, context } = props;
  const { lesson: texts } = context.ui;
  const data = lessonData(props);
  if (!data) return [];
  const rows = lessonRows(state, context);
  const { shown, asked, right } = state.lesson;
  const number = context.format.announcement(announcementNumber(data));
  return [
    span(` ${texts.title(transferTitle(data, context), number, isActive(data.mode))}`, 'title'),
    span(`   ${stepText(rows, shown, context)}   ${texts.rowOf(shown, rows.length)}`, 'dim'),
    span(asked > 0 ? `   ${texts.score(right, asked)}` : '', 'good'),
  ];
}

/** 'steps 5–7': those of the group of the last row. */
function stepText(rows: readonly LessonRow[], shown: number, { ui }: Context): string {
  const steps = currentSteps(rows, shown);
  if (steps.length === 0) return '';
  const [first, last] = [Math.min(...steps), Math.max(...steps)];
  return first === last ? ui.lesson.step(first) : ui.lesson.steps(first, last);
}

export const LESSON = definePanel<LessonItem>({
  id: 'lesson',
  tab: 'ladder',
  inSession: true,
  empty: ({ context }) => (context.analyzer.sessions.length === 0 ? noSession(context) : context.ui.lesson.none),
  list: listOf,
  about,
  head: (props, columns) => {
    const session: Session | undefined = sessionOf(props);
    if (!session) return line('');
    const [first = []] = ladderHeader(session, layoutFor(props, columns));
    return [span(' '.repeat(bracketColumns(props.context))), ...styledSpans(first)];
  },
  draw,
  sentence: ({ row, note }, props) => (row === null ? note : LADDER.sentence({ row }, props as unknown as PanelProps)),
  detailShown: 'always',
  // Below the rows at any width: the strip of steps needs all of it.
  wideColumns: Number.POSITIVE_INFINITY,
  detailRows: (rows) => Math.max(4, Math.min(Math.max(12, Math.floor(rows * 0.45)), Math.ceil(rows * 0.48))),
  detail: (item, props, columns) => {
    const rows = lessonRows(props.state, props.context);
    // Of a note between the rows: what the last row teaches.
    const of = item.of === null ? rows[props.state.lesson.shown - 1] : { ...item.of, row: item.row ?? item.of.row };
    return lessonDetail(of, rows, lessonData(props), props, columns);
  },
  detailFoot: (props, columns) => lessonFoot(lessonRows(props.state, props.context), lessonData(props), props, columns),
  frame: ({ row }) => row?.firstFrame ?? null,
  dataConnection: ({ row }) => row?.dataConnection ?? null,
  enter: ({ row }) => (row?.firstFrame == null ? null : { to: 'frame', frame: row.firstFrame }),
});

/** The ladder's rows as the user sees them: connections folded away, runs of data opened into their segments. */

import { sinceEpoch } from '../../bytes/units.js';
import type { Session } from '../../ftp/protocol/session.js';
import { noteRow, rowOfEntry } from '../../model/ladder/journal.js';
import { say } from '../../model/ladder/say.js';
import { ladderSliced } from '../../model/ladder.js';
import { isOf } from '../../model/lesson.js';
import type { LadderRow } from '../../model/rows.js';
import type { Sliced } from '../../model/sliced.js';
import type { Connection } from '../../tcp/types.js';
import { FIN, RST, SYN } from '../../wire/segment.js';
import type { Context } from '../data/context.js';
import { entryOf, framesOf, segmentFacts } from '../data/frames.js';
import { parseFor } from '../data/languages.js';
import { ExtentMeter, type LadderItem, LadderList, NOTHING_YET, type Opened } from './ladderList.js';
import { lanesSliced } from './lanes.js';

export type { LadderItem } from './ladderList.js';

export const isOpenable = (row: LadderRow): boolean =>
  row.kind === 'section' || (row.kind === 'data' && row.entry !== null && row.entry.segments + row.entry.acks > 1);

/** The rows of a session; fewer, or none, until a large one's are made. */
export function ladderRows(session: Session, context: Context): readonly LadderRow[] {
  return context.tasks.get('rows', [session], context.cache.revisionOf(session), () => ladderSliced(session)) ?? [];
}

/** How a ladder is to be shown. */
export type LadderView = {
  readonly toggled: ReadonlySet<string>;
  readonly filter: string;
  /** The data connection that is shown alone, everything else folded; null: all. */
  readonly focus: string | null;
  /** The sums of announcements are rows of their own: beside the ladder there is no room for them. */
  readonly sums: boolean;
  /** Runs of data are open, and ACKs that no row stands for have rows. */
  readonly acks: boolean;
};

export function ladderItems(session: Session, view: LadderView, context: Context): LadderList {
  const rows = ladderRows(session, context);
  const make = function* (): Sliced<LadderList> {
    const all = view.acks ? yield* withAcks(session, rows, context) : rows;
    return yield* visible(session, all, view, context);
  };
  // While a run of data is being opened, the ladder stays as it is.
  const serves = ([of]: readonly unknown[]): boolean => of === session;
  const list = context.tasks.get(
    'ladder',
    [session, view.toggled, view.filter, view.focus, view.sums, view.acks],
    rows,
    make,
    serves,
  );
  const whole = !context.tasks.isRunning('rows') && !context.tasks.isRunning('ladder');
  if (list === undefined || (list.length === 0 && !whole)) return NOTHING_YET;
  return list;
}

type Items = { -readonly [Key in keyof LadderItem]: LadderItem[Key] }[];

/** A pause of this length is a row of its own. */
const SILENCE_NS = 1e9;

const spaced = (arithmetic: string): string => arithmetic.replaceAll('×', ' × ').replaceAll('+', ' + ');

/** A note between rows, that no frame carries. */
const noteItem = (key: string, label: LadderRow['label']): Items[number] => ({
  row: noteRow(key, label, null, null, 0),
  previousTimeNs: null,
  connectionIndex: 0,
  sign: ' ',
  lanes: '',
});

/** Rows that are looked at in one step. */
const STEP = 1024;

function* visible(
  session: Session,
  rows: readonly LadderRow[],
  view: LadderView,
  context: Context,
): Sliced<LadderList> {
  const { toggled, filter } = view;
  const parsed = filter === '' ? null : parseFor('ladder', filter, context);
  const accepts = parsed && !('error' in parsed) ? parsed.accepts : null;
  const focus = session.dataConnections.find(({ id }) => id === view.focus) ?? null;
  // What is left out would look like silence.
  const plain = accepts === null && focus === null;
  let others = 0;
  const folded = new Set<LadderRow['dataConnection']>();
  if (toggled.size > 0)
    for (const row of rows) if (row.kind === 'section' && toggled.has(row.key)) folded.add(row.dataConnection);
  const indexes = new Map<LadderRow['dataConnection'], number>([[null, 0]]);
  for (const data of session.dataConnections) indexes.set(data, indexes.size);
  const items: Items = [];
  const opened: Opened[] = [];
  const extent = new ExtentMeter();
  let previousTimeNs: number | null = null;
  for (let i = 0; i < rows.length; i++) {
    if (i % STEP === STEP - 1) yield (0.5 * i) / rows.length;
    const row = rows[i]!;
    if (accepts && !accepts(row)) continue;
    if (row.kind !== 'section' && folded.size > 0 && folded.has(row.dataConnection)) continue;
    const openable = isOpenable(row);
    const open = toggled.has(row.key) !== (view.acks && openable && row.kind === 'data');
    const sign = !openable ? ' ' : open === (row.kind === 'section') ? '▸' : '▾';
    const connectionIndex = indexes.get(row.dataConnection) ?? 0;
    if (focus !== null && !isOf(row, focus)) {
      others++;
      continue;
    }
    if (others > 0) items.push(noteItem(`others:${row.key}`, say('other-rows', { count: others })));
    others = 0;
    const ns = row.timeNs === null || previousTimeNs === null ? 0 : row.timeNs - previousTimeNs;
    if (ns >= SILENCE_NS && plain)
      items.push(noteItem(`silence:${row.key}`, say('silence', { ns, coarse: session.coarseTimes })));
    items.push({ row, previousTimeNs, connectionIndex, sign, lanes: '' });
    const announced = view.sums && row.announcement?.role === 'made' ? row.exchange?.dataConnection?.announced : null;
    if (announced?.arithmetic)
      items.push(
        noteItem(`sum:${row.key}`, say('sum', { arithmetic: spaced(announced.arithmetic), port: announced.port })),
      );
    extent.add(row);
    if (row.timeNs !== null) previousTimeNs = row.timeNs;
    if (open && openable && row.kind === 'data') {
      const frames = yield* segmentFrames(row, context);
      opened.push({ at: items.length - 1, frames });
      extent.frame(frames.at(-1) ?? 0);
    }
  }
  if (others > 0) items.push(noteItem('others:end', say('other-rows', { count: others })));
  const shown = items.map(({ row }) => row);
  const { parts } = yield* lanesSliced(shown);
  for (let i = 0; i < items.length; i++) {
    if (i % STEP === STEP - 1) yield 0.95;
    items[i]!.lanes = parts[i] ?? '';
  }
  return new LadderList(items, opened, extent.extent, context);
}

/** The rows with one for each ACK of the session that no row stands for: those of the dialogue, above all. */
function* withAcks(session: Session, rows: readonly LadderRow[], context: Context): Sliced<LadderRow[]> {
  const acks: LadderRow[] = [];
  const connections = session.dataConnections.flatMap((data) => (data.connection ? [data] : []));
  for (const data of [null, ...connections]) {
    const connection = data === null ? session.control : data.connection!;
    const known = new Set(connection.journal.flatMap((entry) => (entry.kind === 'data' ? [] : [entry.firstFrame])));
    const runs = rows.filter((row) => row.connection === connection && row.kind === 'data' && isOpenable(row));
    const { packets } = context.input;
    for (const frame of yield* framesOf(packets, connection, connection.firstFrame, connection.lastFrame)) {
      const packet = packets.get(frame);
      const facts = packet && segmentFacts(packet);
      if (!facts || facts.payloadBytes > 0 || (facts.flags & NO_PURE_ACK) !== 0 || known.has(frame)) continue;
      if (runs.some(({ firstFrame, lastFrame }) => firstFrame! <= frame && frame <= lastFrame!)) continue;
      const timeNs = sinceEpoch(packet, context.analyzer.epochSeconds ?? 0);
      const entry = entryOf(facts, connection, timeNs, false);
      acks.push(rowOfEntry(session, data, connection, entry, `a${frame}`));
    }
  }
  return merged(
    rows,
    acks.sort((a, b) => a.firstFrame! - b.firstFrame!),
  );
}

/** Flags of segments that have rows of their own. */
const NO_PURE_ACK = FIN | SYN | RST;

/** Rows of ACKs before the first row of a later frame. */
function merged(rows: readonly LadderRow[], acks: readonly LadderRow[]): LadderRow[] {
  const all: LadderRow[] = [];
  let at = 0;
  for (const row of rows) {
    while (row.firstFrame !== null && at < acks.length && acks[at]!.firstFrame! < row.firstFrame) all.push(acks[at++]!);
    all.push(row);
  }
  return [...all, ...acks.slice(at)];
}

/** What was found of runs that are open, or were. */
const known = new WeakMap<Connection, Map<number, { readonly last: number; readonly frames: Uint32Array }>>();

function* segmentFrames({ connection, firstFrame, lastFrame }: LadderRow, context: Context): Sliced<Uint32Array> {
  if (!connection || firstFrame === null || lastFrame === null) return new Uint32Array(0);
  const runs = known.get(connection) ?? new Map();
  known.set(connection, runs);
  const old = runs.get(firstFrame);
  if (old?.last === lastFrame) return old.frames;
  const frames = yield* framesOf(context.input.packets, connection, firstFrame, lastFrame);
  if (frames.length > 0) runs.set(firstFrame, { last: lastFrame, frames });
  return frames;
}

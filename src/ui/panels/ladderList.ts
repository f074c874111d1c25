/**
 * The rows of a ladder as a list. Runs of data that are open are not rows but numbers of frames: a million segments cost
 * four bytes each, and a row is made of one when it is looked at.
 */
import { sinceEpoch } from '../../bytes/units.js';
import { say } from '../../model/ladder/say.js';
import type { LadderRow } from '../../model/rows.js';
import { flagsText } from '../../wire/segmentText.js';
import type { Context } from '../data/context.js';
import { entryOf, segmentFacts } from '../data/frames.js';
import { RowList } from '../terminal/rowList.js';

export type LadderItem = {
  readonly row: LadderRow;
  /** Time of the row above that has one. */
  readonly previousTimeNs: number | null;
  /** 0 for the control connection, then 1, 2, 3 ... */
  readonly connectionIndex: number;
  /** '▾' open, '▸' closed, ' ' nothing to open. */
  readonly sign: string;
  /** Its part of the lines that tie announcements to their SYNs; all rows' parts are equally wide. */
  readonly lanes: string;
};

/** A run of data that is open: its place among the rows, and the frames of its segments. */
export type Opened = { readonly at: number; readonly frames: Uint32Array };

/** What a ladder's layout depends on, as `ExtentMeter` measures it. */
export type LadderExtent = {
  readonly maxFrame: number;
  readonly maxTimeNs: number;
  readonly thirdHosts: readonly string[];
  readonly serverPortDigits: number;
};

export class ExtentMeter {
  #maxFrame = 0;
  #maxTimeNs = 0;
  #maxPort = 0;
  readonly #thirdHosts = new Set<string>();

  add(row: LadderRow): void {
    if (row.lastFrame !== null) this.frame(row.lastFrame);
    if (row.timeNs !== null && row.timeNs > this.#maxTimeNs) this.#maxTimeNs = row.timeNs;
    if (row.thirdHost !== null) this.#thirdHosts.add(row.thirdHost);
    else if (row.serverPort !== null && row.serverPort > this.#maxPort) this.#maxPort = row.serverPort;
  }

  frame(frame: number): void {
    if (frame > this.#maxFrame) this.#maxFrame = frame;
  }

  get extent(): LadderExtent {
    return {
      maxFrame: this.#maxFrame,
      maxTimeNs: this.#maxTimeNs,
      thirdHosts: [...this.#thirdHosts],
      serverPortDigits: String(this.#maxPort).length,
    };
  }
}

export class LadderList extends RowList<LadderItem> {
  readonly extent: LadderExtent;
  readonly #opened: readonly Opened[];
  /** How many rows the open runs before each of them have, and all together. */
  readonly #before: readonly number[];
  readonly #more: number;
  readonly #context: Context | null;

  /** @param items rows of connections; those of open runs come between them */
  constructor(
    items: readonly LadderItem[],
    opened: readonly Opened[],
    extent: LadderExtent,
    context: Context | null,
    partial = false,
  ) {
    super(items, ({ row }) => row.key, partial);
    this.extent = extent;
    this.#opened = opened;
    this.#context = context;
    const before: number[] = [];
    let more = 0;
    for (const { frames } of opened) {
      before.push(more);
      more += Math.max(1, frames.length);
    }
    this.#before = before;
    this.#more = more;
  }

  override get length(): number {
    return this.rows.length + this.#more;
  }

  override at(index: number): LadderItem | undefined {
    const run = this.#runAt(index);
    if (run < 0) return this.rows[index];
    const { at, frames } = this.#opened[run]!;
    const nth = index - (at + this.#before[run]!) - 1;
    if (nth >= Math.max(1, frames.length)) return this.rows[index - this.#before[run]! - Math.max(1, frames.length)];
    return nth < 0 ? this.rows[index - this.#before[run]!] : segmentItem(this.rows[at]!, frames, nth, this.#context!);
  }

  override key(index: number): string | null {
    const run = this.#runAt(index);
    if (run >= 0) {
      const { at, frames } = this.#opened[run]!;
      const nth = index - (at + this.#before[run]!) - 1;
      if (nth >= 0 && nth < frames.length) return `${this.rows[at]!.row.key}/${frames[nth]}`;
    }
    return this.at(index)?.row.key ?? null;
  }

  override indexOf(key: string, hint = -1): number {
    if (this.key(hint) === key) return hint;
    const slash = key.indexOf('/');
    const owner = slash < 0 ? key : key.slice(0, slash);
    const at = super.findRow(owner, this.#rowOf(hint));
    if (at < 0 || slash < 0) return at < 0 ? -1 : this.indexOfRow(at);
    const run = this.#opened.find((one) => one.at === at);
    const nth = run ? Math.max(0, positionIn(run.frames, Number(key.slice(slash + 1)))) : -1;
    return run && this.key(this.indexOfRow(at) + 1 + nth) === key ? this.indexOfRow(at) + 1 + nth : -1;
  }

  /** Where a row of `rows` is in the list. */
  indexOfRow(row: number): number {
    let index = row;
    for (let run = 0; run < this.#opened.length && this.#opened[run]!.at < row; run++)
      index += Math.max(1, this.#opened[run]!.frames.length);
    return index;
  }

  /** The index of the row, or segment of an open run, of a frame; -1: none. */
  indexOfFrame(frame: number): number {
    const row = this.rows.findIndex(
      (item) =>
        item.row.firstFrame !== null &&
        frame >= item.row.firstFrame &&
        frame <= (item.row.lastFrame ?? item.row.firstFrame),
    );
    if (row < 0) return -1;
    const run = this.#opened.find(({ at }) => at === row);
    const nth = run ? positionIn(run.frames, frame) : -1;
    return this.indexOfRow(row) + (nth >= 0 ? nth + 1 : 0);
  }

  /** The last open run that begins at or before the row at `index`; -1: none. */
  #runAt(index: number): number {
    let low = 0;
    let high = this.#opened.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (this.#opened[middle]!.at + this.#before[middle]! <= index) low = middle + 1;
      else high = middle - 1;
    }
    return high;
  }

  #rowOf(index: number): number {
    const run = this.#runAt(index);
    if (run < 0) return index;
    const { at, frames } = this.#opened[run]!;
    return Math.max(at, index - this.#before[run]! - Math.max(1, frames.length));
  }
}

/** The row of the `nth` segment of an open run. */
export function segmentItem(run: LadderItem, frames: Uint32Array, nth: number, context: Context): LadderItem {
  const { row } = run;
  const frame = frames[nth];
  const base = { ...row, remarks: [], tone: null, announcement: null, entry: null };
  const { packets } = context.input;
  const packet = frame === undefined ? undefined : packets.get(frame);
  const segment = packet && segmentFacts(packet);
  if (frame === undefined || !segment) {
    const at = frame ?? row.firstFrame ?? 0;
    const gone = {
      ...base,
      key: `${row.key}/${frame ?? 'gone'}`,
      kind: 'note',
      firstFrame: null,
      lastFrame: null,
      timeNs: null,
      heading: null,
      label: say('not-held', { why: context.texts.say('reread', packets.whyNot(at)) }),
    } as const;
    return { ...run, row: gone, sign: ' ' };
  }
  const timeNs = timeOf(packet, context)!;
  const repeated = isRepeated(row, frame);
  const entry = entryOf(segment, row.connection!, timeNs, repeated);
  const toServer = segment.sourcePort === row.clientPort && segment.destinationPort === row.serverPort;
  return {
    ...run,
    row: {
      ...base,
      key: `${row.key}/${frame}`,
      firstFrame: frame,
      lastFrame: frame,
      timeNs,
      heading: toServer ? 'to-server' : 'to-client',
      label: say('segment', {
        bytes: segment.payloadBytes,
        flags: flagsText(segment.flags).replaceAll(', ', '+'),
        again: repeated,
      }),
      entry,
    },
    previousTimeNs: nth === 0 ? row.timeNs : timeOf(packets.get(frames[nth - 1]!), context),
    sign: ' ',
  };
}

type Timed = { readonly seconds: number; readonly nanoseconds: number };

const timeOf = (packet: Timed | undefined, { analyzer }: Context): number | null =>
  packet ? sinceEpoch(packet, analyzer.epochSeconds ?? 0) : null;

/** The segment repeats what was captured before. */
const isRepeated = ({ connection }: LadderRow, frame: number): boolean =>
  connection !== null &&
  Object.values(connection.sides).some(({ flow }) => flow?.repeatedFrames.includes(frame) === true);

/** Where a number stands in a list that rises; -1: nowhere. */
function positionIn(list: Uint32Array, wanted: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (list[middle]! === wanted) return middle;
    if (list[middle]! < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** While the rows of a large session are being made. */
export const NOTHING_YET = new LadderList([], [], new ExtentMeter().extent, null, true);

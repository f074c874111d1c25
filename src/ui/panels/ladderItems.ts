/** The ladder's rows as the user sees them: connections folded away, runs of data opened into their segments. */
import type { Session } from '../../ftp/session.js';
import { buildLadder } from '../../model/ladder.js';
import type { LadderRow } from '../../model/rows.js';
import { flagsText } from '../../wire/segmentText.js';
import { type SegmentFacts, segmentsOf } from '../frames.js';
import { revisionOf } from '../revision.js';
import { RowList } from '../rowList.js';
import type { World } from '../world.js';
import { lanesOf } from './lanes.js';

export type LadderItem = {
  readonly row: LadderRow;
  /** Time of the row above that has one. */
  readonly previousTimeNs: number | null;
  /** 0 for the control connection, then 1, 2, 3 ... */
  readonly connectionIndex: number;
  /** '▾' open, '▸' closed, ' ' nothing to open. */
  readonly sign: string;
  /** Its part of the lines that tie promises to their SYNs; all rows' parts are equally wide. */
  readonly lanes: string;
};

/** Segments that one run of data opens into; the rest is in the packet view. */
const MOST_SEGMENTS = 5000;

export const isOpenable = (row: LadderRow): boolean =>
  row.kind === 'section' || (row.kind === 'data' && row.entry !== null && row.entry.segments + row.entry.acks > 1);

export function ladderRows(session: Session, world: World): readonly LadderRow[] {
  return world.memo.get(`rows/${session.id}`, [session], revisionOf(session), () => buildLadder(session));
}

export function ladderItems(session: Session, toggled: ReadonlySet<string>, world: World): RowList<LadderItem> {
  const rows = ladderRows(session, world);
  return world.memo.get(
    `ladder/${session.id}`,
    [rows, toggled],
    0,
    () => new RowList(visible(session, rows, toggled, world), ({ row }) => row.key),
  );
}

function visible(
  session: Session,
  rows: readonly LadderRow[],
  toggled: ReadonlySet<string>,
  world: World,
): LadderItem[] {
  const indexes = new Map(session.dataConnections.map((data, index) => [data, index + 1]));
  const folded = new Set(
    rows.filter((row) => row.kind === 'section' && toggled.has(row.key)).map((row) => row.dataConnection),
  );
  const items: { -readonly [Key in keyof LadderItem]: LadderItem[Key] }[] = [];
  let previousTimeNs: number | null = null;
  const add = (row: LadderRow, sign: string): void => {
    const connectionIndex = row.dataConnection ? (indexes.get(row.dataConnection) ?? 0) : 0;
    items.push({ row, previousTimeNs, connectionIndex, sign, lanes: '' });
    if (row.timeNs !== null) previousTimeNs = row.timeNs;
  };
  for (const row of rows) {
    const open = toggled.has(row.key);
    if (row.kind === 'section') add(row, open ? '▸' : '▾');
    else if (folded.has(row.dataConnection)) continue;
    else if (!isOpenable(row)) add(row, ' ');
    else {
      add(row, open ? '▾' : '▸');
      if (open) for (const one of segmentRows(row, world)) add(one, ' ');
    }
  }
  const { parts } = lanesOf(items.map(({ row }) => row));
  for (const [i, item] of items.entries()) item.lanes = parts[i] ?? '';
  return items;
}

/** A run of data as the segments it is made of, as far as their packets are held. */
function segmentRows(run: LadderRow, world: World): LadderRow[] {
  const { connection, firstFrame, lastFrame } = run;
  if (!connection || firstFrame === null || lastFrame === null) return [];
  const { packets } = world.input;
  const epoch = world.analyzer.epochSeconds ?? 0;
  const found = segmentsOf(packets, connection, firstFrame, lastFrame, MOST_SEGMENTS);
  if (found.length === 0) {
    return [
      {
        ...run,
        key: `${run.key}/gone`,
        kind: 'note',
        firstFrame: null,
        lastFrame: null,
        timeNs: null,
        heading: null,
        label: 'its packets are no longer held in memory',
        remark: '',
        entry: null,
        promise: null,
      },
    ];
  }
  return found.map((segment) => {
    const packet = packets.get(segment.frame);
    const timeNs = packet ? (packet.seconds - epoch) * 1e9 + packet.nanoseconds : null;
    const toServer = segment.sourcePort === run.clientPort && segment.destinationPort === run.serverPort;
    return {
      ...run,
      key: `${run.key}/${segment.frame}`,
      firstFrame: segment.frame,
      lastFrame: segment.frame,
      timeNs,
      heading: toServer ? 'to-server' : 'to-client',
      label: segmentLabel(segment),
      remark: '',
      promise: null,
      entry: null,
    };
  });
}

const segmentLabel = (segment: SegmentFacts): string => {
  const flags = flagsText(segment.flags).replaceAll(', ', '+');
  return segment.payloadBytes > 0 ? `${segment.payloadBytes} bytes, ${flags}` : flags;
};

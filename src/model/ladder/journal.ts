/** What TCP did, as rows: handshakes, runs of data, teardown, trouble. */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { type Connection, type JournalEntry, otherSide, type Side } from '../../tcp/types.js';
import type { TlsFacts } from '../../tls/facts.js';
import { carriesContent, messagesIn } from '../../tls/story.js';
import { headingOf, sideOfServer, thirdHostOf } from '../roles.js';
import type { LadderRow, RowKind } from '../rows.js';
import { type SegmentDetails, segmentDetails } from '../segmentDetails.js';
import type { LadderFact } from './codes.js';
import type { DialogueRows } from './dialogue.js';
import { inferredRemarks } from './inferred.js';
import type { Placed } from './placed.js';
import { say } from './say.js';

type Look = {
  readonly kind: RowKind;
  readonly label: (entry: JournalEntry, details: SegmentDetails | null) => LadderFact;
};

const again = ({ retransmissions }: JournalEntry) => ({ again: retransmissions > 0 });

/** One line for each kind of event. */
const LOOKS: Readonly<Record<JournalEntry['kind'], Look>> = {
  syn: { kind: 'handshake', label: (entry, details) => say('syn', { ...again(entry), details }) },
  'syn-ack': { kind: 'handshake', label: (entry, details) => say('syn-ack', { ...again(entry), details }) },
  ack: { kind: 'handshake', label: (entry, details) => say(entry.acknowledgesFin ? 'ack-of-fin' : 'ack', { details }) },
  data: { kind: 'data', label: (entry) => dataLabel(entry, false) },
  fin: {
    kind: 'teardown',
    label: (entry, details) => say('fin', { ...again(entry), acknowledgesFin: entry.acknowledgesFin, details }),
  },
  rst: { kind: 'teardown', label: () => say('rst', {}) },
  'keep-alive': { kind: 'trouble', label: () => say('keep-alive', {}) },
  'zero-window': { kind: 'trouble', label: () => say('zero-window', {}) },
  gap: { kind: 'trouble', label: ({ bytes }) => say('gap', { bytes }) },
  'icmp-error': { kind: 'trouble', label: () => say('icmp-error', {}) },
  'pure-ack': { kind: 'data', label: (_entry, details) => say('pure-ack', { details }) },
};

/** @param tls encrypted: what the run carried cannot be read */
function dataLabel({ segments, bytes, retransmissions }: JournalEntry, tls: boolean): LadderFact {
  return retransmissions >= segments && bytes === 0
    ? say('data-again', { segments, tls })
    : say('data', { segments, bytes, tls });
}

/**
 * Adds the rows of one connection. With `dialogue` (the control connection), runs of data that carried lines are left
 * out: commands and replies stand for them.
 */
export function journalRows(
  session: Session,
  data: DataConnection | null,
  connection: Connection,
  dialogue: DialogueRows | undefined,
  rows: Placed[],
): void {
  const ends = endsOf(session, data, connection);
  const isHidden = hiddenPart(session);
  const inferred = dialogue === undefined ? null : inferredRemarks(session);
  const { journal } = connection;
  const facts = data === null ? (session.tls?.facts ?? null) : data.tls;
  let lastData: JournalEntry | undefined;
  /** Who closed its window, until data passes again. */
  let full: JournalEntry['from'] | null = null;
  for (let i = 0; i < journal.length; i++) {
    const entry = journal[i]!;
    if (entry.kind === 'zero-window') full = entry.from;
    if (entry.kind === 'data') {
      full = null;
      lastData = entry;
      if (dialogue !== undefined && standsForLines(entry, dialogue)) continue;
    }
    const row = entryRow(entry, i, ends);
    const remark = remarkOf(entry, connection, lastData);
    if (remark !== null) row.remarks.push(remark);
    if (entry.kind === 'data' && dialogue !== undefined) {
      if (isHidden(entry)) {
        row.label = dataLabel(entry, true);
        addInferred(row, entry, inferred!);
      } else if (remark === null && entry.bytes > 0) row.remarks.push(say('no-complete-line', {}));
    }
    if (entry.kind === 'data' && facts !== null) addTls(row, entry, facts);
    // What looks like a keep-alive is the question for more room where the other side has closed its window.
    if (entry.kind === 'keep-alive' && full !== null && full !== entry.from) {
      row.label = say('window-probe', {});
      row.topic = 'window-probe';
    }
    rows.push(row);
  }
}

/** Messages of TLS itself stand in the place of the amount alone. */
function addTls(row: Placed, entry: JournalEntry, facts: TlsFacts): void {
  const messages = messagesIn(facts, entry);
  if (messages.length > 0 && !carriesContent(facts, entry))
    row.label = say('tls-messages', { messages, bytes: entry.bytes });
}

/** Lines of one run that are named one by one. */
const INFERRED_AT_ONCE = 3;

function addInferred(row: Placed, entry: JournalEntry, inferred: ReadonlyMap<number, readonly LadderFact[]>): void {
  if (inferred.size === 0) return;
  const stop = Math.min(entry.lastFrame, entry.firstFrame + FRAMES_OF_A_RUN);
  for (let frame = entry.firstFrame; frame <= stop; frame++)
    for (const fact of inferred.get(frame) ?? []) {
      if (row.remarks.length >= INFERRED_AT_ONCE) return;
      row.remarks.push(fact);
      row.topic = 'inferred';
    }
}

/** A run of a dialogue is short; frames of other connections stand between. */
const FRAMES_OF_A_RUN = 1_000;

/** What all rows of a connection share. */
type Ends = Pick<Placed, 'dataConnection' | 'thirdHost' | 'clientPort' | 'serverPort'> & {
  readonly connection: Connection;
  readonly serverSide: Side;
};

function endsOf(session: Session, data: DataConnection | null, connection: Connection): Ends {
  const serverSide = sideOfServer(session, data, connection);
  return {
    connection,
    dataConnection: data,
    serverSide,
    thirdHost: data === null ? null : thirdHostOf(data),
    clientPort: connection[otherSide(serverSide)].port,
    serverPort: connection[serverSide].port,
  };
}

/** The row of one segment, or of what is like an entry of a journal. */
export const rowOfEntry = (
  session: Session,
  data: DataConnection | null,
  connection: Connection,
  entry: JournalEntry,
  key: string,
): LadderRow => ({ ...entryRow(entry, 0, endsOf(session, data, connection)), key });

function entryRow(entry: JournalEntry, index: number, ends: Ends): Placed {
  const look = LOOKS[entry.kind];
  return {
    // A gap stands before what reveals it.
    at: entry.kind === 'gap' ? entry.firstFrame - 0.1 : entry.firstFrame,
    key: `j${ends.connection.number}.${index}`,
    kind: entry.acknowledgesFin ? 'teardown' : look.kind,
    firstFrame: entry.firstFrame,
    lastFrame: entry.lastFrame,
    timeNs: entry.timeNs,
    connection: ends.connection,
    dataConnection: ends.dataConnection,
    // An ICMP error travels to the sender of the segment that it quotes.
    heading: headingOf(entry.kind === 'icmp-error' ? otherSide(entry.from) : entry.from, ends.serverSide),
    thirdHost: ends.thirdHost,
    clientPort: ends.clientPort,
    serverPort: ends.serverPort,
    label: look.label(entry, segmentDetails(entry, ends.connection)),
    remarks: [],
    tone: null,
    announcement: null,
    exchange: null,
    reply: null,
    entry,
    topic: null,
  };
}

/** Which runs of the control connection TLS hides, from where it begins to where CCC ends it. */
function hiddenPart(session: Session): (entry: JournalEntry) => boolean {
  const { tls } = session;
  if (tls === null) return () => false;
  const clear = clearAgainFrame(session) ?? Number.POSITIVE_INFINITY;
  // AUTH and its reply are in clear text still; implicit TLS begins with the frame itself.
  return tls.startedBy === 'implicit'
    ? (entry) => entry.lastFrame >= tls.frame && entry.firstFrame < clear
    : (entry) => entry.firstFrame > tls.frame && entry.firstFrame < clear;
}

/** The frame from which CCC (RFC 4217 §5) has the control connection in clear text again, or null. */
export const clearAgainFrame = (session: Session): number | null =>
  session.noticed.find(({ code }) => code === 'clear-again')?.frames[0] ?? null;

/** True where commands or replies show what the run carried; its retransmissions are remarked there. */
function standsForLines(entry: JournalEntry, dialogue: DialogueRows): boolean {
  const row = dialogue.rowWithin(entry.from, entry.firstFrame, entry.lastFrame);
  if (row === undefined) return false;
  if (entry.retransmissions > 0) row.remarks.push(say('retransmissions', { count: entry.retransmissions }));
  return true;
}

function remarkOf(entry: JournalEntry, connection: Connection, lastData: JournalEntry | undefined): LadderFact | null {
  switch (entry.kind) {
    case 'data':
      return entry.retransmissions > 0 && entry.bytes > 0
        ? say('retransmissions', { count: entry.retransmissions })
        : null;
    case 'fin':
      return lastData !== undefined && lastData.from === entry.from && lastData.lastFrame >= entry.firstFrame
        ? say('in-last-segment', {})
        : null;
    case 'gap':
      return say('not-in-capture', {});
    case 'icmp-error':
      return connection.icmpError === null
        ? null
        : say('icmp', { text: escapeText(connection.icmpError.text), reporter: connection.icmpError.reporter });
    default:
      return entry.segments > 1 ? say('times', { count: entry.segments }) : null;
  }
}

function bareRow(
  key: string,
  kind: RowKind,
  label: LadderFact,
  connection: Connection | null,
  data: DataConnection | null,
  at: number,
): Placed {
  return {
    at,
    key,
    kind,
    firstFrame: null,
    lastFrame: null,
    timeNs: null,
    connection,
    dataConnection: data,
    heading: null,
    thirdHost: data === null ? null : thirdHostOf(data),
    clientPort: null,
    serverPort: null,
    label,
    remarks: [],
    tone: null,
    announcement: null,
    exchange: null,
    reply: null,
    entry: null,
    topic: null,
  };
}

export const sectionRow = (
  key: string,
  label: LadderFact,
  connection: Connection | null,
  data: DataConnection | null,
  at: number,
): Placed => bareRow(key, 'section', label, connection, data, at);

export const noteRow = (
  key: string,
  label: LadderFact,
  connection: Connection | null,
  data: DataConnection | null,
  at: number,
): Placed => bareRow(key, 'note', label, connection, data, at);

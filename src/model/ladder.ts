/**
 * The rows of a session's ladder: the dialogue, and the journals of the control connection and of all data connections,
 * in one time order. On the control connection, commands and replies stand for the segments that carried them; segments
 * that completed no line keep a row of their own, so that nothing is hidden.
 */

import { escapeText } from '../bytes/text.js';
import type { DataConnection, Session } from '../ftp/protocol/session.js';
import type { Connection } from '../tcp/types.js';
import { markAnnouncement } from './ladder/announcements.js';
import type { LadderFact } from './ladder/codes.js';
import { type DialogueRows, dialogueSliced } from './ladder/dialogue.js';
import { inferredTransferOf } from './ladder/inferred.js';
import { clearAgainFrame, journalRows, noteRow, sectionRow } from './ladder/journal.js';
import type { Placed } from './ladder/placed.js';
import { say } from './ladder/say.js';
import { announcementNumber, peerOf } from './roles.js';
import type { LadderRow } from './rows.js';
import { runToEnd, type Sliced, sortSliced } from './sliced.js';

/** Builds the rows of one session, in one time order. Pure; some microseconds a row. */
export const buildLadder = (session: Session): LadderRow[] => runToEnd(ladderSliced(session));

/** The same in short steps, for sessions with a million rows. */
export function* ladderSliced(session: Session): Sliced<LadderRow[]> {
  const rows: Placed[] = [];
  // Half of the time goes into the dialogue and its connection, or into the data connections, as the session is.
  const dialogue = yield* dialogueSliced(session, rows);
  addControl(session, dialogue, rows);
  const { dataConnections } = session;
  for (let i = 0; i < dataConnections.length; i++) {
    addData(session, dataConnections[i]!, dialogue, rows);
    if (i % CONNECTIONS_AT_ONCE === 0) yield 0.3 + (0.5 * i) / dataConnections.length;
  }
  addTlsNote(session, rows);
  return yield* sortSliced(rows, byPlace, 0.8);
}

/** Data connections whose rows are made in one step. */
const CONNECTIONS_AT_ONCE = 64;

const byPlace = (a: Placed, b: Placed): number => a.at - b.at;

function addControl(session: Session, dialogue: DialogueRows, rows: Placed[]): void {
  const { control } = session;
  const begun = control.handshake.syn === null && control.handshake.synAck === null;
  const label = say(begun ? 'control-connection-begun' : 'control-connection', {});
  rows.push(sectionRow('s0', label, control, null, before(control)));
  journalRows(session, null, control, dialogue, rows);
  addDropped(control, null, rows);
}

function addData(session: Session, data: DataConnection, dialogue: DialogueRows, rows: Placed[]): void {
  const { connection } = data;
  const start = rows.length;
  if (connection !== null) {
    rows.push(sectionRow(`s${data.id}`, sectionLabel(data), connection, data, before(connection)));
    journalRows(session, data, connection, undefined, rows);
    addDropped(connection, data, rows);
  }
  markAnnouncement(data, dialogue, rows, start);
}

/** 'data connection ①  LIST'; with the arguments of the command, and who is at its other end where that is unusual. */
function sectionLabel(data: DataConnection): LadderFact {
  const command = data.transfer?.exchange.command;
  return say('data-connection', {
    number: announcementNumber(data),
    peer: peerOf(data),
    inferred: inferredTransferOf(data),
    command: command == null ? null : escapeText(`${command.verb} ${command.argument}`.trimEnd()),
  });
}

/** Just before the connection's first row. */
const before = (connection: Connection): number => (connection.journal[0]?.firstFrame ?? connection.firstFrame) - 0.5;

function addDropped(connection: Connection, data: DataConnection | null, rows: Placed[]): void {
  if (connection.journalDropped === 0) return;
  const count = connection.journalDropped;
  const label = say('events-dropped', { count });
  rows.push(noteRow(`d${connection.number}`, label, connection, data, connection.lastFrame + 0.4));
}

function addTlsNote(session: Session, rows: Placed[]): void {
  const { tls } = session;
  if (tls === null) return;
  const label = say('tls-begins', { startedBy: tls.startedBy, decrypted: tls.decrypted });
  const implicit = tls.startedBy === 'implicit';
  const note = noteRow('tls', label, session.control, null, tls.frame + (implicit ? -0.3 : 0.3));
  note.topic = 'tls';
  rows.push(note);
  const clear = clearAgainFrame(session);
  if (clear === null) return;
  const end = noteRow('ccc', say('clear-again', {}), session.control, null, clear - 0.3);
  end.topic = 'clear-again';
  rows.push(end);
}

/** Handshakes, data, teardown and trouble, in terms of RFC 9293. */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { seqAdd, seqToHeader } from '../../tcp/seq.js';
import { type Connection, type JournalEntry, otherSide, type Side } from '../../tcp/types.js';
import { portClass } from '../../wire/ports.js';
import { icmpName } from '../reasons.js';
import { defaultDataPort, isActive, roleOf, sideOfServer } from '../roles.js';
import type { LadderRow } from '../rows.js';
import { segmentDetails } from '../segmentDetails.js';
import { explainAnnouncement } from './announcement.js';
import type { End } from './codes.js';
import type { Draft } from './draft.js';
import { AT_THE_END } from './explanation.js';
import { explainTls } from './tls.js';

/** Who is at one end of the row's connection. */
function endOf(row: LadderRow, session: Session, connection: Connection, side: Side): End {
  const place = side === sideOfServer(session, row.dataConnection, connection) ? 'server' : 'client';
  const endpoint = connection[side];
  const own = endpoint.address === session[place].address;
  const { dataConnection: data } = row;
  const role = data === null ? place : roleOf(data, connection, side);
  return { role, place, endpoint, own, ephemeral: data !== null || place === 'client' };
}

function addEnds(row: LadderRow, session: Session, draft: Draft): void {
  const { connection, entry } = row;
  if (connection === null || entry === null) return;
  draft.gap().dim('from', endOf(row, session, connection, entry.from));
  draft.dim('to', endOf(row, session, connection, otherSide(entry.from)));
}

export function explainHandshake(row: LadderRow, session: Session, draft: Draft): void {
  const { entry, connection, dataConnection } = row;
  if (entry === null || connection === null) return;
  draft.rfc = 'RFC 9293 §3.5';
  const { seq, ack } = entry;
  if (entry.kind === 'syn') draft.text('syn', { seq, firstByte: seqToHeader(seqAdd(seq, 1)) });
  else if (entry.kind === 'syn-ack') draft.text('syn-ack', { seq, ack });
  else draft.text('ack', {});
  addNumbers(entry, connection, draft);
  if (entry.retransmissions > 0) draft.bad('sent-again', { waitedNs: waitedNs(entry, connection) });
  addEnds(row, session, draft);
  if (dataConnection !== null) {
    explainAnnouncement(dataConnection, draft);
    if (entry.kind === 'syn') explainOpener(dataConnection, connection, draft);
  } else if (entry.kind === 'syn') {
    draft.text('listens-on', { server: session.server });
    if (portClass(session.client.port) === 'registered') draft.dim('ephemeral', {});
  }
}

/** In active mode: the port that the server is to open from, and the one it took. */
function explainOpener({ mode, session }: DataConnection, { initiator }: Connection, draft: Draft): void {
  if (!isActive(mode)) return;
  const own = initiator.address === session.server.address;
  draft.text('opens-from', { port: initiator.port, usual: defaultDataPort(session), own });
}

/** Relative sequence numbers beside those of the header, the window in bytes, and the options of a SYN. */
function addNumbers(entry: JournalEntry, connection: Connection, draft: Draft): void {
  const details = segmentDetails(entry, connection);
  if (details === null) return;
  const { ack, window, options } = details;
  draft.value('numbers', { seq: entry.seq, ack: ack === null ? null : entry.ack, details });
  if (window !== null) draft.value('window', { raw: entry.window, bytes: window });
  if (options !== null) draft.value('syn-options', options);
}

/** Since the same was sent last; null: it is not in this capture. */
function waitedNs(entry: JournalEntry, { journal }: Connection): number | null {
  const before = journal.findLast(
    ({ kind, from, timeNs }) => kind === entry.kind && from === entry.from && timeNs < entry.timeNs,
  );
  return before === undefined ? null : entry.timeNs - before.lastTimeNs;
}

export function explainData(row: LadderRow, session: Session, draft: Draft): void {
  const { entry, dataConnection, connection } = row;
  if (entry === null) return;
  draft.rfc = 'RFC 9293 §3.4';
  if (entry.kind === 'pure-ack' && connection !== null) {
    draft.text('pure-ack', {});
    addNumbers(entry, connection, draft);
    addEnds(row, session, draft);
    return;
  }
  const { segments, bytes, acks } = entry;
  draft.text('data', { segments, bytes, acks });
  if (entry.lastTimeNs > entry.timeNs)
    draft.value('lasting', { ns: entry.lastTimeNs - entry.timeNs, coarse: session.coarseTimes });
  if (entry.retransmissions > 0) draft.bad('segments-repeat', { count: entry.retransmissions });
  if (segments === 1 && connection !== null) addNumbers(entry, connection, draft);
  const facts = dataConnection === null ? (session.tls?.facts ?? null) : dataConnection.tls;
  const told = facts !== null && explainTls(facts, entry, draft);
  if (dataConnection === null && !told) {
    const { tls } = session;
    if (tls !== null && entry.firstFrame > tls.frame) draft.text('encrypted', { startedBy: tls.startedBy });
    else draft.text('no-line', {});
  }
  addEnds(row, session, draft);
}

export function explainTeardown(row: LadderRow, session: Session, draft: Draft): void {
  const { entry, connection } = row;
  if (entry === null || connection === null) return;
  draft.rfc = 'RFC 9293 §3.6';
  if (entry.kind === 'rst') explainRst(row, entry, connection, draft);
  else if (entry.kind === 'fin') explainFin(row, entry, connection, draft);
  else explainAckOfFin(entry, connection, draft);
  if (entry.kind !== 'rst') addNumbers(entry, connection, draft);
  addEnds(row, session, draft);
}

function explainRst(row: LadderRow, entry: JournalEntry, { handshake }: Connection, draft: Draft): void {
  draft.rfc = 'RFC 9293 §3.5.2';
  const refuses = handshake.synAck === null && handshake.syn !== null && entry.from === 'responder';
  draft.text(refuses ? 'rst-refuses' : 'rst', {});
  if (row.dataConnection?.outcome === 'ok') draft.text('rst-harmless', {});
}

function explainFin({ dataConnection }: LadderRow, entry: JournalEntry, { teardown }: Connection, draft: Draft): void {
  const [first, second] = teardown.fins;
  if (first !== undefined && second !== undefined && entry.from === second.from) {
    const together = first.ackFrame === second.frame;
    draft.text('fin-second', { first: first.frame, together }).frame(first.frame);
  } else {
    draft.text('fin', {});
    if (dataConnection?.transfer != null && entry.from === dataConnection.transfer.sender)
      draft.text('end-of-file', {});
  }
  if (entry.retransmissions > 0) draft.bad('fin-again', {});
  const frame = teardown.fins.find((fin) => fin.from === entry.from)?.ackFrame ?? null;
  draft.knownAt(frame ?? AT_THE_END);
  if (frame === null) draft.text('fin-unacknowledged', {});
  else draft.text(entry.from === second?.from ? 'fin-closes' : 'fin-acknowledged', { frame }).frame(frame);
  draft.knownAt(null);
}

function explainAckOfFin(entry: JournalEntry, { teardown }: Connection, draft: Draft): void {
  const { fins, unseenFins } = teardown;
  const frame = fins.find(({ ackFrame }) => ackFrame === entry.firstFrame)?.frame ?? null;
  draft.text('ack-of-fin', { frame }).frame(frame);
  const [unseen] = unseenFins;
  if (unseen !== undefined) draft.text('fin-missing', { ackFrame: unseen.ackFrame });
  if (fins.length + unseenFins.length === 2 && fins.at(-1)?.ackFrame === entry.firstFrame)
    draft.text('both-closed', {});
}

export function explainTrouble(row: LadderRow, session: Session, draft: Draft): void {
  const { entry, connection } = row;
  if (entry === null || connection === null) return;
  switch (entry.kind) {
    case 'icmp-error':
      explainIcmp(row, connection, draft);
      return;
    case 'gap':
      draft.text('gap', { bytes: entry.bytes });
      break;
    case 'zero-window':
      draft.text('zero-window', {});
      break;
    default:
      if (row.topic === 'window-probe') {
        draft.rfc = 'RFC 9293 §3.8.6.1';
        draft.text('window-probe', {});
      } else draft.text('keep-alive', {});
  }
  addEnds(row, session, draft);
}

function explainIcmp({ dataConnection }: LadderRow, connection: Connection, draft: Draft): void {
  const { icmpError } = connection;
  const protocol = icmpName(connection);
  draft.rfc = protocol === 'ICMPv6' ? 'RFC 4443 §3.1' : 'RFC 792';
  const text = icmpError === null ? null : escapeText(icmpError.text);
  draft.bad('icmp-error', { protocol, text, reporter: icmpError?.reporter ?? null });
  draft.text(icmpError?.prohibited === true ? 'filtered' : 'undeliverable', {});
  if (dataConnection !== null) explainAnnouncement(dataConnection, draft);
}

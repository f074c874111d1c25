/** Handshakes, data, teardown and trouble, in terms of RFC 9293. */
import { escapeText } from '../../bytes/text.js';
import type { Session } from '../../ftp/protocol/session.js';
import { seqAdd, seqToHeader } from '../../tcp/seq.js';
import { type Connection, type JournalEntry, otherSide } from '../../tcp/types.js';
import { portClass } from '../../wire/ports.js';
import { formatCount, formatDuration, formatEndpoint, plural } from '../format.js';
import { EPHEMERAL, portWords } from '../ports.js';
import { icmpName } from '../reasons.js';
import { sideOfServer } from '../roles.js';
import type { LadderRow } from '../rows.js';
import { explainAnnouncement } from './announcement.js';
import type { Draft } from './draft.js';

/** 'the client 10.0.0.2:40112', 'the server ...': who sent the row, or who is at the other end. */
function ends(row: LadderRow, session: Session): { from: string; to: string } | null {
  const { connection, entry } = row;
  if (connection === null || entry === null) return null;
  const serverSide = sideOfServer(session, row.dataConnection, connection);
  const name = (side: JournalEntry['from']): string => {
    const endpoint = connection[side];
    const role = side === serverSide ? 'server' : 'client';
    const stranger = endpoint.address !== session[role].address;
    if (stranger && row.dataConnection?.partner)
      return `the other server, ${endpoint.address}, port ${portWords(endpoint.port)}`;
    return `${stranger ? `${endpoint.address} (not the ${role}'s address)` : `the ${role}`}, port ${portWords(endpoint.port)}`;
  };
  return { from: name(entry.from), to: name(otherSide(entry.from)) };
}

function addEnds(row: LadderRow, session: Session, draft: Draft): void {
  const both = ends(row, session);
  if (both === null) return;
  draft.gap().dim(`from ${both.from}`).dim(`to ${both.to}`);
}

const HANDSHAKE: Partial<Record<JournalEntry['kind'], (entry: JournalEntry) => string>> = {
  syn: (entry) =>
    `SYN asks to open a connection and gives the initial sequence number, ${entry.seq}. SYN itself uses up one number: the first byte of data will be ${seqToHeader(seqAdd(entry.seq, 1))}.`,
  'syn-ack': (entry) =>
    `SYN+ACK accepts. It gives the other direction's initial sequence number, ${entry.seq}, and acknowledges the SYN: the next byte expected is ${entry.ack}.`,
  ack: () => 'ACK acknowledges the SYN of the other side. From here on the connection is open in both directions.',
};

export function explainHandshake(row: LadderRow, session: Session, draft: Draft): void {
  const { entry, connection, dataConnection } = row;
  if (entry === null || connection === null) return;
  draft.rfc = 'RFC 9293 §3.5';
  draft.text(HANDSHAKE[entry.kind]?.(entry) ?? '');
  if (entry.retransmissions > 0) {
    draft.line(
      'bad',
      `It was sent before: no answer came in time, so the sender repeats it${waited(entry, connection)}. Senders wait longer each time (RFC 6298 §5.5); newer Linux spaces the first repeats equally.`,
    );
  }
  addEnds(row, session, draft);
  if (dataConnection !== null) explainAnnouncement(dataConnection, draft);
  else if (entry.kind === 'syn') {
    draft.text(
      `The server listens on ${formatEndpoint(session.server)}; the client's port is ephemeral: chosen by its system for this connection only.`,
    );
    if (portClass(session.client.port) === 'registered') draft.dim(EPHEMERAL);
  }
}

/** ' (here after 1.0 s)': since the same was sent last. */
function waited(entry: JournalEntry, { journal }: Connection): string {
  const before = journal.findLast(
    ({ kind, from, timeNs }) => kind === entry.kind && from === entry.from && timeNs < entry.timeNs,
  );
  return before === undefined ? '' : ` (here after ${formatDuration(entry.timeNs - before.lastTimeNs)})`;
}

export function explainData(row: LadderRow, session: Session, draft: Draft): void {
  const { entry, dataConnection } = row;
  if (entry === null) return;
  draft.rfc = 'RFC 9293 §3.4';
  draft.text(
    `${plural(entry.segments, 'segment')} with payload, ${plural(entry.bytes, 'byte')} in all (each byte counted once), and ${plural(entry.acks, 'ACK')} of the other side.`,
  );
  if (entry.lastTimeNs > entry.timeNs)
    draft.value(`lasting ${formatDuration(entry.lastTimeNs - entry.timeNs, session.coarseTimes)}`);
  if (entry.retransmissions > 0) {
    draft.line(
      'bad',
      `${plural(entry.retransmissions, 'segment')} repeat what was sent before: they, or their ACKs, were lost on the way or came late.`,
    );
  }
  if (dataConnection === null) {
    draft.text(
      session.tls !== null && entry.firstFrame > session.tls.frame
        ? `The control connection is encrypted (${session.tls.startedBy}): what was said cannot be seen, only how much.`
        : 'On the control connection; no complete line of FTP ended in these segments.',
    );
  }
  addEnds(row, session, draft);
}

export function explainTeardown(row: LadderRow, session: Session, draft: Draft): void {
  const { entry, connection, dataConnection } = row;
  if (entry === null || connection === null) return;
  draft.rfc = 'RFC 9293 §3.6';
  if (entry.kind === 'rst') {
    draft.rfc = 'RFC 9293 §3.5.2';
    const refused =
      connection.handshake.synAck === null && connection.handshake.syn !== null && entry.from === 'responder';
    draft.text(
      refused
        ? 'RST instead of SYN+ACK: nobody listens on this port, or a firewall rejects it.'
        : 'RST ends the connection at once, in both directions; what was on the way is lost.',
    );
    if (dataConnection?.outcome === 'ok')
      draft.text('Everything had been sent and acknowledged before: it does no harm here.');
  } else if (entry.kind === 'fin') {
    explainFin(row, draft);
    if (entry.retransmissions > 0) draft.line('bad', 'It was sent before and had to be repeated.');
    const ack = connection.teardown.fins.find((fin) => fin.from === entry.from)?.ackFrame ?? null;
    draft.text(ack === null ? 'No acknowledgement of it is in this capture.' : `Acknowledged by frame ${ack}.`);
    draft.frame(ack);
  } else {
    const fin = connection.teardown.fins.find(({ ackFrame }) => ackFrame === entry.firstFrame);
    draft.text(`ACK of the other side's FIN${fin === undefined ? '' : ` (frame ${fin.frame})`}.`);
    draft.frame(fin?.frame ?? null);
    const { fins, unseenFins } = connection.teardown;
    const [unseen] = unseenFins;
    if (unseen !== undefined)
      draft.text(`The other FIN is not in this capture, but frame ${unseen.ackFrame} acknowledges it.`);
    const last = fins.length + unseenFins.length === 2 && fins.at(-1)?.ackFrame === entry.firstFrame;
    if (last) draft.text('Both directions are closed now: the connection is over.');
  }
  addEnds(row, session, draft);
}

function explainFin({ entry, connection, dataConnection }: LadderRow, draft: Draft): void {
  const [first, second] = connection!.teardown.fins;
  if (first !== undefined && second !== undefined && entry!.from === second.from) {
    const together = first.ackFrame === second.frame ? ` Its ACK acknowledges the FIN of frame ${first.frame}.` : '';
    const end = second.ackFrame === null ? '' : ` With frame ${second.ackFrame} both directions are closed.`;
    draft.text(`FIN of the other side: it has nothing more to send either.${together}${end}`);
    draft.frame(first.frame);
    return;
  }
  draft.text(
    'FIN: the sender has no more data. It closes one direction only (half-close); the other may still send. FIN uses up one sequence number.',
  );
  if (dataConnection?.transfer != null && entry!.from === dataConnection.transfer.sender)
    draft.text('In stream mode the end of the data connection is the end of the file (RFC 959 §3.4.1).');
}

const TROUBLE: Partial<Record<JournalEntry['kind'], (entry: JournalEntry) => string>> = {
  gap: (entry) =>
    `${formatCount(entry.bytes)} bytes are missing in this capture: later segments or ACKs prove that they were sent, but the capture does not have them. The receiver may well have got them.`,
  'keep-alive': () => 'Keep-alive (RFC 9293 §3.8.4): a segment that asks whether the other side is still there.',
  'zero-window': () =>
    'Window 0 (RFC 9293 §3.8.6.1): the receiver has no room left and stops the sender until it has read some.',
};

export function explainTrouble(row: LadderRow, session: Session, draft: Draft): void {
  const { entry, connection, dataConnection } = row;
  if (entry === null || connection === null) return;
  if (entry.kind === 'icmp-error') {
    const { icmpError } = connection;
    draft.rfc = connection.initiator.address.includes(':') ? 'RFC 4443 §3.1' : 'RFC 792';
    draft.line(
      'bad',
      `${icmpName(connection)} error: ${escapeText(icmpError?.text ?? 'unreachable')}, sent by ${icmpError?.reporter ?? 'an unknown host'}.`,
    );
    draft.text(
      icmpError?.prohibited === true
        ? 'A filter on the way forbids this connection and says so.'
        : 'A router or host on the way could not deliver the segment.',
    );
    if (dataConnection !== null) explainAnnouncement(dataConnection, draft);
    return;
  }
  if (row.topic === 'window-probe') {
    draft.rfc = 'RFC 9293 §3.8.6.1';
    draft.text('The other side has closed its window; the sender asks from time to time whether there is room again.');
  } else draft.text(TROUBLE[entry.kind]?.(entry) ?? row.label);
  addEnds(row, session, draft);
}

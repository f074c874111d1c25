/**
 * Ties an announcement to its connection: '① listens on 44441' on the PORT or 227, '① matched' on the SYN, and on the row
 * where it failed - or on a note where no packet shows it - '✘' and why.
 */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection, Outcome, Verdict } from '../../ftp/protocol/session.js';
import type { JournalEntry } from '../../tcp/types.js';
import { differencesOf } from '../differences.js';
import { icmpName } from '../reasons.js';
import { announcementNumber, nextDataConnection } from '../roles.js';
import type { AnnouncementMark, Tone } from '../rows.js';
import { contentBytesOf, wrapperOf } from '../transfers.js';
import { undecided } from '../undecided.js';
import type { LadderFact } from './codes.js';
import type { DialogueRows } from './dialogue.js';
import { noteRow } from './journal.js';
import type { Placed } from './placed.js';
import { say } from './say.js';

/** Adds marks and remarks to the rows of one data connection; its own rows are rows[start ..]. */
export function markAnnouncement(data: DataConnection, dialogue: DialogueRows, rows: Placed[], start: number): void {
  const own = rows.slice(start);
  markMade(data, dialogue);
  markMatched(data, own);
  markTransfer(data, dialogue);
  markEnd(data, dialogue, rows, own);
}

/** The mark's remark stands before what the row has already. */
function mark(row: Placed, number: number, role: AnnouncementMark['role'], remark: LadderFact): void {
  row.announcement = { number, role };
  row.remarks.unshift(remark);
}

function markMade(data: DataConnection, dialogue: DialogueRows): void {
  const { announced, exchange } = data;
  if (announced === null || exchange === null) return;
  let row = dialogue.commandRow(exchange);
  if (announced.by === 'server') {
    const at = exchange.replies.findIndex((r) => r.firstFrame <= announced.frame && announced.frame <= r.lastFrame);
    row = at < 0 ? undefined : dialogue.replyRow(exchange, at);
  }
  if (row === undefined) return;
  const number = announcementNumber(data);
  const { port, arithmetic } = announced;
  const own = announced.by === 'server' || announced.address === data.session.client.address;
  mark(row, number, 'made', say(own ? 'listens' : 'names', { number, port, arithmetic }));
}

function markMatched(data: DataConnection, own: readonly Placed[]): void {
  const { connection, announced } = data;
  const opening = own.find((row) => row.entry?.kind === 'syn') ?? own.find((row) => row.entry !== null);
  if (connection === null || opening === undefined) return;
  const number = announcementNumber(data);
  const failed = data.outcome === 'unanswered' || data.outcome === 'refused' || data.outcome === 'prohibited';
  if (announced === null) opening.remarks.unshift(say(withoutAnnouncement(data), { number }));
  else {
    const span = { number, ns: connection.firstTimeNs - announced.timeNs, coarse: data.session.coarseTimes };
    // Of an attempt that failed, the row that ended it says so.
    mark(opening, number, 'matched', say(failed ? 'tried' : 'matched', span));
  }
  // Differences stand on the rows below, where there is room, as long as these are the same connection's handshake.
  let next = own.indexOf(opening) + 1;
  for (const difference of differencesOf(data)) {
    const row = own[next];
    const free = !failed && row !== undefined && row.kind === 'handshake' && row.remarks.length === 0;
    (free ? row : opening).remarks.push(difference);
    next++;
  }
}

function withoutAnnouncement({ mode, exchange }: DataConnection) {
  if (mode === 'DEFAULT') return 'default-port';
  return exchange === null ? 'announcement-missing' : 'announcement-unreadable';
}

function markTransfer(data: DataConnection, dialogue: DialogueRows): void {
  const { transfer } = data;
  if (transfer === null) return;
  const { exchange } = transfer;
  const command = dialogue.commandRow(exchange);
  if (command !== undefined && command.remarks.length === 0 && announcedSince(data))
    command.remarks.push(say('over-announcement', { number: announcementNumber(data) }));
  const final = exchange.replies.findLastIndex((reply) => reply.code === transfer.code);
  const row = final < 0 ? undefined : dialogue.replyRow(exchange, final);
  if (row === undefined || row.remarks.length > 0) return;
  row.remarks.push(transferRemark(data));
  row.tone = TONES[transfer.verdict];
}

/** True where a later announcement stands between this one and its transfer: then the number has to be said. */
function announcedSince(data: DataConnection): boolean {
  const next = nextDataConnection(data)?.announced;
  return next != null && next.frame < (data.transfer?.exchange.command?.frame ?? 0);
}

const TONES: Readonly<Record<Verdict, Tone | null>> = {
  complete: 'good',
  truncated: 'bad',
  refused: 'bad',
  unknown: null,
};

function transferRemark(data: DataConnection): LadderFact {
  const transfer = data.transfer!;
  const number = announcementNumber(data);
  const bytes = contentBytesOf(transfer);
  switch (transfer.verdict) {
    case 'complete': {
      const travelled = wrapperOf(transfer) === null ? null : transfer.bytes;
      return say('complete', { number, bytes, from: transfer.restart ?? 0, travelled });
    }
    case 'truncated': {
      const { expectedBytes } = transfer;
      return say('truncated', { number, bytes, expected: (expectedBytes ?? 0) > bytes ? expectedBytes : null });
    }
    case 'refused':
      return say('refused', { number, code: transfer.code });
    default:
      return say('moved', { number, bytes });
  }
}

/** For each bad end: the kinds of events that show it, the best first, and its remark. */
const FAILURES = {
  unanswered: { shownBy: ['icmp-error', 'syn'], code: 'failed-unanswered' },
  refused: { shownBy: ['rst'], code: 'failed-refused' },
  prohibited: { shownBy: ['icmp-error'], code: 'failed-prohibited' },
  reset: { shownBy: ['rst'], code: 'failed-reset' },
  rejected: { shownBy: [], code: 'failed-rejected' },
  'never-used': { shownBy: [], code: 'failed-unused' },
} as const satisfies Partial<Record<Outcome, { shownBy: readonly JournalEntry['kind'][]; code: string }>>;

type Failure = keyof typeof FAILURES;
const isFailure = (outcome: Outcome): outcome is Failure => outcome in FAILURES;

/** What ends badly: on the row that shows it, or on a note. */
function markEnd(data: DataConnection, dialogue: DialogueRows, rows: Placed[], own: readonly Placed[]): void {
  const number = announcementNumber(data);
  const end = own.at(-1);
  const note = (label: LadderFact, at: number): Placed => noteRow(`n${data.id}`, label, data.connection, data, at);
  const live = data.session.captureEnd === undefined;
  if (data.outcome === 'incomplete' && end !== undefined)
    rows.push(note(say('end-missing', { number, live: live && !data.session.control.closed }), end.at + 0.2));
  if (data.outcome === 'not-captured') {
    rows.push(note(say('connection-missing', { number }), placeAfter(data) + 0.2));
    return;
  }
  if (!isFailure(data.outcome)) return;
  if (undecided(data)) {
    const syn = own.find((candidate) => candidate.entry?.kind === 'syn');
    if (syn !== undefined) syn.remarks.push(say('no-answer', { live }));
    else rows.push(note(say('not-connected', { number, live }), placeAfter(data) + 0.2));
    return;
  }
  const row = rowOfFailure(data, data.outcome, dialogue, own);
  if (row === undefined) {
    const failed = note(failureOf(data, data.outcome, number), (end?.at ?? placeAfter(data)) + 0.2);
    failed.announcement = { number, role: 'failed' };
    rows.push(failed);
    return;
  }
  // The ICMP error's own words are in the remark.
  if (row.kind === 'trouble' && data.outcome === 'prohibited') row.remarks = [];
  if (row.announcement === null) mark(row, number, 'failed', failureOf(data, data.outcome, number));
  else row.remarks.push(failureOf(data, data.outcome, null));
  row.tone = 'bad';
}

/** The row that shows how it failed. */
function rowOfFailure(
  data: DataConnection,
  outcome: Failure,
  dialogue: DialogueRows,
  own: readonly Placed[],
): Placed | undefined {
  let row = outcome === 'rejected' ? rejection(data, dialogue) : undefined;
  for (const kind of FAILURES[outcome].shownBy) {
    const shows = (candidate: Placed): boolean => candidate.entry?.kind === kind;
    // Of several SYNs the last one failed for good; of several RSTs the first one broke the connection.
    row ??= kind === 'syn' ? own.findLast(shows) : own.find(shows);
  }
  return row;
}

/** The ICMP error's own words say more than that it prohibits. */
function failureOf(data: DataConnection, outcome: Failure, number: number | null): LadderFact {
  const { connection } = data;
  if (outcome !== 'prohibited' || connection?.icmpError == null) return say(FAILURES[outcome].code, { number });
  const { text, reporter } = connection.icmpError;
  return say('failed-icmp', { number, protocol: icmpName(connection), text: escapeText(text), reporter });
}

/** The reply that turned the announcement down. */
function rejection(data: DataConnection, dialogue: DialogueRows): Placed | undefined {
  if (data.exchange === null) return undefined;
  const final = data.exchange.replies.findLastIndex((reply) => reply.code >= 400);
  return final < 0 ? undefined : dialogue.replyRow(data.exchange, final);
}

/**
 * An announcement without a connection is settled by the end of the transfer that wanted it, else by the next announcement, else
 * by the end of the session.
 */
function placeAfter(data: DataConnection): number {
  const { session, transfer, exchange } = data;
  const final = transfer?.exchange.replies.at(-1);
  if (final !== undefined) return final.lastFrame;
  const next = nextDataConnection(data)?.exchange?.command;
  if (next != null) return next.frame - 0.8;
  return Math.max(session.control.lastFrame, exchange?.replies.at(-1)?.lastFrame ?? 0);
}

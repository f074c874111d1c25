/**
 * Ties an announcement to what became of it: '① waits on 44441' on the PORT or 227, '① kept' on the SYN, and on the row
 * where it broke - or on a note where no packet shows it - '✘' and why.
 */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection, Outcome, Verdict } from '../../ftp/protocol/session.js';
import type { JournalEntry } from '../../tcp/types.js';
import { differencesOf } from '../differences.js';
import { circled, formatCount, formatDuration, plural } from '../format.js';
import { icmpName } from '../reasons.js';
import { announcementNumber, nextDataConnection } from '../roles.js';
import type { AnnouncementMark, Tone } from '../rows.js';
import { contentBytesOf, refusedWord, restartWords, wrapperOf } from '../transfers.js';
import { passedUnseen, undecided } from '../undecided.js';
import { type DialogueRows, joinRemarks } from './dialogue.js';
import { noteRow } from './journal.js';
import type { Placed } from './placed.js';

/** Adds marks and remarks to the rows of one data connection; its own rows are rows[start ..]. */
export function markPromise(data: DataConnection, dialogue: DialogueRows, rows: Placed[], start: number): void {
  const number = announcementNumber(data);
  const sign = circled(number);
  const own = rows.slice(start);
  markMade(data, dialogue, number, sign);
  markKept(data, own, number, sign);
  markTransfer(data, dialogue, sign);
  markEnd(data, dialogue, rows, own, number, sign);
}

function mark(row: Placed, number: number, role: AnnouncementMark['role'], remark: string): void {
  row.announcement = { number, role };
  row.remark = joinRemarks([remark, row.remark]);
}

function markMade(data: DataConnection, dialogue: DialogueRows, number: number, sign: string): void {
  const { announced, exchange } = data;
  if (announced === null || exchange === null) return;
  let row = dialogue.commandRow(exchange);
  if (announced.by === 'server') {
    const at = exchange.replies.findIndex((r) => r.firstFrame <= announced.frame && announced.frame <= r.lastFrame);
    row = at < 0 ? undefined : dialogue.replyRow(exchange, at);
  }
  if (row === undefined) return;
  const sum = announced.arithmetic === null ? '' : ` = ${announced.arithmetic}`;
  mark(row, number, 'made', `${sign} waits on ${announced.port}${sum}`);
}

function markKept(data: DataConnection, own: readonly Placed[], number: number, sign: string): void {
  const { connection, announced } = data;
  const opening = own.find((row) => row.entry?.kind === 'syn') ?? own.find((row) => row.entry !== null);
  if (connection === null || opening === undefined) return;
  const differences = differencesOf(data);
  const failed = data.outcome === 'unanswered' || data.outcome === 'refused' || data.outcome === 'prohibited';
  if (announced === null) {
    const how =
      data.mode === 'DEFAULT'
        ? 'nothing announced: default data port'
        : data.exchange === null
          ? 'announcement not in this capture'
          : 'its announcement cannot be read';
    opening.remark = joinRemarks([`${sign} ${how}`, opening.remark]);
  } else if (failed) {
    // The SYN tried to keep it; the row that ended the attempt says so.
    mark(
      opening,
      number,
      'kept',
      `${sign} tried ${after(connection.firstTimeNs - announced.timeNs, data.session.coarseTimes)}`,
    );
  } else {
    mark(
      opening,
      number,
      'kept',
      `${sign} kept ${after(connection.firstTimeNs - announced.timeNs, data.session.coarseTimes)}`,
    );
  }
  // Differences stand on the rows below, where there is room, as long as these are the same connection's handshake.
  let next = own.indexOf(opening) + 1;
  for (const { text } of differences) {
    const row = own[next];
    if (!failed && row !== undefined && row.kind === 'handshake' && row.remark === '') row.remark = text;
    else opening.remark = joinRemarks([opening.remark, text]);
    next++;
  }
}

const after = (ns: number, coarse: boolean | undefined): string =>
  ns >= 0 ? `after ${formatDuration(ns, coarse)}` : `${formatDuration(-ns, coarse)} before the announcement was seen`;

function markTransfer(data: DataConnection, dialogue: DialogueRows, sign: string): void {
  const { transfer } = data;
  if (transfer === null) return;
  const { exchange } = transfer;
  const command = dialogue.commandRow(exchange);
  if (command !== undefined && command.remark === '' && announcedSince(data)) command.remark = `over ${sign}`;
  const final = exchange.replies.findLastIndex((reply) => reply.code === transfer.code);
  const row = final < 0 ? undefined : dialogue.replyRow(exchange, final);
  if (row === undefined || row.remark !== '') return;
  row.remark = `${sign} ${transferWords(data)}`;
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

function transferWords(data: DataConnection): string {
  const transfer = data.transfer!;
  const bytes = contentBytesOf(transfer);
  const travelled = wrapperOf(transfer) === null ? '' : ` (${formatCount(transfer.bytes)} travelled)`;
  switch (transfer.verdict) {
    case 'complete':
      return `✔ ${plural(bytes, 'byte')}${restartWords(transfer)}, complete${travelled}`;
    case 'truncated':
      return transfer.expectedBytes !== null && transfer.expectedBytes > bytes
        ? `✘ truncated: ${formatCount(bytes)} of ${plural(transfer.expectedBytes, 'byte')}`
        : `✘ truncated after ${plural(bytes, 'byte')}`;
    case 'refused':
      return `✘ ${refusedWord(transfer.code)}`;
    default:
      return plural(bytes, 'byte');
  }
}

/** For each bad end: the kinds of events that show it, the best first, and what to call it. */
const BREAKS: Partial<Record<Outcome, { readonly shownBy: readonly JournalEntry['kind'][]; readonly words: string }>> =
  {
    unanswered: { shownBy: ['icmp-error', 'syn'], words: 'never answered' },
    refused: { shownBy: ['rst'], words: 'refused by RST' },
    prohibited: { shownBy: ['icmp-error'], words: 'prohibited' },
    reset: { shownBy: ['rst'], words: 'reset in mid-transfer' },
    rejected: { shownBy: [], words: 'announcement rejected' },
    'never-used': { shownBy: [], words: 'nobody connected' },
  };

/** What ends badly: on the row that shows it, or on a note. */
function markEnd(
  data: DataConnection,
  dialogue: DialogueRows,
  rows: Placed[],
  own: readonly Placed[],
  number: number,
  sign: string,
): void {
  const end = own.at(-1);
  if (data.outcome === 'incomplete' && end !== undefined) {
    rows.push(
      noteRow(
        `n${data.id}`,
        `${sign} ${data.session.control.closed || data.session.captureEnd ? 'its end is not in this capture' : 'not closed so far'}`,
        data.connection,
        data,
        end.at + 0.2,
      ),
    );
  }
  const broken = BREAKS[data.outcome];
  if (broken === undefined) return;
  if (passedUnseen(data)) {
    const label = `${sign} its data connection is not in this capture`;
    rows.push(noteRow(`n${data.id}`, label, null, data, placeAfter(data) + 0.2));
    return;
  }
  if (undecided(data)) {
    const soFar = data.session.captureEnd === undefined ? 'so far' : 'in this capture';
    const syn = own.find((candidate) => candidate.entry?.kind === 'syn');
    if (syn === undefined)
      rows.push(
        noteRow(
          `n${data.id}`,
          `${sign} ${data.session.captureEnd === undefined ? 'nobody has connected so far' : 'nobody connected in this capture'}`,
          null,
          data,
          placeAfter(data) + 0.2,
        ),
      );
    else syn.remark = joinRemarks([syn.remark, `no answer ${soFar}`]);
    return;
  }
  const { connection } = data;
  // The ICMP error's own words say more than that it prohibits.
  const words =
    data.outcome === 'prohibited' && connection?.icmpError
      ? `${icmpName(connection)}: ${escapeText(connection.icmpError.text)} (${connection.icmpError.reporter})`
      : broken.words;
  let row = data.outcome === 'rejected' ? rejection(data, dialogue) : undefined;
  for (const kind of broken.shownBy) {
    const shows = (candidate: Placed): boolean => candidate.entry?.kind === kind;
    // Of several SYNs the last one failed for good; of several RSTs the first one broke the connection.
    row ??= kind === 'syn' ? own.findLast(shows) : own.find(shows);
  }
  if (row?.kind === 'trouble' && data.outcome === 'prohibited') row.remark = '';
  if (row === undefined) {
    const note = noteRow(`n${data.id}`, `${sign} ✘ ${words}`, data.connection, data, 0);
    note.at = (end?.at ?? placeAfter(data)) + 0.2;
    note.announcement = { number, role: 'broken' };
    rows.push(note);
    return;
  }
  if (row.announcement === null) mark(row, number, 'broken', `${sign} ✘ ${words}`);
  else row.remark = joinRemarks([row.remark, `✘ ${words}`]);
  row.tone = 'bad';
}

/** The reply that turned the announcement down. */
function rejection(data: DataConnection, dialogue: DialogueRows): Placed | undefined {
  if (data.exchange === null) return undefined;
  const final = data.exchange.replies.findLastIndex((reply) => reply.code >= 400);
  return final < 0 ? undefined : dialogue.replyRow(data.exchange, final);
}

/**
 * A announcement that nobody kept is settled by the end of the transfer that wanted it, else by the next announcement, else
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

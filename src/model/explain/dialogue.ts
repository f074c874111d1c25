/** Commands and replies. */
import { escapeText } from '../../bytes/text.js';
import { rowOf } from '../../ftp/protocol/commands.js';
import type { Exchange, Session } from '../../ftp/protocol/session.js';
import { formatDuration } from '../format.js';
import { telnetNames } from '../ladder/dialogue.js';
import { codeMeaning, digitMeaning } from '../replyCodes.js';
import type { LadderRow } from '../rows.js';
import { explainAnnouncement, explainMatch } from './announcement.js';
import type { Draft } from './draft.js';
import { explainTransfer } from './transfer.js';

/** Lines of a multi-line reply that an explanation shows. */
const SHOWN_LINES = 40;

export function explainCommand(row: LadderRow, session: Session, draft: Draft): void {
  const { exchange } = row;
  const command = exchange?.command;
  if (exchange === null || command == null) return;
  const known = rowOf(command.verb);
  if (known === undefined) draft.text(`${escapeText(command.verb)} is in no command table that ftp-sniff knows.`);
  else {
    draft.rfc = known.rfc.startsWith('RFC') ? known.rfc : null;
    draft.text(`${command.verb}: ${known.summary}.`);
    if (!known.rfc.startsWith('RFC')) draft.dim(`(${known.rfc})`);
  }
  if (known?.secret === true) {
    const hidden = session.tls !== null && session.tls.frame < command.frame;
    if (hidden) draft.text('Here it travels under TLS, and was decrypted with the session keys.');
    else draft.line('bad', 'It travels in clear text: whoever captures can read it.');
    if (session.secretFrames.has(command.frame)) draft.dim('It is masked here.');
  }
  const data = session.dataConnections.find((one) => one.exchange === exchange);
  if (data !== undefined) {
    if (data.announced?.by === 'client') explainAnnouncement(data, draft);
    explainMatch(data, draft);
  }
  if (known?.transfer !== undefined) explainTransfer(exchange, draft);
  if (command.telnet !== '') {
    draft.gap().text(`Telnet commands stand before it: ${telnetNames(command.telnet)}.`);
    draft.dim('RFC 959 §4.1.3: IP and Synch (urgent data) make a busy server look at the control connection.');
  }
  for (const oddity of command.oddities) draft.dim(`Unusual: ${escapeText(oddity)}.`);
  answers(exchange, session, draft);
}

function answers(exchange: Exchange, session: Session, draft: Draft): void {
  draft.gap();
  const final = exchange.replies.at(-1);
  if (final === undefined) draft.line('bad', 'No reply to it is in this capture.');
  else {
    const wait = formatDuration(
      Math.max(0, final.timeNs - (exchange.command?.timeNs ?? final.timeNs)),
      session.coarseTimes,
    );
    const codes = exchange.replies.map(({ code, lastFrame }) => `${code} (frame ${lastFrame})`).join(', then ');
    draft.text(`Answered by ${codes}, ${wait} after the command.`);
    draft.frame(...exchange.replies.map(({ lastFrame }) => lastFrame));
  }
  if (exchange.directory !== null) draft.dim(`Working directory: ${escapeText(exchange.directory)}`);
  if (exchange.doubt !== null) draft.line('bad', `Not certain: ${escapeText(exchange.doubt)}.`);
}

export function explainReply(row: LadderRow, session: Session, draft: Draft): void {
  const { exchange, reply } = row;
  if (exchange === null || reply === null) return;
  draft.rfc = 'RFC 959 §4.2';
  const meaning = codeMeaning(reply.code);
  const digits = digitMeaning(reply.code);
  if (meaning !== null) draft.text(`${reply.code}: ${meaning}.`);
  if (digits === null) draft.line('bad', `${reply.code} is not a reply code of FTP.`);
  else draft.dim(digits);
  const lines = reply.text.split('\n');
  if (lines.length > 1) {
    draft.gap();
    for (const line of lines.slice(0, SHOWN_LINES)) draft.value(escapeText(line));
    if (lines.length > SHOWN_LINES) draft.dim(`  ... ${lines.length - SHOWN_LINES} more lines`);
  }
  draft.gap();
  const { command } = exchange;
  if (command !== null) {
    const wait = formatDuration(Math.max(0, reply.timeNs - command.timeNs), session.coarseTimes);
    draft.text(
      `Answers ${escapeText(`${command.verb} ${command.argument}`.trimEnd().slice(0, 200))} (frame ${command.frame}) after ${wait}.`,
    );
    draft.frame(command.frame);
  } else if (exchange.index === 0 && reply.code < 400) draft.text('The greeting: the server speaks first.');
  else draft.text('It answers no command: the server sent it unasked.');
  const data = session.dataConnections.find((one) => one.exchange === exchange);
  if (data !== undefined && data.announced?.by !== 'client' && reply === exchange.replies.at(-1)) {
    explainAnnouncement(data, draft);
    explainMatch(data, draft);
  }
  if (exchange.dataConnection?.transfer?.exchange === exchange) explainTransfer(exchange, draft);
  for (const oddity of reply.oddities) draft.dim(`Unusual: ${escapeText(oddity)}.`);
  if (exchange.doubt !== null) draft.line('bad', `Not certain: ${escapeText(exchange.doubt)}.`);
}

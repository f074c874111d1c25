/** Commands and replies. */
import { escapeText } from '../../bytes/text.js';
import { isVerb, rowOf } from '../../ftp/protocol/commands.js';
import type { Exchange, Session } from '../../ftp/protocol/session.js';
import { telnetNames } from '../ladder/dialogue.js';
import { isFtpCode, isKnownCode } from '../replyCodes.js';
import type { LadderRow } from '../rows.js';
import { explainAnnouncement, explainMatch } from './announcement.js';
import type { Draft } from './draft.js';
import { AT_THE_END } from './explanation.js';
import { explainTransfer } from './transfer.js';

/** Lines of a multi-line reply that an explanation shows. */
const SHOWN_LINES = 40;
/** Characters of a command that an explanation of its reply quotes. */
const QUOTED_CHARACTERS = 200;

export function explainCommand(row: LadderRow, session: Session, draft: Draft): void {
  const { exchange } = row;
  const command = exchange?.command;
  if (exchange === null || command == null) return;
  const known = rowOf(command.verb);
  if (known === undefined || !isVerb(command.verb)) draft.text('unknown-command', { verb: escapeText(command.verb) });
  else {
    const isRfc = known.rfc?.startsWith('RFC') === true;
    draft.rfc = isRfc ? known.rfc : null;
    draft.text('command', { verb: command.verb });
    if (!isRfc) draft.dim('source', { draft: known.rfc, usedBy: known.usedBy });
  }
  if (known?.secret === true) {
    const hidden = session.tls !== null && session.tls.frame < command.frame;
    if (hidden) draft.text('secret-under-tls', {});
    else draft.bad('secret-in-clear', {});
    if (session.secretFrames.has(command.frame)) draft.dim('masked', {});
  }
  const data = session.dataConnections.find((one) => one.exchange === exchange);
  if (data !== undefined) {
    if (data.announced?.by === 'client') explainAnnouncement(data, draft);
    explainMatch(data, draft);
  }
  if (known?.transfer !== undefined) explainTransfer(exchange, draft);
  if (command.telnet !== '')
    draft
      .gap()
      .text('telnet', { names: telnetNames(command.telnet) })
      .dim('telnet-meaning', {});
  for (const oddity of command.oddities) draft.dim('oddity', { oddity });
  addReplies(exchange, session, draft);
}

function addReplies(exchange: Exchange, session: Session, draft: Draft): void {
  draft.gap();
  const final = exchange.replies.at(-1);
  draft.knownAt(final?.lastFrame ?? AT_THE_END);
  if (final === undefined) draft.bad('no-reply', {});
  else {
    const replies = exchange.replies.map(({ code, lastFrame }) => ({ code, frame: lastFrame }));
    const ns = Math.max(0, final.timeNs - (exchange.command?.timeNs ?? final.timeNs));
    draft.text('answered', { replies, ns, coarse: session.coarseTimes }).frame(...replies.map(({ frame }) => frame));
  }
  addDoubt(exchange, draft);
  draft.knownAt(null);
  if (exchange.directory !== null) draft.dim('directory', { path: escapeText(exchange.directory) });
}

function addDoubt({ doubt }: Exchange, draft: Draft): void {
  if (doubt !== null) draft.bad('doubt', { doubt });
}

export function explainReply(row: LadderRow, session: Session, draft: Draft): void {
  const { exchange, reply } = row;
  if (exchange === null || reply === null) return;
  const { code } = reply;
  draft.rfc = 'RFC 959 §4.2';
  if (isKnownCode(code)) draft.text('reply-code', { code });
  if (isFtpCode(code)) draft.dim('reply-digits', { code });
  else draft.bad('unknown-code', { code });
  const lines = reply.text.split('\n');
  if (lines.length > 1) {
    draft.gap();
    for (const line of lines.slice(0, SHOWN_LINES)) draft.value('reply-text', { text: escapeText(line) });
    if (lines.length > SHOWN_LINES) draft.dim('more-lines', { count: lines.length - SHOWN_LINES });
  }
  draft.gap();
  const { command } = exchange;
  if (command !== null) {
    draft.text('answers', {
      command: escapeText(`${command.verb} ${command.argument}`.trimEnd().slice(0, QUOTED_CHARACTERS)),
      frame: command.frame,
      ns: Math.max(0, reply.timeNs - command.timeNs),
      coarse: session.coarseTimes,
    });
    draft.frame(command.frame);
  } else draft.text(exchange.index === 0 && code < 400 ? 'greeting' : 'unasked', {});
  const data = session.dataConnections.find((one) => one.exchange === exchange);
  if (data !== undefined && data.announced?.by !== 'client' && reply === exchange.replies.at(-1)) {
    explainAnnouncement(data, draft);
    explainMatch(data, draft);
  }
  if (exchange.dataConnection?.transfer?.exchange === exchange) explainTransfer(exchange, draft);
  for (const oddity of reply.oddities) draft.dim('oddity', { oddity });
  addDoubt(exchange, draft);
}

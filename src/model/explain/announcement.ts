/** What was announced and what became of it. */
import { escapeText } from '../../bytes/text.js';
import { formOf } from '../../ftp/protocol/announcements.js';
import type { DataConnection } from '../../ftp/protocol/session.js';
import { portClass } from '../../wire/ports.js';
import { differencesOf } from '../differences.js';
import { circled, formatDuration, formatEndpoint } from '../format.js';
import { EPHEMERAL, portWords } from '../ports.js';
import { icmpName, reasonsOf, synWords } from '../reasons.js';
import { announcementNumber, defaultDataPort, isActive } from '../roles.js';
import { passedUnseen, undecided } from '../undecided.js';
import type { Draft } from './draft.js';

/** The announced endpoint, its arithmetic and its port's class. */
export function explainAnnouncement(data: DataConnection, draft: Draft): void {
  const { announced, mode, session } = data;
  if (announced === null) return;
  const who = announced.by;
  draft.text(`The ${who} announces where it waits for the data connection: address ${announced.address}, port`);
  const sum =
    announced.arithmetic === null ? '' : `${announced.arithmetic.replaceAll('×', ' × ').replaceAll('+', ' + ')} = `;
  draft.value(sum + portWords(announced.port));
  if (formOf(mode)?.portOnly) draft.text('A 229 reply names no address: it is that of the control connection.');
  const own = session[who].address;
  if (announced.address !== own) {
    draft.line('bad', `This is not the ${who}'s own address, ${own}: ${foreignWords(data)}`);
  }
  if (portClass(announced.port) === 'registered') draft.dim(EPHEMERAL);
  draft.text(
    isActive(mode)
      ? 'Active mode: the server will open the connection to this port.'
      : 'Passive mode: the client will open the connection to this port.',
  );
  draft.frame(announced.frame);
}

function foreignWords(data: DataConnection): string {
  if (data.partner !== null) return 'a third-party transfer (FXP), RFC 959 figure 3.';
  if (data.announced?.address === '0.0.0.0' || data.announced?.address === '::')
    return 'a server that does not know its address.';
  return 'NAT, a third host, or a wrong setting.';
}

/** 'Announcement ①: kept after 420 µs by frame 16', how certain, why; or how it broke. */
export function explainMatch(data: DataConnection, draft: Draft): void {
  const { announced, connection, outcome, confidence } = data;
  const name = `Announcement ${circled(announcementNumber(data))}`;
  draft.gap();
  if (connection === null) {
    if (outcome === 'rejected') {
      const reply = data.exchange?.replies.at(-1);
      draft.line(
        'bad',
        `${name}: rejected by the server${reply === undefined ? '' : ` with ${reply.code} (frame ${reply.lastFrame})`}.`,
      );
      draft.frame(reply?.lastFrame ?? null);
    } else if (passedUnseen(data)) {
      draft.text(
        `${name}: the transfer succeeded, but its data connection is not in this capture: filtered out, or it passed elsewhere.`,
      );
    } else draft.line('bad', `${name}: nobody connected to this port in this capture.`);
    addBecause(data, draft);
    return;
  }
  const { syn } = connection.handshake;
  const opened = `${formatEndpoint(connection.initiator)} → ${formatEndpoint(connection.responder)}`;
  const late =
    announced === null
      ? ''
      : ` after ${formatDuration(Math.max(0, connection.firstTimeNs - announced.timeNs), data.session.coarseTimes)}`;
  const by = syn === null ? '' : ` by frame ${syn}`;
  const failures: Partial<Record<typeof outcome, string>> = {
    unanswered: undecided(data)
      ? 'the capture shows no answer to the SYN.'
      : `nobody answered ${synWords(connection)}.`,
    refused: 'the SYN was refused with RST.',
    prohibited: `the SYN was answered by ${icmpName(connection)}: ${escapeText(connection.icmpError?.text ?? 'an error')} (from ${connection.icmpError?.reporter ?? 'unknown'}).`,
  };
  const failure = failures[outcome];
  if (failure !== undefined) draft.line('bad', `${name}: tried${late}${by}, but ${failure}`);
  else if (announced === null) draft.text(`${name}: nothing was announced; this connection carried the data${by}.`);
  else draft.line('good', `${name}: kept${late}${by}:`);
  draft.value(opened);
  if (confidence !== null) draft.text(`  ${confidence}`);
  addBecause(data, draft);
  for (const { kind, text } of differencesOf(data)) {
    draft.text(kind === 'from-port' ? portNote(data) : `  ${text}`);
  }
  draft.frame(syn, connection.handshake.synAck, connection.handshake.ack, announced?.frame ?? null);
}

function portNote(data: DataConnection): string {
  return `The server came from port ${data.connection!.initiator.port}, not ${defaultDataPort(data.session)} (one below the control port: RFC 959's default); usual for servers without root.`;
}

function addBecause(data: DataConnection, draft: Draft): void {
  for (const fact of reasonsOf(data)) {
    draft.fact('dim', { area: 'evidence', fact });
    draft.frame(...fact.frames);
  }
}

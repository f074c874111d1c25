/** Headings and notes. */
import { formOf } from '../../ftp/protocol/announcements.js';
import type { Session } from '../../ftp/protocol/session.js';
import { formatEndpoint, plural } from '../format.js';
import { recognitionName } from '../recognition.js';
import { isActive } from '../roles.js';
import type { LadderRow } from '../rows.js';
import { explainAnnouncement, explainMatch } from './announcement.js';
import type { Draft } from './draft.js';
import { explainTransfer } from './transfer.js';

export function explainSection(row: LadderRow, session: Session, draft: Draft): void {
  const data = row.dataConnection;
  if (data === null) {
    draft.rfc = 'RFC 959 §2.2';
    draft.text(
      'The control connection carries commands and replies as lines of text. It stays open for the whole session; files travel on data connections of their own.',
    );
    draft.gap();
    draft.value(`client ${formatEndpoint(session.client)}`);
    draft.value(`server ${formatEndpoint(session.server)}`);
    draft.text(
      `${plural(session.exchanges.length, 'exchange')}, ${plural(session.dataConnections.length, 'data connection')}. Recognised by ${recognitionName(session)}.`,
    );
    return;
  }
  draft.rfc = formOf(data.mode)?.rfc ?? 'RFC 959 §3.2';
  draft.text(
    isActive(data.mode)
      ? 'A data connection in active mode: the client waits, the server connects. It carries one file or listing and is then closed.'
      : 'A data connection in passive mode: the server waits, the client connects. It carries one file or listing and is then closed.',
  );
  draft.gap();
  explainAnnouncement(data, draft);
  explainMatch(data, draft);
  if (data.transfer !== null) explainTransfer(data.transfer.exchange, draft);
}

export function explainNote(row: LadderRow, session: Session, draft: Draft): void {
  const data = row.dataConnection;
  if (row.topic === 'tls' && session.tls !== null) {
    draft.rfc = 'RFC 4217';
    draft.text(
      `TLS protects the control connection from here on (${session.tls.startedBy}, frame ${session.tls.frame}).`,
    );
    if (!session.tls.decrypted) {
      draft.text(
        'Commands, replies, names and announced ports cannot be read any more. Addresses, ports, times and lengths of what passes can.',
      );
    }
    draft.frame(session.tls.frame);
    return;
  }
  if (row.topic === 'clear-again') {
    draft.rfc = 'RFC 4217';
    draft.text(
      'CCC ended TLS on the control connection: commands and replies can be read again. Passwords went before it.',
    );
  }
  if (data === null) return;
  if (data.outcome === 'incomplete')
    draft.text('The capture ends, or the connection is still open: how it ends cannot be seen.');
  explainAnnouncement(data, draft);
  explainMatch(data, draft);
}

/** Headings and notes. */
import { formOf } from '../../ftp/protocol/announcements.js';
import type { Session } from '../../ftp/protocol/session.js';
import { isActive } from '../roles.js';
import type { LadderRow } from '../rows.js';
import { explainAnnouncement, explainMatch } from './announcement.js';
import type { Draft } from './draft.js';
import { explainTransfer } from './transfer.js';

export function explainSection(row: LadderRow, session: Session, draft: Draft): void {
  const data = row.dataConnection;
  if (data === null) {
    draft.rfc = 'RFC 959 §2.2';
    draft.text('control-connection', {}).gap();
    draft.value('client', { endpoint: session.client }).value('server', { endpoint: session.server });
    draft.text('counts', {
      exchanges: session.exchanges.length,
      dataConnections: session.dataConnections.length,
      recognisedBy: session.recognisedBy,
    });
    return;
  }
  draft.rfc = formOf(data.mode)?.rfc ?? 'RFC 959 §3.2';
  draft.text('data-connection', { mode: data.mode, active: isActive(data.mode) }).gap();
  explainAnnouncement(data, draft);
  explainMatch(data, draft);
  if (data.transfer !== null) explainTransfer(data.transfer.exchange, draft);
}

export function explainNote(row: LadderRow, session: Session, draft: Draft): void {
  const data = row.dataConnection;
  if (row.topic === 'tls' && session.tls !== null) {
    const { startedBy, frame, decrypted } = session.tls;
    draft.rfc = 'RFC 4217';
    draft.text('tls-begins', { startedBy, frame }).frame(frame);
    if (!decrypted) draft.text('tls-hides', {});
    return;
  }
  if (row.topic === 'clear-again') {
    draft.rfc = 'RFC 4217';
    draft.text('clear-again', {});
  }
  if (data === null) return;
  if (data.outcome === 'incomplete') draft.text('end-missing', {});
  explainAnnouncement(data, draft);
  explainMatch(data, draft);
}

/** FTPS that fails: alerts, sessions that are not resumed, clear text where TLS was agreed on, a handshake that stands still. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { Session } from '../../ftp/protocol/session.js';
import type { Connection, Side } from '../../tcp/types.js';
import { alertName } from '../../tls/alerts.js';
import { contentOf } from '../../tls/content.js';
import { ALERT, type TlsAlert, type TlsFacts } from '../../tls/facts.js';
import { RECORD } from '../../tls/records.js';
import { isWhole } from '../coverage.js';
import type { Role } from './codes.js';
import { commandRef, exchangeFrames, type Finding, finalReply, finding } from './finding.js';

/** A ClientHello that waits longer will not be answered. */
const WAITS_NS = 5 * NS_PER_SECOND;
/** RFC 4217 §10.2 and vsftpd's require_ssl_reuse: the data connection does not resume the session of the control connection. */
const REUSE_REQUIRED = 522;

const roleOf = (session: Session, side: Side): Role => (side === session.clientSide ? 'client' : 'server');
/** On a data connection the client of TLS is the client of FTP (RFC 4217 §7). */
const roleOn = (facts: TlsFacts, side: Side): Role => (side === facts.client ? 'client' : 'server');

/** Alerts that ended the handshake of the control connection or of a data connection. */
export function* tlsAlerts(session: Session): Iterable<Finding> {
  const { tls } = session;
  if (tls !== null) {
    const alert = fatal(tls.facts);
    if (alert !== null) yield alerted(null, tls.facts, alert, roleOf(session, alert.from), [tls.frame]);
  }
  for (const data of session.dataConnections) {
    if (data.tls === null) continue;
    const alert = fatal(data.tls);
    const frames = exchangeFrames(data.transfer?.exchange ?? null);
    if (alert !== null) yield alerted(data.id, data.tls, alert, roleOn(data.tls, alert.from), frames);
  }
}

/** In the clear, or read with keys; an encrypted one in the place of Finished ends the handshake too. */
function fatal(facts: TlsFacts): TlsAlert | null {
  // An alert that comes later ends the connection, not the handshake.
  if (facts.handshake !== 'failed') return null;
  const named = facts.alerts.find(
    ({ level, description }) => description !== null && description !== ALERT.CLOSE_NOTIFY && level === ALERT.FATAL,
  );
  return named ?? facts.alerts[0] ?? null;
}

function alerted(
  id: string | null,
  facts: TlsFacts,
  alert: TlsAlert,
  by: Role,
  frames: readonly (number | null)[],
): Finding {
  const name = alert.description === null ? null : alertName(alert.description);
  return finding('tls-alert', 'warning', { id, by, alert: name, number: alert.description }, [
    ...frames,
    facts.clientHello?.frame,
    alert.frame,
  ]);
}

/** Clear text inside a connection whose TLS had begun. */
export function* clearInTls({ tls, clientSide, exchanges }: Session): Iterable<Finding> {
  const clear = tls?.clear.find(({ agreed, from }) => !agreed && from !== clientSide);
  if (clear === undefined) return;
  const exchange = exchanges.find(({ replies }) =>
    replies.some(({ firstFrame, lastFrame }) => clear.frame >= firstFrame && clear.frame <= lastFrame),
  );
  const params = {
    reply: exchange === undefined ? null : finalReply(exchange),
    command: exchange?.command == null ? null : commandRef(exchange),
  };
  yield finding('clear-in-tls', 'warning', params, [clear.frame, exchange?.command?.frame]);
}

/** The ClientHello was not answered. */
export function* tlsUnanswered(session: Session): Iterable<Finding> {
  const { tls, control } = session;
  if (tls !== null && waits(tls.facts, control, session))
    yield finding(
      'tls-unanswered',
      'warning',
      { id: null, waitedNs: control.lastTimeNs - tls.facts.clientHello!.timeNs },
      [tls.frame, tls.facts.clientHello!.frame],
    );
  for (const { tls: facts, connection, id, transfer } of session.dataConnections) {
    if (facts === null || connection === null || !waits(facts, connection, session)) continue;
    const waitedNs = connection.lastTimeNs - facts.clientHello!.timeNs;
    yield finding('tls-unanswered', 'warning', { id, waitedNs }, [
      ...exchangeFrames(transfer?.exchange ?? null),
      facts.clientHello!.frame,
    ]);
  }
}

function waits(facts: TlsFacts, connection: Connection, { captureEnd }: Session): boolean {
  if (facts.handshake !== 'unanswered' || facts.clientHello === null || !isWhole(connection)) return false;
  const ended = connection.teardown.kind !== 'none' || captureEnd !== undefined;
  return ended && connection.lastTimeNs - facts.clientHello.timeNs >= WAITS_NS;
}

/** The sender of a file ended the data connection without close_notify: whether it is whole cannot be told from TLS. */
export function* tlsNotClosed(session: Session): Iterable<Finding> {
  for (const { id, tls: facts, connection, transfer, inferred } of session.dataConnections) {
    const sender = transfer?.sender ?? inferred?.sender;
    if (facts === null || connection === null || sender == null) continue;
    if (facts.handshake !== 'done' || !neverClosed(facts, sender)) continue;
    const fin = connection.teardown.fins.find(({ from }) => from === sender)?.frame ?? null;
    if (fin === null || !isWhole(connection)) continue;
    const failed = transfer !== null && transfer.code !== null && transfer.code >= 400;
    yield finding(
      'tls-not-closed',
      failed ? 'warning' : 'info',
      {
        id,
        command: transfer && commandRef(transfer.exchange),
        by: roleOn(facts, sender),
        reply: failed ? finalReply(transfer.exchange) : null,
      },
      [...exchangeFrames(transfer?.exchange ?? null), fin],
    );
  }
}

/** Read to its end, or (keys are not known) ended by a record that is no alert by its type or, in TLS 1.3, by its length. */
function neverClosed(facts: TlsFacts, sender: Side): boolean {
  if (facts.closeNotify[sender] !== null) return false;
  if (facts.read[sender]) return true;
  const { last, broken } = facts.trace[sender];
  return last !== null && !broken && facts.closing(sender) === null && contentOf(facts, sender)?.exact === true;
}

/** 522: the server wants the data connection to resume the session of the control connection. */
export function* tlsNotResumed(session: Session): Iterable<Finding> {
  for (const data of session.dataConnections) {
    const { transfer, tls: facts } = data;
    if (transfer === null || transfer.code !== REUSE_REQUIRED || facts === null || session.tls === null) continue;
    yield finding(
      'tls-not-resumed',
      'warning',
      {
        id: data.id,
        command: commandRef(transfer.exchange),
        reply: finalReply(transfer.exchange),
        full: facts.resumption === 'full',
      },
      [...exchangeFrames(transfer.exchange), facts.clientHello?.frame, facts.serverHello?.frame],
    );
  }
}

/** Bytes of records that follow the handshake of TLS 1.3 and carry no data: tickets and alerts. */
const TLS13_EXTRAS = 700;

/** Under a dialogue that cannot be read: data connections that shook hands in full and were closed without data. */
export function* handshakeOnly(session: Session): Iterable<Finding> {
  if (session.tls === null || session.tls.decrypted) return;
  const withTls = session.dataConnections.filter(({ tls, connection }) => tls !== null && connection !== null);
  if (withTls.some(({ transfer }) => transfer?.verdict === 'complete')) return;
  const empty = withTls.filter(
    ({ tls }) => tls!.handshake === 'done' && tls!.resumption === 'full' && !carriesData(tls!),
  );
  // Where others carried data, these were most likely empty listings.
  if (empty.length === 0 || empty.length < withTls.length) return;
  const { connection, tls: facts } = empty[0]!;
  const { initiator, responder, firstFrame, lastFrame, teardown } = connection!;
  const by = teardown.fins[0]?.from ?? teardown.rst?.from ?? null;
  yield finding(
    'hidden-handshake-only',
    'warning',
    {
      session: session.id,
      count: empty.length,
      from: initiator,
      to: responder,
      firstFrame,
      lastFrame,
      closedBy: by === null ? null : roleOn(facts!, by),
    },
    empty.flatMap(({ connection: each }) => [each!.firstFrame, each!.teardown.fins[0]?.frame, each!.lastFrame]),
  );
}

function carriesData(facts: TlsFacts): boolean {
  const { initiator, responder } = facts.trace;
  if (!facts.tls13) return initiator.dataRecords + responder.dataRecords > 0;
  const client = facts.client === 'initiator' ? initiator : responder;
  const server = facts.client === 'initiator' ? responder : initiator;
  const finished = client.records.find(({ type }) => type === RECORD.APPLICATION_DATA);
  if (finished === undefined) return false;
  const sent = client.dataBytes - finished.bytes;
  const received = server.records
    .filter(({ frame, type }) => type === RECORD.APPLICATION_DATA && frame > finished.frame)
    .reduce((sum, { bytes }) => sum + bytes, 0);
  return sent > TLS13_EXTRAS || received > TLS13_EXTRAS;
}

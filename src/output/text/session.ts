/** One session: who, what, the ladder, the data connections, the transfers, the findings. */

import { escapeText } from '../../bytes/text.js';
import type { Session } from '../../ftp/protocol/session.js';
import { MASK } from '../../ftp/session.js';
import { findingsOf } from '../../model/findings.js';
import { formatDuration, formatEndpoint, plural } from '../../model/format.js';
import { buildLadder } from '../../model/ladder.js';
import { portShort } from '../../model/ports.js';
import { sessionTotals } from '../../model/summary.js';
import { tcpSummary } from '../../model/tcpSummary.js';
import { otherSide } from '../../tcp/types.js';
import type { Report, ReportStyle } from '../format.js';
import { drawLadder, extentOf, ladderHeader, ladderLayout } from '../ladder/text.js';
import { type StyledLine, span } from '../styles.js';
import { dataConnectionLines } from './dataConnection.js';
import { findingLines } from './findings.js';
import { field, heading } from './lines.js';
import { transferLines } from './transfers.js';

export function* sessionLines(session: Session, report: Report, style: ReportStyle): Generator<StyledLine> {
  const { width, verbosity } = style;
  yield heading(`Session ${session.id}: ${formatEndpoint(session.client)} → ${formatEndpoint(session.server)}`, width);
  yield* field('user', userWords(session), width);
  yield* field('recognised', report.texts.report.recognisedBy(session.recognisedBy), width);
  yield* field('control', controlWords(session), width);
  if (verbosity > 0) yield* field('TCP', tcpSummary(session.control), width);
  if (session.tls !== null) yield* field('TLS', tlsWords(session.tls), width);
  yield* field('ports', portsWords(session), width);
  yield* field('in all', sessionTotals(session), width);
  yield [];
  const rows = buildLadder(session);
  const layout = ladderLayout({
    width,
    ascii: style.ascii,
    zeroNs: report.view.firstTimeNs ?? 0,
    epochSeconds: report.view.epochSeconds,
    fractionDigits: report.info.fractionDigits,
    fullReplies: style.verbosity > 0,
    coarseTimes: session.coarseTimes,
    ...extentOf(rows),
  });
  yield* ladderHeader(session, layout);
  yield* drawLadder(rows, layout);
  yield* allDataConnections(session, report, style);
  yield [];
  yield* transferLines(session, style);
  yield [];
  const findings = findingsOf(session);
  if (findings.length > 0) yield* findingLines('Findings', findings, style);
}

/** Announcements without a connection that are described one by one, unless -v asks for all. */
const SHOWN_WITHOUT_CONNECTION = 10;

function* allDataConnections(session: Session, { texts }: Report, style: ReportStyle): Generator<StyledLine> {
  let without = 0;
  let hidden = 0;
  for (const data of session.dataConnections) {
    if (data.connection === null && ++without > SHOWN_WITHOUT_CONNECTION && style.verbosity === 0) {
      hidden++;
      continue;
    }
    yield [];
    yield* dataConnectionLines(data, style, texts);
  }
  if (hidden === 0) return;
  yield [];
  yield [span(`... and ${plural(hidden, 'more announcement')} that no connection followed (-v shows all)`, 'dim')];
}

function userWords(session: Session): string {
  const { user, password, loggedIn } = session;
  const state =
    loggedIn === true ? 'logged in' : loggedIn === false ? 'not logged in' : 'whether logged in is not known';
  if (user === null) return `not seen; ${state}`;
  const secret =
    password === null
      ? ''
      : password === MASK
        ? ', password sent (masked here)'
        : `, password "${escapeText(password)}"`;
  return `${escapeText(user)}, ${state}${secret}`;
}

function controlWords(session: Session): string {
  const { control } = session;
  const { fins, rst, kind, unseenFins } = control.teardown;
  const role = (side: 'initiator' | 'responder'): string => (side === session.clientSide ? 'client' : 'server');
  const opened =
    control.handshake.syn === null
      ? 'already open when the capture began'
      : `opened by the ${role('initiator')} in frame ${control.handshake.syn}`;
  const lasted = formatDuration(control.lastTimeNs - control.firstTimeNs, session.coarseTimes);
  const by = fins[0] === undefined ? '' : ` by the ${role(fins[0].from)} first`;
  if (rst !== null) return `${opened}, ended by RST of the ${role(rst.from)} in frame ${rst.frame} after ${lasted}`;
  if (kind === 'fin') {
    if (fins.length === 2) return `${opened}, closed with FIN${by} after ${lasted}`;
    const other = role(otherSide(fins[0]!.from));
    const lack =
      unseenFins[0] === undefined
        ? `only (the ${other} sent no FIN in this capture)`
        : `(the FIN of the ${other} is not in the capture, but acknowledged in frame ${unseenFins[0].ackFrame})`;
    return `${opened}, closed by the ${role(fins[0]!.from)} ${lack}`;
  }
  return `${opened}, not closed in this capture; seen for ${lasted}`;
}

/** '55530 (client, dynamic), 21 (server, ftp, well-known)'. */
const portsWords = ({ client, server }: Session): string =>
  `${portShort(client.port, 'client')}, ${portShort(server.port, 'server')}`;

function tlsWords(tls: NonNullable<Session['tls']>): string {
  const how = tls.decrypted
    ? 'decrypted'
    : 'not decrypted: what was said cannot be read (--keylog FILE with its secrets would show it)';
  // The names come from our own tables; what the network chose stays a number.
  const chosen = tls.version && tls.cipherSuite ? `; ${tls.version}, ${tls.cipherSuite}` : '';
  return `${tls.startedBy === 'implicit' ? 'from' : 'after'} frame ${tls.frame} (${tls.startedBy}${chosen}), ${how}`;
}

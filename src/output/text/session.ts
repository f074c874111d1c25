/** One session: who, what, the ladder, the data connections, the transfers, the findings. */
import { escapeText } from '../../bytes/text.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import { type InferredDialogue, namedCommand } from '../../ftp/protocol/inferred.js';
import { MASK } from '../../ftp/protocol/secrets.js';
import type { Session } from '../../ftp/protocol/session.js';
import type { Tunnel } from '../../ftp/wrappers/wrapper.js';
import { findingsOf } from '../../model/findings.js';
import { buildLadder } from '../../model/ladder.js';
import { announcementTotals, isHidden, summarize } from '../../model/summary.js';
import { tcpSummaryOf } from '../../model/tcpSummary.js';
import { type SessionTiming, sessionTiming } from '../../model/timing/session.js';
import { otherSide } from '../../tcp/types.js';
import type { Texts } from '../../text/texts.js';
import type { Report, ReportStyle } from '../format.js';
import { drawLadder, extentOf, ladderHeader, ladderLayout } from '../ladder/text.js';
import { type StyledLine, span } from '../styles.js';
import { dataConnectionLines, stepTable } from './dataConnection.js';
import { findingLines } from './findings.js';
import { field, heading } from './lines.js';
import { transferLines } from './transfers.js';

export function* sessionLines(session: Session, report: Report, style: ReportStyle): Generator<StyledLine> {
  const { texts } = report;
  yield* headLines(session, style, texts);
  yield [];
  yield* ladderLines(session, report, style);
  yield* allDataConnections(session, report, style);
  yield [];
  yield* transferLines(session, style, texts);
  yield [];
  const findings = findingsOf(session);
  if (findings.length > 0) yield* findingLines(texts.report.findings.title, findings, style, texts);
}

function* headLines(session: Session, style: ReportStyle, texts: Texts): Generator<StyledLine> {
  const { width, verbosity } = style;
  const words = texts.report.session;
  const { labels } = words;
  yield heading(words.title(session.id, session.client, session.server, texts.format), width);
  yield* field(labels.user, userWords(session, texts), width);
  yield* field(labels.recognised, texts.report.recognisedBy(session.recognisedBy), width);
  if (session.tunnel !== null)
    yield* field(labels.proxy, words.tunnel(escapedTunnel(session.tunnel), texts.format), width);
  yield* field(labels.control, controlWords(session, texts), width);
  if (verbosity > 0) yield* field('TCP', texts.report.tcpSummary(tcpSummaryOf(session.control)), width);
  if (session.tls !== null) yield* field('TLS', tlsWords(session.tls, texts), width);
  if (session.inferred !== null)
    yield* field(labels.inferred, inferredWords(session.inferred, texts), width, { style: 'dim' });
  const { port, roles } = texts.report;
  const client = port(session.client.port, roles.client, true);
  yield* field(labels.ports, words.ports(client, port(session.server.port, roles.server)), width);
  yield* field(labels.total, totalWords(session, texts), width);
  const timing = sessionTiming(session);
  if (verbosity > 0 || timing.totalNs >= LONG_NS) yield* field(labels.time, timeWords(timing, texts), width);
}

/** Shorter sessions say where their time went with -v alone. */
const LONG_NS = 10 * NS_PER_SECOND;

function timeWords(timing: SessionTiming, { report, format }: Texts): string {
  const words = report.timing.session(timing, format);
  const { handshakeNs } = timing.rtt;
  return handshakeNs === null ? words : report.timing.roundTrip(words, handshakeNs, format);
}

const escapedTunnel = (tunnel: Tunnel): Tunnel =>
  tunnel.server === null
    ? tunnel
    : { ...tunnel, server: { address: escapeText(tunnel.server.address), port: tunnel.server.port } };

function* ladderLines(session: Session, report: Report, style: ReportStyle): Generator<StyledLine> {
  const rows = buildLadder(session);
  const layout = ladderLayout({
    width: style.width,
    ascii: style.ascii,
    texts: report.texts,
    zeroNs: report.view.firstTimeNs ?? 0,
    epochSeconds: report.view.epochSeconds,
    fractionDigits: report.info.fractionDigits,
    fullReplies: style.verbosity > 0,
    coarseTimes: session.coarseTimes,
    ...extentOf(rows),
  });
  yield* ladderHeader(session, layout);
  yield* drawLadder(rows, layout);
}

/** Announcements without a connection that are described one by one, unless -v asks for all. */
const SHOWN_WITHOUT_CONNECTION = 10;

/** The ten steps stand in tables where a session has so few data connections, or with -v. */
const TABLED = 4;

function* allDataConnections(session: Session, report: Report, style: ReportStyle): Generator<StyledLine> {
  const { texts } = report;
  const tabled = style.verbosity > 0 || session.dataConnections.length <= TABLED;
  let without = 0;
  let hidden = 0;
  for (const data of session.dataConnections) {
    if (data.connection === null && ++without > SHOWN_WITHOUT_CONNECTION && style.verbosity === 0) {
      hidden++;
      continue;
    }
    yield [];
    yield* dataConnectionLines(data, style, texts, tabled);
    if (tabled) yield* stepTable(data, report.view.firstTimeNs ?? 0, style.width, texts);
  }
  if (hidden === 0) return;
  yield [];
  yield [span(texts.report.session.moreAnnouncements(hidden, texts.format), 'dim')];
}

function userWords({ user, password, loggedIn }: Session, { report }: Texts): string {
  const words = report.session;
  const login = loggedIn === true ? words.loggedIn : loggedIn === false ? words.notLoggedIn : words.loginUnknown;
  if (user === null) return words.noUser(login);
  const name = escapeText(user);
  if (password === null) return words.user(name, login);
  return password === MASK ? words.userMasked(name, login) : words.userPassword(name, login, escapeText(password));
}

function controlWords({ control, clientSide, coarseTimes }: Session, { report, format }: Texts): string {
  const words = report.session;
  const { fins, rst, unseenFins } = control.teardown;
  const role = (side: 'initiator' | 'responder'): string => report.roles[side === clientSide ? 'client' : 'server'];
  const { syn } = control.handshake;
  const begun = syn === null ? words.alreadyOpen : words.opened(role('initiator'), syn);
  const ns = control.lastTimeNs - control.firstTimeNs;
  if (rst !== null) return words.endedByRst(begun, role(rst.from), rst.frame, ns, coarseTimes, format);
  const [first] = fins;
  if (first === undefined) return words.notClosed(begun, ns, coarseTimes, format);
  if (fins.length === 2) return words.closed(begun, role(first.from), ns, coarseTimes, format);
  const other = role(otherSide(first.from));
  const [unseen] = unseenFins;
  return unseen === undefined
    ? words.halfClosed(begun, role(first.from), other)
    : words.finMissing(begun, role(first.from), other, unseen.ackFrame);
}

function inferredWords({ family, turns }: InferredDialogue, { report, format }: Texts): string {
  const commands = turns.filter(({ command }) => command !== null);
  return report.session.inferred(family, commands.length, commands.filter((turn) => namedCommand(turn)).length, format);
}

/** The names come from our own tables; what the network chose stays a number. */
function tlsWords(tls: NonNullable<Session['tls']>, { report }: Texts): string {
  const chosen = tls.version && tls.cipherSuite ? `${tls.version}, ${tls.cipherSuite}` : null;
  return report.session.tls(tls.startedBy === 'implicit', tls.frame, tls.startedBy, chosen, tls.decrypted);
}

function totalWords(session: Session, { report, format }: Texts): string {
  const summary = summarize(session);
  const hidden = isHidden(session);
  const announcements = announcementTotals(session);
  if (hidden && announcements.total === 0) return report.session.hidden(summary.commands, format);
  const { commands, modes } = summary;
  return report.session.total(
    {
      commands,
      modes,
      announcements,
      transfers: summary,
      bytes: summary.transfers === summary.refused ? null : summary.bytes,
      partlyHidden: hidden,
    },
    format,
  );
}

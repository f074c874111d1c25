/**
 * Which connections are the data connections of a session that nobody can read: each candidate gets points for what
 * speaks for it and loses them for what speaks against it. Every point has its frames.
 */

import { lazy } from '../../bytes/lazy.js';
import { NS_PER_SECOND } from '../../bytes/units.js';
import { factsOf } from '../../fact.js';
import type { Timeline } from '../../tcp/timeline.js';
import type { Connection } from '../../tcp/types.js';
import { contentOf, covers, TICKET_AROUND_BYTES } from '../../tls/content.js';
import type { TlsFacts } from '../../tls/facts.js';
import type { Evidence, EvidenceParams } from '../codes.js';
import { FAMILIES, type Family } from './families.js';
import { NO_ADDRESS } from './forms.js';
import type { ControlView, Message } from './messages.js';

const evidence = factsOf<EvidenceParams>();

/** A session as far as linking is concerned. */
export type LinkedSession = {
  readonly view: ControlView;
  readonly facts: TlsFacts;
  readonly client: string;
  readonly server: string;
  readonly controlPort: number;
  /** The program that its reply to AUTH tells; null: not known. */
  readonly family: string | null;
  /** The client went on in clear text (CCC). */
  readonly leaves: boolean;
  readonly timeline: Timeline;
  /** Where the handshake was over, and where the control connection ends, on the timeline. */
  readonly fromNs: number;
  readonly untilNs: number;
};

export type Candidate = {
  readonly connection: Connection;
  /** null: nothing has passed, or what passed is no TLS. */
  readonly tls: TlsFacts | null;
  /** Something has passed, and it is no TLS. */
  readonly clear: boolean;
};

export type Scored = {
  readonly candidate: Candidate;
  readonly points: number;
  readonly mode: 'PASV' | 'EPSV' | 'PORT' | 'EPRT';
  /** What announced it: the server's reply in passive mode, the client's command in active mode. */
  readonly announcement: Message;
  /** The session that it resumes is known to be this one's. */
  readonly resumes: boolean;
  readonly because: readonly Evidence[];
};

/** Points from which a connection is taken for likely, and for possible. */
export const LIKELY = 12;
export const POSSIBLE = 8;

/** A reply may come so much before or after the data connection's end. */
const LATE_NS = 0.5 * NS_PER_SECOND;
/** Packets of two connections may be captured in another order than they were sent. */
const DISORDER_NS = 0.02 * NS_PER_SECOND;

const LINE_END_BYTES = 2;
type Announcing = { readonly pasv: readonly number[]; readonly epsv: readonly number[] };

/** Lengths of 227 and 229 without their numbers, line end included, as one server writes them, or any. */
function textBytes(families: readonly Family[], verb: 'PASV' | 'EPSV'): number[] {
  const forms = families.flatMap((family) => family.forms[verb] ?? []);
  const announcing = forms.filter((form) => /\{[ag]\}/.test(form));
  return [...new Set(announcing.map((form) => form.replace(/\{[ag]\}/, '').length + LINE_END_BYTES))];
}

const BY_FAMILY = lazy(
  (): ReadonlyMap<string | null, Announcing> =>
    new Map<string | null, Announcing>([
      // Two that servers of no row may have.
      [null, { pasv: [...textBytes(FAMILIES, 'PASV'), 29, 32], epsv: [...textBytes(FAMILIES, 'EPSV'), 42, 45] }],
      ...FAMILIES.map(
        (each) => [each.name, { pasv: textBytes([each], 'PASV'), epsv: textBytes([each], 'EPSV') }] as const,
      ),
    ]),
);

const PASV_COMMAND_BYTES = 6;

const digits = (value: number): number => String(value).length;
/** '10,0,0,1,195,80': the points of the address are commas, two more numbers follow. */
const hostPortBytes = (address: string, port: number): number =>
  address.length + 2 + digits(port >> 8) + digits(port & 255);

/** null: it cannot be one. */
export function score(session: LinkedSession, candidate: Candidate): Scored | null {
  const { connection } = candidate;
  const synNs = beganNs(session, connection);
  if (synNs < session.fromNs || synNs > session.untilNs + DISORDER_NS) return null;
  const active = connection.initiator.address === session.server && connection.responder.address === session.client;
  const same = session.server === session.client;
  const port20 = connection.initiator.port === 20 || connection.initiator.port === session.controlPort - 1;
  return active && (!same || port20) ? scoreActive(session, candidate, port20) : scorePassive(session, candidate);
}

/** Moments on the timeline. */
const beganNs = ({ timeline }: LinkedSession, { firstFrame, firstTimeNs }: Connection): number =>
  timeline.at(firstFrame, firstTimeNs);
const sentNs = ({ timeline }: LinkedSession, { frame, timeNs }: Message): number => timeline.at(frame, timeNs);

/** The last message of one end that came before the connection. */
function lastBefore(session: LinkedSession, from: Message['from'], connection: Connection): number {
  const { messages } = session.view;
  const synNs = beganNs(session, connection);
  for (let i = messages.length - 1; i >= 0; i--) {
    const message = messages[i]!;
    if (message.from === from && (message.frame < connection.firstFrame || sentNs(session, message) < synNs)) return i;
  }
  return -1;
}

/** There is no IPv6 in a 227 (RFC 2428): some servers write 0.0.0.0, some the address all the same. */
const addressesIn227 = (address: string): readonly string[] =>
  address.includes(':') ? [NO_ADDRESS, address] : [address];

/** Whether a reply has room for the port of a connection: in 227, in 229. */
function roomFor(
  { family }: LinkedSession,
  reply: Message,
  { responder: { address, port } }: Connection,
): { pasv: boolean; epsv: boolean } {
  const { pasv, epsv } = BY_FAMILY().get(family)!;
  return {
    pasv: pasv.some((bytes) =>
      addressesIn227(address).some((each) => covers(reply, bytes + hostPortBytes(each, port))),
    ),
    epsv: epsv.some((bytes) => covers(reply, bytes + digits(port))),
  };
}

/** The reply that announces it: one before the last where the client had sent further commands before that came. */
function announcing(session: LinkedSession, connection: Connection, last: number): number {
  const { messages } = session.view;
  for (let at = last; at > 0; ) {
    const { pasv, epsv } = roomFor(session, messages[at]!, connection);
    if (pasv || epsv) return at;
    let command = at;
    while (command > 0 && messages[command]!.from === 'server') command--;
    const before = messages[command - 1];
    if (before?.from !== 'server' || before.frame < messages[command]!.frame) break;
    at = command - 1;
  }
  return last;
}

function scorePassive(session: LinkedSession, candidate: Candidate): Scored | null {
  const { connection } = candidate;
  const { messages } = session.view;
  const at = announcing(session, connection, lastBefore(session, 'server', connection));
  if (at < 0) return null;
  const reply = messages[at]!;
  const command = messages[at - 1];
  if (command?.from !== 'client') return null;
  const because: Evidence[] = [];
  const { port, address } = connection.responder;
  const { pasv, epsv } = roomFor(session, reply, connection);
  const exact = reply.min === reply.max;
  let points = pasv || epsv ? (exact ? 4 : 2) : -8;
  if (pasv || epsv)
    because.push(evidence('keyless-passive-length', { bytes: reply.max, port }, [reply.frame, connection.firstFrame]));
  points += covers(command, PASV_COMMAND_BYTES) ? 2 : covers(command, 8) ? 0 : -3;
  if (covers(command, PASV_COMMAND_BYTES))
    because.push(evidence('keyless-passive-command', { bytes: PASV_COMMAND_BYTES }, [command.frame]));
  points += gapPoints(session, reply, connection, because);
  if (port < 1024) points -= 4;
  const tls = identity(session, candidate, because);
  points += tls.points + aftermath(session, connection, because);
  const ipv6 = address.includes(':');
  const mode = (epsv && (!pasv || ipv6)) || (ipv6 && !pasv) ? 'EPSV' : 'PASV';
  return { candidate, points, mode, announcement: reply, resumes: tls.resumes, because };
}

/** Servers open few other connections to their clients. */
const OPENED_BY_SERVER = 2;
/** So many commands are looked at, the transfer command included. */
const COMMANDS_BETWEEN = 5;

function scoreActive(session: LinkedSession, candidate: Candidate, port20: boolean): Scored | null {
  const { connection } = candidate;
  const { messages } = session.view;
  const { address, port } = connection.responder;
  const portBytes = address.includes(':') ? 0 : 7 + hostPortBytes(address, port);
  const eprtBytes = 12 + address.length + digits(port);
  // PORT, TYPE, SIZE, REST, RETR: the announcement is not always the last command.
  let best: Message | null = null;
  let looked = 0;
  let at = lastBefore(session, 'client', connection);
  for (; at >= 0 && looked < COMMANDS_BETWEEN; at--) {
    const message = messages[at]!;
    if (message.from !== 'client') continue;
    looked++;
    if (!covers(message, portBytes) && !covers(message, eprtBytes)) continue;
    best = message;
    break;
  }
  const last = lastBefore(session, 'client', connection);
  const announcement = best ?? messages[last];
  if (!announcement) return null;
  const because: Evidence[] = [];
  let points = best ? (best.min === best.max ? 4 : 2) : -8;
  if (best)
    because.push(evidence('keyless-active-length', { bytes: best.max, port }, [best.frame, connection.firstFrame]));
  if (port20) {
    points += 3;
    because.push(evidence('keyless-data-port', { port: connection.initiator.port }, [connection.firstFrame]));
  }
  // The server opens it when it has read the transfer command.
  points += OPENED_BY_SERVER + gapPoints(session, messages[last]!, connection, because);
  const tls = identity(session, candidate, because);
  points += tls.points + aftermath(session, connection, because);
  const mode = address.includes(':') || (best && !covers(best, portBytes)) ? 'EPRT' : 'PORT';
  return { candidate, points, mode, announcement, resumes: tls.resumes, because };
}

function gapPoints(session: LinkedSession, message: Message, connection: Connection, because: Evidence[]): number {
  const gapNs = beganNs(session, connection) - sentNs(session, message);
  const seconds = gapNs / NS_PER_SECOND;
  const points = seconds < 0.05 ? 3 : seconds < 0.5 ? 2 : seconds < 3 ? 0 : -3;
  if (points > 0) because.push(evidence('keyless-at-once', { afterNs: gapNs }, [message.frame, connection.firstFrame]));
  return points;
}

/** A reply that comes when the connection has ended. */
function aftermath(session: LinkedSession, connection: Connection, because: Evidence[]): number {
  if (!connection.closed && connection.teardown.kind === 'none') return 0;
  const endNs = session.timeline.at(connection.lastFrame, connection.lastTimeNs);
  const after = session.view.messages.find((message) => {
    const ns = sentNs(session, message);
    return message.from === 'server' && Math.abs(ns - endNs) <= LATE_NS && ns > beganNs(session, connection);
  });
  if (!after) return -1;
  because.push(evidence('keyless-reply-at-end', {}, [after.frame]));
  return 1;
}

/** How much its TLS is that of the control connection. */
function identity(
  session: LinkedSession,
  { connection, tls, clear }: Candidate,
  because: Evidence[],
): { readonly points: number; readonly resumes: boolean } {
  if (clear) return { points: -2, resumes: false };
  // Where nothing passed, nothing speaks against it.
  if (tls === null) return { points: 0, resumes: false };
  if (tls.clientSays === null) return { points: connection.closed ? -2 : 0, resumes: false };
  const control = session.facts;
  const own = tls.clientSays;
  const hello = [tls.clientHello?.frame ?? connection.firstFrame];
  let points = talksBothWays(session, tls) ? BOTH_WAYS : 0;
  let resumes = false;
  const say = (
    code: 'keyless-session-id' | 'keyless-ticket' | 'keyless-psk' | 'keyless-certificate' | 'keyless-client',
  ) => because.push(evidence(code, {}, hello));
  const id = control.serverSays?.sessionId;
  if (!control.tls13 && own.sessionId.length > 0 && own.ticket === null) {
    resumes = id !== undefined && id.length > 0 && id.equals(own.sessionId);
    points += resumes ? 6 : -2;
    if (resumes) say('keyless-session-id');
  }
  if (own.ticket !== null) {
    const issued = control.tickets.some((ticket) => ticket.equals(own.ticket!));
    const offered = control.clientSays?.ticket?.equals(own.ticket) === true;
    resumes ||= issued;
    points += issued || offered ? 6 : control.tickets.some(({ length }) => length === own.ticket!.length) ? 3 : 1;
    if (issued) say('keyless-ticket');
  }
  if (own.pskBytes.length > 0) {
    points += 1;
    const fits = session.view.tickets.some((bytes) =>
      own.pskBytes.some((identityBytes) => bytes - identityBytes === TICKET_AROUND_BYTES),
    );
    if (fits) {
      points += 4;
      say('keyless-psk');
    }
  }
  if (control.clientSays !== null) {
    const alike = own.suites.equals(control.clientSays.suites);
    points += alike ? 2 : -2;
    if (alike) say('keyless-client');
    points += own.serverName === control.clientSays.serverName ? 1 : -1;
    // ALPN: a client of the web names its protocols, one of FTP does not.
    if (own.extensions.includes(ALPN) !== control.clientSays.extensions.includes(ALPN)) points -= 3;
  }
  if (tls.serverSays !== null && control.serverSays !== null)
    points +=
      tls.serverSays.version === control.serverSays.version && tls.serverSays.suite === control.serverSays.suite
        ? 1
        : -2;
  const [certificate] = tls.certificates;
  if (certificate && control.certificates[0]) {
    const alike = certificate.equals(control.certificates[0]);
    points += alike ? 3 : -5;
    if (alike) say('keyless-certificate');
  }
  return { points, resumes };
}

const ALPN = 16;

/** A data connection carries data one way; a request and its answer are something else. */
const BOTH_WAYS = -8;
/** Less than this is no request: TLS 1.3 renews its keys with messages of 5 bytes (RFC 8446 §4.6.3: KeyUpdate). */
const SHORTEST_REQUEST_BYTES = 16;

function talksBothWays({ view }: LinkedSession, tls: TlsFacts): boolean {
  if (tls.handshake !== 'done') return false;
  return (['initiator', 'responder'] as const).every((side) => {
    const content = contentOf(tls, side, view.tickets);
    return content?.exact === true && content.total.min >= SHORTEST_REQUEST_BYTES;
  });
}

/** A port of the server to which others connect that were not announced is a service. */
const SERVICE_ONCE = -5;
const SERVICE_OFTEN = -10;
const OFTEN = 3;

/** @param strangers connections to the same port that fit no announcement */
export function atService(one: Scored, strangers: number): Scored {
  if (strangers === 0 || one.resumes) return one;
  return { ...one, points: one.points + (strangers >= OFTEN ? SERVICE_OFTEN : SERVICE_ONCE) };
}

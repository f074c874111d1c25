/** Announcements that name a strange address or port. */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import type { Endpoint } from '../../tcp/types.js';
import { serviceName } from '../../wire/ports.js';
import { isLoopback, isPrivate, isUnspecified } from '../addresses.js';
import { attemptFrames, icmpRef, synSpan } from '../reasons.js';
import type { AnnouncementRef, Came, Sums } from './codes.js';
import { exchangeFrames, type Finding, failedTransfer, finding } from './finding.js';

const frames = (data: DataConnection): (number | null)[] => [
  data.announced?.frame ?? null,
  ...exchangeFrames(data.exchange),
  ...(data.transfer === null ? [] : exchangeFrames(data.transfer.exchange)),
  ...(worked(data) ? [data.connection?.handshake.syn ?? null] : attemptFrames(data)),
];

/** What became of announcements that had the same result. */
function came(list: readonly DataConnection[]): Came {
  const { connection, outcome, exchange } = list[0]!;
  if (outcome === 'rejected') return { kind: 'rejected', code: exchange?.code ?? null };
  if (connection === null) return { kind: 'not-connected' };
  const { address } = connection.responder;
  const to = { address, ports: list.map((one) => one.connection!.responder.port) };
  switch (outcome) {
    case 'unanswered':
      return { kind: 'unanswered', ...to, ...synSpan(connection) };
    case 'refused':
      return { kind: 'refused', ...to };
    case 'prohibited':
      return { kind: 'prohibited', ...to, icmp: icmpRef(connection) };
    default:
      return { kind: 'connected', ...to };
  }
}

/** The side that had to connect found the way all the same. */
const worked = ({ outcome }: DataConnection): boolean =>
  outcome === 'ok' || outcome === 'incomplete' || outcome === 'reset' || outcome === 'not-captured';

/** Announcements of one address that had the same result are one finding. */
function together(list: readonly DataConnection[]): Iterable<DataConnection[]> {
  if (list.length === 0) return [];
  const groups = new Map<string, DataConnection[]>();
  for (const data of list) {
    const { announced, outcome, connection } = data;
    const result = worked(data) ? 'worked' : outcome;
    const key = `${announced!.by} ${announced!.address} ${result} ${connection?.responder.address}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [data]);
    else group.push(data);
  }
  return groups.values();
}

function announcement(list: readonly DataConnection[]): AnnouncementRef {
  const { announced, mode } = list[0]!;
  const { by, address, port, frame } = announced!;
  return { by, mode, address, port, frame, count: list.length };
}

/** 0.0.0.0: the announcer does not know its own address. */
export function* zeroAddress(session: Session): Iterable<Finding> {
  const zero = session.dataConnections.filter(
    ({ announced }) => announced !== null && isUnspecified(announced.address),
  );
  for (const list of together(zero)) {
    const peer = session[list[0]!.announced!.by].address;
    const params = { announcement: announcement(list), peer, came: came(list), failed: failedTransfer(list[0]!) };
    yield finding('zero-address', worked(list[0]!) ? 'info' : 'warning', params, allFrames(list));
  }
}

/** An address that is not the announcer's: NAT, a third party, or an attack. */
export function* announcedElsewhere(session: Session): Iterable<Finding> {
  const bounces: DataConnection[] = [];
  const translated: DataConnection[] = [];
  const others: DataConnection[] = [];
  const loopback: DataConnection[] = [];
  const families: DataConnection[] = [];
  for (const data of session.dataConnections) {
    const { announced, partner } = data;
    if (announced === null || isUnspecified(announced.address)) continue;
    const own = session[announced.by].address;
    if (announced.address === own) {
      if (partner !== null && data.connection !== null) yield thirdParty(data);
    } else if (partner !== null) yield thirdParty(data);
    else if (announced.address.includes(':') !== own.includes(':')) families.push(data);
    else if (isLoopback(announced.address)) loopback.push(data);
    else if (isPrivate(announced.address) && !isPrivate(own)) translated.push(data);
    else (announced.by === 'server' ? others : bounces).push(data);
  }
  for (const list of together(families)) yield strange('family-mismatch', list);
  for (const list of together(loopback)) yield strange('loopback-announced', list);
  for (const list of together(translated)) yield strange('nat-suspected', list);
  for (const list of together(others)) yield elsewhere(list);
  if (bounces.length > 0) yield bounce(session, bounces);
}

function thirdParty(data: DataConnection): Finding {
  const partner = data.partner!;
  const other = partner.session;
  return finding(
    'third-party',
    'info',
    {
      server: data.session.server.address,
      otherServer: other.server.address,
      otherSession: other.id,
      otherData: partner.id,
    },
    [data.announced?.frame ?? null, partner.announced?.frame ?? null, data.connection?.handshake.syn ?? null],
  );
}

/** An address that its announcer does not speak from. */
function strange(
  code: 'family-mismatch' | 'loopback-announced' | 'nat-suspected',
  list: readonly DataConnection[],
): Finding {
  const [data] = list;
  const peer = data!.session[data!.announced!.by].address;
  const failed = failedTransfer(data!);
  const params = { announcement: announcement(list), peer, came: came(list), failed };
  return finding(code, worked(data!) ? 'info' : 'warning', params, allFrames(list));
}

function elsewhere(list: readonly DataConnection[]): Finding {
  const [data] = list;
  const failed = failedTransfer(data!);
  const params = { announcement: announcement(list), peer: data!.session.server.address, came: came(list), failed };
  return finding('passive-elsewhere', data!.connection === null ? 'info' : 'warning', params, allFrames(list));
}

const targetsOf = (list: readonly DataConnection[]): Endpoint[] =>
  list.map(({ announced }) => ({ address: announced!.address, port: announced!.port }));

/** What became of all of them: of one, or of several that had the same result, in full; else sums. */
function ends(list: readonly DataConnection[]): { readonly came: Came | null; readonly sums: Sums } {
  const refused = list.filter(({ outcome }) => outcome === 'rejected').length;
  const tried = list.filter(({ connection }) => connection !== null).length;
  return { came: list.length === 1 || refused === list.length ? came(list) : null, sums: { refused, tried } };
}

const allFrames = (list: readonly DataConnection[]): (number | null)[] =>
  list.flatMap(frames).slice(0, LIMITS.framesPerFinding);

function bounce(session: Session, list: readonly DataConnection[]): Finding {
  const { client, server } = session;
  const refused = list.every(({ outcome }) => outcome === 'rejected');
  const params = { client: client.address, server: server.address, targets: targetsOf(list), ...ends(list) };
  return finding('bounce', refused ? 'warning' : 'alert', params, allFrames(list));
}

/** Port 0 names no port. */
export function* portZero(session: Session): Iterable<Finding> {
  for (const list of together(session.dataConnections.filter(({ announced }) => announced?.port === 0)))
    yield finding(
      'port-zero',
      'warning',
      {
        announcement: announcement(list),
        peer: session[list[0]!.announced!.by].address,
        came: came(list),
        failed: failedTransfer(list[0]!),
      },
      allFrames(list),
    );
}

/** A data connection aimed at a well-known service. */
export function* privilegedPort(session: Session): Iterable<Finding> {
  const list = session.dataConnections.filter(
    ({ announced }) => announced?.by === 'client' && announced.port > 0 && announced.port < 1024,
  );
  if (list.length === 0) return;
  const services = new Set(
    list.map(({ announced }) => serviceName(announced!.port)).filter((name) => name !== undefined),
  );
  const refused = list.every(({ outcome }) => outcome === 'rejected');
  const params = { targets: targetsOf(list), services: [...services], ...ends(list) };
  yield finding('privileged-port', refused ? 'warning' : 'alert', params, allFrames(list));
}

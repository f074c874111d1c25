/** Announcements that name a strange address or port. */
import type { DataConnection, Finding, Session } from '../../ftp/session.js';
import { LIMITS } from '../../limits.js';
import { serviceName } from '../../wire/ports.js';
import { isPrivate, isUnspecified } from '../addresses.js';
import { formatEndpoint, listWords } from '../format.js';
import { announcementWords, exchangeFrames, finding } from './finding.js';

const frames = (data: DataConnection): (number | null)[] => [
  data.announced?.frame ?? null,
  ...exchangeFrames(data.exchange),
  data.connection?.handshake.syn ?? null,
];

/** Where the connection went after all, as the end of a sentence. */
function whatCame(data: DataConnection): string {
  const { connection } = data;
  if (data.outcome === 'rejected') return `; the server refused it with ${data.exchange?.code ?? 'an error'}`;
  if (connection === null) return '; nobody connected';
  if (data.outcome === 'unanswered')
    return `; the connection to ${formatEndpoint(connection.responder)} was never answered`;
  if (data.outcome === 'refused') return `; the connection to ${formatEndpoint(connection.responder)} was refused`;
  return `; the data connection went to ${formatEndpoint(connection.responder)}`;
}

/** 0.0.0.0: the announcer does not know its own address. */
export function* zeroAddress(session: Session): Iterable<Finding> {
  for (const data of session.dataConnections) {
    const { announced } = data;
    if (announced === null || !isUnspecified(announced.address)) continue;
    yield finding(
      'zero-address',
      'warning',
      `The ${announced.by} announces ${announced.address} (${announcementWords(data)}): no address at all. Its peer has to use the address of the control connection, ${session[announced.by].address}${whatCame(data)}.`,
      frames(data),
    );
  }
}

/** An address that is not the announcer's: NAT, a third party, or an attack. */
export function* announcedElsewhere(session: Session): Iterable<Finding> {
  const bounces: DataConnection[] = [];
  for (const data of session.dataConnections) {
    const { announced, partner } = data;
    if (announced === null || isUnspecified(announced.address)) continue;
    const own = session[announced.by].address;
    if (announced.address === own) {
      if (partner !== null && data.connection !== null) yield thirdParty(data);
    } else if (partner !== null) yield thirdParty(data);
    else if (isPrivate(announced.address) && !isPrivate(own)) yield nat(data, own);
    else if (announced.by === 'server') yield elsewhere(data, own);
    else bounces.push(data);
  }
  if (bounces.length > 0) yield bounce(session, bounces);
}

function thirdParty(data: DataConnection): Finding {
  const partner = data.partner!;
  const other = partner.session;
  return finding(
    'third-party',
    'info',
    `A transfer between two servers (FXP, RFC 959 figure 3): ${data.session.server.address} and ${other.server.address} exchange the data directly; the other control connection is session ${other.id} (data connection ${partner.id}).`,
    [data.announced?.frame ?? null, partner.announced?.frame ?? null, data.connection?.handshake.syn ?? null],
  );
}

function nat(data: DataConnection, own: string): Finding {
  const { announced, outcome } = data;
  const by = announced!.by;
  const worked = outcome === 'ok' || outcome === 'incomplete' || outcome === 'reset';
  const advice =
    by === 'server'
      ? 'Give the server its public address for passive mode (vsftpd: pasv_address, ProFTPD: MasqueradeAddress), or let clients use EPSV.'
      : 'Use passive mode, or a NAT device with an FTP helper.';
  return finding(
    'nat-suspected',
    worked ? 'info' : 'warning',
    `The ${by} announces the private address ${announced!.address} but speaks from ${own}: it seems to be behind NAT and not to know its public address${whatCame(data)}.${worked ? '' : ` ${advice}`}`,
    frames(data),
  );
}

function elsewhere(data: DataConnection, own: string): Finding {
  const failed = data.outcome === 'unanswered' || data.outcome === 'refused' || data.outcome === 'prohibited';
  return finding(
    'passive-elsewhere',
    failed || data.connection !== null ? 'warning' : 'info',
    `The server ${own} announces another host, ${formatEndpoint(data.announced!)}, for the data connection: a wrong setting, NAT, or an attempt to make the client connect elsewhere${whatCame(data)}.`,
    frames(data),
  );
}

/** '10.0.0.9:25, 10.0.0.9:80 and 7 more'. */
function endpointsWords(list: readonly DataConnection[]): string {
  const names = [...new Set(list.map(({ announced }) => formatEndpoint(announced!)))];
  const more = names.length - SHOWN_ENDPOINTS;
  return listWords(more > 0 ? [...names.slice(0, SHOWN_ENDPOINTS), `${more} more`] : names);
}
const SHOWN_ENDPOINTS = 5;

/** What became of all of them, as the end of a sentence. */
function togetherCame(list: readonly DataConnection[]): string {
  if (list.length === 1) return whatCame(list[0]!);
  const refused = list.filter(({ outcome }) => outcome === 'rejected').length;
  if (refused === list.length) return '; the server refused all of them';
  const opened = list.filter(({ connection }) => connection !== null).length;
  return `; the server refused ${refused} of them, ${opened} were tried`;
}

const allFrames = (list: readonly DataConnection[]): (number | null)[] =>
  list.flatMap(frames).slice(0, LIMITS.framesPerFinding);

function bounce(session: Session, list: readonly DataConnection[]): Finding {
  const { client, server } = session;
  const refused = list.every(({ outcome }) => outcome === 'rejected');
  return finding(
    'bounce',
    refused ? 'warning' : 'alert',
    `The client ${client.address} asks the server ${server.address} to connect to ${list.length === 1 ? 'another host' : 'other hosts'}, ${endpointsWords(list)}: a server-to-server transfer, or the FTP bounce attack (RFC 2577 §2)${togetherCame(list)}.`,
    allFrames(list),
  );
}

/** A data connection aimed at a well-known service. */
export function* privilegedPort(session: Session): Iterable<Finding> {
  const list = session.dataConnections.filter(({ announced }) => announced?.by === 'client' && announced.port < 1024);
  if (list.length === 0) return;
  const services = new Set(
    list.map(({ announced }) => serviceName(announced!.port)).filter((name) => name !== undefined),
  );
  const named = services.size === 0 ? '' : ` (${[...services].join(', ')})`;
  yield finding(
    'privileged-port',
    list.every(({ outcome }) => outcome === 'rejected') ? 'warning' : 'alert',
    `The client announces ${list.length === 1 ? 'a port' : 'ports'} below 1024, ${endpointsWords(list)}${named}: no data connection needs that, so the server would be made to speak to another service (RFC 2577 §3)${togetherCame(list)}.`,
    allFrames(list),
  );
}

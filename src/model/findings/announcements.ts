/** Announcements that name a strange address or port. */
import type { DataConnection, Finding, Session } from '../../ftp/session.js';
import { isPrivate, isUnspecified } from '../addresses.js';
import { formatEndpoint } from '../format.js';
import { serviceOf } from '../ports.js';
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
  for (const data of session.dataConnections) {
    const { announced, partner } = data;
    if (announced === null || isUnspecified(announced.address)) continue;
    const own = session[announced.by].address;
    const peer = session[announced.by === 'client' ? 'server' : 'client'].address;
    if (announced.address === own) {
      if (partner !== null && data.connection !== null) yield thirdParty(data);
      continue;
    }
    if (partner !== null) yield thirdParty(data);
    else if (isPrivate(announced.address) && !isPrivate(own)) yield nat(data, own);
    else if (announced.by === 'server') yield elsewhere(data, own);
    else yield bounce(data, own, peer);
  }
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

function bounce(data: DataConnection, own: string, server: string): Finding {
  const { announced } = data;
  const refused = data.outcome === 'rejected';
  const attempt = refused ? 'asks' : 'makes';
  return finding(
    'bounce',
    refused ? 'warning' : 'alert',
    `The client ${own} ${attempt} the server ${server} to connect to a third host, ${formatEndpoint(announced!)}, whose own control connection is not in this capture: a server-to-server transfer, or the FTP bounce attack (RFC 2577 §3)${whatCame(data)}.`,
    frames(data),
  );
}

/** A data connection aimed at a well-known service. */
export function* privilegedPort(session: Session): Iterable<Finding> {
  for (const data of session.dataConnections) {
    const { announced } = data;
    if (announced === null || announced.port >= 1024 || announced.by !== 'client') continue;
    const service = serviceOf(announced.port);
    yield finding(
      'privileged-port',
      data.outcome === 'rejected' ? 'warning' : 'alert',
      `The client announces port ${announced.port}${service === null ? '' : ` (${service})`} of ${announced.address} (${announcementWords(data)}): data connections never need ports below 1024, so the server would be used to speak to another service (RFC 2577 §3)${whatCame(data)}.`,
      frames(data),
    );
  }
}

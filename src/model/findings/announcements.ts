/** Announcements that name a strange address or port. */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection, Finding, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { serviceName } from '../../wire/ports.js';
import { isPrivate, isUnspecified } from '../addresses.js';
import { formatEndpoint } from '../format.js';
import { attemptFrames, icmpName, synWords } from '../reasons.js';
import { exchangeFrames, fewWords, finding, portsWords } from './finding.js';

const frames = (data: DataConnection): (number | null)[] => [
  data.announced?.frame ?? null,
  ...exchangeFrames(data.exchange),
  ...(worked(data) ? [data.connection?.handshake.syn ?? null] : attemptFrames(data)),
];

/** What became of announcements that fared alike, as the end of a sentence. */
function whatCame(list: readonly DataConnection[]): string {
  const [data] = list;
  const { connection } = data!;
  const many = list.length > 1;
  if (data!.outcome === 'rejected')
    return many
      ? '; the server refused all of them'
      : `; the server refused it with ${data!.exchange?.code ?? 'an error'}`;
  if (connection === null) return '; nobody connected';
  const { address } = connection.responder;
  const where = many
    ? `${address} (${portsWords(list.map((one) => one.connection!.responder.port))})`
    : formatEndpoint(connection.responder);
  switch (data!.outcome) {
    case 'unanswered':
      return `; nobody answers ${data!.connection!.responder.address === data!.announced!.address ? 'there' : `at ${where}`}${many || connection.synRetransmissions.length === 0 ? '' : ` (${synWords(connection)})`}`;
    case 'refused':
      return `; ${where} refused the connection with RST`;
    case 'prohibited':
      return `; ${icmpName(connection)} says of ${where}: ${escapeText(connection.icmpError?.text ?? 'an error')}`;
    default:
      return many ? `; ${list.length} data connections went to ${where}` : `; the data connection went to ${where}`;
  }
}

/** The side that had to connect found the way all the same. */
const worked = ({ outcome }: DataConnection): boolean =>
  outcome === 'ok' || outcome === 'incomplete' || outcome === 'reset';

/** Announcements of one address that fared alike: one finding tells of all. */
function together(list: readonly DataConnection[]): Iterable<DataConnection[]> {
  if (list.length === 0) return [];
  const groups = new Map<string, DataConnection[]>();
  for (const data of list) {
    const { announced, outcome, connection } = data;
    const fate = worked(data) ? 'worked' : outcome;
    const key = `${announced!.by} ${announced!.address} ${fate} ${connection?.responder.address}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [data]);
    else group.push(data);
  }
  return groups.values();
}

/** 'The 227 of frame 16', 'PORT in frame 20', '3 announcements of the server'. */
function announcers(list: readonly DataConnection[]): { readonly text: string; readonly verb: string } {
  const { announced, mode } = list[0]!;
  if (list.length > 1) return { text: `${list.length} announcements of the ${announced!.by}`, verb: 'name' };
  const what = announced!.by === 'client' ? mode : mode === 'PASV' ? 'The 227' : `The answer to ${mode}`;
  return { text: `${what} in frame ${announced!.frame}`, verb: 'names' };
}

/** What to do about an address that only some can reach. */
const ADDRESS_ADVICE = {
  server:
    'Set the public address that the server names in passive mode (vsftpd: pasv_address, ProFTPD: MasqueradeAddress), use EPSV, or let the client ignore the address.',
  client: 'Use passive mode, or a NAT device with an FTP helper.',
} as const;

/** 0.0.0.0: the announcer does not know its own address. */
export function* zeroAddress(session: Session): Iterable<Finding> {
  const zero = session.dataConnections.filter(
    ({ announced }) => announced !== null && isUnspecified(announced.address),
  );
  for (const list of together(zero)) {
    const [data] = list;
    const { by, address } = data!.announced!;
    const { text, verb } = announcers(list);
    const fine = worked(data!);
    yield finding(
      'zero-address',
      fine ? 'info' : 'warning',
      `${text} ${verb} ${address}, which is no address: the ${by} does not know its own. Its peer has to use that of the control connection, ${session[by].address}${whatCame(list)}.${fine ? '' : ` ${ADDRESS_ADVICE[by]}`}`,
      allFrames(list),
    );
  }
}

/** An address that is not the announcer's: NAT, a third party, or an attack. */
export function* announcedElsewhere(session: Session): Iterable<Finding> {
  const bounces: DataConnection[] = [];
  const translated: DataConnection[] = [];
  const others: DataConnection[] = [];
  for (const data of session.dataConnections) {
    const { announced, partner } = data;
    if (announced === null || isUnspecified(announced.address)) continue;
    const own = session[announced.by].address;
    if (announced.address === own) {
      if (partner !== null && data.connection !== null) yield thirdParty(data);
    } else if (partner !== null) yield thirdParty(data);
    else if (isPrivate(announced.address) && !isPrivate(own)) translated.push(data);
    else (announced.by === 'server' ? others : bounces).push(data);
  }
  for (const list of together(translated)) yield nat(list);
  for (const list of together(others)) yield elsewhere(list);
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

function nat(list: readonly DataConnection[]): Finding {
  const [data] = list;
  const { by, address } = data!.announced!;
  const { text, verb } = announcers(list);
  const fine = worked(data!);
  return finding(
    'nat-suspected',
    fine ? 'info' : 'warning',
    `${text} ${verb} the private address ${address}, but the ${by} speaks from ${data!.session[by].address}: it seems to be behind NAT and not to know its public address${whatCame(list)}.${fine ? '' : ` ${ADDRESS_ADVICE[by]}`}`,
    allFrames(list),
  );
}

function elsewhere(list: readonly DataConnection[]): Finding {
  const [data] = list;
  const { address } = data!.announced!;
  const { text, verb } = announcers(list);
  const failed = data!.connection !== null && !worked(data!);
  const why = failed ? '' : ': a wrong setting, NAT, or an attempt to make the client connect elsewhere';
  return finding(
    'passive-elsewhere',
    data!.connection === null ? 'info' : 'warning',
    `${text} ${verb} ${list.length === 1 ? formatEndpoint(data!.announced!) : address}, not the server ${data!.session.server.address}${why}${whatCame(list)}.${failed ? ` ${ADDRESS_ADVICE.server}` : ''}`,
    allFrames(list),
  );
}

/** '10.0.0.9:25, 10.0.0.9:80 and 7 more'. */
const endpointsWords = (list: readonly DataConnection[]): string =>
  fewWords(list.map(({ announced }) => formatEndpoint(announced!)));

/** What became of all of them, as the end of a sentence. */
function togetherCame(list: readonly DataConnection[]): string {
  if (list.length === 1) return whatCame(list);
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

/** Announcements that nobody kept, and what to do about them. */
import { escapeText } from '../../bytes/text.js';
import type { DataConnection, Finding, Outcome, Session, Severity } from '../../ftp/session.js';
import { isPrivate } from '../addresses.js';
import { formatDuration, formatEndpoint, plural } from '../format.js';
import { isActive } from '../roles.js';
import { passedUnseen } from '../undecided.js';
import { alike, announcementWords, commandWords, exchangeFrames, finalReplyWords, finding } from './finding.js';

type Words = (data: DataConnection) => { severity: Severity; message: string } | null;

/** What the transfer that wanted the connection was told: ' LIST then failed: 425 ...'. */
function consequence(data: DataConnection): string {
  const { transfer } = data;
  const reply = finalReplyWords(transfer?.exchange ?? null);
  if (transfer == null) return '';
  if (reply === null) return ` ${commandWords(transfer.exchange)} got no final reply.`;
  return transfer.code !== null && transfer.code >= 400 ? ` ${commandWords(transfer.exchange)} failed: ${reply}.` : '';
}

function target(data: DataConnection): string {
  return formatEndpoint(data.connection?.responder ?? data.announced ?? { address: 'unknown', port: 0 });
}

/** Who sent the SYN: 'the client 10.0.0.2'. */
function opener(data: DataConnection): string {
  const role = isActive(data.mode) ? 'server' : 'client';
  return `the ${role} ${data.connection?.initiator.address ?? data.session[role].address}`;
}

/** The side that should have been reached. */
const waiting = (data: DataConnection): string => (isActive(data.mode) ? 'client' : 'server');

function advice(data: DataConnection): string {
  return isActive(data.mode)
    ? 'Firewalls and NAT in front of clients drop incoming connections: use passive mode (PASV or EPSV).'
    : "A firewall probably drops the server's passive port range: open it there and on the way, or use active mode.";
}

/** The finding about the strange address or port says what became of it. */
function toldAlready({ announced, session }: DataConnection): boolean {
  return announced?.by === 'client' && (announced.address !== session.client.address || announced.port < 1024);
}

/** Why a server that compares addresses says no to a client's private one. */
function behindNat({ announced, session }: DataConnection): string {
  const nat = announced?.by === 'client' && isPrivate(announced.address) && !isPrivate(session.server.address);
  return nat
    ? ` ${announced.address} is a private address, and the server most likely sees another one (NAT): use passive mode.`
    : '';
}

const TABLE: Partial<Record<Outcome, Words>> = {
  unanswered: (data) => {
    const connection = data.connection!;
    const tries = 1 + connection.synRetransmissions.length;
    const span = connection.lastTimeNs - connection.firstTimeNs;
    const waited = tries > 1 ? ` (${plural(tries, 'SYN')} within ${formatDuration(span)})` : '';
    const wrong =
      data.announced !== null &&
      connection.responder.address !== data.session[waiting(data) as 'client' | 'server'].address;
    const why = wrong
      ? `This is not the address of the ${waiting(data)}, ${data.session[waiting(data) as 'client' | 'server'].address}: the announcement was most likely wrong.`
      : advice(data);
    return {
      severity: 'warning',
      message: `Nobody answered when ${opener(data)} tried to open the data connection to ${target(data)}${waited}.${consequence(data)} ${why}`,
    };
  },
  refused: (data) => ({
    severity: 'warning',
    message: `${target(data)} refused the data connection of ${opener(data)} with RST: nobody listened there any more, or a firewall rejects it.${consequence(data)} ${advice(data)}`,
  }),
  prohibited: (data) => {
    const { icmpError } = data.connection!;
    return {
      severity: 'warning',
      message: `The data connection of ${opener(data)} to ${target(data)} was answered by ICMP from ${icmpError?.reporter ?? 'an unknown host'}: ${escapeText(icmpError?.text ?? 'error')}.${consequence(data)} ${icmpError?.prohibited === true ? 'A firewall forbids these ports: open the passive range, or use the other mode.' : 'The host cannot be reached from there.'}`,
    };
  },
  reset: (data) => {
    // The finding about the truncated transfer names the RST.
    if (data.transfer?.verdict === 'truncated') return null;
    const rst = data.connection!.teardown.rst;
    const who = rst === null ? 'one side' : formatEndpoint(data.connection![rst.from]);
    return {
      severity: 'warning',
      message: `The data connection ${data.id} was reset by ${who}${rst === null ? '' : ` in frame ${rst.frame}`} before everything was sent: a program was killed, gave up, or closed without reading.${consequence(data)}`,
    };
  },
  rejected: (data) => {
    if (toldAlready(data)) return null;
    const reply = finalReplyWords(data.exchange) ?? 'an error';
    // EPSV and EPRT are tried first by many clients; servers that do not know them say so, and nothing is lost.
    const harmless =
      (data.exchange?.code ?? 0) >= 500 &&
      (data.mode === 'EPSV' || data.mode === 'EPRT') &&
      data.exchange?.code !== 501;
    return {
      severity: harmless ? 'info' : 'warning',
      message: `The server rejected ${announcementWords(data)}: ${reply}.${behindNat(data)}${consequence(data)}`,
    };
  },
  'never-used': (data) => {
    const { transfer, announced } = data;
    if (announced === null || toldAlready(data)) return null;
    if (passedUnseen(data)) {
      return {
        severity: 'info',
        message: `${commandWords(transfer!.exchange)} succeeded (${finalReplyWords(transfer!.exchange)}), but its data connection to ${formatEndpoint(announced)} is not in this capture: it was filtered out, or passed elsewhere.`,
      };
    }
    const failed = transfer !== null && (transfer.code === null || transfer.code >= 400);
    const refused = transfer !== null && transfer.code !== null && transfer.code >= 500 && transfer.code !== 425;
    if (refused) return null;
    return failed
      ? {
          severity: 'warning',
          message: `Nobody tried to open the data connection that ${announcementWords(data)} announced, as far as this capture shows.${consequence(data)}${transfer?.code === 425 ? ` The capture may have been taken where its packets do not pass. ${advice(data)}` : ''}`,
        }
      : {
          severity: 'info',
          message: `Nobody used the announcement ${announcementWords(data)}.`,
        };
  },
};

/** One finding for each data connection that did not come about; where many fared alike, one for all. */
export const brokenPromises = (session: Session): Iterable<Finding> => alike(eachBroken(session), 'data connections');

function* eachBroken(session: Session): Iterable<Finding> {
  for (const data of session.dataConnections) {
    const words = TABLE[data.outcome]?.(data);
    if (words == null) continue;
    const kind = passedUnseen(data) ? 'data-not-captured' : `data-${data.outcome}`;
    yield finding(kind, words.severity, words.message, framesOf(data));
  }
}

function framesOf(data: DataConnection): (number | null | undefined)[] {
  const { connection, transfer } = data;
  return [
    data.announced?.frame,
    connection?.handshake.syn,
    ...(connection?.synRetransmissions ?? []),
    connection?.teardown.rst?.frame,
    connection?.icmpError?.frame,
    ...exchangeFrames(data.exchange),
    ...exchangeFrames(transfer?.exchange ?? null),
  ];
}

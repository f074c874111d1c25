/** Announcements that were rejected or not used, and data connections that were reset. */
import { formOf } from '../../ftp/protocol/announcements.js';
import type { DataConnection, Finding, Outcome, Session, Severity } from '../../ftp/protocol/session.js';
import { isPrivate } from '../addresses.js';
import { formatEndpoint } from '../format.js';
import { passedUnseen } from '../undecided.js';
import { dropWords } from './attempts.js';
import {
  alike,
  announcementWords,
  commandWords,
  consequence,
  exchangeFrames,
  finalReplyWords,
  finding,
} from './finding.js';

type Words = (data: DataConnection) => { severity: Severity; message: string } | null;

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
  reset: (data) => {
    // The finding about the truncated transfer names the RST.
    if (data.transfer?.verdict === 'truncated') return null;
    const rst = data.connection!.teardown.rst;
    const who = rst === null ? 'one side' : formatEndpoint(data.connection![rst.from]);
    return {
      severity: 'warning',
      message: `The data connection ${data.id} was reset by ${who}${rst === null ? '' : ` in frame ${rst.frame}`} ${data.transfer === null ? 'before a transfer began' : 'before everything was sent'}: a program was killed, gave up, or closed without reading.${consequence(data)}`,
    };
  },
  rejected: (data) => {
    if (toldAlready(data)) return null;
    const reply = finalReplyWords(data.exchange) ?? 'an error';
    // EPSV and EPRT are tried first by many clients; servers that do not know them say so, and nothing is lost.
    const harmless =
      (data.exchange?.code ?? 0) >= 500 && formOf(data.mode)?.triedFirst === true && data.exchange?.code !== 501;
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
          message: `Nobody tried to open the data connection that ${announcementWords(data)} announced, as far as this capture shows.${consequence(data)}${transfer?.code === 425 ? ` The capture may have been taken where its packets do not pass. ${dropWords(data)}` : ''}`,
        }
      : {
          severity: 'info',
          message: `Nobody used the announcement ${announcementWords(data)}.`,
        };
  },
};

/** One finding for each such data connection; where many fared alike, one for all. */
export const notMatched = (session: Session): Iterable<Finding> => alike(eachBroken(session), 'data connections');

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
    connection?.teardown.rst?.frame,
    ...exchangeFrames(data.exchange),
    ...exchangeFrames(transfer?.exchange ?? null),
  ];
}

/** Data connections that were not opened, not used or reset. */
import type { Attempt, Contrast, FindingParams, IcmpRef } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { portInUse } from '../../shared/habits.js';
import { commandText, replyText } from '../../wire.js';
import { alsoFailedText, failedText, icmpText, moreConnections, portsText, sentences, synsText } from './sentences.js';

/** 'the data connection to 10.0.0.1:50000', '3 data connections to 10.0.0.1 (ports 1, 2 and 3)'. */
const targetText = ({ to, ports, count }: Attempt, f: Format): string =>
  count === 1
    ? `the data connection to ${f.endpoint({ address: to, port: ports[0]! })}`
    : `${f.count(count)} data connections to ${to} (${portsText(ports, f)})`;

const openerText = ({ opener, from }: Attempt): string => `The ${opener} ${from}`;

const then = ({ failed, alsoFailed }: Attempt, f: Format): string =>
  sentences(failedText(failed), alsoFailedText(alsoFailed, f));

const dropCause = (active: boolean): string =>
  active
    ? 'Firewalls and NAT in front of clients drop incoming connections.'
    : "A firewall probably drops the server's passive port range.";

const dropAdvice = (active: boolean): string =>
  active
    ? 'Use passive mode (PASV or EPSV).'
    : 'Open the passive port range at the server and on the way, or use active mode.';

function prohibitedAdvice(active: boolean, { version }: IcmpRef): string {
  if (active) return version === 6 ? 'Use passive mode (EPSV).' : 'Use passive mode (PASV or EPSV).';
  return version === 6
    ? "Open the server's passive port range, or use active mode (EPRT)."
    : "Open the server's passive port range, or use active mode (PORT or EPRT).";
}

/** Another data connection of the session came through: that speaks against a filter for all of them. */
function contrastCause(contrast: Contrast, mode: string, ports: readonly number[], f: Format): string {
  switch (contrast.kind) {
    case 'port-again':
      return `The same endpoint was announced in frame ${contrast.frame} and used by data connection ${contrast.id}, ${f.duration(contrast.sinceNs)} before: the pair of ports may still rest (TIME_WAIT), or a device on the way takes the new connection for the old one.`;
    case 'other-mode':
      return `${mode} fails where ${contrast.mode} works between the same hosts: a firewall on the way probably reads ${contrast.mode} to open the port, and does not know ${mode}.`;
    case 'other-port':
      return `Port ${contrast.port} was reached between the same hosts: the passive ports are not blocked as a whole, but ${portsText(ports, f)} most likely is filtered.`;
    case 'other-way':
      return contrast.active
        ? `Active mode (${contrast.mode}) works between the same hosts: connections to the server's passive ports are dropped.`
        : `Passive mode (${contrast.mode}) works between the same hosts: connections to the client are dropped.`;
  }
}

function contrastAdvice(contrast: Contrast, mode: string): string {
  switch (contrast.kind) {
    case 'port-again':
      return 'Let the server choose its passive ports from a larger range, and not the same one twice in a row.';
    case 'other-mode':
      return `Let the client use ${contrast.mode} and not ${mode} (curl: --disable-epsv), or update the FTP helper of the firewall.`;
    case 'other-port':
      return 'Look for a rule about that port on the way (port 5060 is that of SIP, and devices treat it as such), or take it out of the passive range.';
    case 'other-way':
      return contrast.active ? 'Stay with active mode, or open the passive port range.' : 'Stay with passive mode.';
  }
}

type Codes =
  | 'data-unanswered'
  | 'data-refused'
  | 'data-prohibited'
  | 'data-reset'
  | 'data-rejected'
  | 'data-never-used'
  | 'data-not-captured'
  | 'data-unused'
  | 'no-data-connection'
  | 'hidden-data-connections';

export const DATA: FindingMessages<Pick<FindingParams, Codes>> = {
  'data-unanswered': {
    title: 'Data connection not answered',
    message: (p, f) =>
      p.open
        ? `${openerText(p)} tried to open ${targetText(p, f)}; the capture ends before an answer.`
        : sentences(
            p.count === 1 && p.syns > 1
              ? `${openerText(p)} tried to open ${targetText(p, f)}, and nothing answered ${synsText(p.syns, p.spanNs, f)}.`
              : `${openerText(p)} tried to open ${targetText(p, f)}, and nothing answered.`,
            then(p, f),
          ),
    cause: ({ open, active, contrast, mode, ports }, f) =>
      open ? null : contrast === null ? dropCause(active) : contrastCause(contrast, mode, ports, f),
    advice: ({ open, active, contrast, mode }) =>
      open ? null : contrast === null ? dropAdvice(active) : contrastAdvice(contrast, mode),
  },
  'data-refused': {
    title: 'Data connection refused with RST',
    message: (p, f) =>
      sentences(
        p.count === 1
          ? `${openerText(p)} tried to open ${targetText(p, f)}, and RST refused it.`
          : `${openerText(p)} tried to open ${targetText(p, f)}, and RST refused them.`,
        then(p, f),
      ),
    cause: ({ active, contrast }, f) =>
      contrast?.kind === 'port-again'
        ? contrastCause(contrast, '', [], f)
        : active
          ? 'The host was reached, but nothing listens on that port: the client was not listening any more, or a firewall rejects with RST.'
          : 'The host was reached, but nothing listens on that port: the server was not listening any more, or a firewall rejects with RST.',
    advice: ({ active, contrast, mode }) =>
      contrast !== null
        ? contrastAdvice(contrast, mode)
        : active
          ? 'Use passive mode (PASV or EPSV), or let the client accept the connection.'
          : 'Look at the firewall of the server for rules that reject its passive port range, or use active mode.',
  },
  'data-prohibited': {
    title: 'Data connection prohibited by ICMP',
    message: (p, f) =>
      sentences(
        p.icmp.reporter === null
          ? `${openerText(p)} tried to open ${targetText(p, f)}, and ${icmpText(p.icmp)} answered.`
          : `${openerText(p)} tried to open ${targetText(p, f)}, and ${p.icmp.reporter} answered with ${icmpText(p.icmp)}.`,
        then(p, f),
      ),
    cause: ({ active, icmp }) =>
      !icmp.prohibited
        ? 'The host cannot be reached from there.'
        : active
          ? 'A firewall forbids connections to the client.'
          : 'A firewall forbids these ports.',
    advice: ({ active, icmp }) => (icmp.prohibited ? prohibitedAdvice(active, icmp) : null),
  },
  'data-reset': {
    title: 'Data connection reset',
    message: ({ id, by, frame, transfer, failed, more }, f) =>
      sentences(
        by === null || frame === null
          ? `The data connection ${id} was reset.`
          : transfer === null
            ? `The data connection ${id} was reset by ${f.endpoint(by)} in frame ${frame}.`
            : transfer
              ? `The data connection ${id} was reset by ${f.endpoint(by)} in frame ${frame} before everything was sent.`
              : `The data connection ${id} was reset by ${f.endpoint(by)} in frame ${frame} before a transfer began.`,
        failedText(failed),
        moreConnections(more, f),
      ),
    cause: () => 'A program was killed, gave up, or closed without reading.',
  },
  'data-rejected': {
    title: 'Announcement rejected by the server',
    message: ({ mode, announced, reply, failed, more }, f) =>
      sentences(
        announced === null
          ? `The server rejected ${mode}: ${reply === null ? 'an error' : replyText(reply)}.`
          : `The server rejected ${mode} (${f.endpoint(announced)}, frame ${announced.frame}): ${reply === null ? 'an error' : replyText(reply)}.`,
        failedText(failed),
        moreConnections(more, f),
      ),
    cause: ({ behindNat, last, mode }) =>
      behindNat !== null
        ? `${behindNat} is a private address, and the server most likely sees another one (NAT).`
        : last
          ? `The server does not know ${mode} or not for this kind of address, and the client tried nothing else.`
          : null,
    advice: ({ behindNat, last }) =>
      behindNat !== null
        ? 'Use passive mode.'
        : last
          ? 'Over IPv4 let the client fall back to PASV or PORT; over IPv6 the server has to know EPSV (RFC 2428).'
          : null,
  },
  'data-never-used': {
    title: 'Announcement that no connection followed',
    message: ({ mode, announced, failed, more }, f) =>
      sentences(
        `No connection to ${f.endpoint(announced)}, which ${mode} announced in frame ${announced.frame}, is in this capture.`,
        failedText(failed),
        moreConnections(more, f),
      ),
    cause: ({ failed, active }) =>
      failed?.reply != null && portInUse(failed.reply.text)
        ? 'The server could not use its own port: the pair of ports is still in use or rests (TIME_WAIT).'
        : failed?.reply?.code === 425
          ? `The capture may have been taken where its packets do not pass. ${dropCause(active)}`
          : null,
    advice: ({ failed, active }) =>
      failed?.reply != null && portInUse(failed.reply.text)
        ? 'Let the client use another port for each transfer, or let the server reuse its port 20 (SO_REUSEADDR).'
        : failed?.reply?.code === 425
          ? dropAdvice(active)
          : null,
  },
  'data-not-captured': {
    title: 'Data connection not in the capture',
    message: ({ command, reply, announced, more }, f) =>
      sentences(
        reply === null
          ? `${commandText(command)} had a data connection to ${f.endpoint(announced)}, by the server's reply, which is not in this capture.`
          : reply.code >= 400
            ? `${commandText(command)} had a data connection to ${f.endpoint(announced)} (${replyText(reply)}), which is not in this capture.`
            : `${commandText(command)} succeeded (${replyText(reply)}), but its data connection to ${f.endpoint(announced)} is not in this capture.`,
        moreTransfersNotCaptured(more, f),
      ),
    cause: () => 'It was filtered out, or passed elsewhere.',
    advice: () => 'Capture without a filter for port 21: data connections use other ports.',
  },
  'data-unused': {
    title: 'Data connection opened for nothing',
    message: ({ id, refused, more }, f) =>
      sentences(
        `Data connection ${id} was opened and closed with nothing in it: no transfer command followed.`,
        refused === null
          ? null
          : `${commandText(refused.command)} was answered ${refused.code} (frame ${refused.frame}).`,
        moreConnections(more, f),
      ),
  },
  'no-data-connection': {
    title: '425 without an announcement',
    message: ({ command, reply, more }, f) =>
      sentences(
        `${commandText(command)} failed because there was no data connection: ${replyText(reply)}.`,
        more === 0
          ? null
          : f.plural(more, {
              one: '# more transfer had the same result.',
              other: '# more transfers had the same result.',
            }),
      ),
    cause: ({ seen }) =>
      seen
        ? 'No accepted PORT, PASV, EPRT or EPSV came before it.'
        : 'Its announcement is not in this capture, which does not have the whole dialogue.',
    advice: ({ seen }) => (seen ? null : 'Capture from the beginning of the session.'),
  },
  'hidden-data-connections': {
    title: 'Connections beside an encrypted session',
    message: ({ session, count, described }, f) => {
      const words = described.map(
        ({ from, to, firstFrame, lastFrame, bytes }) =>
          `${f.endpoint(from)} → ${f.endpoint(to)} (frames ${firstFrame} to ${lastFrame}, ${f.bytes(bytes)})`,
      );
      const list = f.list(count > described.length ? [...words, `${f.count(count - described.length)} more`] : words);
      return count === 1
        ? `1 connection between the hosts of session ${session}, while it was encrypted, is probably its data connection: ${list}. Its announcement cannot be read.`
        : `${f.count(count)} connections between the hosts of session ${session}, while it was encrypted, are probably its data connections: ${list}. Their announcements cannot be read.`;
    },
  },
};

const moreTransfersNotCaptured = (more: number, f: Format): string | null =>
  more === 0
    ? null
    : f.plural(more, {
        one: 'The same holds for # more transfer.',
        other: 'The same holds for # more transfers.',
      });

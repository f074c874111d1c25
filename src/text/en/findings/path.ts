/** The path and the ends of a transfer: what stalls, what is slow, what TLS refuses. */
import type { FindingParams, Stalled } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { alertKind } from '../../shared/alertKind.js';
import { commandText, replyText } from '../../wire.js';
import { ROLES } from './roles.js';
import { icmpText, sentences } from './sentences.js';

const bytesText = (bytes: number, f: Format): string => f.plural(bytes, { one: '# byte', other: '# bytes' });

function stalledText({ id, command, by, frame, repeats, spanNs, segmentBytes, ended }: Stalled, f: Format): string {
  const what =
    command !== null
      ? `During ${commandText(command)}`
      : id === null
        ? 'On the control connection'
        : `On data connection ${id}`;
  const times = f.plural(repeats, { one: 'once', other: '# times' });
  return ended
    ? `${what} a segment of the ${ROLES[by]} (${bytesText(segmentBytes, f)}, from frame ${frame} on) was repeated ${times} within ${f.duration(spanNs)} before anything was acknowledged.`
    : `${what} segments of the ${ROLES[by]} (${bytesText(segmentBytes, f)}, from frame ${frame} on) were repeated ${times} within ${f.duration(spanNs)} and never acknowledged.`;
}

type Codes =
  | 'path-mtu'
  | 'data-stalled'
  | 'receiver-full'
  | 'reply-late'
  | 'restart-ignored'
  | 'name-encoding'
  | 'tls-alert'
  | 'clear-in-tls'
  | 'tls-unanswered'
  | 'tls-not-resumed'
  | 'tls-not-closed'
  | 'hidden-handshake-only'
  | 'hidden-private-address';

const where = (id: string | null): string => (id === null ? 'the control connection' : `data connection ${id}`);

export const PATH: FindingMessages<Pick<FindingParams, Codes>> = {
  'path-mtu': {
    title: 'Large packets do not arrive (path MTU)',
    message: (p, f) =>
      sentences(
        stalledText(p, f),
        p.icmp === null
          ? null
          : p.icmp.mtu === null
            ? `${p.icmp.reporter ?? 'A router'} answered with ${icmpText(p.icmp)}.`
            : `${p.icmp.reporter ?? 'A router'} answered with ${icmpText(p.icmp)}: the MTU there is ${p.icmp.mtu} bytes.`,
      ),
    cause: ({ icmp, from }) =>
      icmp === null
        ? 'Segments of full size are lost while small ones pass: most likely a link on the way has a smaller MTU, and the ICMP messages that say so do not arrive (path MTU black hole).'
        : `${from} does not heed the ICMP messages, or they do not reach it: a firewall drops them.`,
    advice: ({ icmp }) =>
      icmp?.mtu != null
        ? `Let ICMP "fragmentation needed" and "packet too big" pass to the sender, or lower its MTU to ${icmp.mtu} (MSS clamping).`
        : 'Let ICMP "fragmentation needed" and "packet too big" pass, or clamp the MSS on the way (a PPPoE or VPN link needs 1452 bytes or less).',
  },
  'data-stalled': {
    title: 'Data that nothing acknowledges',
    message: (p, f) => stalledText(p, f),
    cause: ({ from, to }) => `Nothing passes any more from ${from} to ${to}, or nothing comes back.`,
    advice: () => 'Capture at the other end as well: what leaves here and does not arrive there is dropped on the way.',
  },
  'receiver-full': {
    title: 'Receiver was full',
    message: ({ command, by, times, fullNs, lastedNs, frame, ended }, f) =>
      sentences(
        `During ${commandText(command)} the ${ROLES[by]} had no room for data for ${f.duration(fullNs)} of ${f.duration(lastedNs)} (window 0, ${f.plural(times, { one: 'once', other: '# times' })}, first in frame ${frame}).`,
        ended ? null : 'It was still full at the end.',
      ),
    cause: ({ by }) =>
      `The program of the ${ROLES[by]} does not read as fast as data comes: a slow disk, a scanner, or a program that waits. The network is not the reason.`,
    advice: ({ by }) => `Look at disk, load and program of the ${ROLES[by]}.`,
  },
  'reply-late': {
    title: 'Final reply came late',
    message: ({ command, count, shortestNs, longestNs }, f) =>
      count === 1
        ? `After the last byte of ${commandText(command)} the final reply took ${f.duration(longestNs)}.`
        : f.duration(shortestNs) === f.duration(longestNs)
          ? `After the last byte of ${f.count(count)} transfers (the first is ${commandText(command)}) the final reply took ${f.duration(longestNs)} each time.`
          : `After the last byte of ${f.count(count)} transfers (the first is ${commandText(command)}) the final reply took ${f.duration(shortestNs)} to ${f.duration(longestNs)}.`,
    cause: ({ timer, upload }) =>
      timer
        ? 'The wait is the same each time or a round number, whatever the size: a timeout at the server, as of a name look-up or a scanner that does not answer.'
        : upload
          ? 'The server was busy with the file: storing, scanning, or moving it.'
          : 'The server waited after it had sent everything.',
    advice: () => "Look at the server's log and at what it runs after a transfer: scanners, scripts, look-ups.",
  },
  'restart-ignored': {
    title: 'REST was not obeyed',
    message: ({ command, restart, bytes }, f) =>
      `REST ${f.count(restart)} was accepted, but ${commandText(command)} sent the whole file of ${bytesText(bytes, f)} from its beginning.`,
    cause: () => "The server ignores the restart offset: the client's copy has the first bytes twice and is too long.",
    advice: () => 'Download the file again without resuming.',
  },
  'name-encoding': {
    title: 'Name asked for in another encoding',
    message: ({ command, reply }) =>
      `${commandText(command)} failed: ${replyText(reply)}. The listing has this name, but in other bytes.`,
    cause: ({ asked, listed, composed }) =>
      composed
        ? 'Both are UTF-8, but one has accents as characters of their own (Unicode NFD, as macOS writes them) and the other does not (NFC).'
        : asked === 'utf-8' && listed === 'utf-8'
          ? 'One of the two was taken for an 8-bit encoding and encoded in UTF-8 once more.'
          : asked === 'utf-8'
            ? `The server lists the name in ${listed === 'gbk' ? 'GBK' : 'an 8-bit encoding such as ISO 8859-1'}, and the client asks for it in UTF-8.`
            : 'The server lists the name in UTF-8, and the client asks for it in another encoding.',
    advice: () =>
      'Let both use UTF-8 (RFC 2640; OPTS UTF8 ON where the server wants it), or set the encoding of the server in the client.',
  },
  'tls-alert': {
    title: 'TLS handshake failed (alert)',
    message: ({ id, by, alert, number }) =>
      alert === null
        ? `The TLS handshake of ${where(id)} failed: the ${by} sent an encrypted alert.`
        : `The TLS handshake of ${where(id)} failed: the ${by} sent alert ${alert} (${number}).`,
    cause: ({ alert }) => {
      switch (alertKind(alert)) {
        case 'version':
          return 'The two sides have no version of TLS in common.';
        case 'suite':
          return 'The two sides have no cipher suite in common, or a certificate of the client is wanted.';
        case 'certificate':
          return 'The certificate was not accepted: expired, of another name, or of an authority that is not known.';
        case 'name':
          return 'The server has no certificate for the name that the client asked for.';
        case null:
          return null;
      }
    },
    advice: ({ alert }) => {
      switch (alertKind(alert)) {
        case 'version':
          return 'Enable TLS 1.2 or 1.3 on both sides.';
        case 'certificate':
          return 'Renew the certificate, or install its authority at the side that sent the alert.';
        default:
          return null;
      }
    },
  },
  'clear-in-tls': {
    title: 'Clear text inside TLS',
    message: ({ command, reply }) =>
      reply === null
        ? 'The server sent clear text inside the TLS connection.'
        : command === null
          ? `The server sent "${replyText(reply)}" in clear text, not encrypted, inside the TLS connection.`
          : `The server answered ${commandText(command)} with "${replyText(reply)}" in clear text, not encrypted, inside the TLS connection.`,
    cause: () =>
      'The server program failed and wrote past TLS; the client sees a broken TLS record and ends the session.',
    advice: () => "What the server wrote is the reason: mend that. Look at the server's log.",
  },
  'tls-unanswered': {
    title: 'ClientHello was not answered',
    message: ({ id, waitedNs }, f) =>
      id === null
        ? `The client began TLS on the control connection, and the server did not answer within ${f.duration(waitedNs)}.`
        : `The client began TLS on data connection ${id}, and the server did not answer within ${f.duration(waitedNs)}.`,
    cause: ({ id }) =>
      id === null
        ? 'The server hangs, or a device on the way drops the ClientHello.'
        : 'The two wait for each other: servers begin TLS on a data connection only after the transfer command, and the client sends the command only after TLS; or the server does not expect TLS there (PROT C).',
    advice: ({ id }) =>
      id === null
        ? "Look at the server's log."
        : 'Let the client send the transfer command before it begins TLS, and PROT P before both.',
  },
  'tls-not-closed': {
    title: 'TLS ended without close_notify',
    message: ({ id, command, by, reply }) =>
      command === null
        ? `The ${by} ended data connection ${id} without the close_notify of TLS.`
        : reply === null
          ? `During ${commandText(command)} the ${by} ended data connection ${id} without the close_notify of TLS.`
          : `${commandText(command)} failed: ${replyText(reply)}. The ${by} ended data connection ${id} without the close_notify of TLS.`,
    cause: () =>
      'Without it a file that was cut looks like a whole one: careful clients and servers report an error (GnuTLS: "the TLS connection was non-properly terminated").',
    advice: () =>
      'Update the program that ended it, or let the other side be lenient (vsftpd: strict_ssl_read_eof=NO).',
  },
  'tls-not-resumed': {
    title: 'TLS session of the data connection was not resumed',
    message: ({ id, command, reply, full }) =>
      sentences(
        reply === null ? `${commandText(command)} failed.` : `${commandText(command)} failed: ${replyText(reply)}.`,
        full
          ? `The TLS handshake of data connection ${id} was a full one, no resumption of the session of the control connection.`
          : null,
      ),
    cause: () => 'The server requires that data connections reuse the TLS session of the control connection.',
    advice: () =>
      'Let the client reuse the session, or switch the requirement off (vsftpd: require_ssl_reuse=NO, ProFTPD: TLSOptions NoSessionReuseRequired).',
  },
  'hidden-handshake-only': {
    title: 'Data connection with a TLS handshake and nothing else',
    message: ({ session, count, from, to, firstFrame, lastFrame, closedBy }, f) =>
      sentences(
        closedBy === null
          ? `Of the encrypted session ${session}, the data connection ${f.endpoint(from)} → ${f.endpoint(to)} (frames ${firstFrame} to ${lastFrame}) has a full TLS handshake and no data.`
          : `Of the encrypted session ${session}, the data connection ${f.endpoint(from)} → ${f.endpoint(to)} (frames ${firstFrame} to ${lastFrame}) has a full TLS handshake and no data; the ${closedBy} closed it.`,
        count === 1 ? null : `${f.count(count - 1)} more are alike.`,
      ),
    cause: () =>
      'It may be an empty listing. Servers that require the TLS session of the control connection to be reused (522) close a data connection like this.',
    advice: () =>
      'Look at the reply in the log of the client. Let the client resume the session, or switch the requirement off (vsftpd: require_ssl_reuse=NO).',
  },
  'hidden-private-address': {
    title: 'Client tries a private address during an encrypted session',
    message: ({ session, client, to, syns, spanNs }, f) =>
      syns === 1
        ? `During the encrypted session ${session} the client ${client} tried to connect to the private address ${f.endpoint(to)}, and nothing answered.`
        : `During the encrypted session ${session} the client ${client} tried to connect to the private address ${f.endpoint(to)}, and nothing answered ${f.count(syns)} SYNs within ${f.duration(spanNs)}.`,
    cause: () =>
      'The server is behind NAT and most likely announced its private address in a 227; a NAT device cannot rewrite what TLS hides.',
    advice: () =>
      'Set the public address that the server names in passive mode (vsftpd: pasv_address, ProFTPD: MasqueradeAddress), use EPSV, or let the client ignore the address.',
  },
};

/** Announcements: addresses and ports that are strange, unreadable or of other hosts. */
import type { AddressProblem } from '../../../ftp/protocol/address.js';
import type { AnnouncementRef, Came, FindingParams, Role } from '../../../model/findings/codes.js';
import type { Format } from '../../format.js';
import type { FindingMessages } from '../../messages.js';
import { quoted, replyText } from '../../wire.js';
import { cameText, endpointsText, failedText, sentences, sumsText } from './sentences.js';

const ADDRESS_ADVICE: Readonly<Record<Role, string>> = {
  server:
    'Set the public address that the server names in passive mode (vsftpd: pasv_address, ProFTPD: MasqueradeAddress), use EPSV, or let the client ignore the address.',
  client: 'Use passive mode, or a NAT device with an FTP helper.',
};

/** 'The 227 of frame 16', 'PORT in frame 20', '3 announcements of the server'; `one` tells verb forms apart. */
function announcers({ by, mode, frame, count }: AnnouncementRef, f: Format): string {
  if (count > 1) return `${f.count(count)} announcements of the ${by}`;
  if (by === 'client') return `${mode} in frame ${frame}`;
  return mode === 'PASV' ? `The 227 in frame ${frame}` : `The reply to ${mode} in frame ${frame}`;
}

const names = ({ count }: AnnouncementRef): string => (count > 1 ? 'name' : 'names');

/** Why an announcement cannot be read. */
export function addressProblem(problem: AddressProblem): string {
  const text = quoted(problem.text);
  switch (problem.code) {
    case 'not-six-numbers':
      return `${text} is not six numbers h1,h2,h3,h4,p1,p2.`;
    case 'bad-number':
      return `${quoted(problem.number)} in ${text} is not a number from 0 to 255.`;
    case 'no-address':
      return 'The 227 reply names no address and port.';
    case 'not-extended':
      return `${text} is not |protocol|address|port|.`;
    case 'bad-protocol':
      return `The network protocol ${text} is neither 1 (IPv4) nor 2 (IPv6).`;
    case 'bad-address':
      return problem.family === 4 ? `${text} is no IPv4 address.` : `${text} is no IPv6 address.`;
    case 'no-port':
      return 'The 229 reply names no port: (|||port|) is missing.';
    case 'bad-port':
      return `The port ${text} is not a number from 1 to 65535.`;
    case 'not-long':
      return `${text} is not in the form of RFC 1639, af,hal,h1,h2,h3,h4,pal,p1,p2.`;
    case 'wrong-lengths':
      return `${text} does not have the lengths that it names.`;
    case 'bad-address-length':
      return `${text} names an address of ${problem.bytes} bytes.`;
  }
}

const ADDRESS_FINE = (came: Came): boolean => came.kind === 'connected';

type Codes =
  | 'malformed-announcement'
  | 'zero-address'
  | 'nat-suspected'
  | 'passive-elsewhere'
  | 'loopback-announced'
  | 'family-mismatch'
  | 'port-zero'
  | 'third-party'
  | 'bounce'
  | 'privileged-port'
  | 'data-connection-from-stranger';

export const ANNOUNCEMENTS: FindingMessages<Pick<FindingParams, Codes>> = {
  'malformed-announcement': {
    title: 'Announcement that cannot be read',
    message: ({ mode, problem, more }, f) =>
      sentences(
        `${mode} announces no address and port that can be read: ${addressProblem(problem)}`,
        more === 0
          ? null
          : f.plural(more, {
              one: '# more announcement of this session cannot be read either.',
              other: '# more announcements of this session cannot be read either.',
            }),
      ),
    cause: () => 'Without address and port the peer cannot open a data connection.',
    advice: ({ mode }) =>
      mode === 'PASV'
        ? 'Use EPSV, whose reply names the port alone, or correct the reply of the server (RFC 959 §4.1.2, RFC 1123 §4.1.2.6).'
        : mode === 'EPSV'
          ? 'Use PASV, or correct the reply of the server (RFC 2428 §3).'
          : 'Use passive mode (PASV or EPSV), or correct what the client sends.',
  },
  'zero-address': {
    title: 'Announcement of 0.0.0.0',
    message: ({ announcement, peer, came, failed }, f) =>
      sentences(
        `${announcers(announcement, f)} ${names(announcement)} ${announcement.address}, which is no address; its peer has to use that of the control connection, ${peer}.`,
        cameText(came, announcement.count, f),
        failedText(failed),
      ),
    cause: ({ announcement }) => `The ${announcement.by} does not know its own address.`,
    advice: ({ announcement, came }) => (ADDRESS_FINE(came) ? null : ADDRESS_ADVICE[announcement.by]),
  },
  'nat-suspected': {
    title: 'Private address announced through NAT',
    message: ({ announcement, peer, came, failed }, f) =>
      sentences(
        `${announcers(announcement, f)} ${names(announcement)} the private address ${announcement.address}, but the ${announcement.by} speaks from ${peer}.`,
        cameText(came, announcement.count, f),
        failedText(failed),
      ),
    cause: ({ announcement }) => `The ${announcement.by} seems to be behind NAT and not to know its public address.`,
    advice: ({ announcement, came }) => (ADDRESS_FINE(came) ? null : ADDRESS_ADVICE[announcement.by]),
  },
  'passive-elsewhere': {
    title: 'Passive address that is not the server',
    message: ({ announcement, peer, came, failed }, f) =>
      sentences(
        `${announcers(announcement, f)} ${names(announcement)} ${announcement.count === 1 ? f.endpoint(announcement) : announcement.address}, not the server ${peer}.`,
        cameText(came, announcement.count, f),
        failedText(failed),
      ),
    cause: () => 'The server is set to a wrong address, is behind NAT, or makes the client connect elsewhere.',
    advice: ({ came }) => (came.kind === 'connected' || came.kind === 'not-connected' ? null : ADDRESS_ADVICE.server),
  },
  'loopback-announced': {
    title: 'Loopback address announced',
    message: ({ announcement, peer, came, failed }, f) =>
      sentences(
        `${announcers(announcement, f)} ${names(announcement)} ${announcement.address}, which every host has for itself; the ${announcement.by} speaks from ${peer}.`,
        cameText(came, announcement.count, f),
        failedText(failed),
      ),
    cause: ({ announcement }) =>
      announcement.by === 'server'
        ? 'The server sees connections from its own host: it stands behind a proxy or port forwarding, as in a container, and does not know its address.'
        : 'The client sees itself at the loopback address: it speaks through a proxy, a tunnel or port forwarding of its own host.',
    advice: ({ announcement, came }) =>
      ADDRESS_FINE(came)
        ? null
        : announcement.by === 'server'
          ? 'Use EPSV, or set the address that the server names in passive mode.'
          : 'Use passive mode.',
  },
  'family-mismatch': {
    title: 'IPv4 address announced over IPv6',
    message: ({ announcement, peer, came, failed }, f) =>
      sentences(
        announcement.address.includes(':')
          ? `${announcers(announcement, f)} ${names(announcement)} the IPv6 address ${announcement.address}, but the control connection is one of IPv4 (${peer}).`
          : `${announcers(announcement, f)} ${names(announcement)} the IPv4 address ${announcement.address}, but the control connection is one of IPv6 (${peer}).`,
        cameText(came, announcement.count, f),
        failedText(failed),
      ),
    cause: () =>
      'PORT and the 227 have room for an IPv4 address only (RFC 2428 §1): the server or a proxy before it is not made for IPv6.',
    advice: ({ came }) =>
      ADDRESS_FINE(came)
        ? null
        : 'Use EPSV or EPRT, which work with both, and let the server listen on IPv6 for data, too.',
  },
  'port-zero': {
    title: 'Port 0 announced',
    message: ({ announcement, came, failed }, f) =>
      sentences(
        `${announcers(announcement, f)} ${names(announcement)} port 0, which is no port.`,
        cameText(came, announcement.count, f),
        failedText(failed),
      ),
    cause: ({ announcement }) => `The ${announcement.by} announced a port before it had one.`,
    advice: ({ announcement }) =>
      announcement.by === 'server' ? 'Look at the passive port range of the server.' : 'Use passive mode.',
  },
  'third-party': {
    title: 'Transfer between two servers (FXP)',
    message: ({ server, otherServer, otherSession, otherData }) =>
      `A transfer between two servers (FXP, RFC 959 figure 3): ${server} and ${otherServer} exchange the data directly; the other control connection is session ${otherSession} (data connection ${otherData}).`,
  },
  bounce: {
    title: 'Client names another host',
    message: ({ client, server, targets, came, sums }, f) =>
      sentences(
        targets.length === 1
          ? `The client ${client} asks the server ${server} to connect to another host, ${endpointsText(targets, f)}.`
          : `The client ${client} asks the server ${server} to connect to other hosts, ${endpointsText(targets, f)}.`,
        came === null ? sumsText(sums, f) : cameText(came, targets.length, f),
      ),
    cause: () => 'It is a transfer between two servers, or the FTP bounce attack (RFC 2577 §2).',
    advice: () => 'Servers should refuse PORT and EPRT with an address that is not the client (RFC 2577 §3).',
  },
  'privileged-port': {
    title: 'Client announces a port below 1024',
    message: ({ targets, services, came, sums }, f) =>
      sentences(
        targets.length === 1
          ? `The client announces a port below 1024, ${endpointsText(targets, f)}${services.length === 0 ? '' : ` (${services.join(', ')})`}.`
          : `The client announces ports below 1024, ${endpointsText(targets, f)}${services.length === 0 ? '' : ` (${services.join(', ')})`}.`,
        came === null ? sumsText(sums, f) : cameText(came, targets.length, f),
      ),
    cause: () => 'No data connection needs that: the server would be made to speak to another service (RFC 2577 §3).',
    advice: () => 'Servers should refuse PORT and EPRT with ports below 1024 (RFC 2577 §3).',
  },
  'data-connection-from-stranger': {
    title: 'Data connection from another host',
    message: ({ mode, announced, from, role, expected, reply }, f) =>
      sentences(
        `The data connection that ${mode} announced (${f.endpoint(announced)}, frame ${announced.frame}) was opened from ${f.endpoint(from)}, not from the ${role} ${expected}.`,
        reply === null ? null : `The server refused it: ${replyText(reply)}.`,
      ),
    cause: ({ role, reply }) =>
      reply === null
        ? `The ${role} has several addresses, or somebody else took the connection (data connection theft, RFC 2577 §8).`
        : `The ${role} most likely has several outgoing addresses (carrier NAT, a pool of proxies, two links), and the server compares them (RFC 2577 §8).`,
    advice: ({ reply }) =>
      reply === null
        ? 'Let the server compare the address with that of the control connection (RFC 2577 §8).'
        : 'Let one outgoing address serve all connections of the client, or let the server take data connections from other addresses (vsftpd: pasv_promiscuous, pure-ftpd: -w).',
  },
};

/** Whole sentences that several findings share. */

import { escapeText } from '../../../bytes/text.js';
import type { Came, Failed, IcmpRef, MiddleboxRef, Sums } from '../../../model/findings/codes.js';
import type { Endpoint } from '../../../tcp/types.js';
import type { Format } from '../../format.js';
import { commandText, replyText } from '../../wire.js';

/** Sentences with a space between them; null and '' are left out. */
export const sentences = (...list: readonly (string | null)[]): string =>
  list.filter((sentence) => sentence !== null && sentence !== '').join(' ');

/** 'port 50004', 'ports 50004 and 50006'. */
export const portsText = (ports: readonly number[], f: Format): string =>
  f.plural(new Set(ports).size, { one: 'port @', other: 'ports @' }).replace('@', f.few(ports.map(String)));

export const endpointsText = (endpoints: readonly Endpoint[], f: Format): string =>
  f.few(endpoints.map((endpoint) => f.endpoint(endpoint)));

/** '7 SYNs within 7.1 s', 'the SYN'. */
export const synsText = (syns: number, spanNs: number, f: Format): string =>
  syns === 1 ? 'the SYN' : `${f.count(syns)} SYNs within ${f.duration(spanNs)}`;

export const icmpText = ({ version, text }: IcmpRef): string =>
  `${version === 6 ? 'ICMPv6' : 'ICMP'} "${escapeText(text ?? 'error')}"`;

const toText = (address: string, ports: readonly number[], f: Format): string =>
  ports.length === 1 ? f.endpoint({ address, port: ports[0]! }) : `${address} (${portsText(ports, f)})`;

/** What became of announcements. */
export function cameText(came: Came, count: number, f: Format): string {
  switch (came.kind) {
    case 'rejected':
      return count > 1
        ? 'The server refused all of them.'
        : came.code === null
          ? 'The server refused it.'
          : `The server refused it with ${came.code}.`;
    case 'not-connected':
      return 'No connection to it is in this capture.';
    case 'connected':
      return count > 1
        ? `${f.count(count)} data connections went to ${toText(came.address, came.ports, f)}.`
        : `The data connection went to ${toText(came.address, came.ports, f)}.`;
    case 'refused':
      return `${toText(came.address, came.ports, f)} refused the connection with RST.`;
    case 'unanswered':
      return count === 1 && came.syns > 1
        ? `${toText(came.address, came.ports, f)} did not answer ${synsText(came.syns, came.spanNs, f)}.`
        : `${toText(came.address, came.ports, f)} did not answer.`;
    case 'prohibited':
      return `The connection to ${toText(came.address, came.ports, f)} was answered by ${icmpText(came.icmp)}${came.icmp.reporter === null ? '' : ` from ${came.icmp.reporter}`}.`;
  }
}

/** What became of announcements with different ends. */
export const sumsText = ({ refused, tried }: Sums, f: Format): string =>
  `The server refused ${f.count(refused)} of them, and ${f.count(tried)} were tried.`;

/** What became of the transfer that needed a connection. */
export const failedText = (failed: Failed | null): string | null =>
  failed === null
    ? null
    : failed.reply === null
      ? `${commandText(failed.command)} got no final reply.`
      : `${commandText(failed.command)} failed: ${replyText(failed.reply)}.`;

export const alsoFailedText = (count: number, f: Format): string | null =>
  count === 0 ? null : f.plural(count, { one: 'So did # more transfer.', other: 'So did # more transfers.' });

export const moreTransfers = (more: number, f: Format): string | null =>
  more === 0
    ? null
    : f.plural(more, {
        one: '# more transfer of this session had the same result.',
        other: '# more transfers of this session had the same result.',
      });

export const moreConnections = (more: number, f: Format): string | null =>
  more === 0
    ? null
    : f.plural(more, {
        one: '# more data connection of this session had the same result.',
        other: '# more data connections of this session had the same result.',
      });

/** Why a RST is not its sender's. */
export function boxText({ both, ttl, usualTtl, otherUsualTtl }: MiddleboxRef): string {
  if (both && otherUsualTtl !== null)
    return `RSTs came in the name of both sides, with TTL ${ttl} where their other segments have ${usualTtl} and ${otherUsualTtl}.`;
  return both
    ? `RSTs came in the name of both sides, one with TTL ${ttl} where the other segments of that side have ${usualTtl}.`
    : `The RST has TTL ${ttl}, but the other segments of that side have ${usualTtl}.`;
}

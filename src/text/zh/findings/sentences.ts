/** 几种发现共用的整句。 */

import { escapeText } from '../../../bytes/text.js';
import type { Came, Failed, IcmpRef, MiddleboxRef, Sums } from '../../../model/findings/codes.js';
import type { Endpoint } from '../../../tcp/types.js';
import type { Format } from '../../format.js';
import { commandText, replyText } from '../../wire.js';

/** 句子直接相连；null 和 '' 略去。 */
export const sentences = (...list: readonly (string | null)[]): string =>
  list.filter((sentence) => sentence !== null && sentence !== '').join('');

/** '端口 50004'、'端口 50004、50006'。 */
export const portsText = (ports: readonly number[], f: Format): string => `端口 ${f.few(ports.map(String))}`;

export const endpointsText = (endpoints: readonly Endpoint[], f: Format): string =>
  f.few(endpoints.map((endpoint) => f.endpoint(endpoint)));

/** '7.1 s 内的 7 个 SYN'、'SYN'。 */
export const synsText = (syns: number, spanNs: number, f: Format): string =>
  syns === 1 ? ' SYN ' : ` ${f.duration(spanNs)} 内的 ${f.count(syns)} 个 SYN `;

export const icmpText = ({ version, text }: IcmpRef): string =>
  `${version === 6 ? 'ICMPv6' : 'ICMP'} "${escapeText(text ?? '差错')}"`;

const toText = (address: string, ports: readonly number[], f: Format): string =>
  ports.length === 1 ? f.endpoint({ address, port: ports[0]! }) : `${address}（${portsText(ports, f)}）`;

/** 通告的结果。 */
export function cameText(came: Came, count: number, f: Format): string {
  switch (came.kind) {
    case 'rejected':
      return count > 1
        ? '服务器全部拒绝了。'
        : came.code === null
          ? '服务器拒绝了它。'
          : `服务器以 ${came.code} 拒绝了它。`;
    case 'not-connected':
      return '本次抓包中没有到它的连接。';
    case 'connected':
      return count > 1
        ? `${f.count(count)} 条数据连接连到 ${toText(came.address, came.ports, f)}。`
        : `数据连接连到 ${toText(came.address, came.ports, f)}。`;
    case 'refused':
      return `${toText(came.address, came.ports, f)} 以 RST 拒绝了连接。`;
    case 'unanswered':
      return count === 1 && came.syns > 1
        ? `${toText(came.address, came.ports, f)} 没有响应${synsText(came.syns, came.spanNs, f).trimEnd()}。`
        : `${toText(came.address, came.ports, f)} 没有响应。`;
    case 'prohibited':
      return came.icmp.reporter === null
        ? `对到 ${toText(came.address, came.ports, f)} 的连接，响应是 ${icmpText(came.icmp)}。`
        : `对到 ${toText(came.address, came.ports, f)} 的连接，响应是 ${icmpText(came.icmp)}，来自 ${came.icmp.reporter}。`;
  }
}

/** 结果各不相同的通告。 */
export const sumsText = ({ refused, tried }: Sums, f: Format): string =>
  `其中 ${f.count(refused)} 个被服务器拒绝，${f.count(tried)} 个尝试了连接。`;

/** 需要连接的传输的结果。 */
export const failedText = (failed: Failed | null): string | null =>
  failed === null
    ? null
    : failed.reply === null
      ? `${commandText(failed.command)} 没有得到最终应答。`
      : `${commandText(failed.command)} 失败：${replyText(failed.reply)}。`;

export const alsoFailedText = (count: number, f: Format): string | null =>
  count === 0 ? null : `另有 ${f.count(count)} 次传输也失败了。`;

export const moreTransfers = (more: number, f: Format): string | null =>
  more === 0 ? null : `本会话另有 ${f.count(more)} 次传输结果相同。`;

export const moreConnections = (more: number, f: Format): string | null =>
  more === 0 ? null : `本会话另有 ${f.count(more)} 条数据连接结果相同。`;

/** 为什么 RST 不是名义上的发送方发出的。 */
export function boxText({ both, ttl, usualTtl, otherUsualTtl }: MiddleboxRef): string {
  if (both && otherUsualTtl !== null)
    return `有以双方名义发出的 RST，TTL 为 ${ttl}，而双方其他报文段的 TTL 为 ${usualTtl} 和 ${otherUsualTtl}。`;
  return both
    ? `有以双方名义发出的 RST，其中一个的 TTL 为 ${ttl}，而那一方其他报文段的 TTL 为 ${usualTtl}。`
    : `RST 的 TTL 为 ${ttl}，而那一方其他报文段的 TTL 为 ${usualTtl}。`;
}

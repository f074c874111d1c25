/** 未分析的分组，附有数目；每条消息以数目开头。 */
import { escapeText } from '../../bytes/text.js';
import type { NumberedReason, SkipParams } from '../../wire/codes.js';
import type { Format } from '../format.js';
import type { Messages } from '../messages.js';

const counted =
  (what: string) =>
  ({ count }: { readonly count: number }, f: Format): string =>
    `${f.count(count)} 个${what}`;

const numbered =
  (what: string) =>
  ({ count, number }: SkipParams[NumberedReason], f: Format): string =>
    `${f.count(count)} 个${what} ${number} 的分组`;

export const SKIPPED: Messages<SkipParams> = {
  'link-truncated': counted('比链路首部还短的分组'),
  'link-malformed': counted('链路首部不可能成立的分组'),
  'ip-truncated': counted('在 IP 首部中间截断的分组'),
  'ip-bad-version': counted(' IP 版本不符的分组'),
  'ip-bad-header-length': counted(' IP 首部长度不可能成立的分组'),
  'ip-bad-length': counted(' IP 长度不可能成立的分组'),
  'tcp-truncated': counted('在 TCP 首部中间截断的分组'),
  'tcp-bad-data-offset': counted(' TCP 首部长度不可能成立的分组'),
  udp: counted(' UDP 分组'),
  icmp: counted(' ICMP 分组'),
  icmpv6: counted(' ICMPv6 分组'),
  igmp: counted(' IGMP 分组'),
  sctp: counted(' SCTP 分组'),
  esp: counted('由 IPsec 加密的分组'),
  'ipv6-no-next-header': counted('没有内容的 IPv6 分组'),
  arp: counted(' ARP 分组'),
  'ppp-control': counted(' PPP 控制分组'),
  'pppoe-discovery': counted(' PPPoE 发现分组'),
  '802.11-encrypted': counted('加密的无线帧'),
  '802.11-management': counted('无线管理帧'),
  '802.11-control': counted('无线控制帧'),
  '802.11-no-data': counted('没有数据的无线帧'),
  'tunnel-malformed': counted('隧道首部不可能成立的分组'),
  'tunnel-empty': counted('没有内容的隧道分组'),
  'too-many-layers': counted('嵌套首部太多的分组'),
  fragment: counted('其余部分来得晚或没有来的 IP 分片'),
  'fragment-truncated': counted('按抓包长度被截短的 IP 分片'),
  'fragment-duplicate': counted('被抓到两次的 IP 分片'),
  'fragment-malformed': counted('不可能成立的 IP 分片'),
  'link-type': numbered('链路类型为'),
  'address-family': numbered('地址族为'),
  ethertype: numbered(' EtherType 为'),
  'ip-protocol': numbered(' IP 协议为'),
  'ppp-protocol': numbered(' PPP 协议为'),
  'llc-sap': numbered(' LLC 服务访问点为'),
  other: ({ count, reason }, f) => `${f.count(count)} ${escapeText(reason)}`,
};

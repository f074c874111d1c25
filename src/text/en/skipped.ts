/** Packets that are not analysed, counted; each message begins with the number. */
import { escapeText } from '../../bytes/text.js';
import type { NumberedReason, SkipParams } from '../../wire/codes.js';
import type { Format } from '../format.js';
import type { Messages } from '../messages.js';

const counted =
  (one: string, other: string) =>
  ({ count }: { readonly count: number }, f: Format): string =>
    f.plural(count, { one, other });

const numbered =
  (what: string) =>
  ({ count, number }: SkipParams[NumberedReason], f: Format): string =>
    f.plural(count, { one: `# packet of ${what} ${number}`, other: `# packets of ${what} ${number}` });

export const SKIPPED: Messages<SkipParams> = {
  'link-truncated': counted('# packet shorter than its link header', '# packets shorter than their link header'),
  'link-malformed': counted('# packet with an impossible link header', '# packets with an impossible link header'),
  'ip-truncated': counted('# packet that ends within its IP header', '# packets that end within their IP header'),
  'ip-bad-version': counted('# packet with an unexpected IP version', '# packets with an unexpected IP version'),
  'ip-bad-header-length': counted(
    '# packet with an impossible IP header length',
    '# packets with an impossible IP header length',
  ),
  'ip-bad-length': counted('# packet with an impossible IP length', '# packets with an impossible IP length'),
  'tcp-truncated': counted('# packet that ends within its TCP header', '# packets that end within their TCP header'),
  'tcp-bad-data-offset': counted(
    '# packet with an impossible TCP header length',
    '# packets with an impossible TCP header length',
  ),
  udp: counted('# UDP packet', '# UDP packets'),
  icmp: counted('# ICMP packet', '# ICMP packets'),
  icmpv6: counted('# ICMPv6 packet', '# ICMPv6 packets'),
  igmp: counted('# IGMP packet', '# IGMP packets'),
  sctp: counted('# SCTP packet', '# SCTP packets'),
  esp: counted('# packet encrypted by IPsec', '# packets encrypted by IPsec'),
  'ipv6-no-next-header': counted('# IPv6 packet without content', '# IPv6 packets without content'),
  arp: counted('# ARP packet', '# ARP packets'),
  'ppp-control': counted('# PPP control packet', '# PPP control packets'),
  'pppoe-discovery': counted('# PPPoE discovery packet', '# PPPoE discovery packets'),
  '802.11-encrypted': counted('# encrypted wireless frame', '# encrypted wireless frames'),
  '802.11-management': counted('# wireless management frame', '# wireless management frames'),
  '802.11-control': counted('# wireless control frame', '# wireless control frames'),
  '802.11-no-data': counted('# wireless frame without data', '# wireless frames without data'),
  'tunnel-malformed': counted(
    '# packet with an impossible tunnel header',
    '# packets with an impossible tunnel header',
  ),
  'tunnel-empty': counted('# tunnel packet without content', '# tunnel packets without content'),
  'too-many-layers': counted(
    '# packet with too many headers inside one another',
    '# packets with too many headers inside one another',
  ),
  fragment: counted(
    '# IP fragment whose other parts came later or never',
    '# IP fragments whose other parts came later or never',
  ),
  'fragment-truncated': counted('# IP fragment cut by the snap length', '# IP fragments cut by the snap length'),
  'fragment-duplicate': counted('# IP fragment captured twice', '# IP fragments captured twice'),
  'fragment-malformed': counted('# impossible IP fragment', '# impossible IP fragments'),
  'link-type': numbered('link type'),
  'address-family': numbered('address family'),
  ethertype: numbered('EtherType'),
  'ip-protocol': numbered('IP protocol'),
  'ppp-protocol': numbered('PPP protocol'),
  'llc-sap': numbered('LLC service access point'),
  other: ({ count, reason }, f) => `${f.count(count)} ${escapeText(reason)}`,
};

/** The reasons of `reasons.ts` for people. */
import { REASON } from './reasons.js';

/** What one packet, and what several packets, are; '#' is the number in the reason's name. */
type Words = readonly [one: string, many: string];

const packetWith = (what: string): Words => [`packet with ${what}`, `packets with ${what}`];
const packetOf = (what: string): Words => [`${what} packet`, `${what} packets`];

const WORDS: Readonly<Record<(typeof REASON)[keyof typeof REASON], Words>> = {
  [REASON.linkTruncated]: ['packet shorter than its link header', 'packets shorter than their link header'],
  [REASON.linkMalformed]: packetWith('an impossible link header'),
  [REASON.ipTruncated]: ['packet that ends within its IP header', 'packets that end within their IP header'],
  [REASON.ipBadVersion]: packetWith('an unexpected IP version'),
  [REASON.ipBadHeaderLength]: packetWith('an impossible IP header length'),
  [REASON.ipBadLength]: packetWith('an impossible IP length'),
  [REASON.tcpTruncated]: ['packet that ends within its TCP header', 'packets that end within their TCP header'],
  [REASON.tcpBadDataOffset]: packetWith('an impossible TCP header length'),
  [REASON.udp]: packetOf('UDP'),
  [REASON.icmp]: packetOf('ICMP'),
  [REASON.icmpv6]: packetOf('ICMPv6'),
  [REASON.igmp]: packetOf('IGMP'),
  [REASON.sctp]: packetOf('SCTP'),
  [REASON.esp]: ['packet encrypted by IPsec', 'packets encrypted by IPsec'],
  [REASON.noNextHeader]: ['IPv6 packet without content', 'IPv6 packets without content'],
  [REASON.arp]: packetOf('ARP'),
  [REASON.pppControl]: packetOf('PPP control'),
  [REASON.pppoeDiscovery]: packetOf('PPPoE discovery'),
  [REASON.encrypted80211]: ['encrypted wireless frame', 'encrypted wireless frames'],
  [REASON.management80211]: ['wireless management frame', 'wireless management frames'],
  [REASON.control80211]: ['wireless control frame', 'wireless control frames'],
  [REASON.noData80211]: ['wireless frame without data', 'wireless frames without data'],
  [REASON.tunnelMalformed]: packetWith('an impossible tunnel header'),
  [REASON.tunnelEmpty]: ['tunnel packet without content', 'tunnel packets without content'],
  [REASON.tooManyLayers]: packetWith('too many headers inside one another'),
  [REASON.fragment]: [
    'IP fragment whose other parts came later or never',
    'IP fragments whose other parts came later or never',
  ],
  [REASON.fragmentTruncated]: ['IP fragment cut by the snap length', 'IP fragments cut by the snap length'],
  [REASON.fragmentDuplicate]: ['IP fragment captured twice', 'IP fragments captured twice'],
  [REASON.fragmentMalformed]: ['impossible IP fragment', 'impossible IP fragments'],
};

/** Reasons that carry a number, by what stands before it. */
const NUMBERED: readonly (readonly [prefix: string, of: string])[] = [
  ['link-type-', 'link type'],
  ['ethertype-', 'EtherType'],
  ['ip-protocol-', 'IP protocol'],
  ['ppp-protocol-', 'PPP protocol'],
  ['llc-sap-', 'LLC service access point'],
];

/** '1 packet with an impossible TCP header length', '5 ICMPv6 packets'. */
export function reasonWords(reason: string, count: number, shownCount: string = String(count)): string {
  const words = (WORDS as Readonly<Record<string, Words | undefined>>)[reason];
  if (words !== undefined) return `${shownCount} ${words[count === 1 ? 0 : 1]}`;
  const row = NUMBERED.find(([prefix]) => reason.startsWith(prefix));
  if (row === undefined) return `${shownCount} ${reason}`;
  return `${shownCount} ${count === 1 ? 'packet' : 'packets'} of ${row[1]} ${reason.slice(row[0].length)}`;
}

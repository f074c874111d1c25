/**
 * Why packets are not analysed: the keys of `skipped` in reports. Short and stable, for scripts count them. Numbered
 * ones carry the number that no table knows, of 16 bits at most: an attacker chooses it.
 */
import { hexNumber } from '../bytes/digits.js';

export const REASON = {
  /** Shorter than the header of its link type (`-truncated`), or impossible values in it. */
  linkTruncated: 'link-truncated',
  linkMalformed: 'link-malformed',
  ipTruncated: 'ip-truncated',
  ipBadVersion: 'ip-bad-version',
  ipBadHeaderLength: 'ip-bad-header-length',
  ipBadLength: 'ip-bad-length',
  tcpTruncated: 'tcp-truncated',
  tcpBadDataOffset: 'tcp-bad-data-offset',
  udp: 'udp',
  icmp: 'icmp',
  icmpv6: 'icmpv6',
  igmp: 'igmp',
  sctp: 'sctp',
  esp: 'esp',
  noNextHeader: 'ipv6-no-next-header',
  arp: 'arp',
  pppControl: 'ppp-control',
  pppoeDiscovery: 'pppoe-discovery',
  encrypted80211: '802.11-encrypted',
  management80211: '802.11-management',
  control80211: '802.11-control',
  noData80211: '802.11-no-data',
  tunnelMalformed: 'tunnel-malformed',
  /** A tunnel's header with nothing behind it: keep-alives, bare acknowledgments. */
  tunnelEmpty: 'tunnel-empty',
  tooManyLayers: 'too-many-layers',
  /** A fragment of a datagram whose other parts are still awaited. */
  fragment: 'fragment',
  /** A fragment that the snaplen cut: its datagram can never be complete. */
  fragmentTruncated: 'fragment-truncated',
  /** A fragment of a datagram that was complete without it: a mirror port shows everything twice. */
  fragmentDuplicate: 'fragment-duplicate',
  fragmentMalformed: 'fragment-malformed',
} as const;

export const linkTypeReason = (linkType: number): string => `link-type-${linkType}`;
export const addressFamilyReason = (family: number): string => `address-family-${family}`;
export const ethertypeReason = (type: number): string => `ethertype-${hexNumber(type, 4)}`;
export const ipProtocolReason = (protocol: number): string => `ip-protocol-${protocol}`;
export const pppProtocolReason = (protocol: number): string => `ppp-protocol-${hexNumber(protocol, 4)}`;
export const llcReason = (dsap: number): string => `llc-sap-${hexNumber(dsap, 2)}`;

/** Oddities that do not stop the analysis, counted beside `skipped`. */
export const PROBLEM = {
  /** Two fragments of a datagram claim the same bytes differently or in part; the first to arrive counts. */
  fragmentOverlap: 'fragment-overlap',
  /** A datagram was given up incomplete: too old by packet time. */
  fragmentTimeout: 'fragment-timeout',
  /** A datagram was given up incomplete: too many or too large ones were waiting. */
  fragmentEvicted: 'fragment-evicted',
} as const;

/** Firewall rules in the languages of nftables, iptables and pf. */
import type { Place, Ports, Rule } from '../../model/firewall/needs.js';

/** More ports than these are written as one range: iptables takes fifteen at most. */
const LISTED_PORTS = 10;

/** The ports of a rule one by one, or from the first to the last; null: any. */
function rangeOf(ports: Ports): readonly number[] | { readonly from: number; readonly to: number } | null {
  if (ports === null || ports.length === 0) return null;
  return ports.length <= LISTED_PORTS ? ports : { from: ports[0]!, to: ports.at(-1)! };
}

const isSix = ({ address }: Place): boolean => address.includes(':');

/** What a rule is for, as a word that every firewall takes for a comment. */
const nameOf = ({ what }: Rule): string => (what === 'control' ? 'ftp-control' : `ftp-data-${what}`);

/** A file for `nft -f`; `nft -c -f` checks it. */
export function nftables(rules: readonly Rule[]): string[] {
  const ports = (name: string, list: Ports): string => {
    const range = rangeOf(list);
    if (range === null) return '';
    if ('from' in range) return ` tcp ${name} ${range.from}-${range.to}`;
    return range.length === 1 ? ` tcp ${name} ${range[0]}` : ` tcp ${name} { ${range.join(', ')} }`;
  };
  const line = (rule: Rule): string => {
    const family = isSix(rule.from) ? 'ip6' : 'ip';
    const hosts = `${family} saddr ${rule.from.address} ${family} daddr ${rule.to.address}`;
    const both = `${ports('sport', rule.from.ports)}${ports('dport', rule.to.ports)}`;
    return `    ${hosts}${both} ct state new accept comment "${nameOf(rule)}"`;
  };
  const chain = (name: string, direction: Rule['direction']): string[] => [
    `  chain ${name} {`,
    `    type filter hook ${name} priority 0; policy drop;`,
    '    ct state established,related accept',
    ...rules.filter((rule) => rule.direction === direction).map(line),
    '  }',
  ];
  return ['table inet ftp {', ...chain('input', 'in'), ...chain('output', 'out'), '}'];
}

/** A file for iptables-restore (ip6tables-restore for IPv6); `--test` checks it. */
export function iptables(rules: readonly Rule[]): string[] {
  const ports = (name: string, list: Ports): string => {
    const range = rangeOf(list);
    if (range === null) return '';
    if ('from' in range) return ` --${name} ${range.from}:${range.to}`;
    return range.length === 1 ? ` --${name} ${range[0]}` : ` -m multiport --${name}s ${range.join(',')}`;
  };
  const state = (states: string, direction: string): string =>
    `-A ${direction} -m conntrack --ctstate ${states} -j ACCEPT`;
  const line = (rule: Rule): string =>
    [
      `-A ${rule.direction === 'in' ? 'INPUT' : 'OUTPUT'} -p tcp -s ${rule.from.address} -d ${rule.to.address}`,
      `${ports('sport', rule.from.ports)}${ports('dport', rule.to.ports)}`,
      ` -m conntrack --ctstate NEW -m comment --comment ${nameOf(rule)} -j ACCEPT`,
    ].join('');
  return [
    '*filter',
    ':INPUT DROP [0:0]',
    ':OUTPUT DROP [0:0]',
    state('ESTABLISHED,RELATED', 'INPUT'),
    state('ESTABLISHED,RELATED', 'OUTPUT'),
    ...rules.map(line),
    'COMMIT',
  ];
}

/** A file for `pfctl -f`; `pfctl -n -f` checks it. */
export function pf(rules: readonly Rule[]): string[] {
  const place = ({ address, ports: list }: Place): string => {
    const range = rangeOf(list);
    if (range === null) return address;
    if ('from' in range) return `${address} port ${range.from}:${range.to}`;
    return range.length === 1 ? `${address} port ${range[0]}` : `${address} port { ${range.join(' ')} }`;
  };
  const line = ({ direction, from, to }: Rule): string =>
    `pass ${direction} proto tcp from ${place(from)} to ${place(to)} flags S/SA keep state`;
  return ['block all', ...rules.map(line)];
}

/**
 * The rules of `--what-if`: a firewall or a NAT that was not there. A rule looks at the SYN of a connection, as a firewall
 * with state does.
 *
 *     drop MATCH ...      the SYN vanishes             reject MATCH ...   it is answered with RST
 *     only MATCH ...      all other SYNs vanish        no port PORTS      drop sport PORTS, and drop dport PORTS
 *     no inbound client   SYNs to the client vanish    no inbound server  SYNs to the server vanish, but to its control port
 *     nat-without-helper  the client stands behind a NAT that does not read announcements; server-nat-without-helper
 *
 * MATCH is `dport PORTS`, `sport PORTS`, `from ADDRESS`, `to ADDRESS`; all of one rule must fit. PORTS is `20`, `30000-31000`
 * or several of them with commas.
 */

import { LIMITS } from '../../limits.js';
import { formatAddress, parseAddress } from '../../wire/address.js';

export type PortRange = readonly [from: number, to: number];

export type Match = {
  readonly sport: readonly PortRange[] | null;
  readonly dport: readonly PortRange[] | null;
  readonly from: string | null;
  readonly to: string | null;
};

export type WhatIf = { readonly text: string } & (
  | { readonly kind: 'drop' | 'reject' | 'only'; readonly match: Match }
  | { readonly kind: 'no-port'; readonly ports: readonly PortRange[] }
  | { readonly kind: 'no-inbound'; readonly side: 'client' | 'server' }
  | { readonly kind: 'nat'; readonly side: 'client' | 'server' }
);

/** Null: it cannot be read. */
export function parseWhatIf(written: string): WhatIf | null {
  const text = written.trim().replace(/\s+/g, ' ').slice(0, LIMITS.shownCharacters);
  const [verb = '', ...rest] = text.toLowerCase().split(' ');
  switch (verb) {
    case 'nat-without-helper':
      return rest.length === 0 ? { text, kind: 'nat', side: 'client' } : null;
    case 'server-nat-without-helper':
      return rest.length === 0 ? { text, kind: 'nat', side: 'server' } : null;
    case 'no':
      return noRule(text, rest);
    case 'drop':
    case 'reject':
    case 'only': {
      const match = parseMatch(rest);
      return match === null ? null : { text, kind: verb, match };
    }
    default:
      return null;
  }
}

function noRule(text: string, [what, value, ...more]: readonly string[]): WhatIf | null {
  if (value === undefined || more.length > 0) return null;
  if (what === 'inbound' && (value === 'client' || value === 'server'))
    return { text, kind: 'no-inbound', side: value };
  const ports = what === 'port' ? parsePorts(value) : null;
  return ports === null ? null : { text, kind: 'no-port', ports };
}

function parseMatch(words: readonly string[]): Match | null {
  const match: { -readonly [Name in keyof Match]: Match[Name] } = { sport: null, dport: null, from: null, to: null };
  if (words.length === 0 || words.length % 2 !== 0) return null;
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i]!;
    const value = words[i + 1]!;
    if (name === 'sport' || name === 'dport') match[name] = parsePorts(value);
    else if (name === 'from' || name === 'to') match[name] = canonical(value);
    else return null;
    if (match[name] === null) return null;
  }
  return match;
}

function canonical(text: string): string | null {
  const address = parseAddress(text);
  return address ? formatAddress(address.family, address.w0, address.w1, address.w2, address.w3) : null;
}

function parsePorts(text: string): readonly PortRange[] | null {
  const ranges = text.split(',').map((part): PortRange => {
    const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part) ?? [];
    return [Number(from), Number(to)];
  });
  return ranges.every(([from, to]) => from <= to && to <= 65_535) ? ranges : null;
}

/** A SYN that a rule judges; a source port that is not known is null. */
export type Syn = {
  readonly from: string;
  readonly sport: number | null;
  readonly to: string;
  readonly dport: number;
  /** Who receives it. */
  readonly inbound: 'client' | 'server' | null;
  readonly control: boolean;
};

const within = (port: number | null, ranges: readonly PortRange[]): boolean =>
  port !== null && ranges.some(([from, to]) => port >= from && port <= to);

const fits = ({ sport, dport, from, to }: Match, syn: Syn): boolean =>
  (sport === null || within(syn.sport, sport)) &&
  (dport === null || within(syn.dport, dport)) &&
  (from === null || from === syn.from) &&
  (to === null || to === syn.to);

/** What the rule does to the SYN; null: it lets it pass. NAT is no matter of SYNs. */
export function effectOn(rule: WhatIf, syn: Syn): 'drop' | 'reject' | null {
  switch (rule.kind) {
    case 'drop':
    case 'reject':
      return fits(rule.match, syn) ? rule.kind : null;
    case 'only':
      return fits(rule.match, syn) ? null : 'drop';
    case 'no-port':
      return within(syn.sport, rule.ports) || within(syn.dport, rule.ports) ? 'drop' : null;
    case 'no-inbound':
      return syn.inbound === rule.side && !syn.control ? 'drop' : null;
    case 'nat':
      return null;
  }
}

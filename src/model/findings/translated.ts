/** One session that was captured before and after an address translation (NAT), as on a router with `-i any`. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import { formOf } from '../../ftp/protocol/announcements.js';
import { rowOf } from '../../ftp/protocol/commands.js';
import type { DataConnection, Exchange, Finding, Session } from '../../ftp/protocol/session.js';
import type { Connection, Endpoint, JournalEntry } from '../../tcp/types.js';
import { formatEndpoint } from '../format.js';
import { announcementWords, finding } from './finding.js';

/** A handshake stands at the beginning of the journal, repeats included. */
const HANDSHAKE_ENTRIES = 8;
/** A packet is on both sides of a translator within this time. */
const WITHIN_NS = NS_PER_SECOND;
/** Commands that are compared. */
const COMPARED_COMMANDS = 50;

/**
 * Sessions between other addresses that begin together with the same two initial sequence numbers (RFC 9293 §3.4.1: by
 * chance the same once in 2^64) and say the same are one. Made-up captures number all their connections alike: for them
 * overlap, time and words decide.
 */
export function* seenTwice(view: { readonly sessions: readonly Session[] }): Iterable<Finding> {
  const known = new Map<string, Session>();
  for (const session of view.sessions) {
    const numbers = initialNumbers(session.control);
    if (numbers === null) continue;
    const first = known.get(numbers);
    if (first === undefined) known.set(numbers, session);
    else if (isSame(first, session)) yield pair(first, session);
  }
}

/** Both initial sequence numbers of a connection; null where the capture lacks one. */
function initialNumbers({ journal }: Connection): string | null {
  let syn: JournalEntry | undefined;
  let synAck: JournalEntry | undefined;
  for (let i = 0; i < Math.min(journal.length, HANDSHAKE_ENTRIES); i++) {
    const entry = journal[i]!;
    if (entry.kind === 'syn') syn ??= entry;
    else if (entry.kind === 'syn-ack') synAck ??= entry;
  }
  return syn && synAck ? `${syn.seq} ${synAck.seq}` : null;
}

function isSame(first: Session, second: Session): boolean {
  const elsewhere = first.client.address !== second.client.address || first.server.address !== second.server.address;
  const together = Math.abs(first.control.firstTimeNs - second.control.firstTimeNs) <= WITHIN_NS;
  const overlap =
    second.control.firstFrame < first.control.lastFrame && first.control.firstFrame < second.control.lastFrame;
  return elsewhere && together && overlap && saidSame(first.exchanges, second.exchanges);
}

/** The same commands with the same arguments; those of announcements may have been rewritten. */
function saidSame(first: readonly Exchange[], second: readonly Exchange[]): boolean {
  const count = Math.min(first.length, second.length, COMPARED_COMMANDS);
  for (let i = 0; i < count; i++) {
    const [one, other] = [first[i]!.command, second[i]!.command];
    if (one?.verb !== other?.verb) return false;
    if (one?.argument !== other?.argument && rowOf(one?.verb)?.announce === undefined) return false;
  }
  return count > 0;
}

const differs = (a: Endpoint, b: Endpoint): boolean => a.address !== b.address || a.port !== b.port;

function pair(first: Session, second: Session): Finding {
  const translated = [
    ...translation('client', first.client, second.client),
    ...translation('server', first.server, second.server),
  ];
  const words = announcements(first, second);
  return finding(
    'seen-twice',
    'info',
    `Sessions ${first.id} and ${second.id} are one and the same, captured before and after an address translation (NAT): ${translated.join(', ')}; both handshakes carry the same sequence numbers. What it said and transferred is reported twice.${words === null ? '' : ` ${words.text}`}`,
    [first.control.handshake.syn, second.control.handshake.syn, ...(words?.frames ?? [])],
  );
}

function* translation(role: string, one: Endpoint, other: Endpoint): Iterable<string> {
  if (differs(one, other)) yield `the ${role} is ${formatEndpoint(one)} here and ${formatEndpoint(other)} there`;
}

type Remark = { readonly text: string; readonly frames: readonly number[] };

/** What the translation did to announcements: rewrote one, or let an address pass that holds on one side only. */
function announcements(first: Session, second: Session): Remark | null {
  const [one, other] = [named(first), named(second)];
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    const remark = announcement(one[i]!, other[i]!);
    if (remark !== null) return remark;
  }
  return null;
}

/** Those that name an address (229 names none). */
const named = ({ dataConnections }: Session): DataConnection[] =>
  dataConnections.filter(({ announced, mode }) => announced !== null && !formOf(mode)?.portOnly);

function announcement(one: DataConnection, other: DataConnection): Remark | null {
  if (!one.announced || !other.announced || one.mode !== other.mode) return null;
  const frames = [one.announced.frame, other.announced.frame];
  if (differs(one.announced, other.announced))
    return {
      text: `The translator knows FTP: it made ${announcementWords(other)} of ${announcementWords(one)}.`,
      frames,
    };
  const { address } = one.announced;
  const inside = [
    [one.session.client, other.session.client],
    [one.session.server, other.session.server],
  ].some((pair) => differs(pair[0]!, pair[1]!) && pair.some((endpoint) => endpoint.address === address));
  return inside
    ? {
        text: `${announcementWords(one)} passed the translator unchanged: ${address} holds on one side of it only.`,
        frames,
      }
    : null;
}

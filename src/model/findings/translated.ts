/** One session that was captured before and after an address translation (NAT), as on a router with `-i any`. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import { formOf } from '../../ftp/protocol/announcements.js';
import { rowOf } from '../../ftp/protocol/commands.js';
import type { DataConnection, Exchange, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import type { Connection, Endpoint, JournalEntry } from '../../tcp/types.js';
import type { CaptureRule } from './captureRule.js';
import type { Translated } from './codes.js';
import { announcedRef, type Finding, finding } from './finding.js';

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
export class SeenTwice implements CaptureRule {
  /** Sessions by their initial sequence numbers. Both sides of a translator end together, so that the last few do. */
  readonly #known = new Map<string, Session>();
  readonly #found: Finding[] = [];

  add(session: Session): void {
    const numbers = initialNumbers(session.control);
    if (numbers === null) return;
    const known = this.#known.get(numbers);
    if (known === undefined) this.#remember(numbers, session);
    else {
      const [first, second] = known.id < session.id ? [known, session] : [session, known];
      if (isSame(first, second) && this.#found.length < LIMITS.pairsSeenTwice) this.#found.push(pair(first, second));
    }
  }

  findings(): Iterable<Finding> {
    return this.#found;
  }

  #remember(numbers: string, session: Session): void {
    this.#known.set(numbers, session);
    if (this.#known.size > LIMITS.endedSessionsCompared) this.#known.delete(this.#known.keys().next().value!);
  }
}

/** Both initial sequence numbers of a connection; null where the capture does not have one. */
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
  const translated = announcements(first, second);
  return finding(
    'seen-twice',
    'info',
    {
      first: first.id,
      second: second.id,
      client: differs(first.client, second.client) ? [first.client, second.client] : null,
      server: differs(first.server, second.server) ? [first.server, second.server] : null,
      announcements: translated,
    },
    [first.control.handshake.syn, second.control.handshake.syn, translated?.one.frame, translated?.other.frame],
  );
}

/** What the translation did to announcements: rewrote one, or let an address pass that holds on one side only. */
function announcements(first: Session, second: Session): Translated | null {
  const [one, other] = [named(first), named(second)];
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    const found = announcement(one[i]!, other[i]!);
    if (found !== null) return found;
  }
  return null;
}

/** Those that name an address (229 names none). */
const named = ({ dataConnections }: Session): DataConnection[] =>
  dataConnections.filter(({ announced, mode }) => announced !== null && !formOf(mode)?.portOnly);

function announcement(one: DataConnection, other: DataConnection): Translated | null {
  if (!one.announced || !other.announced || one.mode !== other.mode) return null;
  const pair = { mode: one.mode, one: announcedRef(one.announced), other: announcedRef(other.announced) };
  if (differs(one.announced, other.announced)) return { kind: 'rewritten', ...pair };
  const { address } = one.announced;
  const inside = [
    [one.session.client, other.session.client],
    [one.session.server, other.session.server],
  ].some((ends) => differs(ends[0]!, ends[1]!) && ends.some((endpoint) => endpoint.address === address));
  return inside ? { kind: 'unchanged', ...pair } : null;
}

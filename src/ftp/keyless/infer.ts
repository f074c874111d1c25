/**
 * What an encrypted session shows without keys: its data connections, its commands and replies, its transfers. Called when
 * the session has ended, with the sessions between the same hosts that may have the same connections for their own.
 */
import { factsOf } from '../../fact.js';
import type { Connection } from '../../tcp/types.js';
import type { Evidence, EvidenceParams } from '../codes.js';
import type { InferredDialogue, InferredTransfer, InferredTurn } from '../protocol/inferred.js';
import { clientOf } from './clients.js';
import { type DecodedTurn, decodeAmong, type TurnEvent } from './decode.js';
import { type ReplyTable, tablesFor } from './forms.js';
import { atService, type Candidate, type LinkedSession, POSSIBLE, type Scored, score } from './link.js';
import { seenBytes, type Turn } from './messages.js';
import { type MovedData, movedData } from './moved.js';
import { VERBS } from './verbs.js';
import { judgeInferred } from './verdict.js';

const evidence = factsOf<EvidenceParams>();

export type InferredLink = Scored & { readonly transfer: InferredTransfer | null };
export type InferredSession = { readonly links: readonly InferredLink[]; readonly dialogue: InferredDialogue };

/** Another session, or another connection, that fits nearly as well: which of the two is right, nobody can tell. */
const MARGIN = 3;

/**
 * The connections that are the session's, by points.
 * @param taken what became of a connection that several sessions could claim: it is left open for all of them
 */
export function linksOf(
  session: LinkedSession,
  others: readonly LinkedSession[],
  candidates: Iterable<Candidate>,
  taken: { has(connection: Connection): boolean; add(connection: Connection): unknown },
): Scored[] {
  const scored: Scored[] = [];
  const all = Array.from(candidates, (candidate) => ({ candidate, fits: score(session, candidate) }));
  const strangers = strangersOf(session, all);
  for (const { candidate, fits } of all) {
    if (taken.has(candidate.connection)) continue;
    const own = fits && atService(fits, strangers.get(candidate.connection.responder.port) ?? 0);
    if (own === null || own.points < POSSIBLE) continue;
    const other = Math.max(0, ...others.map((each) => score(each, candidate)?.points ?? 0));
    // A session that fits better takes it when it ends.
    if (other >= own.points + MARGIN) continue;
    if (other > own.points - MARGIN && other >= POSSIBLE) {
      taken.add(candidate.connection);
      continue;
    }
    scored.push(own);
  }
  scored.sort((a, b) => b.points - a.points);
  const announced = new Map<number, Scored>();
  const open = new Set<Scored>();
  for (const one of scored) {
    const key = one.announcement.frame * 4 + (one.announcement.from === 'client' ? 1 : 0);
    const better = announced.get(key);
    if (!better) announced.set(key, one);
    // Two that fit one announcement alike.
    else if (better.points - one.points < MARGIN && !sameEndpoint(better, one)) open.add(better);
  }
  return [...announced.values()]
    .filter((one) => !open.has(one))
    .sort((a, b) => a.candidate.connection.firstFrame - b.candidate.connection.firstFrame);
}

/** Connections of the client that the session's replies do not announce, by the server's port. */
function strangersOf(
  session: LinkedSession,
  all: readonly { readonly candidate: Candidate; readonly fits: Scored | null }[],
): ReadonlyMap<number, number> {
  const strangers = new Map<number, number>();
  for (const { candidate, fits } of all) {
    const { initiator, responder } = candidate.connection;
    if (initiator.address !== session.client || (fits !== null && fits.points >= POSSIBLE)) continue;
    strangers.set(responder.port, (strangers.get(responder.port) ?? 0) + 1);
  }
  return strangers;
}

/** A second attempt to the same port. */
const sameEndpoint = (a: Scored, b: Scored): boolean =>
  a.candidate.connection.responder.port === b.candidate.connection.responder.port;

/** What was said before TLS began; `greeting` is '' and `auth` null where it was not read. */
export type SaidInClear = {
  readonly greeting: string;
  readonly auth: { readonly mechanism: string; readonly reply: string } | null;
};

export function inferSession(session: LinkedSession, scored: readonly Scored[], said: SaidInClear): InferredSession {
  const { view } = session;
  const turns = view.turns.filter(({ command }) => command !== null);
  const moves = scored.map((one) => ({ one, data: movedData(session, one) }));
  const events: { -readonly [Part in keyof TurnEvent]: TurnEvent[Part] }[] = turns.map((_, i) => ({
    announces: null,
    moves: null,
    last: i === turns.length - 1,
    unanswered: turns[i]!.replies.length === 0,
    leaves: session.leaves && i === turns.length - 1,
  }));
  const turnOf = new Map<Scored, number>();
  for (const { one, data } of moves) {
    const { responder } = one.candidate.connection;
    const active = one.mode === 'PORT' || one.mode === 'EPRT';
    const at = turns.findIndex(
      ({ command, replies }) => command === one.announcement || replies.includes(one.announcement),
    );
    if (at >= 0)
      events[at]!.announces = {
        active,
        address: responder.address,
        portDigits: String(responder.port).length,
        hostPort:
          responder.address.length + 2 + String(responder.port >> 8).length + String(responder.port & 255).length,
      };
    const moving = transferTurn(turns, at, one, data);
    if (moving < 0) continue;
    turnOf.set(one, moving);
    if (data) events[moving]!.moves = { direction: data.direction, content: data.content, whole: wholeOf(one, data) };
  }
  const { turns: decoded, table } = decodeAmong(turns, events, tablesFor(said.greeting, said.auth?.reply ?? null), {
    hostBytes: session.server.length,
    clientBytes: session.client.length,
    ipv6: session.server.includes(':'),
    client: clientOf(said.auth?.mechanism ?? null, session.facts),
  });
  const inferred = turns.map((turn, i) => inferredTurn(turn, i, decoded, table));
  const links = moves.map(({ one, data }) => {
    const at = turnOf.get(one);
    const turn = at === undefined ? null : inferred[at]!;
    return { ...one, mode: modeOf(one, inferred), transfer: data && transferOf(session, one, data, turn) };
  });
  return { links, dialogue: { family: table?.name ?? null, turns: inferred } };
}

/** Content, and then the alert and the FIN that end it. */
function wholeOf({ candidate: { connection, tls } }: Scored, { sender, content }: MovedData): boolean {
  const { rst, fins } = connection.teardown;
  const fin = fins.find(({ from }) => from === sender);
  if (content.max === 0 || fin === undefined || connection.sides[sender].missingBytes > 0) return false;
  return (tls === null || tls.closing(sender) !== null) && (rst === null || rst.frame > fin.frame);
}

/** The verb of the announcement, where it is likelier than the length of the reply alone tells. */
function modeOf(one: Scored, turns: readonly InferredTurn[]): Scored['mode'] {
  const turn = turns.findLast(({ command }) => command !== null && command.frame <= one.announcement.frame);
  const active = one.mode === 'PORT' || one.mode === 'EPRT';
  const modes = active ? (['PORT', 'EPRT'] as const) : (['PASV', 'EPSV'] as const);
  return modes.find((mode) => mode === turn?.verbs[0]?.verb) ?? one.mode;
}

/** The last command before the first data; the SYN may come before it. */
function transferTurn(
  turns: readonly Turn[],
  announcedIn: number,
  { candidate }: Scored,
  data: MovedData | null,
): number {
  const frame = data?.firstFrame ?? candidate.connection.lastFrame;
  let at = -1;
  for (let i = Math.max(0, announcedIn); i < turns.length; i++) {
    const { command } = turns[i]!;
    if (command === null || command.frame >= frame) break;
    at = i;
  }
  return at > announcedIn ? at : -1;
}

const MOST_VERBS = 3;
const LEAST = 0.01;

function inferredTurn(
  turn: Turn,
  index: number,
  decoded: readonly DecodedTurn[],
  table: ReplyTable | null,
): InferredTurn {
  const { verbs, classes, digits } = decoded[index]!;
  const byVerb = verbs
    .map((p, v) => ({ verb: VERBS[v]!.verb, p }))
    .filter(({ p }) => p >= LEAST)
    .sort((a, b) => b.p - a.p)
    .slice(0, MOST_VERBS);
  const byClass = [...classes]
    .map(([name, p]) => ({ class: name, p }))
    .filter(({ p }) => p >= LEAST)
    .sort((a, b) => b.p - a.p)
    .slice(0, MOST_VERBS);
  const digit = digits.indexOf(Math.max(...digits));
  const line = ({ min, max, frame, timeNs }: Turn['replies'][number]) => ({ bytes: { min, max }, frame, timeNs });
  return {
    index,
    command: turn.command && { ...line(turn.command), bytes: seenBytes(turn.command) },
    replies: turn.replies.map(line),
    verbs: byVerb,
    classes: byClass,
    reply: digit > 0 && turn.replies.length > 0 ? { digit, p: digits[digit]! } : null,
    because: becauseOf(turn, table, index > 0 ? decoded[index - 1]! : null),
  };
}

function becauseOf({ command, replies }: Turn, table: ReplyTable | null, before: DecodedTurn | null): Evidence[] {
  const because: Evidence[] = [];
  if (command?.shares) because.push(evidence('keyless-together', command.shares, [command.frame]));
  else if (command) because.push(evidence('keyless-command-length', { bytes: command.max }, [command.frame]));
  if (replies.length > 0)
    because.push(
      evidence(
        'keyless-reply-lengths',
        { bytes: replies.map(({ max }) => max).slice(0, 8), family: table?.name ?? null },
        replies.map(({ frame }) => frame),
      ),
    );
  if (before) {
    const best = Math.max(...before.verbs);
    if (best >= 0.5) because.push(evidence('keyless-order', { before: VERBS[before.verbs.indexOf(best)]!.verb }));
  }
  return because;
}

function transferOf(session: LinkedSession, one: Scored, data: MovedData, turn: InferredTurn | null): InferredTransfer {
  const { connection, tls } = one.candidate;
  const judged = judgeInferred(connection, tls, data, turn, session.timeline);
  const from = data.direction === 'upload' ? 'client' : 'server';
  const content = evidence('keyless-content', { from, ...data.content }, [data.firstFrame]);
  return {
    turn,
    direction: data.direction,
    sender: data.sender,
    content: data.content,
    exact: data.exact,
    verdict: judged.verdict,
    evidence: [content, ...judged.evidence],
  };
}

/**
 * The most probable commands of a dialogue of which only lengths and times are known: forward and backward over the turns
 * (Rabiner 1989, §III), with the verbs as states. Likelihoods and orders of commands are taken to a power below one: turns
 * depend on each other in more ways than the model knows, and probabilities would be too sure of themselves.
 */
import { lazy } from '../../bytes/lazy.js';
import { type ByteRange, covers } from '../../tls/content.js';
import type { CommandClass } from '../protocol/inferred.js';
import { CALIBRATION, calibrated } from './calibration.js';
import type { ClientRow } from './clients.js';
import { NO_ADDRESS, type ReplyTable, replyLikelihood, type TurnContext } from './forms.js';
import { seenBytes, type Turn } from './messages.js';
import { argumentBytes, HABITS, lineProbability, sharesAfter, VERBS, type VerbRow } from './verbs.js';

/** What connections tell of a turn. */
export type TurnEvent = {
  /** A linked connection was announced in it: its reply (passive) or its command (active) named the port. */
  readonly announces: {
    readonly active: boolean;
    /** Of the host that listens. */
    readonly address: string;
    readonly portDigits: number;
    readonly hostPort: number;
  } | null;
  /** It is the last one before the data of a linked connection. */
  readonly moves: {
    readonly direction: 'download' | 'upload';
    readonly content: ByteRange;
    /** Its sender ended it as it should; false: something was cut, or nothing is known. */
    readonly whole: boolean;
  } | null;
  /** Nothing comes after it. */
  readonly last: boolean;
  /** No reply to it came. */
  readonly unanswered: boolean;
  /** The client went on in clear text after it. */
  readonly leaves: boolean;
};

export type DecodedTurn = {
  /** By index into `VERBS`. */
  readonly verbs: readonly number[];
  readonly classes: ReadonlyMap<CommandClass, number>;
  /** The first digit of the final reply, 0: not known. */
  readonly digits: readonly number[];
};

export type Decoded = { readonly turns: readonly DecodedTurn[] /** Natural logarithm. */; readonly likelihood: number };

/** Powers of the likelihoods of lengths, and of the order of commands; what is left is calibration.ts's. */
const EXPONENT = { known: 0.9, unknown: 0.78 } as const;
const ORDER_EXPONENT = { known: 0.9, unknown: 0.8 } as const;

/** Of each verb before and after the login: states 0 to n − 1, then n to 2n − 1. */
const COUNT = VERBS.length;
const PASS = VERBS.findIndex(({ verb }) => verb === 'PASS');
const USER = VERBS.findIndex(({ verb }) => verb === 'USER');
/** A login again, after one that succeeded; a command that needs a login, without one; TLS that begins after the login. */
const AGAIN = 0.003;
const TOO_EARLY = 0.01;
const BEGUN_BEFORE = 0.03;
/** HOST (RFC 7151 §3) comes before the login. */
const TOO_LATE = 0.01;
/** PASS that succeeds; USER that is let in without a password. */
const LET_IN: ReadonlyMap<number, number> = new Map([
  [PASS, 0.9],
  [USER, 0.03],
]);

type Transitions = { readonly between: readonly Float64Array[]; readonly first: Float64Array };

/** From a state to all states, each to the power of the exponent. `PASS` and `USER` that are let in stand after the login. */
function row(before: number | null, exponent: number): Float64Array {
  const shares = sharesAfter(before === null ? null : VERBS[before % COUNT]!.verb);
  const entered = before === null ? BEGUN_BEFORE : before >= COUNT ? 1 : 0;
  const result = new Float64Array(2 * COUNT);
  for (const [v, share] of shares.entries()) {
    const letIn = LET_IN.get(v) ?? 0;
    const early = VERBS[v]!.early ? 1 : TOO_EARLY;
    result[v] = share * ((1 - entered) * (1 - letIn) * early + (letIn > 0 ? entered * AGAIN : 0));
    const late = VERBS[v]!.early === 'only' ? TOO_LATE : 1;
    result[v + COUNT] = share * late * (letIn > 0 ? (1 - entered) * letIn : entered);
  }
  const sum = result.reduce((a, b) => a + b, 0);
  return result.map((value) => (value / sum) ** exponent);
}

const transitions = (exponent: number): Transitions => ({
  between: Array.from({ length: 2 * COUNT }, (_, before) => row(before, exponent)),
  first: row(null, exponent),
});
const TRANSITIONS = {
  known: lazy(() => transitions(ORDER_EXPONENT.known)),
  unknown: lazy(() => transitions(ORDER_EXPONENT.unknown)),
} as const;

/** Commands that announce, or move, without a linked connection: refused, or the link was not found. */
const UNLINKED_PASSIVE = 0.25;
const UNLINKED_TRANSFER = 0.12;
const AGAINST_EVENT = 1e-3;
/** Bytes of a listing with one name of one letter: permissions, size and time stand beside it. */
const SHORTEST_LISTING: Readonly<Record<string, number>> = { LIST: 40, MLSD: 24, NLST: 3 };
const SHORT_LISTING = 0.02;
/** A client says goodbye once, but the server need not close at once. */
const QUIT_BEFORE_END = 0.02;
/** A client that waits for no reply has mostly said goodbye. */
const UNANSWERED_AT_END = 0.08;
/** And who says nothing more has mostly said it. */
const NOOP_AT_END = 0.15;

function eventFactor({ verb, class: kind }: VerbRow, event: TurnEvent): number {
  const { announces, moves, last, leaves } = event;
  // RFC 4217 §5: CCC is the last that is encrypted.
  if (leaves || verb === 'CCC') return leaves === (verb === 'CCC') ? 1 : AGAINST_EVENT;
  if (kind === 'quit') return announces || moves ? AGAINST_EVENT : last ? 1 : QUIT_BEFORE_END;
  if (event.unanswered && last) return UNANSWERED_AT_END;
  if (verb === 'NOOP' && last) return NOOP_AT_END;
  if (announces) return kind === (announces.active ? 'active' : 'passive') ? 1 : AGAINST_EVENT;
  if (moves) {
    const fits = moves.direction === 'upload' ? kind === 'upload' : kind === 'download' || kind === 'listing';
    const short = moves.content.max > 0 && moves.content.max < (SHORTEST_LISTING[verb] ?? 0);
    return fits ? (short ? SHORT_LISTING : 1) : AGAINST_EVENT;
  }
  if (kind === 'passive' || kind === 'active') return UNLINKED_PASSIVE;
  return kind === 'download' || kind === 'upload' || kind === 'listing' ? UNLINKED_TRANSFER : 1;
}

export type DecodeContext = {
  /** Lengths of the server's address and of the client's as they are written. */
  readonly hostBytes: number;
  readonly clientBytes: number;
  /** Their addresses have colons: what only has room for others is not sent (RFC 2428). */
  readonly ipv6: boolean;
  readonly client: ClientRow | null;
};

/** What is known of a turn for each verb, before the turns around it are looked at. */
type Emission = {
  /** Of the command's length and of what connections show. */
  readonly line: Float64Array;
  /** Of the replies' lengths, by the table. */
  readonly reply: Float64Array;
  /** Shares of the first digits of the final reply. */
  readonly digits: readonly (readonly number[])[];
};

export function decode(
  turns: readonly Turn[],
  events: readonly TurnEvent[],
  table: ReplyTable,
  context: DecodeContext,
  kind: keyof typeof EXPONENT = table.name === null ? 'unknown' : 'known',
): Decoded {
  const seen = emissionsOf(turns, events, table, context);
  const first = posteriors(seen, noLearning, kind);
  const learned = learnedFrom(turns, events, byVerb(first.states), kind);
  const { states, likelihood } = posteriors(seen, learned, kind);
  const decoded = byVerb(states).map((verbs, i) => {
    const classes = new Map<CommandClass, number>();
    for (let v = 0; v < COUNT; v++) classes.set(VERBS[v]!.class, (classes.get(VERBS[v]!.class) ?? 0) + verbs[v]!);
    return { verbs, classes, digits: digitsIn(states[i]!, seen[i]!) };
  });
  return { turns: decoded, likelihood };
}

/** The final reply's first digit: whether a login succeeded, what comes after it tells too. */
function digitsIn(states: Float64Array, { digits: byVerb }: Emission): number[] {
  const digits = [0, 0, 0, 0, 0, 0];
  for (let v = 0; v < COUNT; v++) {
    const own = byVerb[v]!;
    const [out, within] = [states[v]!, states[v + COUNT]!];
    if (LET_IN.has(v)) digits[2]! += within;
    const others = LET_IN.has(v) ? 1 - own[2]! : 1;
    for (let d = 1; d < 6; d++) {
      if (!LET_IN.has(v)) digits[d]! += (out + within) * own[d]!;
      else if (d !== 2 && others > 0) digits[d]! += (out * own[d]!) / others;
    }
  }
  return digits;
}

/** Of both states of each verb. */
const byVerb = (states: readonly Float64Array[]): number[][] =>
  states.map((state) => VERBS.map((_, v) => state[v]! + state[v + COUNT]!));

function emissionsOf(
  turns: readonly Turn[],
  events: readonly TurnEvent[],
  table: ReplyTable,
  { hostBytes, clientBytes, ipv6, client }: DecodeContext,
): Emission[] {
  let userBytes: number | null = null;
  return turns.map((turn, i) => {
    const line = new Float64Array(COUNT);
    const reply = new Float64Array(COUNT);
    const digits: (readonly number[])[] = [];
    const event = events[i]!;
    const same = nameOfNext(turns, events, i);
    const asked = event.moves !== null && wasAskedAbout(turns, events, i);
    for (let v = 0; v < COUNT; v++) {
      const { verb } = VERBS[v]!;
      const context = contextOf(turn, event, verb, userBytes, hostBytes);
      let found = replyLikelihood(turn.command ? table.byVerb[v]! : table.greeting, turn.replies, context);
      if (event.last && turn.replies.length > 1) found = withGoodbye(found, table.byVerb[v]!, turn, context);
      if (same && ASKS_ABOUT.has(verb))
        found = mixed(
          found,
          replyLikelihood(table.byVerb[v]!, turn.replies, { ...context, sizeDigits: same.sizeDigits }),
        );
      if (event.moves?.whole) found = withoutFailures(found);
      line[v] =
        (turn.command ? lineOf(verb, v, seenBytes(turn.command), event, clientBytes) : 1) *
        eventFactor(VERBS[v]!, event) *
        (ipv6 ? (NOT_OVER_IPV6[verb] ?? 1) : 1) *
        (client?.prefers[verb] ?? 1);
      if ((same && ASKS_ABOUT.has(verb)) || (asked && verb === 'RETR')) line[v]! *= SAME_NAME;
      reply[v] = found.p;
      digits.push(found.digits.map((one) => one / found.p));
    }
    if (turn.command && line[USER]! * reply[USER]! === Math.max(...line.map((one, v) => one * reply[v]!)))
      userBytes ??= turn.command.shares ? null : argumentBytes('USER', turn.command.max);
    return { line, reply, digits };
  });
}

/** Some servers answer PASV with an address of IPv6 all the same. */
const NOT_OVER_IPV6: Readonly<Record<string, number>> = { PORT: 1e-4, PASV: 0.3 };

/** PORT and EPRT carry the client's address and a port: which one, a connection that followed shows. */
function lineOf(verb: string, v: number, bytes: ByteRange, { announces }: TurnEvent, clientBytes: number): number {
  const port = verb === 'PORT';
  if (!port && verb !== 'EPRT') return rangeProbability(v, bytes);
  const around = port ? PORT_AROUND : EPRT_AROUND;
  if (announces?.active) {
    const { address, hostPort, portDigits } = announces;
    return covers(bytes, around + (port ? hostPort : address.length + portDigits)) ? 1 : UNFIT;
  }
  const least = around + clientBytes + (port ? PORT_DIGITS.min : EPRT_DIGITS.min);
  const most = around + clientBytes + (port ? PORT_DIGITS.max : EPRT_DIGITS.max);
  // From behind NAT it is another address.
  const elsewhere = port && bytes.max >= PORT_BYTES.min && bytes.min <= PORT_BYTES.max ? ANY_HOST_PORT : UNFIT;
  return bytes.max < least || bytes.min > most ? elsewhere : 0.8 / (most - least + 1);
}

/** 'PORT ' and CR LF; 'EPRT |1|', '|', '|' and CR LF. Beside the address: ',p,p'; the port. */
const PORT_AROUND = 7;
const EPRT_AROUND = 12;
const PORT_DIGITS = { min: 4, max: 8 } as const;
const EPRT_DIGITS = { min: 4, max: 5 } as const;
const ANY_HOST_PORT = 0.02;
/** Six numbers of one to three digits, with commas. */
const PORT_BYTES = { min: PORT_AROUND + 11, max: PORT_AROUND + 23 } as const;
const UNFIT = 1e-5;

/** They ask about the file that is transferred next. */
const ASKS_ABOUT: ReadonlySet<string> = new Set(['SIZE', 'MDTM']);
/** A line as long as the transfer command's that follows, of which name and verb have the same lengths. */
const SAME_NAME = 3;
/** Turns between a question about a file and its transfer. */
const SOON = 6;

/** The transfer that follows soon and whose command is as long as this one. */
function nameOfNext(
  turns: readonly Turn[],
  events: readonly TurnEvent[],
  at: number,
): { readonly sizeDigits: number | null } | null {
  const bytes = turns[at]!.command?.max;
  if (bytes === undefined || events[at]!.moves) return null;
  for (let i = at + 1; i < Math.min(turns.length, at + SOON); i++) {
    const { moves } = events[i]!;
    if (!moves) continue;
    return turns[i]!.command?.max === bytes ? { sizeDigits: digitsOf(moves.content) } : null;
  }
  return null;
}

/** A line as long as that of a transfer, shortly before it and with an answer of one line. */
function wasAskedAbout(turns: readonly Turn[], events: readonly TurnEvent[], at: number): boolean {
  const bytes = turns[at]!.command?.max;
  for (let i = Math.max(0, at - SOON + 1); i < at; i++)
    if (!events[i]!.moves && turns[i]!.command?.max === bytes && turns[i]!.replies.length === 1) return true;
  return false;
}

const digitsOf = ({ min, max }: ByteRange): number | null =>
  String(min).length === String(max).length ? String(max).length : null;

/** A failure that a server tells although content has come through and was ended well: a full disk, mostly. */
const FAILED_ALTHOUGH_WHOLE = 0.03;

function withoutFailures({ p, digits }: ReturnType<typeof replyLikelihood>): ReturnType<typeof replyLikelihood> {
  const left = digits.map((one, d) => (d >= 4 ? one * FAILED_ALTHOUGH_WHOLE : one));
  return { p: p + left.reduce((sum, one, d) => sum + one - digits[d]!, 0), digits: left };
}

/** A server that ends the session unasked says so in one line more. */
const GOODBYE = 0.02;

function withGoodbye(
  found: ReturnType<typeof replyLikelihood>,
  forms: ReplyTable['byVerb'][number],
  { replies }: Turn,
  context: TurnContext,
): typeof found {
  const before = replyLikelihood(forms, replies.slice(0, -1), context);
  return {
    p: found.p + GOODBYE * before.p,
    digits: found.digits.map((one, d) => one + GOODBYE * before.digits[d]!),
  };
}

/** Both, half of each: the file may be another, or may grow. */
function mixed(a: ReturnType<typeof replyLikelihood>, b: typeof a): typeof a {
  return { p: (a.p + b.p) / 2, digits: a.digits.map((one, d) => (one + b.digits[d]!) / 2) };
}

/** What the session's other turns tell of this one; factors of each verb. */
type Learned = (turn: number, verb: number, emission: Emission) => number;

const noLearning: Learned = (_, v, { line, reply }) => line[v]! * reply[v]!;

/** How much replies that came before are trusted, beside the table's; turns that must be seen until they count. */
const OWN_SHARE = { known: 0.15, unknown: 0.4 } as const;
const OWN_PRIOR = 1.5;
const HABIT_PRIOR = 1;

/** A server answers a command alike whenever it comes, and a client keeps to its habits: each turn by all others. */
function learnedFrom(
  turns: readonly Turn[],
  events: readonly TurnEvent[],
  states: readonly (readonly number[])[],
  kind: keyof typeof OWN_SHARE,
): Learned {
  const totals = VERBS.map((_, v) => states.reduce((sum, verbs) => sum + verbs[v]!, 0));
  const keys = turns.map((turn, i) => VERBS.map(({ verb }) => keyOf(turn, events[i]!, verb)));
  const byKey = VERBS.map((_, v) => {
    const sums = new Map<string, number>();
    for (const [i, verbs] of states.entries()) {
      const key = keys[i]![v]!;
      sums.set(key, (sums.get(key) ?? 0) + verbs[v]!);
    }
    return sums;
  });
  const habits = VERBS.map(({ verb }) => HABITS.find((group) => group.includes(verb))?.map(indexOf) ?? null);
  const share = OWN_SHARE[kind];
  return (i, v, { line, reply }) => {
    const own = states[i]![v]!;
    const alike = Math.max(0, byKey[v]!.get(keys[i]![v]!)! - own);
    const others = Math.max(0, totals[v]! - own);
    const trust = turns[i]!.replies.length === 0 ? 0 : share * (others / (others + OWN_PRIOR));
    const seen = others > 0 ? alike / others : 0;
    const group = habits[v];
    const habit = group ? habitOf(group, v, (u) => Math.max(0, totals[u]! - states[i]![u]!)) : 1;
    return line[v]! * habit * ((1 - trust) * reply[v]! + trust * seen);
  };
}

const indexOf = (verb: string): number => VERBS.findIndex((each) => each.verb === verb);

function habitOf(group: readonly number[], v: number, count: (u: number) => number): number {
  const weights = group.reduce((sum, u) => sum + VERBS[u]!.weight, 0);
  const prior = VERBS[v]!.weight / weights;
  const all = group.reduce((sum, u) => sum + count(u), 0);
  return (HABIT_PRIOR * prior + count(v)) / (HABIT_PRIOR + all) / prior;
}

/** Replies that are alike but for the numbers in them: those of 227 and 229 are known where a connection followed. */
function keyOf({ replies }: Turn, { announces }: TurnEvent, verb: string): string {
  const numbers =
    !announces || announces.active
      ? 0
      : verb === 'PASV'
        ? announces.hostPort
        : verb === 'EPSV'
          ? announces.portDigits
          : 0;
  return replies.map(({ max }) => max - numbers).join();
}

/** Several tables, each as far as its likelihood goes: the server's program is not known. */
export function decodeAmong(
  turns: readonly Turn[],
  events: readonly TurnEvent[],
  tables: readonly ReplyTable[],
  context: DecodeContext,
): { readonly turns: readonly DecodedTurn[]; readonly table: ReplyTable | null } {
  // Likelihoods can only be compared where they were taken to the same power.
  const kind = tables.some(({ name }) => name !== null) ? 'known' : 'unknown';
  const all = tables.map((table) => ({ table, ...decode(turns, events, table, context, kind) }));
  const most = Math.max(...all.map(({ likelihood }) => likelihood));
  const weights = all.map(({ likelihood }) => Math.exp(likelihood - most));
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight) => weight / sum);
  const mixed = turns.map((_, i) => {
    const modelled = VERBS.map((__, v) => weighted(all, shares, (one) => one.turns[i]!.verbs[v]!));
    const sums = new Map<CommandClass, number>();
    for (const [v, row] of VERBS.entries()) sums.set(row.class, (sums.get(row.class) ?? 0) + modelled[v]!);
    const verbs = modelled.map((p) => calibrated(p, CALIBRATION[kind].verbs));
    const classes = new Map([...sums].map(([name, p]) => [name, calibrated(p, CALIBRATION[kind].classes)]));
    // What is one verb surely is of its class as surely.
    for (const [v, row] of VERBS.entries()) classes.set(row.class, Math.max(classes.get(row.class)!, verbs[v]!));
    const digits = [0, 1, 2, 3, 4, 5].map((d) => weighted(all, shares, (one) => one.turns[i]!.digits[d]!));
    return { verbs, classes, digits };
  });
  const best = shares.indexOf(Math.max(...shares));
  return { turns: mixed, table: shares[best]! >= SURE ? all[best]!.table : null };
}

/** Of several tables, the one whose forms fit the most, whatever the order of the turns. */
export function closest(tables: readonly ReplyTable[], turns: readonly Turn[], hostBytes: number): ReplyTable {
  const event: TurnEvent = { announces: null, moves: null, last: false, unanswered: false, leaves: false };
  const fits = tables.map((table) => {
    let sum = 0;
    for (const turn of turns.slice(0, FIRST_TURNS)) {
      let best = 0;
      for (const [v, row] of VERBS.entries()) {
        const line = turn.command ? rangeProbability(v, turn.command) * row.weight : 1;
        const forms = turn.command ? table.byVerb[v]! : table.greeting;
        const context = contextOf(turn, event, row.verb, null, hostBytes);
        best = Math.max(best, line * replyLikelihood(forms, turn.replies, context).p);
      }
      sum += Math.log(Math.max(best, LEAST));
    }
    return sum;
  });
  return tables[fits.indexOf(Math.max(...fits))]!;
}
/** They tell the program already. */
const FIRST_TURNS = 20;

/** A table that is so much likelier than all others is the server's. */
const SURE = 0.99;

function weighted<T>(all: readonly T[], shares: readonly number[], of: (one: T) => number): number {
  let sum = 0;
  for (const [i, one] of all.entries()) sum += shares[i]! * of(one);
  return sum;
}

function rangeProbability(v: number, bytes: ByteRange): number {
  let sum = 0;
  for (let length = bytes.min; length <= bytes.max; length++) sum += lineProbability(VERBS[v]!, length);
  return sum;
}

function contextOf(
  turn: Turn,
  { announces, moves }: TurnEvent,
  verb: string,
  userBytes: number | null,
  hostBytes: number,
): TurnContext {
  const { command } = turn;
  const content = moves?.content;
  return {
    argument:
      command && command.min === command.max
        ? argumentBytes(verb, command.max)
        : argumentBytes(verb, command?.max ?? 0),
    userBytes,
    sizeDigits: content ? digitsOf(content) : null,
    portDigits: announces && !announces.active ? announces.portDigits : null,
    hostPort: announces && !announces.active ? hostPortOf(announces) : { min: hostBytes + 4, max: hostBytes + 8 },
  };
}

/** Over IPv6 it may stand with another address: 0.0.0.0. */
function hostPortOf({ address, hostPort }: NonNullable<TurnEvent['announces']>): ByteRange {
  const without = hostPort - address.length + NO_ADDRESS.length;
  const least = address.includes(':') ? Math.min(without, hostPort) : hostPort;
  return { min: least, max: address.includes(':') ? Math.max(without, hostPort) : hostPort };
}

/** The states before and after the login of one verb differ in whether it was let in. */
function emissionOf(emission: Emission, learned: Learned, turn: number, exponent: number): Float64Array {
  const result = new Float64Array(2 * COUNT);
  for (let v = 0; v < COUNT; v++) {
    const both = learned(turn, v, emission);
    const letIn = LET_IN.has(v) ? emission.digits[v]![2]! : 1;
    result[v] = Math.max(LEAST, both * (LET_IN.has(v) ? 1 - letIn : 1)) ** exponent;
    result[v + COUNT] = Math.max(LEAST, both * letIn) ** exponent;
  }
  return result;
}
const LEAST = 1e-300;

/** Scaled at every turn, so that nothing vanishes. */
function posteriors(
  seen: readonly Emission[],
  learned: Learned,
  kind: keyof typeof EXPONENT,
): { states: Float64Array[]; likelihood: number } {
  const { between, first } = TRANSITIONS[kind]();
  const emissions = seen.map((emission, turn) => emissionOf(emission, learned, turn, EXPONENT[kind]));
  const count = 2 * COUNT;
  const forward: Float64Array[] = [];
  let likelihood = 0;
  for (const [t, emission] of emissions.entries()) {
    const before = forward[t - 1];
    const now = before ? new Float64Array(count) : Float64Array.from(first);
    if (before)
      for (let u = 0; u < count; u++) {
        const from = before[u]!;
        if (from < NEGLIGIBLE) continue;
        const to = between[u]!;
        for (let v = 0; v < count; v++) now[v]! += from * to[v]!;
      }
    for (let v = 0; v < count; v++) now[v]! *= emission[v]!;
    likelihood += Math.log(scale(now));
    forward.push(now);
  }
  const states: Float64Array[] = new Array(emissions.length);
  let backward = new Float64Array(count).fill(1);
  for (let t = emissions.length - 1; t >= 0; t--) {
    const both = forward[t]!.map((value, v) => value * backward[v]!);
    scale(both);
    states[t] = both;
    const weighted = emissions[t]!.map((value, v) => value * backward[v]!);
    scale(weighted);
    const next = new Float64Array(count);
    for (let u = 0; u < count; u++) {
      const to = between[u]!;
      let sum = 0;
      for (let v = 0; v < count; v++) sum += to[v]! * weighted[v]!;
      next[u] = sum;
    }
    scale(next);
    backward = next;
  }
  return { states, likelihood };
}

/** States less probable than this lead nowhere. */
const NEGLIGIBLE = 1e-12;

/** @returns what they were divided by */
function scale(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  if (sum > 0) for (let i = 0; i < values.length; i++) values[i]! /= sum;
  return Math.max(sum, Number.MIN_VALUE);
}

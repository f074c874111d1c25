/**
 * The most probable commands of a dialogue of which only lengths and times are known: forward and backward over the turns
 * (Rabiner 1989, §III), with the verbs as states. Likelihoods and orders of commands are taken to a power below one: turns
 * depend on each other in more ways than the model knows, and probabilities would be too sure of themselves.
 */
import { lazy } from '../../bytes/lazy.js';
import type { ByteRange } from '../../tls/content.js';
import type { CommandClass } from '../protocol/inferred.js';
import { type ReplyTable, replyLikelihood, type TurnContext } from './forms.js';
import type { Turn } from './messages.js';
import { argumentBytes, lineProbability, ONLY_AFTER, ORDER, VERBS, type VerbRow } from './verbs.js';

/** What connections tell of a turn. */
export type TurnEvent = {
  /** A linked connection was announced in it: its reply (passive) or its command (active) named the port. */
  readonly announces: { readonly active: boolean; readonly portDigits: number; readonly hostPort: number } | null;
  /** It is the last one before the data of a linked connection. */
  readonly moves: { readonly direction: 'download' | 'upload'; readonly content: ByteRange } | null;
  /** Nothing comes after it. */
  readonly last: boolean;
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

/** Measured by `npm run keyless`: so the probabilities of verbs are the shares that are right. */
const EXPONENT = { known: 0.87, unknown: 0.97 } as const;

type Transitions = { readonly between: readonly (readonly number[])[]; readonly first: readonly number[] };

const transitions = (exponent: number): Transitions => ({
  between: VERBS.map((before) => row(before.verb, exponent)),
  first: row(null, exponent),
});
const TRANSITIONS = {
  known: lazy(() => transitions(EXPONENT.known)),
  unknown: lazy(() => transitions(EXPONENT.unknown)),
} as const;

function row(before: string | null, exponent: number): number[] {
  const weights = VERBS.map(({ verb, weight }) => {
    const factor = ORDER.find(([from, to]) => from === before && to === verb)?.[2] ?? 1;
    const bound = ONLY_AFTER.find(([after, only]) => after === verb && only !== before)?.[2] ?? 1;
    return weight * factor * bound;
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight / all) ** exponent);
}

/** Commands that announce, or move, without a linked connection: refused, or the link was not found. */
const UNLINKED_PASSIVE = 0.25;
const UNLINKED_TRANSFER = 0.12;
const AGAINST_EVENT = 1e-3;
/** A client says goodbye once, but the server need not close at once. */
const QUIT_BEFORE_END = 0.02;

function eventFactor({ verb, class: kind }: VerbRow, event: TurnEvent): number {
  const { announces, moves, last, leaves } = event;
  // RFC 4217 §5: CCC is the last that is encrypted.
  if (leaves || verb === 'CCC') return leaves === (verb === 'CCC') ? 1 : AGAINST_EVENT;
  if (kind === 'quit') return announces || moves ? AGAINST_EVENT : last ? 1 : QUIT_BEFORE_END;
  if (announces) return kind === (announces.active ? 'active' : 'passive') ? 1 : AGAINST_EVENT;
  if (moves) {
    const fits = moves.direction === 'upload' ? kind === 'upload' : kind === 'download' || kind === 'listing';
    return fits ? 1 : AGAINST_EVENT;
  }
  if (kind === 'passive' || kind === 'active') return UNLINKED_PASSIVE;
  return kind === 'download' || kind === 'upload' || kind === 'listing' ? UNLINKED_TRANSFER : 1;
}

/** Lengths of names in 227: the server's address as it stands, or any. */
export type DecodeContext = { readonly hostBytes: number };

export function decode(
  turns: readonly Turn[],
  events: readonly TurnEvent[],
  table: ReplyTable,
  { hostBytes }: DecodeContext,
): Decoded {
  const count = VERBS.length;
  const kind = table.name === null ? 'unknown' : 'known';
  const exponent = EXPONENT[kind];
  const emissions: Float64Array[] = [];
  const digitShares: (readonly number[])[][] = [];
  let userBytes: number | null = null;
  for (const [i, turn] of turns.entries()) {
    const emission = new Float64Array(count);
    const shares: (readonly number[])[] = [];
    const event = events[i]!;
    for (let v = 0; v < count; v++) {
      const verb = VERBS[v]!;
      const context = contextOf(turn, event, verb.verb, userBytes, hostBytes);
      const reply = replyLikelihood(turn.command ? table.byVerb[v]! : table.greeting, turn.replies, context);
      const line = turn.command ? rangeProbability(v, turn.command) : 1;
      emission[v] = Math.max(1e-300, (line * reply.p * eventFactor(verb, event)) ** exponent);
      shares.push(reply.digits.map((one) => one / reply.p));
    }
    emissions.push(emission);
    digitShares.push(shares);
    const user = VERBS.findIndex(({ verb }) => verb === 'USER');
    if (turn.command && emission[user]! === Math.max(...emission))
      userBytes ??= argumentBytes('USER', turn.command.max);
  }
  const { states, likelihood } = posteriors(emissions, TRANSITIONS[kind]());
  const decoded = states.map((verbs, i) => {
    const classes = new Map<CommandClass, number>();
    const digits = [0, 0, 0, 0, 0, 0];
    for (let v = 0; v < count; v++) {
      classes.set(VERBS[v]!.class, (classes.get(VERBS[v]!.class) ?? 0) + verbs[v]!);
      for (let d = 1; d < 6; d++) digits[d]! += verbs[v]! * digitShares[i]![v]![d]!;
    }
    return { verbs, classes, digits };
  });
  return { turns: decoded, likelihood };
}

/** Several tables, each as far as its likelihood goes: the server's program is not known. */
export function decodeAmong(
  turns: readonly Turn[],
  events: readonly TurnEvent[],
  tables: readonly ReplyTable[],
  context: DecodeContext,
): { readonly turns: readonly DecodedTurn[]; readonly table: ReplyTable | null } {
  const all = tables.map((table) => ({ table, ...decode(turns, events, table, context) }));
  const most = Math.max(...all.map(({ likelihood }) => likelihood));
  const weights = all.map(({ likelihood }) => Math.exp(likelihood - most));
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight) => weight / sum);
  const mixed = turns.map((_, i) => {
    const verbs = VERBS.map((__, v) => weighted(all, shares, (one) => one.turns[i]!.verbs[v]!));
    const classes = new Map<CommandClass, number>();
    for (const [v, { class: kind }] of VERBS.entries()) classes.set(kind, (classes.get(kind) ?? 0) + verbs[v]!);
    const digits = [0, 1, 2, 3, 4, 5].map((d) => weighted(all, shares, (one) => one.turns[i]!.digits[d]!));
    return { verbs, classes, digits };
  });
  const best = shares.indexOf(Math.max(...shares));
  return { turns: mixed, table: shares[best]! >= SURE ? all[best]!.table : null };
}

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
    sizeDigits:
      content && String(content.min).length === String(content.max).length ? String(content.max).length : null,
    portDigits: announces && !announces.active ? announces.portDigits : null,
    hostPort:
      announces && !announces.active
        ? { min: announces.hostPort, max: announces.hostPort }
        : { min: hostBytes + 4, max: hostBytes + 8 },
  };
}

/** Scaled at every turn, so that nothing vanishes. */
function posteriors(
  emissions: readonly Float64Array[],
  { between, first }: Transitions,
): { states: number[][]; likelihood: number } {
  const count = VERBS.length;
  const forward: Float64Array[] = [];
  let likelihood = 0;
  for (const [t, emission] of emissions.entries()) {
    const now = new Float64Array(count);
    const before = forward[t - 1];
    for (let v = 0; v < count; v++) {
      let sum = 0;
      if (before) for (let u = 0; u < count; u++) sum += before[u]! * between[u]![v]!;
      else sum = first[v]!;
      now[v] = sum * emission[v]!;
    }
    likelihood += Math.log(scale(now));
    forward.push(now);
  }
  const result: number[][] = new Array(emissions.length);
  let backward = new Float64Array(count).fill(1);
  for (let t = emissions.length - 1; t >= 0; t--) {
    const both = forward[t]!.map((value, v) => value * backward[v]!);
    scale(both);
    result[t] = [...both];
    const next = new Float64Array(count);
    for (let u = 0; u < count; u++) {
      let sum = 0;
      for (let v = 0; v < count; v++) sum += between[u]![v]! * emissions[t]![v]! * backward[v]!;
      next[u] = sum;
    }
    scale(next);
    backward = next;
  }
  return { states: result, likelihood };
}

/** @returns what they were divided by */
function scale(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  if (sum > 0) for (let i = 0; i < values.length; i++) values[i]! /= sum;
  return Math.max(sum, Number.MIN_VALUE);
}

/**
 * Commands that a client sent before it had the replies to those before (pipelining): which reply is whose. They may even share
 * a record; where it is cut is found by the lengths of the replies, too: the cut, the verbs and the shares of replies that are
 * the likeliest together.
 */
import { lazy } from '../../bytes/lazy.js';
import { LIMITS } from '../../limits.js';
import { isExact } from '../../tls/content.js';
import { type ReplyTable, replyLikelihood } from './forms.js';
import { type ControlView, type Message, SHORTEST_LINE_BYTES, type Turn } from './messages.js';
import { argumentBytes, lineProbability, sharesAfter, VERBS } from './verbs.js';

/** A command: so many bytes of a record of the client, and so many of the replies. */
type Part = { readonly record: number; readonly bytes: number; readonly replies: number };
/** Commands up to here, the last one first. */
type Path = { readonly p: number; readonly verb: number; readonly part: Part | null; readonly before: Path | null };
/** What is known of a session; the same replies come again and again. */
type Known = {
  readonly table: ReplyTable;
  readonly hostBytes: number;
  readonly guesses: Map<string, readonly Guess[]>;
};
type Guess = { readonly verb: number; readonly bytes: number; readonly p: number };

/** Records of a reply to a command that was sent together with others. */
const MOST_REPLIES = 4;
/** Most clients wait for each reply; one that did not once, does so often. */
const SENT_TOGETHER = { first: 1e-3, again: 0.3 } as const;
/** A command that has no reply, at the end of what is known. */
const UNANSWERED = 0.01;
/** A command alone that explains its replies so well is taken as it stands. */
const WELL_EXPLAINED = 1e-6;
/** A line of a reply that can have any length; lines that their forms' probability already counts. */
const ANY_LINE = 0.01;
const COUNTED_LINES = 4;
/** How much less likely than the likeliest a verb for some replies may be; how many paths are followed from one place. */
const LEAST_SHARE = 1e-4;
const MOST_GUESSES = 80;
const MOST_PATHS = 4;

/** The same dialogue with each command for itself and its own replies. */
export function toldApart(view: ControlView, table: ReplyTable, hostBytes: number): ControlView {
  const groups: (readonly Turn[])[] = [];
  for (let at = 0; at < view.turns.length; at += groups.at(-1)!.length) groups.push(groupAt(view.turns, at));
  const known: Known = { table, hostBytes, guesses: new Map() };
  let cells = 0;
  const found = groups.map((group, i) => {
    if (group.some(({ command }) => command === null || !isExact(command))) return null;
    cells += bytesOf(group) * group.reduce((sum, { replies }) => sum + replies.length, 0);
    return cells > LIMITS.keylessTogether ? null : apart(group, i === groups.length - 1, known);
  });
  const surely = found.some((one) => one !== null && one.p * SENT_TOGETHER.first > one.alone);
  if (!surely) return view;
  const turns = groups.flatMap((group, i) => {
    const one = found[i];
    return one && one.p * SENT_TOGETHER.again > one.alone ? one.turns : group;
  });
  const messages = turns.flatMap(({ command, replies }) => (command ? [command, ...replies] : replies));
  return { ...view, turns, messages };
}

/** Records of the client until there are as many replies: one, unless it did not wait. */
function groupAt(turns: readonly Turn[], from: number): readonly Turn[] {
  let replies = 0;
  let to = from;
  do replies += turns[to++]!.replies.length;
  while (to < turns.length && replies < to - from && turns[from]!.command !== null);
  return turns.slice(from, to);
}

type Apart = { readonly turns: readonly Turn[]; readonly p: number; readonly alone: number };

/** null: nothing to tell apart. `alone`: how probable it is that each record is one command with the replies after it. */
function apart(group: readonly Turn[], last: boolean, known: Known): Apart | null {
  const replies = group.flatMap((turn) => turn.replies);
  if (replies.length < 2 || bytesOf(group) < 2 * SHORTEST_LINE_BYTES) return null;
  const each = group.map((turn) => asItStands(turn, known));
  const end = group.at(-1)!;
  // A server that ends the session unasked says so in one line more.
  if (last) each.push(Math.max(each.pop()!, asItStands({ ...end, replies: end.replies.slice(0, -1) }, known)));
  const alone = each.reduce((product, p) => product * p, 1);
  if (group.length === 1 && alone > WELL_EXPLAINED) return null;
  const records = group.map(({ command }) => command!);
  const path = likeliest(records, replies, known);
  const parts: Part[] = [];
  for (let each = path; each?.part; each = each.before) parts.unshift(each.part);
  if (path === null || parts.length < 2) return null;
  return { turns: turnsOf(parts, records, replies), p: path.p, alone };
}

const bytesOf = (group: readonly Turn[]): number => group.reduce((sum, { command }) => sum + (command?.max ?? 0), 0);

function asItStands({ command, replies }: Turn, known: Known): number {
  const weighed = guessesOf(replies, known, [command!.max]).map(({ verb, p }) => (p * VERBS[verb]!.weight) / 1000);
  return Math.max(0, ...weighed) * ANY_LINE ** Math.max(0, replies.length - COUNTED_LINES);
}

function turnsOf(parts: readonly Part[], records: readonly Message[], replies: readonly Message[]): Turn[] {
  let at = 0;
  return parts.map((part) => {
    const record = records[part.record]!;
    const commands = parts.filter((one) => one.record === part.record).length;
    const shares = { bytes: record.max, commands };
    const command: Message = commands === 1 ? record : { ...record, min: part.bytes, max: part.bytes, shares };
    const own = replies.slice(at, at + part.replies);
    at += part.replies;
    return { command, replies: own };
  });
}

/** Verbs and lengths of lines that may have these replies. */
function guessesOf(own: readonly Message[], known: Known, lengths: readonly number[]): readonly Guess[] {
  const key = `${own.map(({ min, max }) => `${min}-${max}`)} ${lengths[0]}-${lengths.at(-1)}`;
  const before = known.guesses.get(key);
  if (before) return before;
  const found = guessed(own, known, lengths);
  known.guesses.set(key, found);
  return found;
}

function guessed(own: readonly Message[], { table, hostBytes }: Known, lengths: readonly number[]): Guess[] {
  const unknown = { userBytes: null, sizeDigits: null, portDigits: null };
  const hostPort = { min: hostBytes + 4, max: hostBytes + 8 };
  const all: Guess[] = [];
  let most = 0;
  for (const [verb, row] of VERBS.entries()) {
    const forms = table.byVerb[verb]!;
    const likelihood = (argument: number): number =>
      own.length === 0 ? UNANSWERED : replyLikelihood(forms, own, { ...unknown, hostPort, argument }).p;
    const always = forms.some(({ lines }) => lines.some((line) => line !== 'lines' && repeats(line.parts)))
      ? null
      : likelihood(0);
    for (const bytes of lengths) {
      const line = lineProbability(row, bytes);
      if (line < LEAST_SHARE * 0.1) continue;
      const p = line * (always ?? likelihood(argumentBytes(row.verb, bytes)));
      most = Math.max(most, p);
      all.push({ verb, bytes, p });
    }
  }
  const likely = all.filter(({ p }) => p >= LEAST_SHARE * most);
  return likely.sort((a, b) => b.p - a.p).slice(0, MOST_GUESSES);
}

const repeats = (parts: readonly string[]): boolean => parts.includes('n') || parts.includes('c');

/** After each verb; the last one: not known after what. */
const SHARES = lazy(() => [...VERBS.map(({ verb }) => sharesAfter(verb)), VERBS.map(({ weight }) => weight / 1000)]);

/** The best ways to each place: so many bytes of all records, so many replies. */
function likeliest(records: readonly Message[], replies: readonly Message[], session: Known): Path | null {
  const shares = SHARES();
  const longest = Math.max(...records.map(({ max }) => max));
  const lengths = Array.from({ length: longest - SHORTEST_LINE_BYTES + 1 }, (_, i) => SHORTEST_LINE_BYTES + i);
  const guesses = (from: number, count: number) => guessesOf(replies.slice(from, from + count), session, lengths);
  let begin = new Map<number, Path[]>([[0, [{ p: 1, verb: VERBS.length, part: null, before: null }]]]);
  for (const [record, { max, frame }] of records.entries()) {
    const places = Array.from({ length: max + 1 }, () => new Map<number, Path[]>());
    places[0] = begin;
    for (let at = 0; at < max; at++)
      for (const [reply, paths] of places[at]!) {
        keepBest(paths);
        // A reply comes after its command; only at the end may there be none.
        const least = reply === replies.length ? 0 : 1;
        const most = Math.min(MOST_REPLIES, replies.length - reply);
        if (least === 1 && replies[reply]!.frame < frame) continue;
        for (let count = least; count <= most; count++)
          for (const { verb, bytes, p } of guesses(reply, count)) {
            if (at + bytes > max) continue;
            const part = { record, bytes, replies: count };
            const to = places[at + bytes]!;
            const list = to.get(reply + count) ?? [];
            to.set(reply + count, list);
            for (const before of paths)
              list.push({ p: before.p * p * shares[before.verb]![verb]!, verb, part, before });
            if (list.length > 64) keepBest(list);
          }
      }
    begin = places[max]!;
  }
  const ends = begin.get(replies.length) ?? [];
  return ends.reduce<Path | null>((best, path) => (path.p > (best?.p ?? 0) ? path : best), null);
}

function keepBest(paths: Path[]): void {
  paths.sort((a, b) => b.p - a.p);
  paths.length = Math.min(paths.length, MOST_PATHS);
}

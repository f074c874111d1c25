/**
 * Whether a transfer got everything, and how that is known: every source that says something about it is named, also
 * where two of them disagree.
 */

import type { Lost } from '../../capture/losses.js';
import { factsOf } from '../../fact.js';
import { bytesWithin } from '../../tcp/missing.js';
import type { Connection, Side } from '../../tcp/types.js';
import type { Evidence, EvidenceParams } from '../codes.js';
import type { HashName } from '../content/hashes.js';
import type { ContentFacts } from '../content/types.js';
import { rowOf } from '../protocol/commands.js';
import type { Outcome, Transfer, Verdict } from '../protocol/session.js';
import type { HashCheck, ReportedHash, ReportedSize } from './reportedTypes.js';

const evidence = factsOf<EvidenceParams>();

/** What is known of a transfer apart from the verdict. */
export type VerdictFacts = {
  readonly transfer: Omit<Transfer, 'verdict' | 'evidence'> & { readonly refused: boolean };
  readonly connection: Connection | null;
  readonly outcome: Outcome | null;
  readonly sender: Side | null;
  readonly reported: readonly ReportedSize[];
  /** What the server said after an upload that it has. */
  readonly confirmed: readonly ReportedSize[];
  readonly reportedHashes: readonly ReportedHash[];
  /** The content's hash, where it was computed. */
  hashOf(name: HashName): string | null;
  /** Where the bytes had to be decoded. */
  readonly content: ContentFacts | null;
  /** Line ends of text; null where the type is another. */
  readonly lineEnds: { readonly pairs: number } | null;
  /** How the sender ended what it sent inside TLS; null: there is no TLS, or it cannot be read to the end. */
  readonly tlsEnd: TlsEnd | null;
  /** Packets that were lost while it ran; null: none that are known of. */
  readonly lost: Lost | null;
};

/**
 * `closed`: with close_notify (RFC 8446 §6.1), `frame` has it. `open`: without it, so that nobody can tell whether the
 * data is whole; `vanished`: the client that sent it had left its control connection before it was answered.
 */
export type TlsEnd =
  | { readonly kind: 'closed'; readonly frame: number }
  | { readonly kind: 'open'; readonly vanished: boolean };

/** How a reported number of bytes compares with what came. */
type Comparison = 'same' | 'fewer' | 'more' | 'text' | 'rest' | 'whole';

/**
 * In text type a size is that of the stored file, whose line ends may be a byte shorter each: anything between is possible.
 */
function compare({ bytes: reported, adjusted }: ReportedSize, came: number, facts: VerdictFacts): Comparison {
  if (reported === came) return 'same';
  // What came is the whole file, though the transfer was to begin in its middle.
  if (facts.transfer.restart && adjusted && came === reported + facts.transfer.restart) return 'whole';
  // After REST some servers tell what is left, some the size of the whole file.
  if (facts.transfer.restart && reported === came + facts.transfer.restart) return 'rest';
  const pairs = facts.lineEnds?.pairs ?? 0;
  if (reported < came && reported >= came - pairs && facts.lineEnds) return 'text';
  return came < reported ? 'fewer' : 'more';
}

/** The server sent the whole file in spite of REST (RFC 3659 §5.3): what the client puts together of it is no file. */
export const restartIgnored = (facts: VerdictFacts): boolean =>
  facts.transfer.missing.length === 0 && comparisons(facts).includes('whole');

/** How the last number that was reported compares with what came, and how those do that the server confirmed. */
function comparisons(facts: VerdictFacts): Comparison[] {
  const came = facts.transfer.contentBytes;
  return came === null ? [] : facts.reported.map((reported) => compare(reported, came, facts));
}

/** RFC 959 §5.4 and RFC 3659 §4: what the replies, the sizes and the end of the connection say together. */
export function judgeVerdict(facts: VerdictFacts): Verdict {
  const { transfer, connection, content } = facts;
  const { code } = transfer;
  if (transfer.refused) return 'refused';
  const comparison = comparisons(facts).at(-1) ?? null;
  const weak = facts.reported.at(-1)?.weak === true;
  // All that was announced has come: what the server reports afterwards changes nothing for who received it.
  const all =
    (comparison === 'same' || comparison === 'rest') && transfer.missing.length === 0 && transfer.type !== 'A';
  const receivedByClient = transfer.direction === 'download' || transfer.direction === 'listing';
  if (code !== null && code >= 400) return all && !weak && receivedByClient ? 'complete' : 'truncated';
  if (!connection) return 'unknown';
  if (restartIgnored(facts)) return 'unknown';
  const { rst, fins, unseenFins } = connection.teardown;
  const { tlsEnd } = facts;
  /** Some senders (Windows) close with RST: with the server's success after it, that proves nothing. */
  const abortive = rst?.from === facts.sender && code !== null && code < 300;
  if (facts.outcome === 'reset' && !abortive) return 'truncated';
  const finished = [...fins, ...unseenFins].some((fin) => fin.from === facts.sender);
  const senderDone = tlsEnd?.kind === 'closed' || finished;
  // A size on disk says nothing of the least that text takes (record files, line ends of two bytes).
  const short = comparison === 'fewer' && transfer.type !== 'A';
  const unmarked = content !== null && content.malformed === null && content.ended === false;
  if (code !== null && code >= 200) {
    // Success and the very number of bytes that was reported say as much as the FIN missing from the capture.
    const exact = (comparison === 'same' || comparison === 'rest') && !weak && transfer.missing.length === 0;
    // The server knows what it sent itself; of an upload it knows only that TLS came to no end.
    if (tlsEnd?.kind === 'open' && !exact && transfer.direction !== 'download' && transfer.direction !== 'listing')
      return tlsEnd.vanished || (rst?.from === facts.sender && !finished) ? 'truncated' : 'unknown';
    if (short && !weak && abortive && transfer.missing.length === 0) return 'truncated';
    if (!senderDone) return exact ? 'complete' : 'unknown';
    if (content?.malformed != null && transfer.missing.length === 0) return 'unknown';
    if ((short && !weak) || (unmarked && transfer.mode === 'Z')) return 'truncated';
    return contradicted(facts, comparison, weak) ? 'unknown' : 'complete';
  }
  if (!senderDone) return 'unknown';
  if (content?.ended) return 'complete';
  if (comparison === null || (transfer.type === 'A' && comparison === 'more') || (short && weak)) return 'unknown';
  return short ? 'truncated' : 'complete';
}

/** More came than the server has: of the file that it sends, or of the one that it was sent. */
function contradicted({ transfer, confirmed }: VerdictFacts, comparison: Comparison | null, weak: boolean): boolean {
  if (transfer.type === 'A' || transfer.type === null) return false;
  if (comparison === 'more' && !weak && transfer.direction === 'download') return true;
  if (transfer.restart || rowOf(transfer.exchange.command?.verb)?.appends) return false;
  return confirmed.some(({ bytes, weak: listed }) => !listed && bytes !== transfer.contentBytes);
}

/** The verdict's reasons, in the order: how it ended, what was reported, what the content itself says. */
export function* evidenceOf(facts: VerdictFacts): Iterable<Evidence> {
  yield* replies(facts);
  yield* closing(facts);
  yield* sizes(facts);
  yield* missing(facts);
  yield* form(facts);
  yield* hashes(facts);
}

function* replies({ transfer }: VerdictFacts): Iterable<Evidence> {
  const { exchange, code } = transfer;
  const last = exchange.replies.at(-1);
  if (code === null || !last) {
    yield evidence('no-final-reply', {}, [exchange.command?.frame]);
    return;
  }
  const said = transfer.refused ? 'server-refused' : code >= 400 ? 'server-failed' : 'server-succeeded';
  yield evidence(said, { code }, [last.lastFrame]);
}

function* closing({ connection, sender, transfer }: VerdictFacts): Iterable<Evidence> {
  if (!connection) {
    if (!transfer.refused) yield evidence('no-data-connection', {});
    return;
  }
  const { fins, rst, unseenFins } = connection.teardown;
  const fin = fins.find(({ from }) => from === sender);
  if (fin)
    yield evidence(fin.ackFrame === null ? 'sender-closed' : 'sender-closed-acknowledged', {}, [
      fin.frame,
      fin.ackFrame,
    ]);
  if (rst) yield evidence(rst.from === sender ? 'sender-reset' : 'receiver-reset', {}, [rst.frame]);
  const unseen = unseenFins.find(({ from }) => from === sender);
  if (unseen) yield evidence('fin-not-captured', {}, [unseen.ackFrame]);
  else if (!fin && !rst) yield evidence('end-not-captured', {});
}

/** Neither a final reply nor the connection's end was captured: the rest may have come. */
const endUnseen = ({ transfer, connection }: VerdictFacts): boolean =>
  transfer.code === null && connection !== null && connection.teardown.kind === 'none';

function* sizes(facts: VerdictFacts): Iterable<Evidence> {
  const { transfer } = facts;
  const came = transfer.contentBytes;
  if (came === null || transfer.refused || !facts.connection) return;
  for (const reported of [...facts.reported, ...facts.confirmed]) {
    const { bytes, source } = reported;
    const frames = [source.frame];
    const params = { source, bytes, came };
    switch (compare(reported, came, facts)) {
      case 'same':
        yield evidence('size-same', { source, bytes }, frames);
        break;
      case 'text':
        yield evidence('size-of-text', { ...params, pairs: facts.lineEnds?.pairs ?? 0 }, frames);
        break;
      case 'rest':
        yield evidence('size-of-whole', { ...params, restart: transfer.restart ?? 0 }, frames);
        break;
      case 'whole':
        yield evidence('restart-ignored', { ...params, restart: transfer.restart ?? 0 }, frames);
        break;
      case 'fewer':
        if (transfer.type === 'A') yield evidence('size-larger-than-text', params, frames);
        else yield evidence(endUnseen(facts) ? 'size-larger-than-captured' : 'size-larger', params, frames);
        break;
      case 'more':
        yield evidence('size-smaller', params, frames);
    }
  }
}

function* missing({ transfer, lost }: VerdictFacts): Iterable<Evidence> {
  const bytes = bytesWithin(transfer.missing);
  if (bytes > 0) yield evidence('bytes-missing', { bytes });
  if (lost !== null) yield evidence('packets-lost-meanwhile', { packets: lost.packets });
}

function* form({ content, transfer }: VerdictFacts): Iterable<Evidence> {
  if (!content) return;
  const { malformed, ended, trailingBytes } = content;
  if (malformed !== null) yield malformed;
  else if (ended) yield evidence(transfer.mode === 'Z' ? 'deflate-ended' : 'end-marked', {});
  else if (ended === false) yield evidence('end-not-marked', { mode: transfer.mode });
  if (trailingBytes > 0) yield evidence('bytes-after-end', { bytes: trailingBytes });
}

function* hashes(facts: VerdictFacts): Iterable<Evidence> {
  for (const { reported, own, agrees } of hashChecks(facts)) {
    const { verb, name, hex, frame } = reported;
    const params = { verb, name, hex };
    if (own === null) yield evidence('hash-not-compared', params, [frame]);
    else if (agrees) yield evidence('hash-same', params, [frame]);
    else yield evidence('hash-differs', { ...params, own }, [frame]);
  }
}

/** The reported hashes that can be compared. */
export function* hashChecks(facts: VerdictFacts): Iterable<HashCheck> {
  const { transfer } = facts;
  // A hash is that of the stored file: text may be stored otherwise, and a part is not the whole.
  if (transfer.restart || transfer.type === 'A' || rowOf(transfer.exchange.command?.verb)?.appends) return;
  if (transfer.code === null || transfer.code >= 300 || transfer.contentSha256 === null) return;
  const bytes = transfer.contentBytes ?? 0;
  for (const reported of facts.reportedHashes) {
    const { range } = reported;
    if (range && (range[0] !== 0 || (range[1] !== bytes && range[1] !== bytes - 1))) continue;
    const own = facts.hashOf(reported.name);
    yield { reported, own, agrees: own === reported.hex };
  }
}

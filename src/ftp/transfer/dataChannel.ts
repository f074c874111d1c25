/** A data connection and its transfer: what was announced, what came, and what follows from both. */

import { NS_PER_SECOND } from '../../bytes/units.js';
import type { Lost } from '../../capture/losses.js';
import { LIMITS } from '../../limits.js';
import type { LimitsHit } from '../../tcp/limitsHit.js';
import type { Timeline } from '../../tcp/timeline.js';
import { type Connection, otherSide, type Side } from '../../tcp/types.js';
import type { TlsFacts } from '../../tls/facts.js';
import type { Evidence, SizeSource } from '../codes.js';
import { travelsAsIs } from '../content/decoder.js';
import type { DecodedContent } from '../content/feed.js';
import type { HashName } from '../content/hashes.js';
import type { LineEndCounter } from '../content/lineEnds.js';
import type { StreamDigest } from '../content/streamDigest.js';
import type { Structure } from '../content/types.js';
import { isActive } from '../protocol/announcements.js';
import type { InferredTransfer } from '../protocol/inferred.js';
import type {
  Announcement,
  Confidence,
  DataConnection,
  DataMode,
  Direction,
  Exchange,
  Outcome,
  Remark,
  Session,
  Transfer,
  Verdict,
} from '../protocol/session.js';
import type { DialogueState } from '../protocol/state.js';
import type { Tunnel } from '../wrappers/wrapper.js';
import type { DataStream } from './dataStream.js';
import type { ListingEntry } from './listing.js';
import { judgeOutcome, provesConnection, wasOpened } from './outcome.js';
import type { ReportedOfFiles, ReportedTransfer } from './reported.js';
import type { HashCheck, ReportedHash, ReportedSize } from './reportedTypes.js';
import { isThirdParty, serverSideOf } from './roles.js';
import { evidenceOf, hashChecks, judgeVerdict, restartIgnored, type TlsEnd, type VerdictFacts } from './verdict.js';

/** What data connections and transfers, and what finds them, need of the session that they belong to. */
export interface OwningSession extends Session {
  readonly dataConnections: DataChannel[];
  readonly state: DialogueState;
  readonly reported: ReportedOfFiles;
  readonly timeline: Timeline;
  /** Bounds that were limitsHit, of all sessions. */
  readonly limitsHit: LimitsHit;
  /** The capture has a reply: both directions were captured. */
  readonly replied: boolean;
  /** The youngest transfer command that has no data connection and no final reply yet. */
  readonly openTransfer: TransferRecord | null;
  /** A connection to what was announced would be seen. */
  covers(announced: Announcement): boolean;
  /** A data connection that nothing announced: the default port (RFC 959 §3.3) or one that was inferred. */
  addUnannounced(mode: DataMode, transfer: TransferRecord | null): DataChannel;
  /** An announced endpoint that is used once more without being announced again. */
  addRepeated(kept: DataChannel, transfer: TransferRecord): DataChannel;
  notice(remark: Remark): void;
  /** Something in it changed. */
  touch(): void;
}

/** Of a session that has ended, the revision at which it did: what is judged of it then stays. -1: it has not. */
const endedAt = ({ captureEnd, revision }: OwningSession): number => (captureEnd === undefined ? -1 : revision);

export class DataChannel implements DataConnection {
  connection: Connection | null = null;
  /** What reads the bytes of `connection`; null as long as that is. */
  stream: DataStream | null = null;
  /** How sure it is that `connection` is the one; null as long as that is. */
  confidence: Confidence | null = null;
  /** Why it is, and what speaks against it. */
  readonly because: Evidence[] = [];
  /** The transfer that used it, or is about to. */
  transfer: TransferRecord | null = null;
  partner: DataChannel | null = null;
  inferred: InferredTransfer | null = null;
  /** The server answered the announcement 4yz or 5yz. */
  rejected = false;
  /** Judged after the session's end, and at which revision. */
  #outcome: Outcome | null = null;
  #outcomeAt = -1;

  constructor(
    readonly session: OwningSession,
    /** 1, 2, 3 ... in the session. */
    readonly index: number,
    readonly mode: DataMode,
    readonly announced: Announcement | null,
    readonly exchange: Exchange | null,
  ) {}

  get tunnel(): Tunnel | null {
    return this.stream?.tunnel ?? null;
  }

  get id(): string {
    return `${this.session.id}.${this.index}`;
  }

  get outcome(): Outcome {
    const at = endedAt(this.session);
    if (at < 0) return this.#judge();
    if (this.#outcome === null || this.#outcomeAt !== at) {
      this.#outcome = this.#judge();
      this.#outcomeAt = at;
    }
    return this.#outcome;
  }

  #judge(): Outcome {
    return judgeOutcome(
      this.connection,
      this.rejected,
      this.transfer?.refused === true,
      this.transfer?.closedInside === true,
      (this.transfer !== null && provesConnection(this.transfer.exchange)) || this.#elsewhere,
    );
  }

  /** Between hosts that are not analysed here: whether it came is not known. */
  get #elsewhere(): boolean {
    return this.announced !== null && !this.session.covers(this.announced);
  }

  /** The connection that came did not open: a later SYN may be the same client's next attempt. */
  get attemptFailed(): boolean {
    return this.connection !== null && !wasOpened(this.connection);
  }

  get cover(): DataConnection['cover'] {
    return this.stream?.cover ?? null;
  }

  get tls(): TlsFacts | null {
    return this.session.tls === null ? null : (this.stream?.tls ?? null);
  }

  get protection(): DataConnection['protection'] {
    return this.transfer?.protection ?? null;
  }

  /** Which side of the data connection the server of this session is. */
  get serverSide(): Side {
    const { connection } = this;
    if (connection !== null) return serverSideOf(this, connection);
    return isActive(this.mode) ? 'initiator' : 'responder';
  }
}

const SEQUENCE_NUMBERS = 2 ** 32;

/** The largest of the ranges holds so many bytes more. */
function widened(missing: readonly (readonly [number, number])[], more: number): [number, number][] {
  const length = ([from, to]: readonly [number, number]): number => to - from;
  const largest = missing.reduce((best, range, i) => (length(range) > length(missing[best]!) ? i : best), 0);
  return missing.map(([from, to], i) => [i > largest ? from + more : from, i >= largest ? to + more : to]);
}

/** What follows from a transfer whose session has ended, at that revision: reports ask for it dozens of times. */
type Final = {
  readonly at: number;
  readonly sender: Side | null;
  readonly bytes: number;
  verdict: Verdict | null;
};

export class TransferRecord implements Transfer, ReportedTransfer {
  path: string | null = null;
  /** The working directory in which it ran, also where it is not known absolutely. */
  directory: string | null = null;
  type: Transfer['type'] = null;
  mode: Transfer['mode'] = 'S';
  structure: Structure = 'F';
  restart: number | null = null;
  /** PROT as it stood. */
  protection: DataConnection['protection'] = null;
  /** A 1yz reply has come. */
  started = false;
  /** Whose announcement it takes, though its reply may not have come yet (pipelining). */
  announcer: Exchange | null = null;
  file: string | null = null;
  /** Which side's bytes are taken for the content: the first that sent any. */
  contentSide: Side | null = null;
  /** Of text: counted while it passes. */
  lineEnds: LineEndCounter | null = null;
  /** What the dialogue said about the size, the most telling last; see `expect`. */
  readonly #reported: ReportedSize[] = [];
  readonly #confirmed: ReportedSize[] = [];
  readonly #reportedHashes: ReportedHash[] = [];
  /** The entries of a listing, as far as it has passed. */
  listing: readonly ListingEntry[] | null = null;
  #final: Final | null = null;

  constructor(
    readonly exchange: Exchange,
    readonly move: Exclude<Direction, 'third-party'>,
    public record: DataChannel | null,
  ) {}

  expect(reported: ReportedSize): void {
    if (this.#reported.length >= LIMITS.sourcesPerTransfer) this.#reported.shift();
    this.#reported.push(reported);
  }

  confirm(reported: ReportedSize): void {
    if (this.#confirmed.length < LIMITS.sourcesPerTransfer) this.#confirmed.push(reported);
  }

  addHash(reported: ReportedHash): void {
    if (this.#reportedHashes.length < LIMITS.sourcesPerTransfer) this.#reportedHashes.push(reported);
  }

  get code(): number | null {
    return this.exchange.code;
  }

  get direction(): Direction {
    const { record, move } = this;
    return record && isThirdParty(record, move === 'listing', this.bytes) ? 'third-party' : move;
  }

  get sender(): Side | null {
    const final = this.#ended;
    return final === null ? this.#findSender() : final.sender;
  }

  /** Null as long as the session may go on. */
  get #ended(): Final | null {
    const { record } = this;
    const at = record === null ? -1 : endedAt(record.session);
    if (at < 0) return null;
    if (this.#final?.at !== at) {
      const sender = this.#findSender();
      this.#final = { at, sender, bytes: this.#bytesOf(sender), verdict: null };
    }
    return this.#final;
  }

  #findSender(): Side | null {
    const { record } = this;
    const connection = record?.connection;
    if (!record || !connection) return null;
    const side = this.move === 'upload' ? otherSide(record.serverSide) : record.serverSide;
    const { sides } = connection;
    return sides[side].bytes === 0 && sides[otherSide(side)].bytes > 0 ? otherSide(side) : side;
  }

  get bytes(): number {
    const final = this.#ended;
    return final === null ? this.#bytesOf(this.#findSender()) : final.bytes;
  }

  #bytesOf(sender: Side | null): number {
    return sender
      ? this.record!.connection!.sides[sender].bytes + this.#unseenBytes(sender) - this.#wrapperBytes(sender)
      : 0;
  }

  get missing(): readonly (readonly [number, number])[] {
    const sender = this.sender;
    if (!sender) return [];
    const { missing } = this.record!.connection!.sides[sender];
    const more = this.#unseenBytes(sender);
    const all = more === 0 ? missing : widened(missing, more);
    const wrapper = this.#wrapperBytes(sender);
    return wrapper === 0 ? all : all.map(([from, to]) => [from - wrapper, to - wrapper]);
  }

  /** Bytes that a proxy put before what this side sent. */
  #wrapperBytes(sender: Side): number {
    return this.record?.stream?.tunnel?.bytes[sender] ?? 0;
  }

  /**
   * Sequence numbers tell bytes but for multiples of 4 GiB (RFC 9293 §3.4): in a large hole of the capture they can go
   * around unseen. A reported size that is the same number but for such multiples shows how often they did.
   */
  #unseenBytes(sender: Side): number {
    const { bytes, missingBytes } = this.record!.connection!.sides[sender];
    if (missingBytes === 0) return 0;
    for (const reported of this.#reported) {
      for (const skipped of [0, this.restart ?? 0]) {
        const more = reported.bytes - skipped - bytes;
        if (!reported.weak && more > 0 && more % SEQUENCE_NUMBERS === 0) return more;
      }
    }
    return 0;
  }

  get expectedBytes(): number | null {
    return this.#reported.at(-1)?.bytes ?? null;
  }

  get expectedFrom(): SizeSource | null {
    return this.#reported.at(-1)?.source ?? null;
  }

  get sha256(): string | null {
    return this.#digest?.digest() ?? null;
  }

  get contentBytes(): number | null {
    const content = this.#content;
    return content === 'as-travelled' ? this.bytes : (content?.bytes ?? null);
  }

  get contentSha256(): string | null {
    return this.contentHash('sha256');
  }

  /** A hash of the content in lower-case hex; null where bytes are missing, or it was not asked for. */
  contentHash(name: HashName): string | null {
    const content = this.#content;
    if (content === 'as-travelled') return this.#digest?.digest(name) ?? null;
    return content?.digest?.digest(name) ?? null;
  }

  /** How the bytes were decoded; null where they travelled as they are. */
  get decoded(): DecodedContent | null {
    const { record, sender } = this;
    return (sender && record?.stream?.decoded(sender)) || null;
  }

  /** Hash of the payload as it travelled. */
  get #digest(): StreamDigest | null {
    const { record } = this;
    const sender = this.sender;
    if (!record?.stream || !sender || this.missing.length > 0) return null;
    return wasOpened(record.connection!) ? record.stream[sender] : null;
  }

  /** What is left when TLS and the transmission mode are taken away; null where they cannot be. */
  get #content(): { readonly bytes: number | null; readonly digest: StreamDigest | null } | 'as-travelled' | null {
    const { record, sender } = this;
    if (!travelsAsIs(this.mode, this.structure) && this.bytes > 0) {
      const { decoded } = this;
      return decoded && { bytes: decoded.bytes, digest: decoded.facts.malformed === null ? decoded.digest : null };
    }
    const cover = record?.stream?.cover ?? null;
    // PROT C (RFC 4217) leaves data in clear while commands are encrypted.
    if (record?.session.tls == null || cover === 'clear' || (cover === null && this.bytes === 0)) return 'as-travelled';
    return sender && record.stream ? record.stream.content(sender) : null;
  }

  get durationSeconds(): number | null {
    const sender = this.sender;
    const stream = sender ? this.record?.stream?.[sender] : undefined;
    if (!stream || stream.firstTimeNs === null || stream.lastTimeNs === null) return null;
    // The clock was set back meanwhile: nothing is known of the time between.
    return stream.lastTimeNs < stream.firstTimeNs ? null : (stream.lastTimeNs - stream.firstTimeNs) / NS_PER_SECOND;
  }

  /** 4yz or 5yz before any data. */
  get refused(): boolean {
    return this.code !== null && this.code >= 400 && this.bytes === 0 && !this.started;
  }

  /** The sender ended its data inside TLS, as far as can be seen. */
  get closedInside(): boolean {
    const sender = this.sender;
    return sender !== null && this.record?.stream?.tls?.closing(sender) != null;
  }

  /** How the sender ended what it sent inside TLS; see `TlsEnd`. */
  get #tlsEnd(): TlsEnd | null {
    const { record, sender } = this;
    const tls = sender && record?.stream?.tls;
    if (!tls) return null;
    const closing = tls.closing(sender);
    if (closing) return { kind: 'closed', frame: closing.frame };
    const whole = tls.read[sender] && !tls.trace[sender].broken && record!.connection!.sides[sender].missingBytes === 0;
    return whole ? { kind: 'open', vanished: this.#clientVanished } : null;
  }

  /** The client closed its control connection without QUIT, and before the final reply. */
  get #clientVanished(): boolean {
    const session = this.record?.session;
    const reply = this.exchange.replies.at(-1);
    if (!session || !reply || session.exchanges.some(({ command }) => command?.verb === 'QUIT')) return false;
    const { fins, rst } = session.control.teardown;
    const end = [...fins, ...(rst ? [rst] : [])].find(({ from }) => from === session.clientSide);
    return end !== undefined && end.frame < reply.lastFrame;
  }

  get verdict(): Verdict {
    const final = this.#ended;
    if (final === null) return judgeVerdict(this.#facts);
    final.verdict ??= judgeVerdict(this.#facts);
    return final.verdict;
  }

  /** The server sent the whole file in spite of REST. */
  get restartIgnored(): boolean {
    return this.restart ? restartIgnored(this.#facts) : false;
  }

  get evidence(): readonly Evidence[] {
    return [...evidenceOf(this.#facts)];
  }

  /** Hashes that the server reported of this very content, beside those of what was captured. */
  get hashChecks(): readonly HashCheck[] {
    return this.#reportedHashes.length === 0 ? [] : [...hashChecks(this.#facts)];
  }

  /** Packets that were lost between its command and its end. */
  get #lost(): Lost | null {
    const { record, exchange } = this;
    const { command, replies } = exchange;
    if (record === null || command === null) return null;
    const ends = [record.connection?.lastTimeNs ?? command.timeNs, replies.at(-1)?.timeNs ?? command.timeNs];
    return record.session.lost(command.timeNs, Math.max(command.timeNs, ...ends));
  }

  get #facts(): VerdictFacts {
    const { record } = this;
    return {
      transfer: this,
      connection: record?.connection ?? null,
      outcome: record?.outcome ?? null,
      sender: this.sender,
      reported: this.#reported,
      confirmed: this.#confirmed,
      reportedHashes: this.#reportedHashes,
      hashOf: (name) => this.contentHash(name),
      content: this.decoded?.facts ?? null,
      lineEnds: this.lineEnds,
      lost: this.#lost,
      tlsEnd: this.#tlsEnd,
    };
  }
}

/**
 * Commands paired with their replies, in order (RFC 959 §5.4), with the exceptions that the field needs: replies of
 * commands that are answered while a transfer runs, replies in another order, replies that were lost with the packets,
 * replies that answer nothing. A reply that cannot answer the command whose turn it is waits for the next one to show
 * whether it was spare: then the pairing is mended from there on.
 */
import { factsOf } from '../fact.js';
import { LIMITS } from '../limits.js';
import type { DoubtParams } from './codes.js';
import type { Expectation } from './matching/expectations.js';
import type { CommandRow } from './protocol/commandRow.js';
import { FIT, type Fit, fitOf, isExpected, isParticular, rowOf } from './protocol/commands.js';
import type { Command, Exchange, Reply } from './protocol/session.js';
import type { DataChannel, TransferRecord } from './transfer/dataChannel.js';

/** An exchange with what its session keeps of it while it works on it. */
export type ExchangeRecord = Exchange & {
  index: number;
  /** Of a command that waits for its final reply, unmasked; '' for secrets. */
  argument: string;
  /** The data connection that it announces. */
  announces: DataChannel | null;
  /** What is waited for since; null where nothing could be expected. */
  expectation: Expectation | null;
  transfer: TransferRecord | null;
};

/** A reply and the exchange that it belongs to; `exchange.command` is null for greetings and unasked replies. */
export type PairedReply = {
  readonly exchange: ExchangeRecord;
  /** What is known of the command; undefined: nothing, or there is none. */
  readonly row: CommandRow | undefined;
  readonly reply: Reply;
  /** It is not 1yz. */
  readonly final: boolean;
  /** It answers commands of another kind: what the command asked for has not been done by it. */
  readonly foreign: boolean;
  /** Frames of replies that are not in the order of their commands, found with this one; empty: they are. */
  readonly disordered: readonly number[];
};

/** What pairing asks of the session. */
export interface DialogueContext {
  /** True while the data connection of this transfer's exchange is open: its final reply cannot have come. */
  stillTransferring(exchange: ExchangeRecord): boolean;
  /** The server's first bytes were captured. */
  readonly seenFromStart: boolean;
  /** Frames do not tell what was said first. */
  readonly reordered: boolean;
  /** True when the data connection of this transfer's exchange was seen to end. */
  transferEnded(exchange: ExchangeRecord): boolean;
}

type Pending = {
  readonly exchange: ExchangeRecord;
  readonly row: CommandRow | undefined;
  started: boolean;
  /** Bytes of the server are missing since the command: its reply may be among them. */
  replyMayBeLost: boolean;
  /** A later command was answered first: how often. */
  overtaken: number;
  /** Bytes of the client are missing before it: replies may answer commands that are not in the capture. */
  readonly afterLoss: boolean;
  /** Final replies that the client had seen when it sent the command. */
  readonly repliesBefore: number;
};

/** A final reply that does not fit its command, or that came too early: the next reply may show that it was spare. */
type Tentative = { readonly pending: Pending; readonly reply: Reply; readonly foreign: boolean };

const doubt = factsOf<DoubtParams>();

/** Shared by all exchanges without a reply: never written to. */
const NO_REPLIES: Reply[] = [];

/** So often may later commands be answered before a command is given up. */
const MOST_OVERTAKEN = 2;

export class Dialogue {
  #pending: Pending[] = [];
  #finalReplies = 0;
  /** The last final reply, where it does not fit. */
  #misfit: Tentative | null = null;
  /** The final reply of a transfer that came before any 1yz reply. */
  #early: Tentative | null = null;
  /** Bytes of the client are missing, and no reply since has fitted what was sent after them. */
  #commandsLost = false;

  constructor(
    private readonly exchanges: ExchangeRecord[],
    private readonly context: DialogueContext,
  ) {}

  /** Commands that wait for their final reply. */
  get waiting(): number {
    return this.#pending.length;
  }

  /** A command was sent. */
  command(command: Command, directory: string | null): ExchangeRecord {
    const row = rowOf(command.verb);
    const exchange = this.#exchange(command, directory, this.exchanges.length);
    if (this.#pending.length >= LIMITS.pendingCommands) this.#giveUp(this.#pending.shift()!);
    this.#pending.push({
      exchange,
      row,
      started: false,
      replyMayBeLost: false,
      overtaken: 0,
      afterLoss: this.#commandsLost,
      repliesBefore: this.#finalReplies,
    });
    return exchange;
  }

  /** A reply has come: to which command? */
  reply(reply: Reply): PairedReply {
    return reply.code < 200 ? this.#preliminary(reply) : this.#final(reply);
  }

  /** Bytes of the server are lost: whatever is waiting may have been answered in them. */
  repliesLost(): void {
    for (const pending of this.#pending) pending.replyMayBeLost = true;
    this.#misfit = null;
    this.#early = null;
  }

  /** Bytes of the client are lost: replies may answer what they held. */
  commandsLost(): void {
    this.#commandsLost = true;
  }

  // 1yz

  #preliminary(reply: Reply): PairedReply {
    const pending = this.#startedBy(reply);
    if (pending) {
      pending.started = true;
      // A server does one transfer after the other: one that ended before this began will have no reply any more.
      for (const earlier of this.#pending) {
        if (earlier === pending) break;
        if (earlier.started && this.context.transferEnded(earlier.exchange)) earlier.replyMayBeLost = true;
      }
    }
    const exchange = pending?.exchange ?? this.#unasked();
    addReply(exchange, reply);
    const early = exchange.code !== null && exchange.command !== null;
    const disordered = early ? exchange.replies.map(({ lastFrame }) => lastFrame) : [];
    return { exchange, row: pending?.row, reply, final: false, foreign: false, disordered };
  }

  /** The command that a 1yz reply answers. */
  #startedBy(reply: Reply): Pending | undefined {
    const misfit = this.#misfit;
    this.#misfit = null;
    if (misfit?.pending.row?.transfer && !this.#pending.some((p) => p.row?.transfer && !p.started)) {
      // The final reply before it was not the transfer's: it only begins.
      this.#takeBack(misfit);
      this.#pending.unshift(misfit.pending);
      return misfit.pending;
    }
    const waiting =
      this.#pending.find((p) => p.row?.transfer && !p.started) ?? this.#pending.find((p) => p.row?.transfer);
    if (waiting) {
      this.#early = null;
      return waiting;
    }
    // A transfer that has had its final reply too early: 150 after 226.
    if (this.#early && !this.#early.pending.started) return this.#early.pending;
    const head = this.#pending[0];
    return head && (head.row === undefined || head.row.replies.includes(reply.code)) ? head : undefined;
  }

  // Final replies

  #final(reply: Reply): PairedReply {
    const mended = this.#mend(reply);
    this.#misfit = null;
    const greets = !mended && this.#greets(reply);
    this.#finalReplies++;
    const at = mended || greets ? -1 : this.#pick(reply);
    const pending = mended ?? this.#pending[at];
    if (!pending) return this.#answersNothing(reply, greets);
    if (!mended) this.#passOver(at);
    const { exchange, row } = pending;
    const fit = fitOf(row, reply.code, pending.started);
    const foreign = fit === FIT.none && isParticular(reply.code);
    exchange.doubt = !isExpected(row, reply.code, pending.started)
      ? doubt('unexpected-code', { code: reply.code, verb: exchange.command!.verb }, [reply.lastFrame])
      : pending.overtaken > 0
        ? doubt('out-of-order', {}, [reply.lastFrame])
        : null;
    if (fit === FIT.none) this.#misfit = { pending, reply, foreign };
    if (row?.transfer && !pending.started && reply.code < 300) this.#early = { pending, reply, foreign: false };
    if (fit === FIT.exact && pending.afterLoss) this.#commandsLost = false;
    addReply(exchange, reply);
    exchange.code = reply.code;
    const disordered = pending.overtaken > 0 ? [reply.lastFrame] : [];
    return { exchange, row, reply, final: true, foreign, disordered };
  }

  /** Nothing waits for it, or nothing that does expects it. */
  #answersNothing(reply: Reply, greets: boolean): PairedReply {
    const exchange = this.#unasked();
    const head = this.#pending[0]?.exchange.command;
    if (!greets && head && head.frame < reply.lastFrame)
      exchange.doubt = doubt('spare-reply', { code: reply.code }, [reply.lastFrame]);
    addReply(exchange, reply);
    exchange.code = reply.code;
    return { exchange, row: undefined, reply, final: true, foreign: false, disordered: [] };
  }

  /**
   * Does a client that does not wait for the greeting (lftp) get it now? It answers no command: where the server's first
   * bytes were captured, or where 220 is no reply that the command expects.
   */
  #greets(reply: Reply): boolean {
    if (reply.code !== 220 || this.#finalReplies > 0) return false;
    return this.context.seenFromStart || this.#pending[0]?.row?.replies.includes(220) !== true;
  }

  /** The command of a reply before, which did not fit, where this one does: that one was spare. */
  #mend(reply: Reply): Pending | null {
    const early = this.#early;
    if (early?.pending.started && this.#fits(early, reply) > this.#bestFit(reply)) {
      this.#early = null;
      this.#takeBack(early);
      return early.pending;
    }
    const misfit = this.#misfit;
    if (!misfit) return null;
    const fit = this.#fits(misfit, reply);
    const others = this.#bestFit(reply);
    // 421 comes unasked; other codes that answer any command do so where nothing else waits.
    const only = others === FIT.none && misfit.foreign && reply.code !== 421;
    if (fit === FIT.exact ? others === FIT.exact : fit === FIT.none || !only) return null;
    this.#takeBack(misfit);
    return misfit.pending;
  }

  #fits({ pending }: Tentative, reply: Reply): Fit {
    return fitOf(pending.row, reply.code, pending.started);
  }

  #bestFit(reply: Reply): Fit {
    let best: Fit = FIT.none;
    for (const { row, started } of this.#pending) {
      const fit = fitOf(row, reply.code, started);
      if (fit > best) best = fit;
    }
    return best;
  }

  /** A reply was given to a command that it does not answer: it gets an exchange of its own, where it came. */
  #takeBack({ pending, reply }: Tentative): void {
    const { exchange } = pending;
    exchange.replies = exchange.replies.filter((each) => each !== reply);
    exchange.code = null;
    exchange.doubt = null;
    let place = this.exchanges.length;
    while (place > exchange.index + 1 && (this.exchanges[place - 1]!.command?.frame ?? 0) > reply.lastFrame) place--;
    const spare = this.#exchange(null, null, place);
    spare.doubt = doubt('spare-reply', { code: reply.code }, [reply.lastFrame]);
    addReply(spare, reply);
    spare.code = reply.code;
  }

  /** Commands before the one that is answered now: those whose replies are lost, or that were passed over too often. */
  #passOver(at: number): void {
    const passed = this.#pending.slice(0, at);
    const kept = passed.filter((p) => !p.replyMayBeLost && p.overtaken < MOST_OVERTAKEN);
    for (const p of passed) {
      if (!kept.includes(p) || p.overtaken > 0) this.#giveUp(p);
    }
    this.#pending = [...kept, ...this.#pending.slice(at + 1)];
  }

  /** Which waiting command a final reply answers (-1: none): the first, unless the table of replies or a loss says otherwise. */
  #pick(reply: Reply): number {
    const { code, lastFrame } = reply;
    const pending = this.#pending;
    const head = pending[0];
    // What was said before the command was sent does not answer it (a greeting whose end is lost).
    if (!head || (lastFrame < head.exchange.command!.frame && !this.context.reordered)) return -1;
    const fits = pending.map((p) => fitOf(p.row, code, p.started));
    const sure = pending.findIndex((p) => !p.replyMayBeLost && p.overtaken === 0);
    if (sure < 0) return bestOf(fits, 0);
    const first = pending[sure]!;
    if (first.started) {
      const other = this.#meanwhile(first, sure, fits, code);
      if (other >= 0) return other;
    }
    if (fits[sure]! > FIT.none) {
      const unsure = bestOf(fits.slice(0, sure), 0);
      return unsure >= 0 && fits[unsure]! > fits[sure]! ? unsure : sure;
    }
    const unsure = bestOf(fits.slice(0, sure), 0);
    if (unsure >= 0) return unsure;
    const other = this.#overtaking(sure, fits, code);
    if (other >= 0) {
      for (let i = sure; i < other; i++) pending[i]!.overtaken++;
      return other;
    }
    return this.#isLost(first, code) ? -1 : sure;
  }

  /** RFC 959 §5.4: a transfer's final reply waits for its end, others come meanwhile. */
  #meanwhile(transfer: Pending, place: number, fits: readonly Fit[], code: number): number {
    const aborted = code === 225 && this.#pending.some((p) => p.row?.aborts);
    const early =
      fits[place] === FIT.none || aborted || (code === 250 && this.context.stillTransferring(transfer.exchange));
    return early ? bestOf(fits, place + 1) : -1;
  }

  /**
   * The command that `code` answers where those before it are not answered (ABOR, in many servers) or answered later: one
   * that expects it, where few others do, or that the client sent when it had seen another reply meanwhile.
   */
  #overtaking(first: number, fits: readonly Fit[], code: number): number {
    const { repliesBefore } = this.#pending[first]!;
    return this.#pending.findIndex(
      (p, i) =>
        i > first && fits[i] === FIT.exact && (isParticular(code) || p.repliesBefore > repliesBefore) && !p.started,
    );
  }

  /** The reply answers a command that is not in the capture, or one that has been given up. */
  #isLost(first: Pending, code: number): boolean {
    return first.afterLoss || this.#commandsLost || (first.started && isParticular(code));
  }

  #giveUp(pending: Pending): void {
    pending.exchange.doubt = doubt('reply-not-captured', {}, [pending.exchange.command?.frame]);
  }

  #unasked(): ExchangeRecord {
    return this.#exchange(null, null, this.exchanges.length);
  }

  #exchange(command: Command | null, directory: string | null, place: number): ExchangeRecord {
    const exchange: ExchangeRecord = {
      index: place,
      command,
      replies: NO_REPLIES,
      code: null,
      directory,
      dataConnection: null,
      doubt: null,
      argument: '',
      announces: null,
      expectation: null,
      transfer: null,
    };
    if (place === this.exchanges.length) this.exchanges.push(exchange);
    else {
      this.exchanges.splice(place, 0, exchange);
      for (let i = place + 1; i < this.exchanges.length; i++) this.exchanges[i]!.index = i;
    }
    return exchange;
  }
}

/** The first of the best that fit, from `start` on; -1: none does. */
function bestOf(fits: readonly Fit[], start: number): number {
  let best = -1;
  for (let i = start; i < fits.length; i++) if (fits[i]! > (best < 0 ? FIT.none : fits[best]!)) best = i;
  return best;
}

/** An array that grows has room for 17; nearly every exchange has one reply. */
function addReply(exchange: ExchangeRecord, reply: Reply): void {
  if (exchange.replies.length === 0) exchange.replies = [reply];
  else exchange.replies.push(reply);
}

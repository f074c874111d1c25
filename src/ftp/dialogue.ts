/**
 * Commands paired with their replies, in order (RFC 959 §5.4), with the exceptions that the field needs: replies of
 * commands that are answered while a transfer runs, replies that were lost with the packets, replies that nobody asked for.
 */
import { LIMITS } from '../limits.js';
import type { Expectation } from './matching/expectations.js';
import type { CommandRow } from './protocol/commandRow.js';
import { answers, rowOf } from './protocol/commands.js';
import type { Command, Exchange, Reply } from './protocol/session.js';
import type { DataChannel, TransferRecord } from './transfer/dataChannel.js';

/** An exchange with what its session keeps of it while it works on it. */
export type ExchangeRecord = Exchange & {
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
  replyMayBeLost: boolean;
  /** Final replies that the client had seen when it sent the command. */
  readonly repliesBefore: number;
};

/** Codes that answer few commands: they show that the replies to the commands before never came. */
const UNMISTAKABLE: ReadonlySet<number> = new Set([215, 221, 227, 228, 229, 234, 257, 331, 350]);

/** Shared by all exchanges without a reply: never written to. */
const NO_REPLIES: Reply[] = [];

export class Dialogue {
  #pending: Pending[] = [];
  #finalReplies = 0;

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
    const exchange = this.#exchange(command, directory);
    if (this.#pending.length >= LIMITS.pendingCommands) this.#giveUp(this.#pending.shift()!);
    this.#pending.push({ exchange, row, started: false, replyMayBeLost: false, repliesBefore: this.#finalReplies });
    return exchange;
  }

  /** A reply has come: to which command? */
  reply(reply: Reply): PairedReply {
    return reply.code < 200 ? this.#preliminary(reply) : this.#final(reply);
  }

  /** Bytes of the server are lost: whatever is waiting may have been answered in them. */
  repliesLost(): void {
    for (const pending of this.#pending) pending.replyMayBeLost = true;
  }

  #preliminary(reply: Reply): PairedReply {
    const pending =
      this.#pending.find((p) => p.row?.transfer && !p.started) ??
      this.#pending.find((p) => p.row?.transfer) ??
      this.#pending[0];
    if (pending) {
      pending.started = true;
      // A server does one transfer after the other: one that ended before this began will have no reply any more.
      for (const earlier of this.#pending) {
        if (earlier === pending) break;
        if (earlier.started && this.context.transferEnded(earlier.exchange)) earlier.replyMayBeLost = true;
      }
    }
    const exchange = pending?.exchange ?? this.#exchange(null, null);
    addReply(exchange, reply);
    return { exchange, row: pending?.row, reply, final: false };
  }

  #final(reply: Reply): PairedReply {
    const greets = reply.code === 220 && this.#finalReplies === 0 && this.context.seenFromStart;
    this.#finalReplies++;
    // Who does not wait for replies (lftp) does not wait for the greeting either: it answers no command.
    const at = greets ? -1 : this.#pick(reply);
    const pending = this.#pending[at];
    const exchange = pending?.exchange ?? this.#exchange(null, null);
    if (pending) {
      for (const skipped of this.#pending.slice(0, at)) if (skipped.replyMayBeLost) this.#giveUp(skipped);
      this.#pending = this.#pending.filter((p, i) => i > at || (i < at && !p.replyMayBeLost));
      if (!answers(pending.row, reply.code, pending.started))
        exchange.doubt = `${reply.code} is not a reply that ${exchange.command!.verb} expects; paired in order (RFC 959 §5.4)`;
    }
    addReply(exchange, reply);
    exchange.code = reply.code;
    return { exchange, row: pending?.row, reply, final: true };
  }

  /** Which waiting command a final reply answers (-1: none): the first, unless the table of replies or a loss says otherwise. */
  #pick(reply: Reply): number {
    const head = this.#pending[0];
    // What was said before the command was sent does not answer it (a greeting whose end is lost).
    if (head && reply.lastFrame < head.exchange.command!.frame && !this.context.reordered) return -1;
    if (!head || this.#pending.length === 1) return 0;
    const fits = (p: Pending) => answers(p.row, reply.code, p.started);
    if (head.replyMayBeLost) {
      const certain = this.#pending.findIndex((p) => !p.replyMayBeLost && fits(p));
      if (certain > 0) return certain;
    }
    if (head.started) {
      // RFC 959 §5.4: a transfer's final reply waits for its end, others come meanwhile.
      const aborted = reply.code === 225 && this.#pending.some((p) => p.row?.aborts);
      const early = !fits(head) || aborted || (reply.code === 250 && this.context.stillTransferring(head.exchange));
      const other = early ? this.#pending.findIndex((p, i) => i > 0 && fits(p)) : -1;
      if (other > 0) return other;
    } else if (!fits(head)) {
      const answered = this.#overtaken(head, reply.code);
      for (const skipped of this.#pending.slice(0, Math.max(0, answered))) skipped.replyMayBeLost = true;
      if (answered > 0) return answered;
    }
    return 0;
  }

  /**
   * The command that `code` answers where those before it are never answered (ABOR, in many servers): one that expects
   * it, and that the client sent when it had seen another reply meanwhile, or that nothing else is answered so.
   */
  #overtaken(head: Pending, code: number): number {
    return this.#pending.findIndex(
      (p, i) =>
        i > 0 && p.row?.replies.includes(code) && (UNMISTAKABLE.has(code) || p.repliesBefore > head.repliesBefore),
    );
  }

  #giveUp(pending: Pending): void {
    pending.exchange.doubt = 'its reply is not in the capture';
  }

  #exchange(command: Command | null, directory: string | null): ExchangeRecord {
    const exchange: ExchangeRecord = {
      index: this.exchanges.length,
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
    this.exchanges.push(exchange);
    return exchange;
  }
}

/** An array that grows has room for 17; nearly every exchange has one reply. */
function addReply(exchange: ExchangeRecord, reply: Reply): void {
  if (exchange.replies.length === 0) exchange.replies = [reply];
  else exchange.replies.push(reply);
}

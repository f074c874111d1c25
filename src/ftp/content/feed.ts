/**
 * What one side of a data connection really moved, on its way to its reader: held for a moment until it is clear
 * which transfer it belongs to, then decoded, hashed and passed on. Where nothing has to be decoded and nobody listens,
 * it costs nothing.
 */
import { copyOf } from '../../bytes/copy.js';
import { LIMITS, type Limits } from '../../limits.js';
import type { Arrival } from '../../tcp/types.js';
import { newFacts, openDecoder, travelsAsIs } from './decoder.js';
import type { HashName } from './hashes.js';
import { StreamDigest } from './streamDigest.js';
import type { ContentDecoder, ContentFacts, Mode, RepresentationType, Structure } from './types.js';

/** Receives what a transfer moved, decoded, in order, each byte once. Bytes are borrowed. */
export interface ContentSink {
  data(bytes: Uint8Array, start: number, end: number, at: Arrival): void;
  /** `lengthBytes` of the content are not in the capture; null: an unknown number. */
  gap(lengthBytes: number | null, at: Arrival): void;
  /** Nothing more will come. */
  end(): void;
}

/** What is to be done with the bytes of a transfer. */
export type ContentPlan = {
  readonly mode: Mode;
  readonly structure: Structure;
  readonly type: RepresentationType;
  readonly sinks: readonly ContentSink[];
};

/** Bytes held by all feeds together, and contents that were wanted and not held whole. */
export type ContentBudget = { bytes: number; dropped?: number };

type ContentLimits = Pick<Limits, 'contentHeldBytes' | 'contentHeldBytesTotal' | 'contentHeldPieces'>;

type Held = { readonly bytes: Uint8Array | null; readonly gapBytes: number | null; readonly at: Arrival };

const LINE_END = new Uint8Array([0x0d, 0x0a]);

export class ContentFeed {
  /** null: nothing has been decoded. */
  decoded: DecodedContent | null = null;
  #state: 'holding' | 'open' | 'idle' = 'holding';
  #held: Held[] = [];
  #heldBytes = 0;
  /** Bytes that follow what is held and are not kept; null: an unknown number; undefined: none. */
  #overflow: number | null | undefined;
  #ended = false;
  #sinks: readonly ContentSink[] = [];

  constructor(
    /** What is to be done; null: not clear yet. */
    private readonly plan: () => ContentPlan | null,
    private readonly budget: ContentBudget,
    private readonly hashes: readonly HashName[],
    private readonly limits: ContentLimits = LIMITS,
  ) {}

  data(bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    if (this.#state === 'idle' || end === start) return;
    if (this.#state === 'holding' && !this.#open()) this.#hold(copyOf(bytes, start, end), end - start, at);
    else this.#pass(bytes, start, end, at);
  }

  gap(lengthBytes: number | null, at: Arrival): void {
    if (this.#state === 'idle') return;
    if (this.#state === 'holding' && !this.#open()) this.#hold(null, lengthBytes, at);
    else this.#passGap(lengthBytes, at);
  }

  /** It may be clear now what the held bytes are. */
  retry(): void {
    if (this.#state === 'holding' && this.#held.length > 0) this.#open();
    if (this.#ended && this.#state === 'open') this.#finish();
  }

  /** The connection has ended. */
  end(): void {
    this.#ended = true;
    this.retry();
  }

  /** Nobody will ask for what is held. */
  drop(): void {
    this.#release();
    if (this.#state === 'holding') this.#state = 'idle';
  }

  #open(): boolean {
    const plan = this.plan();
    if (plan === null) return false;
    const held = this.#held;
    const overflow = this.#overflow;
    this.#release();
    const asIs = travelsAsIs(plan.mode, plan.structure);
    if (asIs && plan.sinks.length === 0) {
      this.#state = 'idle';
      return true;
    }
    this.#state = 'open';
    this.#sinks = plan.sinks;
    if (!asIs) this.decoded = new DecodedContent(plan, this.hashes);
    for (const { bytes, gapBytes, at } of held) {
      if (bytes) this.#pass(bytes, 0, bytes.length, at);
      else this.#passGap(gapBytes, at);
    }
    if (overflow !== undefined) {
      this.budget.dropped = (this.budget.dropped ?? 0) + 1;
      this.#passGap(overflow, held.at(-1)!.at);
    }
    return true;
  }

  #hold(bytes: Uint8Array | null, length: number | null, at: Arrival): void {
    const { frame, timeNs } = at;
    const cost = bytes?.length ?? 0;
    const full =
      this.#overflow !== undefined ||
      this.#heldBytes + cost > this.limits.contentHeldBytes ||
      this.budget.bytes + cost > this.limits.contentHeldBytesTotal ||
      this.#held.length >= this.limits.contentHeldPieces;
    if (full) {
      if (this.#held.length === 0) this.#held.push({ bytes: null, gapBytes: 0, at: { frame, timeNs } });
      this.#overflow = length === null || this.#overflow === null ? null : (this.#overflow ?? 0) + length;
      return;
    }
    this.#heldBytes += cost;
    this.budget.bytes += cost;
    this.#held.push({ bytes, gapBytes: bytes ? 0 : length, at: { frame, timeNs } });
  }

  #pass(bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    if (this.#state !== 'open') return;
    if (this.decoded) this.decoded.data(bytes, start, end, at);
    else for (const sink of this.#sinks) sink.data(bytes, start, end, at);
  }

  #passGap(lengthBytes: number | null, at: Arrival): void {
    if (this.#state !== 'open') return;
    if (this.decoded) this.decoded.gap(lengthBytes, at);
    else for (const sink of this.#sinks) sink.gap(lengthBytes, at);
  }

  #finish(): void {
    this.decoded?.end();
    for (const sink of this.#sinks) sink.end();
    this.#sinks = [];
    this.#state = 'idle';
  }

  #release(): void {
    this.budget.bytes -= this.#heldBytes;
    this.#heldBytes = 0;
    this.#held = [];
    this.#overflow = undefined;
  }
}

/** What came out of a decoder: counted, hashed, passed on. */
export class DecodedContent {
  /** null: unknown, since nobody knows how much is lost. */
  bytes: number | null = 0;
  readonly facts: ContentFacts = newFacts();
  readonly digest: StreamDigest;
  readonly #decoder: ContentDecoder | null;
  readonly #sinks: readonly ContentSink[];
  #at: Arrival = { frame: 0, timeNs: 0 };

  constructor({ mode, structure, type, sinks }: ContentPlan, hashes: readonly HashName[]) {
    this.digest = new StreamDigest(hashes);
    this.#sinks = sinks;
    // A record of text is a line on every system that a reader of its own file may have.
    const linewise = type === 'A' || type === null;
    const output = {
      data: (bytes: Uint8Array, start: number, end: number) => this.#take(bytes, start, end),
      gap: (lengthBytes: number | null) => this.#lose(lengthBytes),
      recordEnd: () => {
        if (linewise) this.#take(LINE_END, 0, 2);
      },
    };
    this.#decoder = openDecoder(mode, structure, type, output, this.facts);
  }

  data(bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    this.#at = at;
    this.#decoder?.data(bytes, start, end);
  }

  gap(lengthBytes: number | null, at: Arrival): void {
    this.#at = at;
    this.#decoder?.gap(lengthBytes);
  }

  end(): void {
    this.#decoder?.end();
    this.digest.settle();
  }

  #take(bytes: Uint8Array, start: number, end: number): void {
    if (this.bytes !== null) this.bytes += end - start;
    this.digest.data(bytes, start, end, this.#at.timeNs);
    for (const sink of this.#sinks) sink.data(bytes, start, end, this.#at);
  }

  #lose(lengthBytes: number | null): void {
    this.bytes = lengthBytes === null || this.bytes === null ? null : this.bytes + lengthBytes;
    this.digest.gap(this.#at.timeNs);
    for (const sink of this.#sinks) sink.gap(lengthBytes, this.#at);
  }
}

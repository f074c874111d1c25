/** The first bytes of what each transfer moved, kept for looking at; the oldest go first. */
import { SpareBuffers } from '../bytes/spareBuffers.js';
import type { ContentSink } from '../ftp/content/feed.js';
import type { ContentSinkFactory } from '../ftp/content/plan.js';
import type { Session, Transfer } from '../ftp/protocol/session.js';
import { LIMITS } from '../limits.js';

/** What is kept of one transfer. */
export type KeptContent = {
  /** Up to the first hole: what follows it would stand at the wrong place. Borrowed: valid until packets are read on. */
  readonly bytes: Uint8Array;
  /** There is more of it. */
  readonly more: boolean;
};

const NOTHING: Uint8Array = new Uint8Array(0);
/** Buffers of contents that were given up. */
const spare = new SpareBuffers(32);

export class ContentKeeper {
  readonly #kept = new Map<Transfer, Head>();
  #bytes = 0;

  /** Give this to the analyzer, alone or with others (`together`). */
  readonly sink: ContentSinkFactory = (_data, transfer) => {
    const head = new Head((bytes) => {
      this.#bytes += bytes;
      this.#makeRoom(transfer);
    });
    this.#kept.set(transfer, head);
    return head;
  };

  /** null: nothing of it passed, or it has been given up since. */
  get(transfer: Transfer): KeptContent | null {
    return this.#kept.get(transfer) ?? null;
  }

  /** The session has been let go: nobody will ask for its contents. */
  forget({ dataConnections }: Session): void {
    for (const { transfer } of dataConnections) {
      const head = transfer === null ? undefined : this.#kept.get(transfer);
      if (head === undefined) continue;
      this.#bytes -= head.capacity;
      this.#kept.delete(transfer!);
      head.giveUp();
    }
  }

  #makeRoom(besides: Transfer): void {
    for (const [transfer, head] of this.#kept) {
      if (this.#bytes <= LIMITS.previewBytesTotal) return;
      if (transfer === besides) continue;
      this.#bytes -= head.capacity;
      this.#kept.delete(transfer);
      head.giveUp();
    }
  }
}

class Head implements ContentSink, KeptContent {
  more = false;
  #buffer: Uint8Array = NOTHING;
  #length = 0;
  #given = false;

  constructor(private readonly grown: (bytes: number) => void) {}

  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  get capacity(): number {
    return this.#buffer.length;
  }

  data(bytes: Uint8Array, start: number, end: number): void {
    if (this.#given || this.more) {
      this.more = true;
      return;
    }
    const take = Math.min(end - start, LIMITS.previewBytes - this.#length);
    if (this.#length + take > this.#buffer.length) {
      const larger = spare.take(this.#length + take);
      larger.set(this.bytes);
      const grew = larger.length - this.#buffer.length;
      spare.give(this.#buffer);
      this.#buffer = larger;
      this.grown(grew);
    }
    this.#buffer.set(bytes.subarray(start, start + take), this.#length);
    this.#length += take;
    if (start + take < end) this.more = true;
  }

  gap(): void {
    this.more = true;
  }

  end(): void {}

  giveUp(): void {
    this.#given = true;
    spare.give(this.#buffer);
    this.#buffer = NOTHING;
    this.#length = 0;
  }
}

/** Several factories as one; null where there is none. */
export function together(factories: readonly (ContentSinkFactory | null)[]): ContentSinkFactory | null {
  const wanted = factories.filter((factory) => factory !== null);
  if (wanted.length < 2) return wanted[0] ?? null;
  return (data, transfer) => {
    const sinks = wanted.map((factory) => factory(data, transfer)).filter((sink) => sink !== null);
    if (sinks.length < 2) return sinks[0] ?? null;
    return {
      data: (bytes, start, end, at) => {
        for (const sink of sinks) sink.data(bytes, start, end, at);
      },
      gap: (lengthBytes, at) => {
        for (const sink of sinks) sink.gap(lengthBytes, at);
      },
      end: () => {
        for (const sink of sinks) sink.end();
      },
    };
  };
}

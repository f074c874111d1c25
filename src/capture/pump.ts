/** Feeds packets from a source to what takes them, batch by batch, and can be paused and stopped. */
import type { Packet, PacketSource } from './packet.js';
import type { PacketOrder } from './shuffled.js';

/** Packets between two looks at the clock. */
const PACKETS_AT_ONCE = 32;

/** Everything else that waits, keys and signals above all, has its turn. */
const othersTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * To be awaited after every batch: gives others a turn every so often. A source that has many small batches at hand
 * gives none between them.
 */
export function takingTurns(everyMs: number): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < everyMs) return;
    await othersTurn();
    last = performance.now();
  };
}

export type PumpState = 'reading' | 'paused' | 'done' | 'failed';

export class Pump {
  state: PumpState = 'reading';
  /** Why it failed; null otherwise. */
  error: Error | null = null;
  #listeners: (() => void)[] = [];
  #stopped = false;
  #wake: (() => void) | null = null;

  /**
   * @param order of the packets as `take` is given them
   * @param maxPackets stop after so many; null: all
   * @param sliceMs after so much work in one go everything else that waits, keys and signals above all, has its turn
   */
  constructor(
    private readonly source: PacketSource,
    private readonly take: (packet: Packet) => void,
    private readonly order: PacketOrder,
    private readonly maxPackets: number | null,
    private readonly sliceMs: number = Number.POSITIVE_INFINITY,
  ) {}

  /** Called after every batch and at every change of `state`. */
  onProgress(listener: () => void): void {
    this.#listeners.push(listener);
  }

  pause(): void {
    if (this.state === 'reading') this.#set('paused');
  }

  resume(): void {
    if (this.state !== 'paused') return;
    this.#set('reading');
    this.#wake?.();
  }

  /** Ends the run in good order: what was read is kept, but for what would take longer than a slice. */
  stop(): void {
    this.#stopped = true;
    this.source.stop();
    this.resume();
  }

  /**
   * Runs until the source ends, `stop` is called or `maxPackets` are reached.
   * @param afterBatch awaited after every batch, before the next is asked for
   * @throws CaptureError where the source cannot be read at all
   */
  async run(afterBatch?: () => Promise<void>): Promise<void> {
    let left = this.maxPackets ?? Number.POSITIVE_INFINITY;
    try {
      for await (const read of this.source.batches()) {
        const batch = this.order.inOrder(read);
        // Batches are as large as reading likes them. Their bytes are ours until the next one is asked for.
        for (let from = 0; from < batch.length && left > 0; ) {
          const taken = this.#slice(batch, from, Math.min(batch.length, from + left));
          from += taken;
          left -= taken;
          if (from >= batch.length) break;
          await othersTurn();
          if (this.#stopped) break;
        }
        await afterBatch?.();
        this.#changed();
        if (left <= 0) break;
        if (this.state === 'paused') await new Promise<void>((resolve) => (this.#wake = resolve));
      }
      for (const packet of this.order.rest()) if (left-- > 0) this.take(packet);
      this.#set('done');
    } catch (error) {
      this.error = error instanceof Error ? error : new Error(String(error));
      this.#set('failed');
      throw error;
    }
  }

  /** Takes packets from `from` on until `to`, or until the slice of time is over; how many were taken. */
  #slice(batch: readonly Packet[], from: number, to: number): number {
    const end = performance.now() + this.sliceMs;
    let at = from;
    do {
      const stop = Math.min(to, at + PACKETS_AT_ONCE);
      while (at < stop) this.take(batch[at++]!);
    } while (at < to && performance.now() < end);
    return at - from;
  }

  #set(state: PumpState): void {
    this.state = state;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

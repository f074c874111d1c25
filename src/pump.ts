/** Feeds packets from a source to whoever takes them, batch by batch, and can be paused and stopped. */
import type { Packet, PacketSource } from './capture/packet.js';

export type PumpState = 'reading' | 'paused' | 'done' | 'failed';

export class Pump {
  state: PumpState = 'reading';
  /** Why it failed, one line; null otherwise. */
  error: string | null = null;
  #listeners: (() => void)[] = [];
  #wake: (() => void) | null = null;

  /** @param maxPackets stop after so many; null: all */
  constructor(
    private readonly source: PacketSource,
    private readonly take: (packet: Packet) => void,
    private readonly maxPackets: number | null,
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

  /** Ends the run in good order: what was read is kept. */
  stop(): void {
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
      for await (const batch of this.source.batches()) {
        for (const packet of batch) {
          if (left-- <= 0) break;
          this.take(packet);
        }
        await afterBatch?.();
        this.#tell();
        if (left <= 0) break;
        if (this.state === 'paused') await new Promise<void>((resolve) => (this.#wake = resolve));
      }
      this.#set('done');
    } catch (error) {
      this.error = error instanceof Error ? error.message : String(error);
      this.#set('failed');
      throw error;
    }
  }

  #set(state: PumpState): void {
    this.state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

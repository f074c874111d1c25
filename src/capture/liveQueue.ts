/** Packets on their way from the capture's callback to the analysis: copied once, bounded. */

import { LIMITS } from '../limits.js';
import type { Packet } from './packet.js';

/** A batch being filled: packets, and the one buffer that holds their bytes. */
type Slab = { readonly buffer: Buffer; used: number; packets: Packet[] };

/**
 * A queue of batches. `push` only copies. The bytes of a batch are valid until the next one is taken; then its buffer
 * is used again.
 */
export class LiveQueue {
  /** Packets that found the queue full. */
  dropped = 0;
  /** Packets accepted: the number of the last frame. */
  frames = 0;

  private filling: Slab;
  private readonly full: Slab[] = [];
  private readonly free: Slab[] = [];
  private lent: Slab | undefined;
  private readonly slabs: number;

  constructor(queueBytes: number = LIMITS.liveQueueBytes) {
    this.slabs = Math.max(1, Math.floor(queueBytes / LIMITS.liveBatchBytes));
    this.filling = newSlab();
  }

  /** Copies `from[0 .. bytes)`, at most a batch long. False where there is no room. */
  push(
    from: Buffer,
    bytes: number,
    originalBytes: number,
    linkType: number,
    seconds: number,
    nanoseconds: number,
  ): boolean {
    let slab = this.filling;
    if (slab.used + bytes > slab.buffer.length || slab.packets.length >= LIMITS.liveBatchPackets) {
      if (this.full.length + 1 >= this.slabs) {
        this.dropped++;
        return false;
      }
      this.full.push(slab);
      slab = this.free.pop() ?? newSlab();
      this.filling = slab;
    }
    from.copy(slab.buffer, slab.used, 0, bytes);
    slab.packets.push({
      frame: ++this.frames,
      seconds,
      nanoseconds,
      linkType,
      originalBytes,
      bytes: slab.buffer.subarray(slab.used, slab.used + bytes),
    });
    slab.used += bytes;
    return true;
  }

  /** The oldest packets; undefined where there are none. */
  take(): readonly Packet[] | undefined {
    if (this.lent !== undefined) {
      this.lent.used = 0;
      this.lent.packets = [];
      this.free.push(this.lent);
      this.lent = undefined;
    }
    this.lent = this.full.shift();
    if (this.lent === undefined && this.filling.packets.length > 0) {
      this.lent = this.filling;
      this.filling = this.free.pop() ?? newSlab();
    }
    return this.lent?.packets;
  }
}

const newSlab = (): Slab => ({ buffer: Buffer.allocUnsafeSlow(LIMITS.liveBatchBytes), used: 0, packets: [] });

/** Encrypted records that came before their keys, in the order in which they came; bounded. */
import { copyOf } from '../bytes/copy.js';
import { LIMITS } from '../limits.js';
import type { Arrival } from '../tcp/types.js';
import type { Half } from './half.js';
import type { HeldRecordsBudget } from './keylog.js';

type Held = {
  readonly half: Half;
  readonly type: number;
  readonly version: number;
  /** null: a record of which bytes are missing. */
  readonly body: Uint8Array | null;
  readonly bodyBytes: number;
  readonly at: Arrival;
};

const OVERHEAD_BYTES = 64;
const heldBytes = ({ body }: Held): number => (body?.length ?? 0) + OVERHEAD_BYTES;

export class WaitingRecords {
  #held: Held[] = [];
  #bytes = 0;

  get empty(): boolean {
    return this.#held.length === 0;
  }

  /** Copies the record; false where there is no room for it. */
  add(
    budget: HeldRecordsBudget,
    half: Half,
    type: number,
    version: number,
    body: Uint8Array | null,
    bodyBytes: number,
    at: Arrival,
  ): boolean {
    const bytes = (body?.length ?? 0) + OVERHEAD_BYTES;
    if (this.#bytes + bytes > LIMITS.tlsHeldBytes || budget.bytes + bytes > LIMITS.tlsHeldBytesTotal) return false;
    this.#bytes += bytes;
    budget.bytes += bytes;
    half.held++;
    this.#held.push({ half, type, version, body: body === null ? null : copyOf(body), bodyBytes, at });
    return true;
  }

  /** Hands on what can be dealt with by now. */
  release(budget: HeldRecordsBudget, ready: (half: Half, type: number) => boolean): void {
    const waiting = this.#held;
    const stuck = new Set<Half>();
    this.#held = [];
    for (const item of waiting) {
      const { half, type, version, body, bodyBytes, at } = item;
      if (!half.failed && (stuck.has(half) || (half.cipher === null && !ready(half, type)))) {
        stuck.add(half);
        this.#held.push(item);
        continue;
      }
      this.#forget(budget, item);
      if (half.failed) continue;
      if (body) half.process(type, version, body, 0, body.length, at);
      else half.missing(type, bodyBytes, at);
    }
  }

  drop(budget: HeldRecordsBudget, half: Half): void {
    this.#held = this.#held.filter((item) => {
      if (item.half === half) this.#forget(budget, item);
      return item.half !== half;
    });
  }

  #forget(budget: HeldRecordsBudget, item: Held): void {
    item.half.held--;
    this.#bytes -= heldBytes(item);
    budget.bytes -= heldBytes(item);
  }
}

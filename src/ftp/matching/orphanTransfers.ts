/** Transfers that the server spoke of and whose commands the capture lacks: one direction captured, or the beginning lost. */
import { LIMITS } from '../../limits.js';
import { hitLimit, type LimitsHit } from '../../tcp/limitsHit.js';
import type { Reply } from '../protocol/session.js';

/** From 1yz (or the session's beginning) to 226. */
export type OrphanTransfer = { readonly fromNs: number; untilNs: number; readonly frames: number[] };

export class OrphanTransfers {
  #spoken: OrphanTransfer[] = [];

  constructor(
    private readonly limitsHit: LimitsHit,
    private readonly limit: number = LIMITS.orphanTransfers,
  ) {}

  /** @param beganNs when the session began, where this is the first reply; else null */
  note({ code, timeNs, lastFrame }: Reply, final: boolean, beganNs: number | null): void {
    const open = this.#spoken.at(-1);
    if (!final && (code === 125 || code === 150)) this.#add(timeNs, Number.POSITIVE_INFINITY, lastFrame);
    else if (open?.untilNs === Number.POSITIVE_INFINITY && (code === 226 || code === 250 || code >= 400)) {
      open.untilNs = timeNs;
      open.frames.push(lastFrame);
    } else if (code === 226 && beganNs !== null) this.#add(beganNs, timeNs, lastFrame);
  }

  /** All of them, once. */
  take(): readonly OrphanTransfer[] {
    const all = this.#spoken;
    this.#spoken = [];
    return all;
  }

  #add(fromNs: number, untilNs: number, frame: number): void {
    if (this.#spoken.length < this.limit) this.#spoken.push({ fromNs, untilNs, frames: [frame] });
    else hitLimit(this.limitsHit, 'orphans-dropped');
  }
}

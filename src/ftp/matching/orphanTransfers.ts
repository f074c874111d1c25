/** Transfers that the server spoke of and whose commands is not in the capture: one direction captured, or the beginning lost. */
import { LIMITS } from '../../limits.js';
import { hitLimit, type LimitsHit } from '../../tcp/limitsHit.js';
import type { Timeline } from '../../tcp/timeline.js';
import type { Connection } from '../../tcp/types.js';
import type { Reply } from '../protocol/session.js';

/** Moments are those of the timeline. */
export type OrphanTransfer = {
  /**
   * When its data connection can have begun at the earliest: an active one comes before the 150, and after the reply before
   * that (200 to PORT). Null: nothing tells.
   */
  readonly earliestNs: number | null;
  /** From 1yz (or the session's beginning) to 226. */
  readonly fromNs: number;
  untilNs: number;
  readonly frames: number[];
};

export class OrphanTransfers {
  #spoken: OrphanTransfer[] = [];
  #lastReplyNs: number | null = null;

  constructor(
    private readonly limitsHit: LimitsHit,
    private readonly timeline: Timeline,
    private readonly limit: number = LIMITS.orphanTransfers,
  ) {}

  /** @param control the control connection, where this is the first reply of the session; else null */
  note({ code, timeNs: time, lastFrame }: Reply, final: boolean, control: Connection | null): void {
    const timeNs = this.timeline.at(lastFrame, time);
    const beganNs = control === null ? null : this.timeline.at(control.firstFrame, control.firstTimeNs);
    const open = this.#spoken.at(-1);
    const before = this.#lastReplyNs;
    this.#lastReplyNs = timeNs;
    if (!final && (code === 125 || code === 150)) this.#add(before, timeNs, Number.POSITIVE_INFINITY, lastFrame);
    else if (open?.untilNs === Number.POSITIVE_INFINITY && (code === 226 || code === 250 || code >= 400)) {
      open.untilNs = timeNs;
      open.frames.push(lastFrame);
    } else if (code === 226 && beganNs !== null) this.#add(beganNs, beganNs, timeNs, lastFrame);
  }

  /** All of them, once. */
  take(): readonly OrphanTransfer[] {
    const all = this.#spoken;
    this.#spoken = [];
    return all;
  }

  #add(earliestNs: number | null, fromNs: number, untilNs: number, frame: number): void {
    if (this.#spoken.length < this.limit) this.#spoken.push({ earliestNs, fromNs, untilNs, frames: [frame] });
    else hitLimit(this.limitsHit, 'orphans-dropped');
  }
}

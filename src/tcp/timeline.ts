import { LIMITS } from '../limits.js';

/**
 * Where moments lie relative to each other, whatever was done to the clock of the capture: its times, as if the clock had
 * gone on whenever it was set back. For comparing moments only; what is reported are the times of the capture. How long it
 * really took is not known where the clock was set back between two moments.
 */
export class Timeline {
  /** The first frame after each time that the clock was set back, and by how many nanoseconds it was until then in all. */
  readonly #frames: number[] = [];
  readonly #backNs: number[] = [];

  /** The clock was set back before this frame. Frames come in order. */
  setBack(frame: number, ns: number): void {
    if (this.#frames.length >= LIMITS.clockSteps) return;
    this.#frames.push(frame);
    this.#backNs.push((this.#backNs.at(-1) ?? 0) + ns);
  }

  /** Nanoseconds on the line, of a frame and its time. */
  at(frame: number, timeNs: number): number {
    if (this.#frames.length === 0) return timeNs;
    const next = this.#frames.findIndex((first) => first > frame);
    const steps = next < 0 ? this.#frames.length : next;
    return steps === 0 ? timeNs : timeNs + this.#backNs[steps - 1]!;
  }
}

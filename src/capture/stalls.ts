/**
 * Notices that the process did not run for a while (stopped, or starved), and that the kernel's ring was full when it
 * ran again: packets were lost then, and neither cap nor the kernel counts them for us.
 */

/** How often the process shows that it runs. */
const SIGN_MS = 100;
/** A pause that is worth looking at. */
const STALL_MS = 500;

export class Stalls {
  private timer: NodeJS.Timeout | undefined;
  private ringPackets = 0;
  /** When the process was last known to run, milliseconds. */
  private sign = 0;
  /** The pause whose packets are being taken from the ring; 0: none. */
  private pausedMs = 0;
  private drained = 0;

  /**
   * @param now milliseconds
   * @param overrun called when the ring was full after a pause
   */
  constructor(
    private readonly now: () => number,
    private readonly overrun: (seconds: number, ringPackets: number) => void,
  ) {}

  /** The ring holds so many packets. */
  start(ringPackets: number): void {
    this.ringPackets = ringPackets;
    this.sign = this.now();
    this.timer = setInterval(() => this.alive(), SIGN_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** A packet was taken from the ring at `now`. */
  packet(now: number): void {
    if (now - this.sign > STALL_MS) {
      this.pausedMs = now - this.sign;
      this.drained = 0;
    }
    this.sign = now;
    if (this.pausedMs === 0 || ++this.drained < this.ringPackets) return;
    this.overrun(this.pausedMs / 1_000, this.ringPackets);
    this.pausedMs = 0;
  }

  /** The ring is empty: the event loop has its turn. */
  private alive(): void {
    const now = this.now();
    // The timer can come before the first packet after a pause: that pause still counts.
    if (now - this.sign > STALL_MS) {
      this.pausedMs = now - this.sign;
      this.drained = 0;
    } else this.pausedMs = 0;
    this.sign = now;
  }
}

/**
 * Notices that the process did not run for a while (stopped, or starved), and that the kernel's ring was full when it ran
 * again: packets were lost then, and neither cap nor the kernel's socket statistics count them.
 */

/** How often the process shows that it runs, and how long it was not to have shown it for a pause. */
const SIGN_MS = 20;
const PAUSE_MS = 30;

export class Stalls {
  private timer: NodeJS.Timeout | undefined;
  private ringPackets = 0;
  /** When the process was last known to run, milliseconds. */
  private sign = 0;
  /** The pause whose packets are being taken from the ring, and when it ended; 0: none. */
  private pausedMs = 0;
  private resumed = 0;
  private drained = 0;

  /**
   * @param now milliseconds
   * @param overrun called when the ring was full after a pause, or nearly
   */
  constructor(
    private readonly now: () => number,
    private readonly overrun: (ringPackets: number) => void,
  ) {}

  /** The ring holds so many packets. */
  start(ringPackets: number): void {
    this.ringPackets = ringPackets;
    this.sign = this.now();
    this.timer = setInterval(() => this.alive(this.now()), SIGN_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** A packet was taken from the ring at `now`. */
  packet(now: number): void {
    if (now - this.sign > PAUSE_MS) this.paused(now);
    this.sign = now;
    if (this.pausedMs === 0 || ++this.drained < this.ringPackets) return;
    // So many at once were waiting: they did not arrive meanwhile.
    if (now - this.resumed < this.pausedMs / 2) this.overrun(this.ringPackets);
    this.pausedMs = 0;
  }

  /** The event loop has its turn. */
  alive(now: number): void {
    // The timer can come before the first packet after a pause.
    if (now - this.sign > PAUSE_MS) this.paused(now);
    this.sign = now;
  }

  private paused(now: number): void {
    this.pausedMs = now - this.sign;
    this.resumed = now;
    this.drained = 0;
  }
}

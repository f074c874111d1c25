/** Packets in, events and a report out: for programs that have packets already. */
import { newStatus, Problems } from '../capture/status.js';
import type { Report } from '../output/json/report.js';
import { ENGLISH } from '../text/en/index.js';
import { Texts } from '../text/texts.js';
import type { AnalysisEvent } from './events.js';
import type { AnalyzerOptions } from './options.js';
import { Reporter } from './reporter.js';

/** One captured packet. Its bytes may be used again when `push` has returned. */
export type PacketInput = {
  readonly bytes: Uint8Array;
  /** Capture time: whole seconds since 1970-01-01 UTC, and the fraction, 0 to 999,999,999. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** LINKTYPE_ value (https://www.tcpdump.org/linktypes.html); without it Ethernet, 1. */
  readonly linkType?: number;
  /** Length on the wire where it is more than what was captured. */
  readonly originalBytes?: number;
};

const ETHERNET = 1;

/**
 * Analyses packets that are pushed into it, in the order of capture. It has no clock and no I/O: time comes from the
 * packets. `events` gives what is new at any time, `toReport` the report so far.
 */
export class Analyzer {
  readonly #status;
  readonly #problems;
  readonly #reporter;
  #finished = false;

  constructor(options: AnalyzerOptions = {}) {
    this.#status = newStatus('packets');
    this.#status.format = 'packets';
    this.#problems = new Problems(this.#status);
    this.#reporter = new Reporter(options, this.#status, new Texts(ENGLISH));
  }

  /** Packets pushed so far: the frame number of the last. */
  get packets(): number {
    return this.#reporter.core.packets;
  }

  /** Analyses one packet, whatever it contains; after `finish` it is an error. */
  push({ bytes, seconds, nanoseconds, linkType = ETHERNET, originalBytes = bytes.length }: PacketInput): void {
    if (this.#finished) throw new Error('push after finish');
    this.#problems.linkType(linkType);
    if (nanoseconds % 1000 !== 0) this.#status.fractionDigits = 9;
    const frame = this.packets + 1;
    this.#reporter.core.push({ frame, seconds, nanoseconds, linkType, originalBytes, bytes });
  }

  /** The capture has ended: sessions get their final numbers, and what is open is reported so. */
  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#reporter.core.finish();
  }

  /** What has been learned since the last call; after `finish` everything that is left, and the event 'end'. */
  events(): AnalysisEvent[] {
    return [...this.#reporter.events(this.#finished)];
  }

  /** The JSON report, of what was pushed so far. */
  toReport(): Report {
    return this.#reporter.report();
  }
}

/**
 * Where the pieces of a report go. The lines of a live capture never wait for their reader; everything else does. What
 * cannot be written ends the report, and nothing else.
 */
import { CaptureError } from '../capture/packet.js';
import { isNote } from '../model/captureInfo.js';
import type { Piece } from '../output/format.js';
import { problemRow } from '../output/json/capture.js';
import { captureStatusLine } from '../output/json/captureStatus.js';
import { LineQueue } from '../output/lineQueue.js';
import { OutputError, type TextOutput } from '../output/stream.js';
import type { Run } from './run.js';
import { numbersOf } from './statistics.js';

/** Lines about the capture itself come so often, and when something was lost. */
const STATUS_MS = 60_000;
/** What is lost is looked for so often, also where no packet comes. */
const LOSS_MS = 1_000;

export class ReportSink {
  /** Why nothing is written any more; null: all is well. */
  failure: Error | null = null;
  /** Null where the capture waits for the reader. */
  readonly #queue: LineQueue | null;
  readonly #timers: readonly NodeJS.Timeout[];
  #losses = '';

  /**
   * @param lines the report is written as facts are learned
   * @param failed is called once, when the report cannot be written any more
   */
  constructor(
    private readonly run: Run,
    private readonly output: TextOutput,
    lines: boolean,
    private readonly failed: (error: Error) => void,
  ) {
    const live = lines && run.live !== null;
    this.#queue = live ? new LineQueue(output, run.options.sensor, (error) => this.#fail(error)) : null;
    this.#timers = live
      ? [setInterval(() => this.#status(), STATUS_MS), setInterval(() => this.#statusOfLoss(), LOSS_MS)]
      : [];
  }

  /** Bytes of lines that were left out because the reader did not read. */
  get missedBytes(): number {
    return this.#queue?.missedBytes ?? 0;
  }

  async write(chunks: Iterable<Piece>): Promise<void> {
    await this.#guarded(async () => {
      const queue = this.#queue;
      if (queue !== null) for (const chunk of chunks) queue.push(typeof chunk === 'string' ? chunk : chunk.toString());
      else
        for (const chunk of chunks) {
          // To await what is done already costs more than most pieces do.
          const room = this.output.write(chunk);
          if (room !== null) await room;
        }
    });
  }

  /** After a batch of packets. */
  async flush(): Promise<void> {
    if (this.#queue !== null) this.#statusOfLoss();
    else await this.#guarded(() => this.output.flush());
  }

  /** The last status stands before what is said of the whole capture. */
  concludes(): void {
    this.stop();
    this.#status();
  }

  async end(): Promise<void> {
    this.stop();
    await this.#queue?.drained();
    await this.#guarded(() => this.output.end());
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    if (this.failure !== null) return;
    try {
      await work();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @throws what is no failure of writing */
  #fail(error: unknown): void {
    if (!(error instanceof OutputError || error instanceof CaptureError)) throw error;
    if (this.failure !== null) return;
    this.failure = error;
    this.failed(error);
  }

  #statusOfLoss(): void {
    const { source } = this.run;
    if (!source.status.damaged) return;
    const losses = JSON.stringify([...this.#problems(), this.#dropped()]);
    if (losses !== this.#losses) this.#status();
    this.#losses = losses;
  }

  #problems() {
    return this.run.source.status.problems.filter((one) => !isNote(one));
  }

  #dropped() {
    const { status } = this.run.source;
    const queue = this.run.live?.source.status.droppedByQueue ?? 0;
    return { kernel: status.droppedByKernel, interface: status.droppedByInterface, queue };
  }

  #status(): void {
    const { run } = this;
    const { packets, bytes, sessions, missingBytes, lagSeconds, quietSeconds, memoryBytes } = numbersOf(run);
    const status = {
      time: new Date().toISOString(),
      packets,
      bytes,
      sessions,
      dropped: this.#dropped(),
      missingBytes,
      problems: this.#problems().map((one) => problemRow(one, run.machineTexts)),
      lagSeconds,
      quietSeconds,
      memoryBytes,
    };
    this.#queue?.push(captureStatusLine(status, run.options.sensor));
  }
}

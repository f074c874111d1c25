/** Where the pieces of a report go. The lines of a live capture never wait for their reader; everything else does. */

import type { Piece } from '../output/format.js';
import { captureStatusLine } from '../output/json/captureStatus.js';
import { LineQueue } from '../output/lineQueue.js';
import type { TextOutput } from '../output/stream.js';
import type { Run } from './run.js';
import { numbersOf } from './statistics.js';

/** Lines about the capture itself come so often, and when something was lost. */
const STATUS_MS = 60_000;

export class ReportSink {
  /** Null where the capture waits for the reader. */
  readonly #queue: LineQueue | null;
  readonly #timer: NodeJS.Timeout | null;
  #lost = '0 0 0';

  /** @param lines the report is written as facts are learned */
  constructor(
    private readonly run: Run,
    private readonly output: TextOutput,
    lines: boolean,
  ) {
    const live = lines && run.live !== null;
    this.#queue = live ? new LineQueue(output, run.options.sensor) : null;
    this.#timer = live ? setInterval(() => this.#status(), STATUS_MS) : null;
  }

  /** Bytes of lines that were left out because the reader did not read. */
  get missedBytes(): number {
    return this.#queue?.missedBytes ?? 0;
  }

  async write(chunks: Iterable<Piece>): Promise<void> {
    const queue = this.#queue;
    if (queue !== null) for (const chunk of chunks) queue.push(typeof chunk === 'string' ? chunk : chunk.toString());
    else
      for (const chunk of chunks) {
        // To await what is done already costs more than most pieces do.
        const room = this.output.write(chunk);
        if (room !== null) await room;
      }
  }

  /** After a batch of packets. */
  async flush(): Promise<void> {
    if (this.#queue === null) await this.output.flush();
    else this.#statusOfLoss();
  }

  async end(): Promise<void> {
    this.stop();
    if (this.#queue !== null) {
      this.#status();
      await this.#queue.drained();
    }
    await this.output.end();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #statusOfLoss(): void {
    const { droppedByKernel, droppedByInterface } = this.run.source.status;
    const queue = this.run.live?.source.status.droppedByQueue ?? 0;
    const lost = `${droppedByKernel ?? 0} ${droppedByInterface ?? 0} ${queue}`;
    if (lost !== this.#lost) this.#status();
    this.#lost = lost;
  }

  #status(): void {
    const { droppedByKernel: kernel, droppedByInterface, droppedByQueue: queue, ...numbers } = numbersOf(this.run);
    const { packets, bytes, sessions, missingBytes, lagSeconds, memoryBytes } = numbers;
    const dropped = { kernel, interface: droppedByInterface, queue };
    const time = new Date().toISOString();
    this.#queue?.push(
      captureStatusLine(
        { time, packets, bytes, sessions, dropped, missingBytes, lagSeconds, memoryBytes },
        this.run.options.sensor,
      ),
    );
  }
}

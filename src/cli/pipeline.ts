/**
 * The one pipeline of the program: packets from the input to the analyzer and on to the outputs that are fed while
 * packets pass (`--write`, `--extract`, and what a caller adds). Reports, the UI and whatever judges sessions run it.
 */
import { captureError } from '../capture/facts.js';
import { CaptureError, type Packet } from '../capture/packet.js';
import { Pump } from '../capture/pump.js';
import { codeOf } from '../capture/systemErrors.js';
import type { Session } from '../ftp/protocol/session.js';
import type { ConversationWriter } from '../output/conversationWriter.js';
import { EXIT } from './exitCodes.js';
import { type Extracted, endExtractor, NOTHING_EXTRACTED } from './extract.js';
import { whenOpen } from './live.js';
import { LossWatch } from './loss.js';
import { complain } from './remarks.js';
import type { Run } from './run.js';
import { numbersOf, writeMetrics } from './statistics.js';
import { endWriter, NOTHING_WRITTEN, openAnnotations, openWriter, type Written } from './write.js';

const SECOND_MS = 1_000;
/** How often --metrics is written. */
const METRICS_SECONDS = 10;

export type PipelineOptions = {
  /** After so much work in one go everything else that waits has its turn. */
  readonly sliceMs: number;
  /** Takes each packet after the analyzer has. */
  readonly also?: (packet: Packet) => void;
  /** Takes lines about a live capture as it goes; the UI shows them itself. */
  readonly say?: (line: string) => void;
};

export class Pipeline {
  readonly pump: Pump;
  readonly #annotations;
  #written: Written = NOTHING_WRITTEN;
  #extracted: Extracted = NOTHING_EXTRACTED;
  /** Why --write stopped. */
  #writeError: CaptureError | null = null;
  #metricsFailed = false;
  #seconds = 0;
  /** Null where files are read: their damage is reported at the end. */
  readonly #loss: LossWatch | null;

  private constructor(
    readonly run: Run,
    private readonly writer: ConversationWriter | null,
    { sliceMs, also, say = complain }: PipelineOptions,
  ) {
    const { source, analyzer, options } = run;
    this.#annotations = openAnnotations(run);
    const take = (packet: Packet) => {
      analyzer.push(packet);
      if (this.#writeError === null) writer?.add(packet, analyzer.lastConnection);
      also?.(packet);
    };
    this.#loss = run.live === null ? null : new LossWatch(source.status, run.texts, say);
    this.pump = new Pump(source, take, options.maxPackets, sliceMs);
    if (run.live !== null) whenOpen(run.live, run, say);
  }

  /** Opens what is written to. @throws CaptureError */
  static async open(run: Run, options: PipelineOptions): Promise<Pipeline> {
    return new Pipeline(run, await openWriter(run), options);
  }

  /**
   * Reads the input to its end, or until `pump.stop`.
   * @param afterBatch awaited after each batch
   * @throws CaptureError where the input cannot be read at all
   */
  async read(afterBatch?: () => Promise<void>): Promise<void> {
    const { extractor } = this.run;
    const timer = setInterval(() => this.#everySecond(), SECOND_MS);
    try {
      await this.pump.run(async () => {
        await this.#guarded(async () => this.writer?.drained());
        await extractor?.drained();
        this.#loss?.check(performance.now());
        await afterBatch?.();
      });
    } finally {
      clearInterval(timer);
    }
  }

  /** What a reader of the files sees is at most a second old. */
  #everySecond(): void {
    if (this.#writeError === null) this.writer?.flush();
    this.#loss?.check(performance.now());
    const { metrics } = this.run.options;
    if (metrics !== null && ++this.#seconds % METRICS_SECONDS === 1) this.#writeMetrics(metrics);
  }

  #writeMetrics(path: string): void {
    const error = writeMetrics(path, numbersOf(this.run));
    if (error === null || this.#metricsFailed) return;
    this.#metricsFailed = true;
    const { texts } = this.run;
    complain(texts.say('errors', captureError('file-unwritten', { path, error: codeOf(error) }).fact));
  }

  /** Where --write cannot be written, it stops, and everything else goes on. */
  async #guarded(work: () => Promise<unknown>): Promise<void> {
    if (this.#writeError !== null) return;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      this.#writeError = error;
      complain(this.run.texts.say('errors', error.fact));
    }
  }

  /** A session is let go: what outputs need of it they take now. */
  ended(session: Session): void {
    this.#annotations?.add(session);
    this.run.gone.add(session);
  }

  /** The input has ended: judges what is open, completes the outputs. */
  async finish(): Promise<void> {
    this.run.analyzer.finish();
    await this.#guarded(async () => {
      this.#written = await endWriter(this.writer, this.#annotations, this.run);
    });
    this.#extracted = await endExtractor(this.run);
    const { metrics } = this.run.options;
    if (metrics !== null) this.#writeMetrics(metrics);
  }

  /** Reports what became of the outputs, on standard error. */
  remark(): void {
    const { quiet } = this.run.options;
    this.#loss?.last();
    if (this.#written.leftOut !== null) complain(this.#written.leftOut);
    for (const problem of this.#extracted.problems) complain(problem);
    if (quiet) return;
    if (this.#written.redacted !== null) complain(this.#written.redacted);
    for (const { summary } of [this.#written, this.#extracted]) if (summary !== null) complain(summary);
  }

  /** By what became of input and outputs. */
  get exitCode(): number {
    if (this.#writeError !== null) return EXIT.failed;
    if (this.#extracted.problems.length > 0) return EXIT.failed;
    return this.run.source.status.damaged ? EXIT.damaged : EXIT.done;
  }
}

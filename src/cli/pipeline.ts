/**
 * The one pipeline of the program: packets from the input to the analyzer and on to the outputs that are fed while
 * packets pass (`--write`, `--extract`, and what a caller adds). Reports, the UI and whatever judges sessions run it.
 */

import type { ProblemParams } from '../capture/codes.js';
import { captureError } from '../capture/facts.js';
import { lossCounts } from '../capture/losses.js';
import { CaptureError, type CaptureProblem, type Packet } from '../capture/packet.js';
import { Pump } from '../capture/pump.js';
import { codeOf } from '../capture/systemErrors.js';
import { type Fact, factsOf } from '../fact.js';
import type { Session } from '../ftp/protocol/session.js';
import { LIMITS } from '../limits.js';
import type { ConversationWriter } from '../output/conversationWriter.js';
import type { Unwritten } from '../output/spool.js';
import { problemText } from '../text/problems.js';
import { EXIT } from './exitCodes.js';
import { type Extracted, endExtractor, NOTHING_EXTRACTED } from './extract.js';
import { HeapGuard } from './heapGuard.js';
import { whenOpen } from './live.js';
import { LossWatch } from './loss.js';
import { complain } from './remarks.js';
import type { Run } from './run.js';
import { behindSeconds, numbersOf, writeMetrics } from './statistics.js';
import { endWriter, NOTHING_WRITTEN, openAnnotations, openWriter, type Written } from './write.js';

const SECOND_MS = 1_000;
const MIB = 1_048_576;
/** That the analysis lags is said at most so often. */
const LAG_SAID_MS = 60_000;
/** How often --metrics is written. */
const METRICS_SECONDS = 10;

const problem = factsOf<ProblemParams>();

export type PipelineOptions = {
  /** After so much work in one go everything else that waits has its turn. */
  readonly sliceMs: number;
  /** Takes each packet after the analyzer has. */
  readonly also?: (packet: Packet) => void;
  /** Takes lines about what goes wrong meanwhile; the UI shows them in its own way. */
  readonly say?: (line: string) => void;
  /** Takes the line that says how it is captured. */
  readonly announce?: (line: string) => void;
};

export class Pipeline {
  readonly pump: Pump;
  readonly #annotations;
  #written: Written = NOTHING_WRITTEN;
  #extracted: Extracted = NOTHING_EXTRACTED;
  /** Why --write stopped. */
  #writeError: CaptureError | null = null;
  #metricsFailed = false;
  readonly #heap = new HeapGuard();
  #heapFull = false;
  #reportCut: { readonly goesOn: boolean } | null = null;
  #lagSaid = Number.NEGATIVE_INFINITY;
  #seconds = 0;
  /** Null where files are read: their damage is reported at the end. */
  readonly #loss: LossWatch | null;
  readonly #say: (line: string) => void;

  private constructor(
    readonly run: Run,
    private readonly writer: ConversationWriter | null,
    { sliceMs, also, say = complain, announce = complain }: PipelineOptions,
  ) {
    const { source, analyzer, options } = run;
    this.#say = say;
    this.#annotations = openAnnotations(run);
    const take = (packet: Packet) => {
      analyzer.push(packet);
      if (this.#writeError === null) writer?.add(packet, analyzer.lastConnection);
      also?.(packet);
    };
    this.#loss = run.live === null ? null : new LossWatch(source.status, run.texts, say);
    this.pump = new Pump(source, take, analyzer.order, options.maxPackets, sliceMs);
    if (run.live !== null) whenOpen(run.live, run, announce);
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
        if (this.run.live === null) this.#lookForLosses();
        await afterBatch?.();
        this.#checkLag();
        this.#checkHeap();
      });
    } finally {
      clearInterval(timer);
      // Why it ended is said before what is done about it.
      this.#loss?.last(false);
    }
  }

  /** What a reader of the files sees is at most a second old. */
  #everySecond(): void {
    if (this.run.live !== null) this.#lookForLosses();
    if (this.#writeError === null) this.writer?.flush();
    this.#loss?.check(performance.now());
    const { metrics } = this.run.options;
    if (metrics !== null && ++this.#seconds % METRICS_SECONDS === 1) this.#writeMetrics(metrics);
  }

  /** The analysis cannot keep up: what waits for it is in memory, and will be lost when there is no room. */
  #checkLag(): void {
    const { run } = this;
    const seconds = behindSeconds(run);
    run.lag.seconds = seconds;
    if (seconds === null || seconds < LIMITS.lagSeconds) return;
    const now = performance.now();
    if (now - this.#lagSaid < LAG_SAID_MS) return;
    this.#lagSaid = now;
    this.#say(run.texts.cli.lag(seconds, run.texts.format));
  }

  /** The runtime would abort, without a report. */
  #checkHeap(): void {
    if (this.#heapFull || !this.#heap.isFull()) return;
    this.#heapFull = true;
    const { analyzer } = this.run;
    const limitMib = Math.round(this.#heap.limitBytes / MIB);
    this.#damage(problem('memory-full', { packets: analyzer.packets, limitMib }));
    this.pump.stop();
  }

  /** What is reported from now on could be kept in memory only. Where nothing but the report is wanted, reading ends. */
  cutReport(why: Unwritten): void {
    if (this.#reportCut !== null) return;
    const { options, extractor, analyzer } = this.run;
    const goesOn = options.write !== null || extractor !== null || options.metrics !== null;
    this.#reportCut = { goesOn };
    this.#damage(problem('report-cut', { packets: analyzer.packets, ...why, goesOn }));
    if (!goesOn) this.pump.stop();
  }

  /** Sessions that end now are not in the report: reading goes on for the sake of other outputs. */
  get reportIsCut(): boolean {
    return this.#reportCut?.goesOn === true;
  }

  #damage(fact: Fact<ProblemParams>): void {
    const { source, live, texts } = this.run;
    const damage: CaptureProblem = { ...fact, file: null };
    source.status.damage(damage);
    // Live losses are said anyway.
    if (live === null) this.#say(problemText(texts, damage));
  }

  #writeMetrics(path: string): void {
    const error = writeMetrics(path, numbersOf(this.run));
    if (error === null || this.#metricsFailed) return;
    this.#metricsFailed = true;
    const { texts } = this.run;
    this.#say(texts.say('errors', captureError('file-unwritten', { path, error: codeOf(error) }).fact));
  }

  /** Where --write cannot be written, it stops, and everything else goes on. */
  async #guarded(work: () => Promise<unknown>): Promise<void> {
    if (this.#writeError !== null) return;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      this.#writeError = error;
      this.#say(this.run.texts.say('errors', error.fact));
    }
  }

  /** A session is let go: what outputs need of it they take now. */
  ended(session: Session): void {
    this.#annotations?.add(session);
    this.run.gone.add(session);
  }

  /** Transfers say which packets were lost while they ran. */
  #lookForLosses(): void {
    const { analyzer, source, live } = this.run;
    const byQueue = live?.source.status.droppedByQueue ?? null;
    analyzer.lost(lossCounts(source.status, byQueue), live === null ? null : Date.now() / 1_000);
  }

  /** The input has ended: judges what is open, completes the outputs. */
  async finish(): Promise<void> {
    this.#lookForLosses();
    this.run.analyzer.finish();
    await this.#guarded(async () => {
      this.#written = await endWriter(this.writer, this.#annotations, this.run);
    });
    this.#extracted = await endExtractor(this.run);
    const { metrics } = this.run.options;
    if (metrics !== null) this.#writeMetrics(metrics);
  }

  /** Reports what became of the outputs, on standard error. @param again losses too that were said elsewhere */
  remark(again = false): void {
    const { quiet } = this.run.options;
    this.#loss?.last(again);
    if (again && this.#writeError !== null) complain(this.run.texts.say('errors', this.#writeError.fact));
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

/**
 * The one pipeline of the program: packets from the input to the analyzer and on to the outputs that are fed while
 * packets pass (`--write`, `--extract`, and what a caller adds). Reports, the UI and whatever judges sessions run it.
 */
import type { Packet } from '../capture/packet.js';
import { Pump } from '../capture/pump.js';
import type { Session } from '../ftp/protocol/session.js';
import type { ConversationWriter } from '../output/conversationWriter.js';
import { EXIT } from './exitCodes.js';
import { type Extracted, endExtractor, NOTHING_EXTRACTED } from './extract.js';
import { complain } from './remarks.js';
import type { Run } from './run.js';
import { endWriter, NOTHING_WRITTEN, openAnnotations, openWriter, type Written } from './write.js';

export type PipelineOptions = {
  /** After so much work in one go everything else that waits has its turn. */
  readonly sliceMs: number;
  /** Takes each packet after the analyzer has. */
  readonly also?: (packet: Packet) => void;
};

export class Pipeline {
  readonly pump: Pump;
  readonly #annotations;
  #written: Written = NOTHING_WRITTEN;
  #extracted: Extracted = NOTHING_EXTRACTED;

  private constructor(
    readonly run: Run,
    private readonly writer: ConversationWriter | null,
    { sliceMs, also }: PipelineOptions,
  ) {
    const { source, analyzer, options } = run;
    this.#annotations = openAnnotations(run);
    const take = (packet: Packet) => {
      analyzer.push(packet);
      writer?.add(packet, analyzer.lastConnection);
      also?.(packet);
    };
    this.pump = new Pump(source, take, options.maxPackets, sliceMs);
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
    await this.pump.run(async () => {
      await this.writer?.drained();
      await extractor?.drained();
      await afterBatch?.();
    });
  }

  /** A session is let go: what outputs need of it they take now. */
  ended(session: Session): void {
    this.#annotations?.add(session);
  }

  /** The input has ended: judges what is open, completes the outputs. */
  async finish(): Promise<void> {
    this.run.analyzer.finish();
    this.#written = await endWriter(this.writer, this.#annotations, this.run);
    this.#extracted = await endExtractor(this.run);
  }

  /** Reports what became of the outputs, on standard error. */
  remark(): void {
    const { quiet } = this.run.options;
    if (this.#written.leftOut !== null) complain(this.#written.leftOut);
    for (const problem of this.#extracted.problems) complain(problem);
    if (quiet) return;
    for (const { summary } of [this.#written, this.#extracted]) if (summary !== null) complain(summary);
  }

  /** By what became of input and outputs. */
  get exitCode(): number {
    if (this.#extracted.problems.length > 0) return EXIT.failed;
    return this.run.source.status.damaged ? EXIT.damaged : EXIT.done;
  }
}

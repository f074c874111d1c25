/** A capture in, events and a report out. */

import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { openSource, openStream } from '../capture/formats.js';
import { lossCounts } from '../capture/losses.js';
import type { PacketSource } from '../capture/packet.js';
import type { Report } from '../output/json/report.js';
import { loadTexts } from '../text/languages.js';
import type { AnalysisEvent } from './events.js';
import type { AnalyzeOptions } from './options.js';
import { Reporter } from './reporter.js';

/**
 * A capture: the path of a file ('-': standard input) or its `file:` URL, its bytes, or a stream of them (a Node or web
 * stream, or anything else that is iterated). All formats are recognised by content, compressed ones too.
 */
export type CaptureInput = string | URL | Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** An analysis that runs as far as it is asked to: by iterating it, or by `toReport`. */
export interface Analysis extends AsyncIterable<AnalysisEvent> {
  /**
   * The JSON report. It reads what is left of the capture first; in the middle of an iteration, or after one that was
   * left early, it is the report on what was read.
   * @throws CaptureError where the input cannot be read at all
   */
  toReport(): Promise<Report>;
}

/**
 * Analyses a capture. Nothing is read before the analysis is iterated or asked for its report, and no more than needed
 * for the next event. Damaged captures are analysed as far as they can be read; `capture.problems` says how far.
 *
 * @example
 * const report = await analyze('trace.pcap').toReport();
 * @example
 * for await (const event of analyze(process.stdin)) if (event.type === 'transfer') console.log(event.transfer.path);
 */
export function analyze(input: CaptureInput, options: AnalyzeOptions = {}): Analysis {
  return new CaptureAnalysis(sourceOf(input), options);
}

class CaptureAnalysis implements Analysis {
  #reporter: Reporter | null = null;
  #state: 'new' | 'begun' = 'new';
  /** Why nothing could be read. */
  #failure: unknown = null;

  constructor(
    private readonly source: PacketSource,
    private readonly options: AnalyzeOptions,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<AnalysisEvent> {
    if (this.#state !== 'new') throw new Error('an analysis is iterated once');
    const reporter = await this.#begin();
    for await (const _ of this.#batches(reporter)) yield* reporter.events(false);
    yield* reporter.events(true);
  }

  async toReport(): Promise<Report> {
    if (this.#state === 'new') for await (const _ of this.#batches(await this.#begin()));
    if (this.#failure !== null) throw this.#failure;
    return this.#reporter!.report();
  }

  async #begin(): Promise<Reporter> {
    this.#state = 'begun';
    this.#reporter = new Reporter(this.options, this.source.status, await loadTexts(this.options.language ?? 'en'));
    return this.#reporter;
  }

  /** Pushes packets; yields after every batch. However it ends, the input is closed and the core has finished. */
  async *#batches({ core }: Reporter): AsyncGenerator<void> {
    const most = this.options.maxPackets ?? Number.POSITIVE_INFINITY;
    try {
      for await (const batch of this.source.batches()) {
        for (const packet of core.order.inOrder(batch)) if (core.packets < most) core.push(packet);
        if (core.packets >= most) return;
        yield;
      }
      for (const packet of core.order.rest()) if (core.packets < most) core.push(packet);
    } catch (error) {
      this.#failure = error;
      throw error;
    } finally {
      this.source.stop();
      core.lost(lossCounts(this.source.status, null), null);
      core.finish();
    }
  }
}

function sourceOf(input: CaptureInput): PacketSource {
  if (typeof input === 'string') return openSource(input);
  if (input instanceof URL) return openSource(fileURLToPath(input));
  const chunks = input instanceof Uint8Array ? [input] : input;
  return openStream(Readable.from(buffers(chunks)), input instanceof Uint8Array ? 'bytes' : 'stream');
}

/** The bytes of each chunk, not copied. */
async function* buffers(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

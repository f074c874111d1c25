/** What a live capture by another process knows of itself: what the stream says, what the engine says, what was lost. */
import { factsOf } from '../../fact.js';
import type { ProblemParams } from '../codes.js';
import type { CaptureProblem, SourceStatus } from '../packet.js';
import type { EngineName } from './names.js';

const problem = factsOf<ProblemParams>();

export class EngineStatus implements SourceStatus {
  readonly format = 'live';
  readonly totalBytes = null;
  readonly secrets: string[] = [];
  droppedByQueue = 0;
  private readonly streams: SourceStatus[] = [];
  /** Problems of cap's process in this run, and of its earlier runs. */
  private ofRun: readonly CaptureProblem[] = [];
  private readonly earlier: CaptureProblem[] = [];
  private readonly events: CaptureProblem[] = [];
  private kernel: number | null = null;
  private device: number | null = null;
  private readonly deviceAtStart = new Map<string, number>();

  constructor(
    readonly name: string,
    readonly engine: EngineName,
  ) {}

  /** A new run of the engine. */
  follow(stream: SourceStatus): void {
    this.earlier.push(...this.ofRun);
    this.ofRun = [];
    this.streams.push(stream);
  }

  ofProcess(problems: readonly CaptureProblem[], dropped: number): void {
    this.ofRun = problems;
    this.droppedByQueue = dropped;
  }

  deviceLost(frame: number, text: string): void {
    this.events.push({
      ...problem('device-lost', { device: this.name, engine: this.engine, text }, [frame]),
      file: null,
    });
  }

  deviceAgain(frame: number, seconds: number): void {
    this.events.push({ ...problem('device-again', { device: this.name, seconds }, [frame]), file: null });
  }

  /** A count from the start of the capture; null: not said. */
  kernelDrops(count: number | null): void {
    if (count !== null) this.kernel = count;
  }

  /** Reads the counts of the devices; those of the first reading are where this capture begins. */
  readInterfaceDrops(devices: readonly string[], count: (device: string) => number | null): void {
    let sum: number | null = null;
    for (const device of devices) {
      const now = count(device);
      if (now === null) continue;
      const start = this.deviceAtStart.get(device) ?? now;
      this.deviceAtStart.set(device, start);
      sum = (sum ?? 0) + Math.max(0, now - start);
    }
    if (sum !== null) this.device = sum;
  }

  get linkTypes(): number[] {
    return [...new Set(this.streams.flatMap(({ linkTypes }) => linkTypes))];
  }

  get fractionDigits(): 6 | 9 {
    return this.streams.some(({ fractionDigits }) => fractionDigits === 9) ? 9 : 6;
  }

  get readBytes(): number {
    return this.streams.reduce((sum, { readBytes }) => sum + readBytes, 0);
  }

  get droppedByKernel(): number | null {
    const ofStreams = this.streams.flatMap(({ droppedByKernel }) => droppedByKernel ?? []);
    const streams = ofStreams.length === 0 ? null : ofStreams.reduce((sum, count) => sum + count, 0);
    return this.kernel ?? streams;
  }

  get droppedByInterface(): number | null {
    const ofStreams = this.streams.flatMap(({ droppedByInterface }) => droppedByInterface ?? []);
    const streams = ofStreams.length === 0 ? null : ofStreams.reduce((sum, count) => sum + count, 0);
    return this.device === null ? streams : Math.max(this.device, streams ?? 0);
  }

  /** Packets are missing, or the device went away. */
  get damaged(): boolean {
    return this.problems.some(({ code }) => LOSSES.has(code));
  }

  get problems(): CaptureProblem[] {
    const kernel = this.droppedByKernel ?? 0;
    const device = this.droppedByInterface ?? 0;
    return [
      ...unique([...this.earlier, ...this.ofRun]),
      // A process that ends by itself leaves its last record unfinished.
      ...this.streams.flatMap(({ problems }) => problems).filter(({ code }) => code !== 'truncated-file'),
      ...this.events,
      ...(kernel > 0 ? [{ ...problem('kernel-drops', { count: kernel }), file: null }] : []),
      ...(device > 0 ? [{ ...problem('interface-drops', { count: device }), file: null }] : []),
    ];
  }
}

const LOSSES: ReadonlySet<string> = new Set<CaptureProblem['code']>([
  'bad-block',
  'bad-record',
  'device-lost',
  'interface-drops',
  'kernel-drops',
  'queue-full',
  'read-error',
  'ring-overrun',
]);

/** Notes of several runs that say the same are one. */
function unique(problems: readonly CaptureProblem[]): CaptureProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, params }) => {
    const key = `${code} ${JSON.stringify(params)}`;
    return seen.size < seen.add(key).size;
  });
}

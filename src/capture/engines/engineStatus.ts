/** What a live capture by another process knows of itself: what the stream says, what the engine says, what was lost. */
import { factsOf } from '../../fact.js';
import { LIMITS } from '../../limits.js';
import type { ProblemParams } from '../codes.js';
import type { CaptureProblem, SourceStatus } from '../packet.js';
import type { EngineName } from './names.js';

const problem = factsOf<ProblemParams>();

/** What is kept of the runs of the engine that are over, however many there were. */
type Earlier = {
  readBytes: number;
  fractionDigits: 6 | 9;
  readonly linkTypes: Set<number>;
  readonly problems: CaptureProblem[];
  kernel: number | null;
  device: number | null;
  queue: number;
};

export class EngineStatus implements SourceStatus {
  readonly format = 'live';
  readonly totalBytes = null;
  readonly secrets: string[] = [];
  readonly #earlier: Earlier = {
    readBytes: 0,
    fractionDigits: 6,
    linkTypes: new Set(),
    problems: [],
    kernel: null,
    device: null,
    queue: 0,
  };
  /** Of this run: its stream, what its process says, and the packets that the kernel is said to have dropped. */
  #stream: SourceStatus | null = null;
  #problems: readonly CaptureProblem[] = [];
  #queue = 0;
  #kernel: number | null = null;
  readonly #events: CaptureProblem[] = [];
  #lostAgain = 0;
  readonly #devices = new Map<string, { last: number; lost: number }>();

  constructor(
    readonly name: string,
    readonly engine: EngineName,
  ) {}

  damage(one: CaptureProblem): void {
    this.#events.push(one);
  }

  /** A new run of the engine. */
  follow(stream: SourceStatus): void {
    const before = this.#earlier;
    before.readBytes = this.readBytes;
    before.fractionDigits = this.fractionDigits;
    for (const linkType of this.linkTypes) before.linkTypes.add(linkType);
    before.problems.push(...unique(this.#ofRun(), before.problems));
    before.kernel = this.droppedByKernel;
    before.device = sum(before.device, this.#stream?.droppedByInterface);
    before.queue = this.droppedByQueue;
    this.#stream = stream;
    this.#problems = [];
    this.#queue = 0;
    this.#kernel = null;
  }

  ofProcess(problems: readonly CaptureProblem[], dropped: number): void {
    this.#problems = problems;
    this.#queue = dropped;
  }

  deviceLost(frame: number, text: string): void {
    if (this.#events.length >= LIMITS.deviceEvents) {
      this.#lostAgain++;
      return;
    }
    const { name: device, engine } = this;
    this.#events.push({ ...problem('device-lost', { device, engine, text }, [frame]), file: null });
  }

  deviceAgain(frame: number, seconds: number): void {
    if (this.#events.length >= LIMITS.deviceEvents) return;
    this.#events.push({ ...problem('device-again', { device: this.name, seconds }, [frame]), file: null });
  }

  /** A count from the start of this run; null: not said. */
  kernelDrops(count: number | null): void {
    if (count !== null) this.#kernel = count;
  }

  /** Reads the counts of the devices; those of the first reading are where this capture begins. */
  readInterfaceDrops(devices: readonly string[], count: (device: string) => number | null): void {
    for (const device of devices) {
      const now = count(device);
      if (now === null) continue;
      const known = this.#devices.get(device) ?? { last: now, lost: 0 };
      // A device that was made anew counts from zero.
      known.lost += now >= known.last ? now - known.last : now;
      known.last = now;
      this.#devices.set(device, known);
    }
  }

  get linkTypes(): number[] {
    return [...new Set([...this.#earlier.linkTypes, ...(this.#stream?.linkTypes ?? [])])];
  }

  get fractionDigits(): 6 | 9 {
    return this.#earlier.fractionDigits === 9 || this.#stream?.fractionDigits === 9 ? 9 : 6;
  }

  get readBytes(): number {
    return this.#earlier.readBytes + (this.#stream?.readBytes ?? 0);
  }

  get droppedByQueue(): number {
    return this.#earlier.queue + this.#queue;
  }

  get droppedByKernel(): number | null {
    return sum(this.#earlier.kernel, this.#kernel ?? this.#stream?.droppedByKernel);
  }

  get droppedByInterface(): number | null {
    const streams = sum(this.#earlier.device, this.#stream?.droppedByInterface);
    if (this.#devices.size === 0) return streams;
    const devices = [...this.#devices.values()].reduce((total, { lost }) => total + lost, 0);
    return Math.max(devices, streams ?? 0);
  }

  /** Packets are missing, or the device went away. */
  get damaged(): boolean {
    return this.problems.some(({ code }) => LOSSES.has(code));
  }

  get problems(): CaptureProblem[] {
    const kernel = this.droppedByKernel ?? 0;
    const device = this.droppedByInterface ?? 0;
    const counted = (code: 'kernel-drops' | 'interface-drops' | 'device-lost-again', count: number) =>
      count > 0 ? [{ ...problem(code, { count }), file: null }] : [];
    return [
      ...this.#earlier.problems,
      ...unique(this.#ofRun(), this.#earlier.problems),
      ...this.#events,
      ...counted('device-lost-again', this.#lostAgain),
      ...counted('kernel-drops', kernel),
      ...counted('interface-drops', device),
    ];
  }

  #ofRun(): CaptureProblem[] {
    // A process that ends by itself leaves its last record unfinished.
    const ofStream = this.#stream?.problems.filter(({ code }) => code !== 'truncated-file') ?? [];
    return [...this.#problems, ...ofStream];
  }
}

const LOSSES: ReadonlySet<string> = new Set<CaptureProblem['code']>([
  'bad-block',
  'bad-record',
  'device-lost',
  'device-lost-again',
  'interface-drops',
  'kernel-drops',
  'memory-full',
  'queue-full',
  'read-error',
  'report-cut',
  'ring-overrun',
]);

const sum = (a: number | null, b: number | null | undefined): number | null =>
  a === null && b == null ? null : (a ?? 0) + (b ?? 0);

/** Those that are not among `known`: notes of several runs that say the same are one. */
function unique(problems: readonly CaptureProblem[], known: readonly CaptureProblem[]): CaptureProblem[] {
  const keyOf = ({ code, params }: CaptureProblem) => `${code} ${JSON.stringify(params)}`;
  const seen = new Set(known.map(keyOf));
  return problems.filter((one) => {
    const key = keyOf(one);
    return seen.size < seen.add(key).size;
  });
}

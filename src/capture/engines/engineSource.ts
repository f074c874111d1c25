/**
 * A live capture by another process: its packets come as a capture file on its standard output. Whatever ends that
 * process, what came before is complete; with --wait-device it is started again.
 */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { LIMITS } from '../../limits.js';
import { notOpened } from '../capPackage.js';
import { errorFact } from '../facts.js';
import { openStream } from '../formats.js';
import { CaptureError, type Packet, type PacketSource } from '../packet.js';
import type { Rights } from '../privileges.js';
import type { LiveRequest } from './engine.js';
import { EngineStatus } from './engineStatus.js';
import type { ChildMessage } from './messages.js';
import type { EngineName } from './names.js';

/** Starts the engine: packets on standard output, messages of cap's process by IPC. */
export type Launch = () => ChildProcess;

export type EngineOptions = {
  readonly engine: EngineName;
  readonly request: LiveRequest;
  readonly launch: Launch;
  /** What captures is started and ended with root's. */
  readonly rights: Rights;
  readonly durationSeconds: number | null;
  /** Start again when the device goes, and wait for one that is not there. */
  readonly waitDevice: boolean;
};

const POLL_MS = 1_000;
/** Flag of a network device that is up (net/if.h). */
const IFF_UP = 1;
/** An engine that does not end when it is asked to is killed. */
const END_MS = 1_000;

export class EngineSource implements PacketSource {
  readonly status: EngineStatus;
  private child: ChildProcess | undefined;
  private inner: PacketSource | undefined;
  private stopped = false;
  private text = '';
  private failure: CaptureError | undefined;
  private deadline: NodeJS.Timeout | undefined;
  private wake: (() => void) | undefined;
  private openedOnce = false;
  /** The engine has begun to write: the device is open. */
  private openNow = false;
  /** Called once the device is open for the first time. */
  onOpened: () => void = () => {};
  /** Called once where the device is not there and is waited for. */
  onAbsent: (error: CaptureError) => void = () => {};
  private absent = false;

  constructor(private readonly options: EngineOptions) {
    this.status = new EngineStatus(options.request.devices.join(', '), options.engine);
  }

  async *batches(): AsyncGenerator<readonly Packet[]> {
    let frames = 0;
    let waitSeconds = 1;
    let lostAt: number | null = null;
    for (;;) {
      const before = frames;
      try {
        for await (const batch of this.capture()) {
          if (lostAt !== null) {
            this.status.deviceAgain(frames, (performance.now() - lostAt) / 1_000);
            lostAt = null;
          }
          yield before === 0 ? batch : renumbered(batch, before);
          frames += batch.length;
        }
      } catch (error) {
        if (!this.options.waitDevice || !(error instanceof CaptureError) || !isAbsence(error)) throw error;
        if (!this.openedOnce && !this.absent) this.onAbsent(error);
        this.absent = true;
      }
      if (this.stopped) return;
      if (this.openedOnce && lostAt === null) {
        this.status.deviceLost(frames, lastLine(this.text));
        lostAt = performance.now();
      }
      if (!this.options.waitDevice) return;
      if (frames > before) waitSeconds = 1;
      await this.sleep(waitSeconds);
      if (this.stopped) return;
      waitSeconds = Math.min(LIMITS.deviceWaitSeconds, waitSeconds * 2);
    }
  }

  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    clearTimeout(this.deadline);
    this.wake?.();
    this.end();
  }

  /** One run of the engine, to its end. @throws CaptureError where it cannot capture */
  private async *capture(): AsyncGenerator<readonly Packet[]> {
    const { engine, request, launch, rights, durationSeconds } = this.options;
    this.text = '';
    this.failure = undefined;
    this.openNow = false;
    let child: ChildProcess;
    try {
      child = rights.asRoot(launch);
    } catch {
      throw new CaptureError(errorFact('engine-missing', { engine }));
    }
    this.child = child;
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.on('error', () => {
      this.failure ??= new CaptureError(errorFact('engine-missing', { engine }));
    });
    // However this process ends, nothing goes on capturing without it.
    const leave = () => this.kill(child, 'SIGKILL');
    process.once('exit', leave);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => this.heard(text));
    child.on('message', (message) => this.receive(message as ChildMessage));
    const inner = openStream(child.stdout!, request.devices.join(', '));
    this.inner = inner;
    this.status.follow(inner.status);
    const poll = setInterval(() => this.poll(), POLL_MS);
    if (durationSeconds !== null) this.deadline ??= setTimeout(() => this.stop(), durationSeconds * 1_000);
    if (this.stopped) this.end();
    child.stdout!.once('readable', () => this.opened());
    try {
      yield* inner.batches();
      await ended;
    } catch (error) {
      await ended;
      if (this.stopped && !this.openedOnce) return;
      throw this.failure ?? this.refusal() ?? error;
    } finally {
      clearInterval(poll);
      this.end();
      process.off('exit', leave);
      this.status.readInterfaceDrops(request.devices, deviceCount);
    }
  }

  private opened(): void {
    if (this.failure !== undefined || this.child?.stdout?.readableLength === 0) return;
    this.openNow = true;
    if (this.openedOnce) return;
    this.openedOnce = true;
    this.status.readInterfaceDrops(this.options.request.devices, deviceCount);
    this.onOpened();
  }

  private receive(message: ChildMessage): void {
    if (message.is === 'failed') this.failure = new CaptureError(message.error);
    else if (message.is === 'status') this.status.ofProcess(message.problems, message.dropped);
  }

  /** What dumpcap and tcpdump say: errors, and at the end or when asked how many packets were lost. */
  private heard(text: string): void {
    this.text = (this.text + text).slice(-LIMITS.engineTextCharacters);
    const { engine } = this.options;
    if (engine === 'tcpdump') this.status.kernelDrops(lastNumber(this.text, /(\d+) packets? dropped by kernel/g));
  }

  private poll(): void {
    // tcpdump writes its counts to standard error.
    if (this.options.engine === 'tcpdump' && this.openNow && this.child) this.kill(this.child, 'SIGUSR1');
    const { devices } = this.options.request;
    this.status.readInterfaceDrops(devices, deviceCount);
    // dumpcap and tcpdump wait in silence on a device that is down, where cap ends.
    if (this.openNow && devices.every(isDown)) this.end();
  }

  /** Why the engine refused, by what it said. */
  private refusal(): CaptureError | undefined {
    const { engine, request } = this.options;
    const line = lastLine(this.text);
    if (engine === 'cap' || line === '') return undefined;
    return new CaptureError(notOpened(new Error(line), request.devices.join(', '), request.filter ?? ''));
  }

  private end(): void {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    this.kill(child, 'SIGTERM');
    const timer = setTimeout(() => {
      this.kill(child, 'SIGKILL');
      this.inner?.stop();
    }, END_MS);
    child.once('close', () => clearTimeout(timer));
  }

  private kill(child: ChildProcess, signal: NodeJS.Signals): void {
    if (child.exitCode === null && child.signalCode === null) this.options.rights.asRoot(() => child.kill(signal));
  }

  private async sleep(seconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1_000);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }
}

const ABSENT: ReadonlySet<string> = new Set(['no-such-device', 'device-down', 'device-gone', 'not-captured']);
const isAbsence = ({ fact }: CaptureError): boolean => ABSENT.has(fact.code);

/** Frames after those of an earlier run. */
const renumbered = (batch: readonly Packet[], before: number): Packet[] =>
  batch.map((packet) => ({ ...packet, frame: packet.frame + before }));

/** The last line that is no count, without the program's name. */
function lastLine(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\d+ packets? |^Packets |^File: |^Capturing on /.test(line));
  return (lines.at(-1) ?? '').replace(/^(tcpdump|dumpcap): /, '');
}

function lastNumber(text: string, pattern: RegExp): number | null {
  const last = [...text.matchAll(pattern)].at(-1)?.[1];
  return last === undefined ? null : Number(last);
}

/** The device is there and is not up (Linux); false where that is not known. */
function isDown(device: string): boolean {
  if (device.includes('/')) return false;
  try {
    return (Number(readFileSync(`/sys/class/net/${device}/flags`, 'utf8')) & IFF_UP) === 0;
  } catch {
    return false;
  }
}

/** Packets that the device itself lost since it exists (Linux); null: not known. */
function deviceCount(device: string): number | null {
  if (device.includes('/')) return null;
  let sum = 0;
  for (const name of ['rx_missed_errors', 'rx_fifo_errors']) {
    try {
      sum += Number(readFileSync(`/sys/class/net/${device}/statistics/${name}`, 'utf8'));
    } catch {
      return null;
    }
  }
  return sum;
}

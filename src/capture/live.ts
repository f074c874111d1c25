/**
 * Live capture on the package `cap`, by rules that keep it from crashing the process: one capture a process, opened
 * once; the object and its buffer stay reachable for ever, after a failure too; it is closed only if it was opened, and
 * never opened again. Its native loop runs until the kernel's ring is empty, so the handler only copies and queues.
 *
 * The package tells no time, no original length and no drops: times are arrival times, 50 microseconds to a millisecond
 * late, and only what our own queue drops is counted.
 */

import type { Capture } from 'cap';
import { u16be } from '../bytes/integers.js';
import { LIMITS } from '../limits.js';
import { type CapPackage, loadCap, notOpened } from './capPackage.js';
import { capRingPackets } from './engines/engine.js';
import { captureError } from './facts.js';
import {
  fileLinkType,
  LINKTYPE_ETHERNET,
  LINKTYPE_IEEE802_11_RADIOTAP,
  LINKTYPE_LINUX_SLL,
  LINKTYPE_NULL,
  LINKTYPE_RAW,
} from './linkTypes.js';
import { LiveQueue } from './liveQueue.js';
import { CaptureError, type Packet, type PacketSource, type SourceStatus } from './packet.js';
import { Stalls } from './stalls.js';
import { newStatus, Problems } from './status.js';

/** What to capture. */
export type LiveOptions = {
  readonly device: string;
  /** In the language of pcap-filter(7); '' takes everything. */
  readonly filter?: string | undefined;
  /** Bytes kept of each packet. */
  readonly snapBytes?: number | undefined;
  /** Size of the kernel's buffer. */
  readonly bufferMiB?: number | undefined;
  /** False is asked for with -p; `cap` cannot do it. */
  readonly promiscuous?: boolean | undefined;
  /** Stop after so many packets. */
  readonly count?: number | undefined;
  readonly durationSeconds?: number | undefined;
  /** Called when the device is open, before any packet. */
  readonly opened?: (() => void) | undefined;
};

/** libpcap's snaplen, which `cap` fixes. */
const CAP_SNAP_BYTES = 65_535;

/** `cap`'s words for link types. Others come as 'Unknown linktype 8', a DLT_ value. */
const LINK_TYPES: Readonly<Record<string, number>> = {
  NULL: LINKTYPE_NULL,
  ETHERNET: LINKTYPE_ETHERNET,
  IEEE802_11_RADIO: LINKTYPE_IEEE802_11_RADIOTAP,
  LINKTYPE_LINUX_SLL: LINKTYPE_LINUX_SLL,
  RAW: LINKTYPE_RAW,
};

/** The process's one capture, and everything that must never be collected. */
export type CapHost = { readonly load: () => Promise<CapPackage>; readonly kept: unknown[] };

const processHost: CapHost = { load: loadCap, kept: [] };

/** A live capture. It starts when `batches` is iterated, and `batches` throws a CaptureError where it cannot. */
export function openLive(options: LiveOptions, host: CapHost = processHost): LiveSource {
  return new LiveSource(options, host);
}

export class LiveSource implements PacketSource {
  readonly status: SourceStatus;
  private readonly problems: Problems;
  private readonly queue = new LiveQueue();
  private readonly snapBytes: number;
  private capture: Capture | undefined;
  private linkType = 0;
  private ended = false;
  private timer: NodeJS.Timeout | undefined;
  private deadline = Number.POSITIVE_INFINITY;
  private readonly clock = new ArrivalClock();
  private readonly stalls = new Stalls(
    () => this.clock.now(),
    (ringPackets) => {
      this.status.damaged = true;
      this.problems.count('ring-overrun', { ringPackets }, this.queue.frames);
    },
  );
  /** Called when there is something to take, or nothing more will come. */
  private wake: (() => void) | undefined;
  private waking = false;

  constructor(
    private readonly options: LiveOptions,
    private readonly host: CapHost,
  ) {
    this.status = newStatus(options.device);
    this.status.format = 'live';
    this.problems = new Problems(this.status);
    const { snapBytes = 0 } = options;
    this.snapBytes = snapBytes > 0 ? Math.min(snapBytes, CAP_SNAP_BYTES) : CAP_SNAP_BYTES;
  }

  /** Packets that found the queue full. */
  get dropped(): number {
    return this.queue.dropped;
  }

  async *batches(): AsyncGenerator<readonly Packet[]> {
    try {
      await this.open();
      for (;;) {
        const packets = this.queue.take();
        if (packets !== undefined) {
          yield packets;
          // The next slice of analysis waits for a turn of the event loop: keys, timers, and the capture itself.
          await new Promise(setImmediate);
        } else if (this.ended) {
          return;
        } else {
          await new Promise<void>((resolve) => {
            this.wake = resolve;
          });
        }
      }
    } finally {
      this.stop();
    }
  }

  stop(): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    this.stalls.stop();
    // Only what was opened may be closed; from within the handler, too: the native loop then ends.
    this.capture?.close();
    this.stir();
  }

  private async open(): Promise<void> {
    const { device, filter = '', bufferMiB = LIMITS.liveRingMiB, promiscuous = true, durationSeconds } = this.options;
    if (bufferMiB > LIMITS.liveRingMaxMiB)
      throw captureError('buffer-too-large', { mib: bufferMiB, limitMib: LIMITS.liveRingMaxMiB });
    const { Cap } = await this.host.load();
    const devices = Cap.deviceList().map(({ name }) => name);
    if (!devices.includes(device)) throw captureError('no-such-device', { device, devices });
    if (this.host.kept.length > 0) throw captureError('captured-twice', {});
    if (this.ended) return;
    const capture = new Cap();
    const buffer = Buffer.alloc(CAP_SNAP_BYTES + 1);
    this.host.kept.push(capture, buffer, this);
    capture.on('packet', (bytes) => this.packet(buffer, bytes));
    let linkType: string;
    try {
      linkType = capture.open(device, filter, Math.floor(bufferMiB * 1_048_576), buffer);
    } catch (error) {
      throw new CaptureError(notOpened(error, device, filter));
    }
    this.capture = capture;
    this.linkType = linkTypeOf(linkType);
    this.problems.linkType(this.linkType);
    this.problems.add('arrival-times', {});
    if (!promiscuous) this.problems.add('promiscuous', {});
    this.stalls.start(capRingPackets(bufferMiB));
    this.options.opened?.();
    if (durationSeconds !== undefined) {
      this.deadline = this.clock.now() + durationSeconds * 1_000;
      this.timer = setTimeout(() => this.stop(), durationSeconds * 1_000);
    }
  }

  /** The handler: copies, queues, and nothing else. */
  private packet(buffer: Buffer, bytes: number): void {
    if (this.ended) return;
    const now = this.clock.now();
    this.stalls.packet(now);
    // A flood keeps the native loop busy and the timer from firing.
    if (now >= this.deadline) {
      this.stop();
      return;
    }
    const seconds = Math.floor(now / 1_000);
    const nanoseconds = Math.floor((now - seconds * 1_000) * 1_000) * 1_000;
    let originalBytes = bytes;
    if (bytes >= CAP_SNAP_BYTES) {
      originalBytes = wireBytes(this.linkType, buffer, bytes);
      this.problems.count('cut-packets', { bytes: CAP_SNAP_BYTES }, this.queue.frames + 1);
    }
    const kept = Math.min(bytes, this.snapBytes);
    if (this.queue.push(buffer, kept, originalBytes, this.linkType, seconds, nanoseconds)) {
      this.status.readBytes += kept;
      if (this.queue.frames === this.options.count) this.stop();
    } else {
      this.problems.count('queue-full', {}, this.queue.frames);
    }
    this.stir();
  }

  /** Wakes the consumer from the event loop, not from the handler, where its analysis would hold up the capture. */
  private stir(): void {
    if (this.wake === undefined || this.waking) return;
    this.waking = true;
    setImmediate(() => {
      this.waking = false;
      const { wake } = this;
      this.wake = undefined;
      wake?.();
    });
  }
}

/** Milliseconds since 1970 with a fraction of microseconds, which Date.now() lacks. */
class ArrivalClock {
  private offset = performance.timeOrigin;

  now(): number {
    const now = performance.now();
    // The system's clock was set, or the machine slept.
    if (Math.abs(Date.now() - now - this.offset) > 20) this.offset = Date.now() - now;
    return now + this.offset;
  }
}

const ETHERTYPE_VLAN = 0x8100;
const ETHERTYPE_QINQ = 0x88a8;

/** Bytes before the IP header, for the link types that can carry frames longer than the snaplen. */
const LINK_HEADER_BYTES: Readonly<Record<number, number>> = {
  [LINKTYPE_NULL]: 4,
  [LINKTYPE_ETHERNET]: 14,
  [LINKTYPE_RAW]: 0,
  [LINKTYPE_LINUX_SLL]: 16,
};

/**
 * The length on the wire of a packet that fills the snaplen, by its IP header: segmentation offload makes frames of
 * 64 KiB and a link header. As captured where the IP header does not tell (total length 0, RFC 2675 jumbograms).
 */
export function wireBytes(linkType: number, b: Uint8Array, captured: number): number {
  let at = LINK_HEADER_BYTES[linkType];
  if (at === undefined || captured < 64) return captured;
  if (linkType === LINKTYPE_ETHERNET) {
    for (let type = u16be(b, 12); (type === ETHERTYPE_VLAN || type === ETHERTYPE_QINQ) && at < 22; at += 4) {
      type = u16be(b, at + 2);
    }
  }
  const version = b[at]! >> 4;
  const total = version === 4 ? u16be(b, at + 2) : version === 6 ? u16be(b, at + 4) + 40 : 0;
  return Math.max(captured, at + total);
}

/** The LINKTYPE_ value that `cap` means. */
export function linkTypeOf(word: string): number {
  const known = LINK_TYPES[word];
  if (known !== undefined) return known;
  const number = /(\d+)$/.exec(word)?.[1];
  if (number === undefined) throw captureError('unknown-link-type', { word });
  return fileLinkType(Number(number));
}

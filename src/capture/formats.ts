/** The capture formats that can be read, and how a file finds its reader: by its content, never by its name. */

import type { Readable } from 'node:stream';
import type { Fact } from '../fact.js';
import { LIMITS } from '../limits.js';
import { StreamSource } from './byteSource.js';
import { ByteWindow } from './byteWindow.js';
import type { RereadParams } from './codes.js';
import { captureError, rereadFact } from './facts.js';
import { seemsToBe } from './foreign.js';
import { isNetmon, readNetmon } from './netmon.js';
import { openBytes, regularFile } from './openBytes.js';
import {
  CaptureError,
  type Packet,
  type PacketSource,
  type PacketsAgain,
  type Reread,
  type SourceStatus,
} from './packet.js';
import { readPcap } from './pcap.js';
import { isPcap } from './pcapGuard.js';
import { isPcapng, readPcapng } from './pcapng.js';
import { isPppdump, readPppdump } from './pppdump.js';
import { PageIndex, type PageMark } from './reread.js';
import { isSnoop, readSnoop } from './snoop.js';
import { newStatus, Problems } from './status.js';
import { codeOf } from './systemErrors.js';
import { unpacked as unpackedBytes } from './unpack.js';

type Format = {
  readonly name: string;
  /** Looks at the first bytes, of which there may be any number. */
  readonly matches: (head: Uint8Array) => boolean;
  /** Reads the whole file. What goes wrong from here on is a problem, not an error. */
  readonly read: (window: ByteWindow, problems: Problems, mark?: PageMark) => AsyncGenerator<readonly Packet[]>;
};

/** One row for each format. To add one is to write its reader and its row. */
const FORMATS: readonly Format[] = [
  { name: 'pcap', matches: isPcap, read: readPcap },
  { name: 'pcapng', matches: isPcapng, read: readPcapng },
  { name: 'snoop', matches: isSnoop, read: readSnoop },
  { name: 'pppdump', matches: isPppdump, read: readPppdump },
  { name: 'netmon', matches: isNetmon, read: readNetmon },
];

/** The longest magic number among the formats and compressions. */
const MAGIC_BYTES = 8;

/**
 * A capture file; '-' for standard input. Nothing is opened before `batches` is iterated. `readBytes` is the size of a
 * read, and so of a batch.
 */
export function openSource(name: string, readBytes: number = LIMITS.readBytes): PacketSource {
  return new CaptureFile(name, readBytes, null);
}

/** A capture whose bytes arrive on a stream; `name` is what reports call it. */
export function openStream(stream: Readable, name: string): PacketSource {
  return new CaptureFile(name, LIMITS.readBytes, stream);
}

class CaptureFile implements PacketSource {
  readonly status: SourceStatus;
  private readonly problems: Problems;
  private window: ByteWindow | undefined;
  private stopped = false;
  readonly again = new FileAgain();

  constructor(
    private readonly name: string,
    private readonly readBytes: number,
    /** Where the bytes come from, if not from the file of that name. */
    private readonly stream: Readable | null,
  ) {
    this.status = newStatus(name);
    this.problems = new Problems(this.status);
  }

  async *batches(): AsyncGenerator<readonly Packet[]> {
    const { status, problems } = this;
    let frames = 0;
    try {
      const window = await this.open();
      const format = await this.recognise(window);
      if (format === undefined) return;
      status.format = format.name;
      const plain = this.window === window;
      const pages = plain && this.stream === null ? this.again.file(this.name) : undefined;
      if (!plain) this.again.obstacle = rereadFact('compressed', {});
      for await (const packets of format.read(this.window ?? window, problems, pages?.mark)) {
        frames += packets.length;
        pages?.delivered(packets);
        yield packets;
        if (this.stopped) return;
        // Unpacking and pipes can run for long without a turn of the event loop, and the UI wants its own.
        await new Promise(setImmediate);
      }
    } catch (error) {
      if (error instanceof CaptureError) throw error;
      const code = codeOf(error);
      if (frames === 0) throw captureError('file-unread', { name: this.name, error: code });
      problems.damage('read-error', { frame: frames, error: code }, frames);
    } finally {
      this.window?.close();
    }
  }

  stop(): void {
    this.stopped = true;
    this.window?.close();
  }

  private async open(): Promise<ByteWindow> {
    const source =
      this.stream === null ? await openBytes(this.name, this.status) : new StreamSource(this.stream, this.status);
    this.window = new ByteWindow(source, this.readBytes);
    if (this.stopped) this.window.close();
    return this.window;
  }

  /**
   * Finds the format by the first bytes, below any compression. Throws a CaptureError where there is none; undefined
   * where the reading was stopped.
   */
  private async recognise(outermost: ByteWindow): Promise<Format | undefined> {
    let window = outermost;
    for (let layers = 0; ; layers++) {
      const format = await formatOf(window);
      if (format !== undefined) return format;
      const source = layers < LIMITS.compressionLayers ? unpackedBytes(window, this.problems) : undefined;
      if (source === undefined) break;
      window = new ByteWindow(source, this.readBytes);
      this.window = window;
    }
    await window.need(LIMITS.sniffBytes);
    if (this.stopped) return undefined;
    const [problem] = this.status.problems;
    const { name } = this;
    if (window.length === 0 && problem?.code === 'bad-compression')
      throw captureError('not-unpacked', { name, ...problem.params });
    const head = window.bytes.subarray(window.start, window.end);
    const unpacked = window !== outermost;
    throw captureError('not-capture', {
      name,
      unpacked,
      seems: seemsToBe(head, unpacked ? null : this.status.totalBytes),
    });
  }
}

/** The packets of a file again, once it is clear that they can be had. */
class FileAgain implements PacketsAgain {
  obstacle: Fact<RereadParams> | null = rereadFact('not-open', {});
  private pages: PageIndex | undefined;

  /** An index for a regular file; undefined for what is read only once. */
  file(name: string): PageIndex | undefined {
    const stats = regularFile(name);
    if (stats === undefined) {
      this.obstacle = rereadFact('read-once', { name });
      return undefined;
    }
    this.pages = new PageIndex(name, stats);
    this.obstacle = null;
    return this.pages;
  }

  read(frame: number): Reread {
    return this.pages?.read(frame);
  }
}

/** The format that the window begins with. Waits for no more bytes than it takes to tell: a pipe may be slow. */
async function formatOf(window: ByteWindow): Promise<Format | undefined> {
  do {
    const head = window.bytes.subarray(window.start, window.end);
    const format = FORMATS.find(({ matches }) => matches(head));
    if (format !== undefined) return format;
  } while (window.length < MAGIC_BYTES && (await window.more()));
  return undefined;
}

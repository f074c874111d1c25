/** Writes packets to a capture file, for `-w`. */

import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { LIMITS } from '../limits.js';
import { captureError } from './facts.js';
import { openSource } from './formats.js';
import { LINKTYPE_ETHERNET } from './linkTypes.js';
import { CaptureError, type Packet } from './packet.js';
import { isPcap, PCAP_FILE_HEADER_BYTES, type PcapHeader, readPcapHeader } from './pcapGuard.js';
import { PcapngWriter, PcapWriter, type RecordWriter } from './recordWriters.js';
import { codeOf } from './systemErrors.js';
import { temporaryName } from './temporary.js';

export type SaveOptions = {
  /** 9 where the packets have nanoseconds; a later finer time is kept, too. */
  readonly fractionDigits?: 6 | 9;
  /** Files that are being read and must not be overwritten. */
  readonly inputs?: readonly string[];
  /** Go on at the end of an existing pcap file of the same link type. */
  readonly append?: boolean;
};

/** What packets are written to: one file, or a series of them. */
export interface PacketFile {
  /** Packets written so far. */
  readonly packets: number;
  /** There was a file of that name, which is lost. */
  readonly replaced: boolean;
  /** Takes a copy. False: enough is queued, await `drained` before the next. Never throws. */
  write(packet: Packet): boolean;
  /** Hands everything to the system: the file is a valid capture after it. */
  flush(): void;
  /** @throws CaptureError where writing failed */
  drained(): Promise<void>;
  /** @throws CaptureError */
  close(): Promise<void>;
}

/**
 * A capture file being written: classic pcap; pcapng from the moment a packet comes that pcap cannot hold (a second
 * link type, a finer time, more than 256 KiB), when what was written so far is written again.
 *
 *     const file = await SaveFile.create(path);
 *     for (const packet of packets) if (!file.write(packet)) await file.drained();
 *     await file.close();
 */
export class SaveFile implements PacketFile {
  /** Packets written so far. */
  packets = 0;
  /** There was a file of that name, which is lost. */
  replaced = false;

  private writer: RecordWriter | undefined;
  /** The file begins with a header that no packet has asked for yet: one of the same length takes its place. */
  private hasHead = false;
  /** Appended to: the format cannot change. */
  private fixed = false;
  /** Bytes of the file so far, the queued ones included. */
  bytes = 0;
  private chunk = Buffer.allocUnsafeSlow(LIMITS.saveChunkBytes);
  private used = 0;
  private queuedBytes = 0;
  /** All writes so far, one after the other. */
  private work: Promise<void> = Promise.resolve();
  private failure: CaptureError | undefined;

  private constructor(
    private readonly path: string,
    private file: FileHandle,
    private readonly options: SaveOptions,
  ) {}

  /** Creates or empties the file. Throws a CaptureError. */
  static async create(path: string, options: SaveOptions = {}): Promise<SaveFile> {
    try {
      for (const input of options.inputs ?? []) {
        if (await isSameFile(path, input)) {
          throw captureError('output-is-input', { path });
        }
      }
      const before = await stat(path).catch(() => undefined);
      const full = before?.isFile() === true && before.size > 0;
      if (options.append === true && full) {
        const header = await appendable(path);
        const made = new SaveFile(path, await open(path, 'a'), options);
        made.writer = new PcapWriter(header.linkType, header.nanoseconds, true);
        made.fixed = true;
        return made;
      }
      const made = new SaveFile(path, await open(path, 'w'), options);
      made.replaced = full;
      await made.beginEmpty();
      return made;
    } catch (error) {
      throw error instanceof CaptureError ? error : unwritten(path, error);
    }
  }

  get format(): 'pcap' | 'pcapng' {
    return this.writer?.format ?? 'pcap';
  }

  /** Takes a copy of the packet. False: enough is queued, await `drained` before the next. Never throws. */
  write(packet: Packet): boolean {
    this.writer ??= this.begin(this.newWriter(packet.linkType));
    if (!this.writer.holds(packet)) this.writer = this.change(this.writer.firstLinkType);
    const room = this.writer.room(packet);
    if (this.used + room > this.chunk.length) {
      this.flush();
      if (room > this.chunk.length) this.chunk = Buffer.allocUnsafeSlow(room);
    }
    this.used = this.writer.put(packet, this.chunk, this.used);
    this.packets++;
    this.bytes += room;
    return this.queuedBytes < LIMITS.saveQueueBytes;
  }

  /** Waits until everything that was queued is written. Throws a CaptureError where writing failed. */
  async drained(): Promise<void> {
    await this.work;
    if (this.failure !== undefined) throw this.failure;
  }

  /** Writes what is left; a file without packets gets a header, too. Throws a CaptureError. */
  async close(): Promise<void> {
    this.writer ??= this.begin(this.newWriter(LINKTYPE_ETHERNET));
    this.flush();
    this.enqueue(() => this.file.close());
    await this.drained();
  }

  private begin(writer: RecordWriter): RecordWriter {
    const head = writer.head();
    if (this.hasHead) this.enqueue(async () => void (await this.file.write(head, 0, head.length, 0)));
    else this.enqueue(() => writeAll(this.file, head));
    return writer;
  }

  private newWriter(linkType: number): PcapWriter {
    return new PcapWriter(linkType, this.options.fractionDigits === 9);
  }

  /** A file without packets is a capture, too; what is no file cannot be written again. */
  private async beginEmpty(): Promise<void> {
    if (!(await this.file.stat()).isFile()) return;
    await writeAll(this.file, this.newWriter(LINKTYPE_ETHERNET).head());
    this.hasHead = true;
  }

  /** Hands everything to the system, the header too. */
  flush(): void {
    if (this.used === 0) return;
    const bytes = this.chunk.subarray(0, this.used);
    this.chunk = Buffer.allocUnsafeSlow(LIMITS.saveChunkBytes);
    this.used = 0;
    this.queuedBytes += bytes.length;
    this.enqueue(async () => {
      await writeAll(this.file, bytes);
      this.queuedBytes -= bytes.length;
    });
  }

  /** Goes on in pcapng: what stands in the file is read back and written again before anything that follows. */
  private change(firstLinkType: number): RecordWriter {
    this.flush();
    const writer = new PcapngWriter(firstLinkType);
    this.enqueue(async () => {
      if (this.fixed || !(await this.file.stat()).isFile()) {
        throw captureError('several-link-types', { path: this.path });
      }
      await this.file.close();
      const again = temporaryName(this.path);
      this.file = await open(again, 'wx', 0o600);
      try {
        await writeAll(this.file, writer.head());
        for await (const packets of openSource(this.path).batches()) {
          for (const packet of packets) {
            const record = Buffer.allocUnsafe(writer.room(packet));
            await writeAll(this.file, record.subarray(0, writer.put(packet, record, 0)));
          }
        }
        await rename(again, this.path);
      } catch (error) {
        await rm(again, { force: true });
        throw error;
      }
    });
    return writer;
  }

  /** After a failure nothing more is written; `drained` and `close` tell. */
  private enqueue(step: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.failure !== undefined) return;
      try {
        await step();
      } catch (error) {
        this.failure = error instanceof CaptureError ? error : unwritten(this.path, error);
        this.queuedBytes = 0;
        await this.file.close().catch(() => {});
      }
    });
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}

/** The header of a capture file that can be gone on with. @throws CaptureError */
async function appendable(path: string): Promise<PcapHeader> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(PCAP_FILE_HEADER_BYTES);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    if (bytesRead === bytes.length && isPcap(bytes)) {
      const header = readPcapHeader(bytes, 0);
      if (!header.bigEndian && header.recordHeaderBytes === 16 && header.lengthOrder === 'captured-first')
        return header;
    }
    throw captureError('not-appendable', { path });
  } finally {
    await file.close();
  }
}

/** Do both names lead to the same regular file? */
export async function isSameFile(path: string, input: string): Promise<boolean> {
  const [a, b] = await Promise.all([path, input].map((each) => stat(each).catch(() => undefined)));
  return a !== undefined && b !== undefined && a.isFile() && a.dev === b.dev && a.ino === b.ino;
}

const unwritten = (path: string, error: unknown): CaptureError =>
  captureError('file-unwritten', { path, error: codeOf(error) });

/** A series of capture files: a new one after so many bytes or seconds. */
import { rm } from 'node:fs/promises';
import { copyOf } from '../bytes/copy.js';
import type { Packet } from './packet.js';
import { type PacketFile, SaveFile, type SaveOptions } from './savefile.js';
import { makeFolders, SeriesNames, type SeriesRotation } from './seriesNames.js';

export class SaveSeries implements PacketFile {
  packets = 0;
  replaced = false;
  readonly #names: SeriesNames;
  #file: SaveFile | null = null;
  #work: Promise<void> = Promise.resolve();
  #failure: unknown = null;
  /** Packets that came while the next file is opened; null: none is. */
  #waiting: Packet[] | null = null;

  /** The first file is opened with the first packet, whose time its name may have. */
  constructor(
    pattern: string,
    rotation: SeriesRotation,
    private readonly options: SaveOptions,
  ) {
    this.#names = new SeriesNames(pattern, rotation);
  }

  write(packet: Packet): boolean {
    if (this.#failure !== null) return true;
    this.packets++;
    if (this.#waiting === null && this.#file !== null && !this.#names.isFull(this.#file.bytes, packet.seconds))
      return this.#file.write(packet);
    const kept = { ...packet, bytes: copyOf(packet.bytes) };
    if (this.#waiting !== null) {
      this.#waiting.push(kept);
      return false;
    }
    this.#waiting = [kept];
    this.#work = this.#next(packet.seconds).catch((error: unknown) => {
      this.#failure = error;
      this.#waiting = null;
    });
    return false;
  }

  flush(): void {
    this.#file?.flush();
  }

  async drained(): Promise<void> {
    await this.#work;
    if (this.#failure !== null) throw this.#failure;
    await this.#file?.drained();
  }

  async close(): Promise<void> {
    await this.drained();
    if (this.#file === null) await this.#next(Math.floor(Date.now() / 1_000));
    await this.#file?.close();
  }

  async #next(seconds: number): Promise<void> {
    await this.#file?.close();
    const { name, again, remove } = this.#names.next(seconds);
    await makeFolders(this.#names, name);
    const file = await SaveFile.create(name, this.options);
    this.replaced ||= file.replaced && !again;
    for (const old of remove) await rm(old, { force: true });
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    this.#file = file;
    for (const packet of waiting) file.write(packet);
  }
}

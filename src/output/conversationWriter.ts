/**
 * `--write`: the packets of FTP conversations as a capture file, in the order of the capture, first SYN included. Whether a
 * connection is FTP is often clear only later, so packets wait in line until it is.
 */
import { copyOf } from '../bytes/copy.js';
import type { Packet } from '../capture/packet.js';
import type { PacketFile } from '../capture/savefile.js';
import { LIMITS } from '../limits.js';
import type { Connection } from '../tcp/types.js';

type Waiting = { readonly packet: Packet; readonly connection: Connection };

/** Tells whether a connection belongs to a session (`Analyzer.standing`). */
export type Standing = (connection: Connection) => 'session' | 'open' | 'other';

export class ConversationWriter {
  #line: Waiting[] = [];
  #first = 0;
  #bytes = 0;
  /** Packets left out because they waited too long or too many waited. */
  leftOut = 0;
  /** With `remembering`: the frame of each packet in the file, in its order. */
  readonly frames: number[] = [];

  constructor(
    readonly file: PacketFile,
    private readonly standing: Standing,
    private readonly remembering = false,
  ) {}

  #write(packet: Packet): void {
    this.file.write(packet);
    if (this.remembering) this.frames.push(packet.frame);
  }

  /** Takes a packet that was just analysed. Its bytes are copied where they must wait. */
  add(packet: Packet, connection: Connection | null): void {
    if (connection === null) return;
    const standing = this.standing(connection);
    if (standing === 'other') return;
    if (standing === 'session' && this.#first === this.#line.length) {
      this.#write(packet);
      return;
    }
    this.#line.push({ packet: { ...packet, bytes: copyOf(packet.bytes) }, connection });
    this.#bytes += packet.bytes.length;
    this.#advance(packet.seconds, false);
  }

  /** What is clear so far is in the hands of the system: the file is a valid capture. */
  flush(): void {
    this.file.flush();
  }

  /** Resolves when the file can take more. */
  async drained(): Promise<void> {
    await this.file.drained();
  }

  /** The capture has ended: what is still open is no FTP. */
  async end(): Promise<void> {
    this.#advance(Number.POSITIVE_INFINITY, true);
    await this.file.close();
  }

  #advance(nowSeconds: number, ended: boolean): void {
    while (this.#first < this.#line.length) {
      const { packet, connection } = this.#line[this.#first]!;
      const standing = this.standing(connection);
      if (standing === 'open' && !ended) {
        const late = nowSeconds - packet.seconds > LIMITS.heldPacketSeconds || this.#bytes > LIMITS.heldPacketBytes;
        if (!late) break;
        this.leftOut++;
      }
      if (standing === 'session') this.#write(packet);
      this.#bytes -= packet.bytes.length;
      this.#first++;
    }
    if (this.#first > 1024 && this.#first * 2 > this.#line.length) {
      this.#line = this.#line.slice(this.#first);
      this.#first = 0;
    }
  }
}

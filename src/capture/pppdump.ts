/** What `pppd record FILE` writes: the bytes of a serial line in both directions, with the times between them (pppdump(8)). */
import { u16be, u32be } from '../bytes/integers.js';
import { LIMITS } from '../limits.js';
import type { ByteWindow } from './byteWindow.js';
import { LINKTYPE_PPP_HDLC } from './linkTypes.js';
import type { Packet } from './packet.js';
import type { Problems } from './status.js';

const SENT = 1;
const RECEIVED = 2;
/** The time goes on by so many tenths of a second. */
const STEP_LONG = 5;
const STEP_SHORT = 6;
const START = 7;
/** Bytes after the type of a record, its data apart. */
const FIXED_BYTES: ReadonlyMap<number, number> = new Map([
  [SENT, 2],
  [RECEIVED, 2],
  [3, 0], // the end of what was sent
  [4, 0], // ... and received
  [STEP_LONG, 4],
  [STEP_SHORT, 1],
  [START, 4],
]);
const START_BYTES = 5;
/** 1990: pppd is no older. */
const EARLIEST_SECONDS = 631_152_000;

/** RFC 1662 §4: frames lie between flags; escaped bytes come with one bit turned; the check sequence is left out. */
const FLAG = 0x7e;
const ESCAPE = 0x7d;
const TURNED_BIT = 0x20;
const CHECK_BYTES = 2;
/** Address, control and protocol at least. */
const SHORTEST_FRAME = 4;

/** A record of the start time, and the type of another. */
export const isPppdump = (head: Uint8Array): boolean =>
  head.length > START_BYTES &&
  head[0] === START &&
  u32be(head, 1) > EARLIEST_SECONDS &&
  FIXED_BYTES.has(head[START_BYTES]!);

/** Frames of one direction of the line. */
class Deframer {
  #bytes: number[] = [];
  #escaped = false;

  /** @returns the frame that this byte ends; null: none */
  push(byte: number): Uint8Array | null {
    if (byte === FLAG) {
      const frame = this.#bytes;
      this.#bytes = [];
      this.#escaped = false;
      return frame.length >= SHORTEST_FRAME + CHECK_BYTES ? Uint8Array.from(frame.slice(0, -CHECK_BYTES)) : null;
    }
    if (byte === ESCAPE) this.#escaped = true;
    else if (this.#bytes.length < LIMITS.packetBytes) {
      this.#bytes.push(this.#escaped ? byte ^ TURNED_BIT : byte);
      this.#escaped = false;
    }
    return null;
  }
}

/** Reads a recording whose start `isPppdump` knows. Damage ends the iteration and becomes a problem. */
export async function* readPppdump(window: ByteWindow, problems: Problems): AsyncGenerator<readonly Packet[]> {
  problems.linkType(LINKTYPE_PPP_HDLC);
  const line = { [SENT]: new Deframer(), [RECEIVED]: new Deframer() };
  let frame = 0;
  let tenths = 0;
  let packets: Packet[] = [];
  const push = (direction: typeof SENT | typeof RECEIVED, byte: number): void => {
    const bytes = line[direction].push(byte);
    if (bytes === null) return;
    const seconds = Math.floor(tenths / 10);
    const nanoseconds = (tenths % 10) * 100_000_000;
    packets.push({
      frame: ++frame,
      seconds,
      nanoseconds,
      linkType: LINKTYPE_PPP_HDLC,
      originalBytes: bytes.length,
      bytes,
    });
  };
  for (;;) {
    const wanted = wholeRecord(window);
    if (wanted === -1) {
      const at = window.consumedBytes;
      problems.damage('bad-record', { what: 'lengths', frame: frame + 1, capturedBytes: 0, recordBytes: 0, at }, frame);
      break;
    }
    if (wanted > window.length || window.length === 0) {
      if (packets.length > 0) yield packets;
      packets = [];
      if (!(await window.more())) break;
      continue;
    }
    const b = window.bytes;
    const at = window.start;
    const type = b[at]!;
    if (type === SENT || type === RECEIVED) for (let i = at + 3; i < at + wanted; i++) push(type, b[i]!);
    else if (type === START) tenths = u32be(b, at + 1) * 10;
    else if (type === STEP_LONG) tenths += u32be(b, at + 1);
    else if (type === STEP_SHORT) tenths += b[at + 1]!;
    window.consume(wanted);
  }
  if (window.length > 0)
    problems.damage(
      'truncated-file',
      { part: 'record', frame: frame + 1, bytes: window.length, at: window.consumedBytes },
      frame,
    );
  if (packets.length > 0) yield packets;
}

/** Bytes of the record that the window begins with, as far as they are known; -1: no record begins so. */
function wholeRecord(window: ByteWindow): number {
  if (window.length === 0) return 1;
  const type = window.bytes[window.start]!;
  const fixed = FIXED_BYTES.get(type);
  if (fixed === undefined) return -1;
  const isData = type === SENT || type === RECEIVED;
  if (!isData || window.length < 3) return 1 + fixed;
  return 3 + u16be(window.bytes, window.start + 1);
}

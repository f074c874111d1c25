/**
 * Lines of a control connection (RFC 959 §5.3.1: Telnet strings ended by CR LF), one side. Telnet commands (RFC 854) are
 * taken out and kept as hex; a bare LF ends a line too; bytes missing from the capture cut a line, and the next line that
 * looks like a beginning starts afresh.
 */
import { hexDigits } from '../../bytes/digits.js';
import { decodeText, type TextEncodingName } from '../../bytes/text.js';
import { factsOf } from '../../fact.js';
import { LIMITS } from '../../limits.js';
import type { Arrival } from '../../tcp/types.js';
import type { Oddity, OddityParams } from '../codes.js';

export const oddity = factsOf<OddityParams>();

export type Line = {
  /** Without its end; decoded, not escaped. */
  readonly text: string;
  readonly firstFrame: number;
  /** The frame in which it became complete. */
  readonly lastFrame: number;
  readonly timeNs: number;
  /** Bytes of Telnet commands within the line, as hex pairs separated by spaces; '' without. */
  readonly telnet: string;
  /** Every frame that carried a part of it. */
  readonly frames: readonly number[];
  readonly oddities: readonly Oddity[];
  /** Bytes are missing at its end (snap length, loss): what stands here is only its beginning. */
  readonly cut: boolean;
};

const EMPTY = new Uint8Array(0);
const FIRST_BUFFER_BYTES = 128;
const LF = 0x0a;
const CR = 0x0d;
const IAC = 0xff;
const SE = 0xf0;
const SB = 0xfa;
const WILL = 0xfb;

/** Collects bytes into lines; hands each to the callback as soon as it is complete. */
export class LineFramer {
  #buffer = EMPTY;
  #length = 0;
  #dropped = 0;
  #frames: number[] = [];
  #telnet: number[] = [];
  /** Bytes of an unfinished Telnet command. */
  #command: number[] = [];
  #lastTimeNs = 0;
  #afterGap = false;
  /** NUL bytes stand before or after the line. */
  #nulBytes = false;
  /** The last line was ended at its CR: an LF that comes now belongs to it. */
  #endedAtCr = false;

  /**
   * @param emit receives each line
   * @param looksLikeStart tells, after a gap, whether text may be the beginning of a line rather than the rest of a lost one
   */
  constructor(
    private readonly emit: (line: Line) => void,
    private readonly looksLikeStart: (text: string) => boolean,
  ) {}

  push(bytes: Uint8Array, start: number, end: number, at: Arrival): void {
    let i = start;
    if (this.#endedAtCr) {
      this.#endedAtCr = false;
      if (bytes[i] === LF) i++;
    }
    // Nearly every line is whole within one segment: it needs no buffer.
    while (this.#idle) {
      const lineFeed = plainLine(bytes, i, end);
      if (lineFeed < 0) break;
      this.#finishWhole(bytes, i, lineFeed, at);
      i = lineFeed + 1;
    }
    for (; i < end; i++) {
      const byte = bytes[i]!;
      if (this.#command.length > 0 || byte === IAC) this.#telnetByte(byte, at);
      else if (byte === LF) this.#finish(at, false);
      else if (byte === 0 && this.#length === 0) this.#nulBytes = true;
      else this.#append(byte, at);
    }
  }

  /** The beginning of a line that has not ended, as Latin-1; '' where nothing waits. */
  get unended(): string {
    if (this.#length === 0) return '';
    return Buffer.from(this.#buffer.buffer, 0, Math.min(this.#length, LIMITS.unendedLineBytes)).toString('latin1');
  }

  /** What waits for its line end is the whole line: the other side has answered it. */
  endUnended(): void {
    if (this.#length === 0) return;
    this.#finish({ frame: this.#frames.at(-1)!, timeNs: this.#lastTimeNs }, false, NO_LINE_END);
    this.#afterGap = true;
  }

  /** The other side speaks: a CR without LF before that ended the line (old clients and servers). */
  endAtCr(): void {
    if (this.#length === 0 || this.#buffer[this.#length - 1] !== CR) return;
    this.#finish({ frame: this.#frames.at(-1)!, timeNs: this.#lastTimeNs }, false, BARE_CR);
    this.#endedAtCr = true;
  }

  /** Bytes are lost, found out at `at`: the line so far is handed on as cut. */
  gap(at: Arrival): void {
    if (this.#length > 0) this.#finish(at, true);
    this.#command = [];
    this.#afterGap = true;
  }

  /** The stream has ended: what has no line end is handed on as it is. */
  end(at: Arrival): void {
    if (this.#length > 0 || this.#telnet.length > 0) this.#finish(at, true);
  }

  /** Nothing is waiting for more bytes. */
  get #idle(): boolean {
    return (
      this.#length === 0 &&
      this.#command.length === 0 &&
      this.#telnet.length === 0 &&
      this.#dropped === 0 &&
      !this.#nulBytes
    );
  }

  /** bytes[start .. lineFeed) is a line without Telnet commands, within one segment. */
  #finishWhole(bytes: Uint8Array, start: number, lineFeed: number, at: Arrival): void {
    const crlf = lineFeed > start && bytes[lineFeed - 1] === CR;
    const { text, encoding } = decodeText(bytes, start, crlf ? lineFeed - 1 : lineFeed);
    const plain = crlf && (encoding === 'ascii' || encoding === 'utf-8');
    this.#hand({
      text,
      firstFrame: at.frame,
      lastFrame: at.frame,
      timeNs: at.timeNs,
      telnet: '',
      frames: [at.frame],
      oddities: plain ? NONE : oddities(crlf, encoding, 0, false),
      cut: false,
    });
  }

  #append(byte: number, at: Arrival): void {
    this.#touch(at);
    if (this.#length >= LIMITS.controlLineBytes) {
      this.#dropped++;
      return;
    }
    if (this.#length === this.#buffer.length) {
      const larger = new Uint8Array(Math.max(FIRST_BUFFER_BYTES, this.#buffer.length * 2));
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    this.#buffer[this.#length++] = byte;
  }

  #touch(at: Arrival): void {
    const last = this.#frames.length - 1;
    if (last < 0 || this.#frames[last] !== at.frame) {
      if (this.#frames.length < LIMITS.framesPerLine) this.#frames.push(at.frame);
      else this.#frames[last] = at.frame;
    }
    this.#lastTimeNs = at.timeNs;
  }

  /** RFC 854: IAC IAC is the byte 255; IAC SB ... IAC SE; IAC WILL|WONT|DO|DONT x; IAC command. */
  #telnetByte(byte: number, at: Arrival): void {
    const c = this.#command;
    c.push(byte);
    const second = c[1];
    if (second === undefined) return;
    if (second === IAC) {
      this.#command = [];
      this.#append(IAC, at);
    } else if (second < SE) {
      // Not a Telnet command: a file name in an 8-bit encoding. Nothing is lost.
      this.#command = [];
      this.#append(IAC, at);
      if (second === LF) this.#finish(at, false);
      else this.#append(second, at);
    } else if (second === SB) {
      const closed = c.length >= 4 && c[c.length - 2] === IAC && byte === SE;
      if (closed || c.length >= LIMITS.telnetCommandBytes) this.#telnetDone(at);
    } else if (second < WILL || c.length === 3) this.#telnetDone(at);
  }

  #telnetDone(at: Arrival): void {
    this.#touch(at);
    if (this.#telnet.length < LIMITS.telnetCommandBytes) this.#telnet.push(...this.#command);
    this.#command = [];
  }

  #finish(at: Arrival, cut: boolean, unended: Oddity | null = null): void {
    this.#touch(at);
    let length = this.#length;
    let crlf = false;
    for (; length > 0; length--) {
      const last = this.#buffer[length - 1];
      if (last === 0) this.#nulBytes = true;
      else if (last === CR && !crlf) crlf = true;
      else break;
    }
    const { text, encoding } = decodeText(this.#buffer, 0, length);
    const odd = oddities(crlf || unended !== null, encoding, this.#dropped, cut);
    if (unended !== null) odd.push(unended);
    if (this.#nulBytes) odd.push(NUL_BYTES);
    const firstFrame = this.#frames[0] ?? at.frame;
    const line: Line = {
      text,
      firstFrame,
      lastFrame: this.#frames.reduce((most, frame) => Math.max(most, frame), firstFrame),
      timeNs: this.#lastTimeNs,
      telnet: this.#telnet.map((byte) => hexDigits(byte, 2)).join(' '),
      frames: this.#frames,
      oddities: odd,
      cut,
    };
    this.#nulBytes = false;
    this.#length = 0;
    this.#dropped = 0;
    this.#frames = [];
    this.#telnet = [];
    for (const part of this.#split(line)) this.#hand(part);
  }

  /** Lines that end with a CR alone stand in one: where what follows each CR begins like a line. */
  #split(line: Line): Line[] {
    if (!line.text.includes('\r')) return [line];
    const texts = line.text.split('\r').filter((part) => part !== '');
    // Lines within a reply look like anything.
    if (![texts[0], texts.at(-1)].every((text) => text !== undefined && this.looksLikeStart(text))) return [line];
    return texts.map((text, i) =>
      i < texts.length - 1
        ? { ...line, text, oddities: [BARE_CR], telnet: i === 0 ? line.telnet : '' }
        : { ...line, text },
    );
  }

  /** After a gap, what does not look like a beginning is the rest of a lost line. */
  #hand(line: Line): void {
    const skip = this.#afterGap && !this.looksLikeStart(line.text);
    this.#afterGap = false;
    if (!skip) this.emit(line);
  }
}

const NONE: readonly Oddity[] = [];
const BARE_CR = oddity('bare-cr', {});
const BARE_LF = oddity('bare-lf', {});
const NO_LINE_END = oddity('no-line-end', {});
const NUL_BYTES = oddity('nul-bytes', {});
export const CUT = oddity('cut', {});

function oddities(crlf: boolean, encoding: TextEncodingName, droppedBytes: number, cut: boolean): Oddity[] {
  const result: Oddity[] = [];
  if (!crlf && !cut) result.push(BARE_LF);
  if (encoding !== 'ascii' && encoding !== 'utf-8') result.push(oddity('not-utf8', { encoding }));
  if (droppedBytes > 0) result.push(oddity('line-too-long', { bytes: droppedBytes }));
  if (cut) result.push(CUT);
  return result;
}

/** Offset of the LF that ends a line of at most the kept length without Telnet commands; -1 where there is none. */
function plainLine(bytes: Uint8Array, start: number, end: number): number {
  const most = Math.min(end, start + LIMITS.controlLineBytes);
  for (let i = start; i < most; i++) {
    const byte = bytes[i]!;
    if (byte === LF) return i;
    if (byte === IAC || byte === 0 || (byte === CR && i + 1 < end && bytes[i + 1] !== LF)) return -1;
  }
  return -1;
}

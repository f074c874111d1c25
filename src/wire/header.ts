/** Fields of a header for the packet view: every read is checked, so that a describer may ask for anything. */
import { hexDigits, hexNumber } from '../bytes/digits.js';
import { u16be, u16le, u24be, u32be, u32le } from '../bytes/integers.js';

/** A decoded field: `start` and `end` are byte offsets into the packet, end exclusive. */
export type Field = { name: string; value: string; start: number; end: number; children?: Field[] };

type Show = (value: number) => string;

const decimal: Show = (value) => String(value);

/** Formats a value as 0x with so many digits. */
export const hex =
  (digits: number): Show =>
  (value) =>
    hexNumber(value, digits);

/** Formats a value by a table of names: '0x0800 (IPv4)'. */
export const named =
  (names: Readonly<Record<number, string>>, show: Show = decimal): Show =>
  (value) =>
    names[value] === undefined ? show(value) : `${show(value)} (${names[value]})`;

/** 'set' or 'not set'. */
export const setOrNot: Show = (value) => (value === 0 ? 'not set' : 'set');

/**
 * One header while it is described. Offsets are counted from the header's start. A field that does not lie wholly
 * within the captured bytes of the layer is left out, and its value is 0.
 */
export class Header {
  /** The result. */
  readonly field: Field;

  constructor(
    name: string,
    readonly b: Uint8Array,
    /** Where the header begins, and where the captured bytes of its layer end. */
    readonly at: number,
    readonly end: number,
  ) {
    this.field = { name, value: '', start: at, end: at, children: [] };
  }

  /** One line that stands for the whole header. */
  summary(text: string): void {
    this.field.value = text;
  }

  /** The header is so many bytes long (more than its fields show), as far as captured. */
  covers(bytes: number): void {
    this.field.end = Math.max(this.field.end, Math.min(this.end, this.at + Math.max(0, bytes)));
  }

  has(offset: number, size: number): boolean {
    return offset >= 0 && size >= 0 && this.at + offset + size <= this.end;
  }

  u8(name: string, offset: number, show: Show = decimal): number {
    return this.#add(name, offset, 1, this.has(offset, 1) ? this.b[this.at + offset]! : 0, show);
  }

  u16(name: string, offset: number, show: Show = decimal): number {
    return this.#add(name, offset, 2, this.has(offset, 2) ? u16be(this.b, this.at + offset) : 0, show);
  }

  u24(name: string, offset: number, show: Show = decimal): number {
    return this.#add(name, offset, 3, this.has(offset, 3) ? u24be(this.b, this.at + offset) : 0, show);
  }

  u32(name: string, offset: number, show: Show = decimal): number {
    return this.#add(name, offset, 4, this.has(offset, 4) ? u32be(this.b, this.at + offset) : 0, show);
  }

  u16le(name: string, offset: number, show: Show = decimal): number {
    return this.#add(name, offset, 2, this.has(offset, 2) ? u16le(this.b, this.at + offset) : 0, show);
  }

  u32le(name: string, offset: number, show: Show = decimal): number {
    return this.#add(name, offset, 4, this.has(offset, 4) ? u32le(this.b, this.at + offset) : 0, show);
  }

  /** Bits of a big-endian integer of `size` bytes: (value >> shift) & mask. */
  bits(name: string, offset: number, size: 1 | 2 | 4, shift: number, mask: number, show: Show = decimal): number {
    return this.#add(name, offset, size, (this.peek(offset, size) >>> shift) & mask, show);
  }

  /** Bytes shown by a function, or as hex digits; long ones are shortened. */
  bytes(name: string, offset: number, size: number, show?: (b: Uint8Array, at: number) => string): void {
    if (size <= 0 || !this.has(offset, size)) return;
    const start = this.at + offset;
    this.#push(name, offset, size, show === undefined ? hexBytes(this.b, start, size) : show(this.b, start));
  }

  /** A note that spans some bytes (0 bytes: it is derived from others). */
  note(name: string, offset: number, size: number, value: string): void {
    if (this.has(offset, size)) this.#push(name, offset, size, value);
  }

  /** A field with fields of its own; offsets of the group count from `offset`. */
  group(name: string, offset: number, size: number, value: string): Header {
    const start = Math.max(0, Math.min(this.at + offset, this.end));
    const child = new Header(name, this.b, start, Math.max(start, Math.min(start + size, this.end)));
    child.covers(size);
    child.summary(value);
    this.field.children!.push(child.field);
    this.covers(offset + size);
    return child;
  }

  /** Reads without making a field; 0 where it was not captured. */
  peek(offset: number, size: 1 | 2 | 4): number {
    if (!this.has(offset, size)) return 0;
    const at = this.at + offset;
    return size === 1 ? this.b[at]! : size === 2 ? u16be(this.b, at) : u32be(this.b, at);
  }

  #add(name: string, offset: number, size: number, value: number, show: Show): number {
    if (this.has(offset, size)) this.#push(name, offset, size, show(value));
    return value;
  }

  #push(name: string, offset: number, size: number, value: string): void {
    const start = this.at + offset;
    this.field.children!.push({ name, value, start, end: start + size });
    this.covers(offset + size);
  }
}

const SHOWN_BYTES = 32;

function hexBytes(b: Uint8Array, at: number, size: number): string {
  let text = '';
  for (let i = 0; i < Math.min(size, SHOWN_BYTES); i++) text += hexDigits(b[at + i]!, 2);
  return size > SHOWN_BYTES ? `${text}… (${size} bytes)` : text;
}

/** '02:00:00:00:00:01'. */
export const macText = (b: Uint8Array, at: number): string =>
  Array.from({ length: 6 }, (_, i) => hexDigits(b[at + i] ?? 0, 2)).join(':');

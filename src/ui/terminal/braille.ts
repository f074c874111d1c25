/**
 * A canvas of Braille dots, two by four in each cell; one character a cell where only ASCII can be shown. A cell has one role:
 * that of the most important of its dots.
 */
import type { Line, Span } from './text.js';
import type { Role } from './theme.js';

/** What a dot belongs to; later ones hide earlier ones in a cell. */
export type Layer = {
  readonly role: Role /** In ASCII, and instead of dots where `whole`. */;
  readonly sign: string;
  readonly whole?: boolean;
};

const DOTS_ACROSS = 2;
const DOTS_DOWN = 4;
const BLANK = 0x2800;
/** Bits of the dots of a cell (Unicode, Braille Patterns), row by row. */
const BITS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80] as const;

export class Canvas {
  readonly #bits: Uint8Array;
  /** The index of the layer of each cell and one; 0: nothing. */
  readonly #top: Uint8Array;

  constructor(
    readonly columns: number,
    readonly rows: number,
    private readonly layers: readonly Layer[],
  ) {
    this.#bits = new Uint8Array(columns * rows);
    this.#top = new Uint8Array(columns * rows);
  }

  /** A dot at shares of the width (from the left) and of the height (from below), 0 to 1. */
  dot(x: number, y: number, layer: number): void {
    const across = Math.max(
      0,
      Math.min(this.columns * DOTS_ACROSS - 1, Math.round(x * (this.columns * DOTS_ACROSS - 1))),
    );
    const up = Math.max(0, Math.min(this.rows * DOTS_DOWN - 1, Math.round(y * (this.rows * DOTS_DOWN - 1))));
    const down = this.rows * DOTS_DOWN - 1 - up;
    const cell = Math.floor(down / DOTS_DOWN) * this.columns + Math.floor(across / DOTS_ACROSS);
    this.#bits[cell]! |= BITS[(down % DOTS_DOWN) * DOTS_ACROSS + (across % DOTS_ACROSS)]!;
    if (this.#top[cell]! <= layer) this.#top[cell] = layer + 1;
  }

  /** A straight line of dots. */
  line(x0: number, y0: number, x1: number, y1: number, layer: number): void {
    const steps = Math.ceil(
      Math.max(Math.abs(x1 - x0) * this.columns * DOTS_ACROSS, Math.abs(y1 - y0) * this.rows * DOTS_DOWN, 1),
    );
    for (let i = 0; i <= steps; i++) this.dot(x0 + ((x1 - x0) * i) / steps, y0 + ((y1 - y0) * i) / steps, layer);
  }

  /** From above. */
  lines(ascii: boolean): Line[] {
    return Array.from({ length: this.rows }, (_, row) => {
      const spans: Span[] = [];
      for (let column = 0; column < this.columns; column++) {
        const cell = row * this.columns + column;
        const layer = this.layers[this.#top[cell]! - 1];
        const text =
          layer === undefined
            ? ' '
            : ascii || layer.whole === true
              ? layer.sign
              : String.fromCharCode(BLANK + this.#bits[cell]!);
        const role = layer?.role ?? 'plain';
        const last = spans.at(-1);
        if (last?.role === role) spans[spans.length - 1] = { text: last.text + text, role };
        else spans.push({ text, role });
      }
      return spans;
    });
  }
}

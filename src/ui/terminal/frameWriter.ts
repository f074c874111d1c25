/**
 * Stands between Ink and the terminal. Ink (with `debug`) hands over every frame whole; this writes only the lines that
 * differ from what the screen shows already, so that nothing flickers and a changed row costs a row.
 */
import { Writable } from 'node:stream';

/** The terminal, as far as it is needed here. */
export type Screen = {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
};

/** Between these two a terminal that knows them shows nothing half-drawn; others ignore them. */
const BEGIN_FRAME = '\x1b[?2026h';
const END_FRAME = '\x1b[?2026l';

/** A piece of a line, and the column (from 0) in which it begins. */
export type Part = { readonly column: number; readonly text: string };

/** Of these a terminal may have another opinion of how wide they are: then what stands beside them is written again, too. */
const WIDE = /[^\0-\u2bff]/;

/** What brings a line of the screen from what it shows to what it has to show. */
function lineChanges(row: number, then: readonly Part[] | undefined, now: readonly Part[]): string {
  const place = (column: number): string => `\x1b[${row + 1};${column + 1}H\x1b[0m`;
  const alike =
    then?.length === now.length &&
    now.every(({ column, text }, i) => column === then[i]!.column && !WIDE.test(text) && !WIDE.test(then[i]!.text));
  if (alike) {
    let out = '';
    for (const [i, { column, text }] of now.entries()) if (text !== then[i]!.text) out += place(column) + text;
    // The last part of a line may have become shorter: only painted lines always fill their columns.
    const [first, second] = now;
    if (out === '' || second !== undefined) return out;
    return `${place(0)}\x1b[2K${first!.text}`;
  }
  // Erased first: erasing after a line that fills the last column would take its last character.
  return `${place(0)}\x1b[2K${now.map(({ column, text }) => (column === 0 ? text : `\x1b[${column + 1}G${text}`)).join('')}`;
}

export class FrameWriter extends Writable {
  /** Ink hides and shows the cursor on terminals; that is the business of `terminal.ts`. */
  readonly isTTY = false;
  /** Turns a line of Ink's frame into what is written: parts, each of which fills its columns. */
  expand: (line: string) => readonly Part[] = (line) => [{ column: 0, text: line }];
  #closed = false;
  #shown: (readonly Part[])[] = [];
  readonly #screen: Screen;

  constructor(screen: Screen) {
    super({ decodeStrings: false });
    this.#screen = screen;
  }

  get columns(): number {
    return this.#screen.columns;
  }

  get rows(): number {
    return this.#screen.rows;
  }

  /** As Ink wants its standard output: a terminal's size and `write` are all that it uses of it. */
  asOutput(): NodeJS.WriteStream {
    return this as unknown as NodeJS.WriteStream;
  }

  /** The screen no longer shows what was written: the next frame is written whole. */
  forget(): void {
    this.#shown = [];
  }

  /** Nothing is written any more: the terminal was given back. */
  close(): void {
    this.#closed = true;
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    const changes = this.#closed ? '' : this.changes(String(chunk));
    if (changes !== '') this.#screen.write(changes);
    done();
  }

  /** What to write so that the screen shows `frame`; '' where it does already. */
  changes(frame: string): string {
    const lines = frame.split('\n').slice(0, this.rows).map(this.expand);
    let out = '';
    const height = Math.max(lines.length, this.#shown.length);
    for (let row = 0; row < height; row++) out += lineChanges(row, this.#shown[row], lines[row] ?? []);
    this.#shown = lines;
    return out === '' ? '' : `${BEGIN_FRAME}${out}\x1b[0m${END_FRAME}`;
  }
}

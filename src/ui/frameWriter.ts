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

export class FrameWriter extends Writable {
  /** Ink hides and shows the cursor on terminals; that is the business of `terminal.ts`. */
  readonly isTTY = false;
  /** Turns a line of Ink's frame into what is written. */
  expand: (line: string) => string = (line) => line;
  #closed = false;
  #shown: string[] = [];
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
    for (let row = 0; row < height; row++) {
      const now = lines[row] ?? '';
      if (now === this.#shown[row]) continue;
      // Erased first: erasing after a line that fills the last column would take its last character.
      out += `\x1b[${row + 1};1H\x1b[0m\x1b[2K${now}`;
    }
    this.#shown = lines;
    return out === '' ? '' : `${BEGIN_FRAME}${out}\x1b[0m${END_FRAME}`;
  }
}

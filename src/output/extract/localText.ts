/** Text as it is stored here: CR LF of the wire (TYPE A) becomes this system's line end, as every FTP client does it. */
import { EOL } from 'node:os';

const CR = 0x0d;
const LF = 0x0a;
const ONE_CR = new Uint8Array([CR]);

/** Passes text on with line ends of one LF each; false: nothing has to be changed on this system. */
export const CONVERTS_LINE_ENDS: boolean = EOL === '\n';

export class LocalText {
  #heldCr = false;

  constructor(private readonly pass: (bytes: Uint8Array, start: number, end: number) => void) {}

  data(bytes: Uint8Array, start: number, end: number): void {
    if (end === start) return;
    if (this.#heldCr && bytes[start] !== LF) this.pass(ONE_CR, 0, 1);
    this.#heldCr = false;
    let from = start;
    for (let at = bytes.indexOf(CR, start); at >= 0 && at < end; at = bytes.indexOf(CR, at + 1)) {
      if (at + 1 === end) {
        this.#heldCr = true;
        if (at > from) this.pass(bytes, from, at);
        return;
      }
      if (bytes[at + 1] !== LF) continue;
      if (at > from) this.pass(bytes, from, at);
      from = at + 1;
    }
    if (end > from) this.pass(bytes, from, end);
  }

  /** A hole or the end: a CR that waited for its LF stands alone. */
  settle(): void {
    if (this.#heldCr) this.pass(ONE_CR, 0, 1);
    this.#heldCr = false;
  }
}

/**
 * The terminal as it is lent to us and given back: alternate screen, hidden cursor, raw keys, mouse. Whatever ends the
 * program (a key, a signal, an error), `leave` restores it, and does so once.
 */
import type { ReadStream } from 'node:tty';
import { type Input, type Key, KeyParser } from './input.js';
import { type Answer, ASK_BACKGROUND, ASK_WIDTH } from './surroundings.js';

/** xterm's private modes: alternate screen, cursor, wheel and clicks, their reports in the form without limits. */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[2J';
const MOUSE = '\x1b[?1000h\x1b[?1006h';
const LEAVE = '\x1b[?1006l\x1b[?1000l\x1b[0m\x1b[?25h\x1b[?1049l';
/** After this long an Esc is a key of its own and not the start of a longer one. */
const ESCAPE_MS = 40;

/** Standard output, as far as it is needed. */
export interface TerminalOutput {
  columns: number;
  rows: number;
  write(text: string): unknown;
  on(event: 'resize' | 'error', listener: () => void): unknown;
  off(event: 'resize' | 'error', listener: () => void): unknown;
}

export type TerminalEvents = {
  readonly keys: (keys: readonly Key[]) => void;
  /** What the terminal answered to `ask`. */
  readonly answered: (answer: Answer) => void;
  readonly resized: () => void;
  /** The terminal has gone. */
  readonly gone: () => void;
};

export class Terminal {
  readonly output: TerminalOutput;
  readonly #keyboard: ReadStream | undefined;
  readonly #events: TerminalEvents;
  readonly #parser = new KeyParser();
  #escape: NodeJS.Timeout | undefined;
  #inside = false;
  readonly #mouse: boolean;

  constructor(output: TerminalOutput, keyboard: ReadStream | undefined, mouse: boolean, events: TerminalEvents) {
    this.#mouse = mouse;
    this.output = output;
    this.#keyboard = keyboard;
    this.#events = events;
  }

  enter(): void {
    if (this.#inside) return;
    this.#inside = true;
    this.output.on('resize', this.#events.resized);
    this.output.on('error', this.#events.gone);
    const keyboard = this.#keyboard;
    if (keyboard) {
      keyboard.setEncoding('utf8');
      keyboard.setRawMode(true);
      keyboard.on('data', this.#data);
      keyboard.on('end', this.#events.gone);
      keyboard.on('error', this.#events.gone);
      keyboard.resume();
    }
    this.output.write(this.#mouse ? ENTER + MOUSE : ENTER);
  }

  /** Asks the terminal what it is like; answers come like keys, or never. */
  ask(what: { readonly width: boolean; readonly background: boolean }): void {
    if (this.#inside && this.#keyboard)
      this.output.write((what.width ? ASK_WIDTH : '') + (what.background ? ASK_BACKGROUND : ''));
  }

  /** Idempotent; also called while the process exits, so everything here is synchronous. */
  leave(): void {
    if (!this.#inside) return;
    this.#inside = false;
    clearTimeout(this.#escape);
    this.output.off('resize', this.#events.resized);
    const keyboard = this.#keyboard;
    if (keyboard) {
      keyboard.off('data', this.#data);
      keyboard.off('end', this.#events.gone);
      keyboard.pause();
      try {
        keyboard.setRawMode(false);
      } catch {
        // The terminal has gone: there is nothing to give back.
      }
    }
    this.output.write(LEAVE);
  }

  readonly #data = (chunk: string | Buffer): void => {
    clearTimeout(this.#escape);
    const input = this.#parser.push(String(chunk));
    if (this.#parser.pending) this.#escape = setTimeout(() => this.#take(this.#parser.flush()), ESCAPE_MS);
    this.#take(input);
  };

  #take(input: readonly Input[]): void {
    const keys = input.filter((one) => one.kind !== 'answer');
    for (const one of input) if (one.kind === 'answer') this.#events.answered(one);
    if (keys.length > 0) this.#events.keys(keys);
  }
}

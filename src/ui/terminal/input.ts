/**
 * Bytes of the keyboard -> keys. One read can carry several keys ('jj', '/ab\r', a paste), a key can be split over two
 * reads, and Esc is also how every special key begins: what is incomplete is kept, and `flush` decides after a moment.
 */

import { type Answer, isLight } from './surroundings.js';

export type MouseKind = 'click' | 'wheel-up' | 'wheel-down';
export type Key =
  | { readonly kind: 'key' /** 'up', 'enter', 'ctrl+c', or the character itself. */; readonly name: string }
  | { readonly kind: 'mouse'; readonly mouse: MouseKind /** 0-based cell. */; readonly x: number; readonly y: number };

/** xterm's and the VT's sequences after ESC (ECMA-48 CSI, and SS3 for application mode). */
const SEQUENCES: Readonly<Record<string, string>> = {
  '[A': 'up', '[B': 'down', '[C': 'right', '[D': 'left', '[H': 'home', '[F': 'end', '[Z': 'shift+tab',
  OA: 'up', OB: 'down', OC: 'right', OD: 'left', OH: 'home', OF: 'end', OM: 'enter', OP: 'f1',
  '[1~': 'home', '[4~': 'end', '[7~': 'home', '[8~': 'end', '[2~': 'insert', '[3~': 'delete', '[5~': 'pageup', '[6~': 'pagedown',
  '[11~': 'f1', '[[A': 'f1', '[1;2A': 'shift+up', '[1;2B': 'shift+down', '[a': 'shift+up', '[b': 'shift+down', '[1;5A': 'up', '[1;5B': 'down', '[1;5C': 'right', '[1;5D': 'left', '[1;5H': 'home', '[1;5F': 'end',
}; // biome-ignore format: a table
const CONTROLS: Readonly<Record<string, string>> = {
  '\r': 'enter', '\n': 'enter', '\t': 'tab', '\x7f': 'backspace', '\b': 'backspace', ' ': 'space', '\x00': 'ctrl+space',
}; // biome-ignore format: a table

const MOUSE = /^\x1b\[<(\d{1,5});(\d{1,5});(\d{1,5})([Mm])/;
const CSI = /^\x1b\[[0-9:;<=>?]*[ -/]*[@-~]/;
/** No sequence that we know is longer; what is, is thrown away. */
const LONGEST_SEQUENCE = 32;

/** A key, or the terminal's answer to a question. */
export type Input = Key | Answer;

/** Answers: a colour (OSC 10 to 19, ended by BEL or ST), the cursor's place (DSR 6). */
const COLOR = /^\x1b\]1\d?;([^\x07\x1b]{1,40})(?:\x07|\x1b\\)/;
const COLOR_BEGUN = /^\x1b\](?:1\d?(?:;[rgba:/0-9a-f]{0,40}\x1b?)?)?$/i;
const PLACE = /^\x1b\[\d{1,5};(\d{1,5})R/;

export class KeyParser {
  #rest = '';

  /** True while an Esc waits to be told from the beginning of a sequence. */
  get pending(): boolean {
    return this.#rest !== '';
  }

  push(chunk: string): Input[] {
    const keys: Input[] = [];
    let text = this.#rest + chunk;
    this.#rest = '';
    while (text !== '') {
      const taken = text.startsWith('\x1b') ? this.#escape(text, keys) : this.#plain(text, keys);
      if (taken === 0) {
        this.#rest = text;
        break;
      }
      text = text.slice(taken);
    }
    return keys;
  }

  /** Nothing followed: what waits is an Esc, and perhaps something typed after it. */
  flush(): Input[] {
    const text = this.#rest;
    this.#rest = '';
    if (text === '') return [];
    return [{ kind: 'key', name: 'esc' }, ...(text.length > 1 ? this.push(text.slice(1)) : [])];
  }

  /** How much was taken; 0: more is needed. */
  #escape(text: string, keys: Input[]): number {
    if (text.length === 1) return 0;
    const mouse = MOUSE.exec(text);
    if (mouse) {
      const key = mouseKey(Number(mouse[1]), Number(mouse[2]), Number(mouse[3]), mouse[4] === 'M');
      if (key) keys.push(key);
      return mouse[0].length;
    }
    const answered = this.#answer(text, keys);
    if (answered !== undefined) return answered;
    if (text[1] === '\x1b') {
      keys.push({ kind: 'key', name: 'esc' });
      return 1;
    }
    if (text[1] === '[' || text[1] === 'O') {
      const linux = /^\x1b\[\[[A-E]/.exec(text)?.[0];
      const whole = linux ?? (text[1] === '[' ? CSI.exec(text)?.[0] : /^\x1bO[ -~]/.exec(text)?.[0]);
      // The Linux console's F1 to F5 begin like a whole sequence.
      if (text === '\x1b[[') return 0;
      if (whole === undefined) {
        if (text.length < LONGEST_SEQUENCE && /^\x1b(?:O|\[\[?)?[0-9:;<=>?]*$/.test(text)) return 0;
        keys.push({ kind: 'key', name: 'esc' });
        return 1;
      }
      const name = SEQUENCES[whole.slice(1)];
      if (name !== undefined) keys.push({ kind: 'key', name });
      return whole.length;
    }
    // Alt and a character: nothing is bound to those, and Esc followed quickly by a key means the two.
    keys.push({ kind: 'key', name: 'esc' });
    return 1;
  }

  /** An answer of the terminal; undefined: it is none. */
  #answer(text: string, keys: Input[]): number | undefined {
    const place = PLACE.exec(text);
    if (place) {
      keys.push({ kind: 'answer', of: 'cursor', column: Number(place[1]) });
      return place[0].length;
    }
    const color = COLOR.exec(text);
    if (!color) return COLOR_BEGUN.test(text) ? 0 : undefined;
    const light = isLight(color[1]!);
    if (light !== undefined) keys.push({ kind: 'answer', of: 'background', light });
    return color[0].length;
  }

  #plain(text: string, keys: Input[]): number {
    const character = String.fromCodePoint(text.codePointAt(0)!);
    const code = character.codePointAt(0)!;
    const name = CONTROLS[character] ?? (code < 0x20 ? `ctrl+${String.fromCharCode(code + 0x60)}` : character);
    if (code < 0x80 || code >= 0xa0) keys.push({ kind: 'key', name });
    return character.length;
  }
}

/** SGR mouse reports (xterm's mode 1006): button bits, 1-based column and row. */
function mouseKey(button: number, column: number, row: number, pressed: boolean): Key | undefined {
  const at = { x: column - 1, y: row - 1 };
  if (button === 64) return { kind: 'mouse', mouse: 'wheel-up', ...at };
  if (button === 65) return { kind: 'mouse', mouse: 'wheel-down', ...at };
  return button === 0 && pressed ? { kind: 'mouse', mouse: 'click', ...at } : undefined;
}

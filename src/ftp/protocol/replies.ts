/** Replies (RFC 959 §4.2): one line `ddd text`, or several from `ddd-text` to `ddd text`. */
import { LIMITS, type Limits } from '../../limits.js';
import type { Oddity } from '../codes.js';
import { CUT, type Line, oddity } from './lines.js';
import type { Reply } from './session.js';

const REPLY_LINE = /^(\d{3})(?:([ -])(.*))?$/s;
/** The space after the code was forgotten: outside of a reply of several lines nothing else begins so. */
const UNSPACED_LINE = /^([1-6]\d\d)([^\s\d-].*)$/s;
/** Codes outside 1yz..6yz are no FTP replies by digit, but are shown as they came ("999"). */
export const looksLikeReply = (text: string): boolean => /^\d{3}(?:[ -]|$)/.test(text);

const NEVER_ENDED = oddity('never-ended', {});
const NO_SPACE = oddity('no-space', {});

type OpenReply = {
  readonly code: string;
  readonly lines: string[];
  readonly first: Line;
  last: Line;
  characters: number;
  /** Lines that are not kept. */
  dropped: number;
  /** Each once, though thousands of lines may have it. */
  readonly oddities: Map<Oddity['code'], Oddity>;
};

/** Puts lines of the server together to replies. */
export class ReplyFramer {
  #open: OpenReply | null = null;
  #clientSpoke = false;
  /** Bytes are missing since the open reply began: its end may be among them. */
  #lost = false;

  /**
   * @param emit receives each complete reply
   * @param stray receives a line that belongs to no reply
   */
  constructor(
    private readonly emit: (reply: Reply, cut: boolean) => void,
    private readonly stray: (line: Line) => void,
    private readonly limits: Pick<Limits, 'linesPerReply' | 'charactersPerReply'> = LIMITS,
  ) {}

  /** True while a multi-line reply has not ended. */
  get open(): boolean {
    return this.#open !== null;
  }

  /**
   * The client has sent a command: a client that waits for a reply does not do that before it has ended, so an open multi-line
   * reply may be one whose server never closes it, and one whose end may be lost is over.
   * @param answered the client waits for no other reply
   */
  clientSpoke(answered: boolean): void {
    if (!this.#open) return;
    if (this.#lost && answered) this.#break(this.#open);
    else this.#clientSpoke = true;
  }

  push(line: Line): void {
    const match = REPLY_LINE.exec(line.text);
    const open = this.#open;
    if (open) {
      if (match && match[1] === open.code) {
        const isLast = match[2] !== '-';
        this.#add(open, line, match[3] ?? '', isLast);
        if (isLast) this.#close();
        return;
      }
      if (match && (this.#clientSpoke || this.#lost)) this.#break(open);
      else {
        this.#add(open, line, line.text, false);
        return;
      }
    }
    if (!match) {
      this.#unspaced(line);
      return;
    }
    if (match[2] === '-') {
      const open = {
        code: match[1]!,
        lines: [],
        first: line,
        last: line,
        characters: 0,
        dropped: 0,
        oddities: new Map<Oddity['code'], Oddity>(),
      };
      this.#open = open;
      this.#add(open, line, match[3] ?? '', true);
      this.#clientSpoke = false;
      this.#lost = line.cut;
      return;
    }
    const { firstFrame, lastFrame, timeNs, oddities, cut } = line;
    this.emit({ code: Number(match[1]), text: match[3] ?? '', firstFrame, lastFrame, timeNs, oddities }, cut);
  }

  #unspaced(line: Line): void {
    const match = UNSPACED_LINE.exec(line.text);
    if (!match) {
      this.stray(line);
      return;
    }
    const { firstFrame, lastFrame, timeNs, cut } = line;
    const oddities = [...line.oddities, NO_SPACE];
    this.emit({ code: Number(match[1]), text: match[2]!, firstFrame, lastFrame, timeNs, oddities }, cut);
  }

  /** Bytes are lost: the rest of an open reply may be among them. */
  gap(): void {
    if (this.#open) this.#lost = true;
  }

  /** The stream has ended. */
  end(): void {
    if (this.#open) this.#break(this.#open);
  }

  /** `always`: the first and the last line are kept, however long the reply is. */
  #add(open: OpenReply, line: Line, text: string, always: boolean): void {
    const { linesPerReply, charactersPerReply } = this.limits;
    open.last = line;
    for (const odd of line.oddities) open.oddities.set(odd.code, odd);
    const full = open.lines.length >= linesPerReply || open.characters + text.length > charactersPerReply;
    if (full && !always) {
      open.dropped++;
      return;
    }
    open.characters += text.length;
    open.lines.push(text);
  }

  /** Another reply begins, or the stream has ended. */
  #break(open: OpenReply): void {
    const odd = this.#lost ? CUT : NEVER_ENDED;
    open.oddities.set(odd.code, odd);
    this.#close(this.#lost);
  }

  /** `cut`: its end is lost. */
  #close(cut = false): void {
    const open = this.#open!;
    this.#open = null;
    this.#clientSpoke = false;
    this.#lost = false;
    this.emit(
      {
        code: Number(open.code),
        text: open.lines.join('\n'),
        firstFrame: open.first.firstFrame,
        lastFrame: open.last.lastFrame,
        timeNs: open.last.timeNs,
        oddities:
          open.dropped > 0
            ? [...open.oddities.values(), oddity('reply-too-long', { lines: open.dropped })]
            : [...open.oddities.values()],
      },
      cut || open.last.cut,
    );
  }
}

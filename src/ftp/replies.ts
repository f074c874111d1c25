/** Replies (RFC 959 §4.2): one line `ddd text`, or several from `ddd-text` to `ddd text`. */
import { LIMITS } from '../limits.js';
import type { Line } from './lines.js';
import type { Reply } from './session.js';

const REPLY_LINE = /^(\d{3})(?:([ -])(.*))?$/s;
/** Codes outside 1yz..6yz are no FTP replies by digit, but are shown as they came ("999"). */
export const looksLikeReply = (text: string): boolean => /^\d{3}(?:[ -]|$)/.test(text);

/** Puts lines of the server together to replies. */
export class ReplyFramer {
  #open: { code: string; lines: string[]; first: Line; last: Line; oddities: string[] } | null = null;
  #clientSpoke = false;

  /**
   * @param emit receives each complete reply
   * @param stray receives a line that belongs to no reply
   */
  constructor(
    private readonly emit: (reply: Reply, cut: boolean) => void,
    private readonly stray: (line: Line) => void,
  ) {}

  /** True while a multi-line reply has not ended. */
  get open(): boolean {
    return this.#open !== null;
  }

  /**
   * The client has sent a command: whoever waits for a reply does not do that before it has ended, so an open multi-line
   * reply may be one whose server never closes it.
   */
  clientSpoke(): void {
    if (this.#open) this.#clientSpoke = true;
  }

  push(line: Line): void {
    const match = REPLY_LINE.exec(line.text);
    const open = this.#open;
    if (open) {
      if (match && match[1] === open.code) {
        open.last = line;
        open.lines.push(match[3] ?? '');
        open.oddities.push(...line.oddities);
        if (match[2] !== '-') this.#close();
        return;
      }
      if (match && this.#clientSpoke) {
        open.oddities.push('multi-line reply was never ended');
        this.#close();
      } else {
        if (open.lines.length < LIMITS.linesPerReply) open.lines.push(line.text);
        else if (open.lines.length === LIMITS.linesPerReply) open.oddities.push('too many lines: the rest is not kept');
        open.last = line;
        open.oddities.push(...line.oddities.filter((oddity) => !open.oddities.includes(oddity)));
        return;
      }
    }
    if (!match) {
      this.stray(line);
      return;
    }
    if (match[2] === '-') {
      this.#open = { code: match[1]!, lines: [match[3] ?? ''], first: line, last: line, oddities: [...line.oddities] };
      this.#clientSpoke = false;
      return;
    }
    const { firstFrame, lastFrame, timeNs, oddities, cut } = line;
    this.emit({ code: Number(match[1]), text: match[3] ?? '', firstFrame, lastFrame, timeNs, oddities }, cut);
  }

  /** Bytes are lost: the rest of an open reply may be among them. */
  gap(): void {
    if (this.#open) this.#clientSpoke = true;
  }

  /** The stream has ended. */
  end(): void {
    if (!this.#open) return;
    this.#open.oddities.push('multi-line reply was never ended');
    this.#close();
  }

  #close(): void {
    const open = this.#open!;
    this.#open = null;
    this.#clientSpoke = false;
    this.emit(
      {
        code: Number(open.code),
        text: open.lines.join('\n'),
        firstFrame: open.first.firstFrame,
        lastFrame: open.last.lastFrame,
        timeNs: open.last.timeNs,
        oddities: open.oddities,
      },
      open.last.cut,
    );
  }
}

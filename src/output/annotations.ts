/** What `--write FILE.pcapng` says of packets: announcements and what became of them, steps, verdicts; by frame. */
import type { Session } from '../ftp/protocol/session.js';
import { explain } from '../model/explain.js';
import { buildLadder } from '../model/ladder.js';
import type { Texts } from '../text/texts.js';
import { remarkOf } from './ladder/rowText.js';

export class Annotations {
  readonly #comments = new Map<number, string>();
  readonly #known = new Set<number>();

  constructor(private readonly texts: Texts) {}

  /** A session has ended; again is no harm. */
  add(session: Session): void {
    if (this.#known.has(session.control.number)) return;
    this.#known.add(session.control.number);
    for (const row of buildLadder(session)) {
      if (row.firstFrame === null) continue;
      const { step } = explain(row, session);
      const place = step === null ? '' : this.texts.say('explain', step);
      const parts = [remarkOf(row, this.texts), place].filter((part) => part !== '');
      if (parts.length > 0) this.#add(row.firstFrame, this.texts.exports.comment(session.id, parts));
    }
  }

  /** Of a frame; '' without. */
  of(frame: number): string {
    return this.#comments.get(frame) ?? '';
  }

  /** One frame may be part of several sessions (FXP), or stand for several rows. */
  #add(frame: number, comment: string): void {
    const before = this.#comments.get(frame);
    this.#comments.set(frame, before === undefined ? comment : `${before}\n${comment}`);
  }
}

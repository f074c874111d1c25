/** The status of a source, and the ways in which problems enter it. */

import { formatCount, plural } from '../bytes/digits.js';
import type { CaptureProblem, SourceStatus } from './packet.js';

/** A status as it is before anything was read. */
export function newStatus(name: string): SourceStatus {
  return {
    name,
    format: null,
    linkTypes: [],
    fractionDigits: 6,
    readBytes: 0,
    totalBytes: null,
    damaged: false,
    problems: [],
    droppedByKernel: null,
    droppedByInterface: null,
    secrets: [],
  };
}

/** Writes problems into a status: each kind of a repeated problem once, with its count. */
export class Problems {
  private readonly counted = new Map<string, { count: number }>();
  private readonly linkTypes = new Set<number>();

  constructor(readonly status: SourceStatus) {}

  /** Something the user should know; the input is none the worse for it. */
  add(kind: string, frame: number | null, message: string): void {
    this.status.problems.push({ kind, message, frame });
  }

  /** Something was cut or corrupt. */
  damage(kind: string, frame: number | null, message: string): void {
    this.status.damaged = true;
    this.add(kind, frame, message);
  }

  /** The file ends within its header. */
  headerCut(bytes: number, wholeBytes: number): void {
    this.damage('truncated-file', null, `the file header is cut short: ${bytes} of ${wholeBytes} bytes`);
  }

  /** The record of `frame`, at byte `at` of the file, cannot be believed: `claim`. Nothing can be read after it. */
  badRecord(frame: number, claim: string, at: number): void {
    const message = `${claim}: corrupt from byte ${formatCount(at)} on; reading stopped there`;
    this.damage('bad-record', beforeFrame(frame), message);
  }

  /** The file ends within the record of `frame`, which begins at byte `at`; `bytes` of it are there. */
  recordCut(frame: number, bytes: number, at: number): void {
    const place = `${plural(bytes, 'byte')} of it at byte ${formatCount(at)}`;
    this.damage('truncated-file', beforeFrame(frame), `cut short in the middle of frame ${frame} (${place})`);
  }

  /**
   * One more of a kind that a hostile file can repeat a million times: one problem, at the first `frame`, whose message
   * is made from the count when it is read.
   */
  count(kind: string, frame: number | null, text: (count: number) => string, by = 1): void {
    const known = this.counted.get(kind);
    if (known !== undefined) {
      known.count += by;
      return;
    }
    const tally = { count: by };
    this.counted.set(kind, tally);
    const problem: CaptureProblem = {
      kind,
      frame,
      // A getter of its own (not a prototype's), so that JSON and spreading see it.
      get message() {
        return text(tally.count);
      },
    };
    this.status.problems.push(problem);
  }

  /** Remembers a link type that a header or an interface block names. */
  linkType(linkType: number): void {
    if (this.linkTypes.has(linkType)) return;
    this.linkTypes.add(linkType);
    this.status.linkTypes.push(linkType);
  }
}

/** The last frame that was read whole; null: none. */
const beforeFrame = (frame: number): number | null => (frame === 1 ? null : frame - 1);

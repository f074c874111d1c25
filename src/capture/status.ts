/** The status of a source, and the ways in which problems enter it. */

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

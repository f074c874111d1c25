/** The status of a source, and the ways in which problems enter it. */

import { factsOf } from '../fact.js';
import type { ProblemParams } from './codes.js';
import type { SourceStatus } from './packet.js';

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
    damage(problem) {
      this.problems.push(problem);
      this.damaged = true;
    },
  };
}

const problem = factsOf<ProblemParams>();

/** Codes of problems that are counted. */
type CountedCode = {
  [Code in keyof ProblemParams]: Extract<ProblemParams[Code], { readonly count: number }> extends never ? never : Code;
}[keyof ProblemParams];

type Uncounted<Params> = Params extends { readonly count: number } ? Omit<Params, 'count'> : never;

/** Writes problems into a status: each kind of a repeated problem once, with its count. */
export class Problems {
  private readonly counted = new Map<string, { count: number }>();
  private readonly linkTypes = new Set<number>();

  constructor(readonly status: SourceStatus) {}

  /** Something the user should know; the input is none the worse for it. */
  add<Code extends keyof ProblemParams>(code: Code, params: ProblemParams[Code], frame: number | null = null): void {
    this.status.problems.push({ ...problem(code, params, [frame]), file: null });
  }

  /** Something was cut or corrupt. `frame` is the last that was read whole; null or 0: none. */
  damage<Code extends keyof ProblemParams>(code: Code, params: ProblemParams[Code], frame: number | null = null): void {
    this.status.damaged = true;
    this.add(code, params, frame === 0 ? null : frame);
  }

  /**
   * One more of a kind that a hostile file can repeat a million times: one problem, at the first `frame`, whose count
   * grows.
   */
  count<Code extends CountedCode>(
    code: Code,
    params: Uncounted<ProblemParams[Code]>,
    frame: number | null = null,
  ): void {
    const key = 'what' in params ? `${code} ${String(params.what)}` : code;
    const known = this.counted.get(key);
    if (known !== undefined) {
      known.count++;
      return;
    }
    const tally = { ...params, count: 1 };
    this.counted.set(key, tally);
    this.add(code, tally as unknown as ProblemParams[Code], frame);
  }

  /** Remembers a link type that a header or an interface block names. */
  linkType(linkType: number): void {
    if (this.linkTypes.has(linkType)) return;
    this.linkTypes.add(linkType);
    this.status.linkTypes.push(linkType);
  }
}

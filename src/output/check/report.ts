/**
 * What `check --format json` writes: a sheet held against a capture. The other formats, and `grade`, are made of it; its
 * schema, `schema/check.schema.json`, is generated from these types (`npm run schema`). Members may be added at any time.
 */
import type { Uncovered } from '../../model/coverage.js';
import type { Kind } from '../../model/filter/language.js';

/** passed, failed: the capture shows it; unknown: it does not tell, and a person must look; skipped: not asked. */
export type CheckState = 'passed' | 'failed' | 'unknown' | 'skipped';

/** What was looked at, and what was found: the first few of `all`. */
export type Measured = {
  /** A word, a list or a count of the expression. */
  what: string;
  /** What the elements of a list are; null: it is none. */
  kind: Kind | null;
  all: number;
  found: {
    /** What the element of a list is called: a data connection's number, a command; null: it is a value alone. */
    element: string | null;
    /** `atLeast`: there may be more. */
    values: { word: string; value: string | number | boolean | null; atLeast: boolean }[];
    frames: number[];
  }[];
};

export type CheckEntry = {
  id: string;
  title: string | null;
  state: CheckState;
  /** Null: a person must give them. */
  points: number | null;
  maxPoints: number;
  /** The expression. */
  rule: string;
  /** What decided. */
  measured: Measured[];
  /** Frames of what decided. */
  frames: number[];
  /** Why the answer is not known. */
  reasons: Uncovered[];
  /** The check that has to pass first, and did not. */
  missing: string | null;
  hint: string | null;
  explain: string | null;
};

export type CheckReport = {
  schema: 'ftp-sniff-check/1';
  /** The title of the sheet. */
  title: string | null;
  capture: {
    sources: string[];
    packets: number;
    sessions: number;
    firstTime: string | null;
    /** Something of the input was cut short or corrupt. */
    damaged: boolean;
    /** Whatever is wrong with the input, in words. */
    problems: string[];
    /** Of the sessions' connections, the first ones: two captures that share them are one. */
    handshakes: { time: string; initialSequenceNumbers: [number | null, number | null] }[];
  };
  /** The values of the sheet's parameters. */
  parameters: { [name: string]: string };
  /** failed: something failed, or was skipped for it; unknown: nothing failed, and a person must look. */
  state: 'passed' | 'failed' | 'unknown';
  /** Some answers are unknown. */
  needsPerson: boolean;
  /** Points that are certain; those that a person must give; and all that there are. */
  points: number;
  openPoints: number;
  maxPoints: number;
  /** The requirement that does not hold, for which nothing else was asked. */
  refused: {
    rule: string;
    state: 'failed' | 'unknown';
    hint: string | null;
    measured: Measured[];
    frames: number[];
    reasons: Uncovered[];
  } | null;
  /** In the order of the sheet. */
  checks: CheckEntry[];
};

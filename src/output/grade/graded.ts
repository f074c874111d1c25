/** What became of one submission of a class. */
import type { CheckReport } from '../check/report.js';

/** Why a submission could not be held against the sheet; a person must look. */
export type GradeProblem =
  | 'no-capture' // nothing in it
  | 'no-packets'
  | 'too-large'
  | 'too-many-files'
  | 'too-slow'
  | 'too-much-memory'
  | 'unread' // no capture, or not readable
  | 'no-value'; // the sheet asks for a parameter that it has not

export type Graded = {
  /** Unique, and a plain file name. */
  readonly id: string;
  /** Of the student, as the folder or the file says. */
  readonly name: string;
  /** Of Moodle's participant; null: not from Moodle. */
  readonly number: string | null;
  /** Below the class's folder. */
  readonly files: readonly string[];
  /** Null: it could not be graded. */
  readonly report: CheckReport | null;
  readonly problem: { readonly code: GradeProblem; readonly text: string } | null;
  /** The capture begins after the deadline. */
  readonly late: boolean;
};

/** Is there something that the program must not decide? In a damaged capture what did not pass may have been lost. */
export const needsPerson = ({ report }: Graded): boolean =>
  report === null || report.needsPerson || (report.capture.damaged && report.state !== 'passed');

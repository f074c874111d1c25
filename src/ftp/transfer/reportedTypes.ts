/** What was reported of a file, and what came of comparing it. */
import type { SizeSource } from '../codes.js';
import type { HashName } from '../content/hashes.js';

/** A number of bytes that somebody reported. */
export type ReportedSize = {
  readonly bytes: number;
  readonly source: SizeSource;
  /** It is the size of the whole file, less what REST leaves out. */
  readonly adjusted?: boolean;
  /** It was reported some time before (a listing): that it differs proves nothing. */
  readonly weak?: boolean;
};

/** A hash that the server reported of the file. */
export type ReportedHash = {
  readonly name: HashName;
  /** Lower-case hex. */
  readonly hex: string;
  /** 'XCRC', 'HASH' ... */
  readonly verb: string;
  readonly frame: number;
  /** First and last byte, as the reply names them (servers do not agree whether the last is meant too). */
  readonly range: readonly [number, number] | null;
};

/** A reported hash beside the content's; own: null where it was not computed. */
export type HashCheck = { readonly reported: ReportedHash; readonly own: string | null; readonly agrees: boolean };

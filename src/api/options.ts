/** What the library can be asked for. */
import type { Language } from '../text/languages.js';

export type AnalyzerOptions = {
  /** Further ports whose connections are FTP control; 21 and 990 always are, and others are recognised by content. */
  readonly controlPorts?: readonly number[];
  /** Passwords as they were sent; without it they are masked as '********'. */
  readonly showPasswords?: boolean;
  /** TLS secrets that decrypt FTPS: the text of a key log file (SSLKEYLOGFILE). */
  readonly keyLog?: string;
  /** What the report calls the capture. */
  readonly name?: string;
};

export type AnalyzeOptions = AnalyzerOptions & {
  /** Stop after so many packets; at least 1. */
  readonly maxPackets?: number;
  /** The language of the report's texts; without it English. */
  readonly language?: Language;
};

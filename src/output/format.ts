/** What a report format is given, and what it does. */

import type { TableName, ThemeName } from '../cli/options.js';
import type { Session } from '../ftp/protocol/session.js';
import type { CaptureInfo } from '../model/captureInfo.js';
import type { AnalyzerView } from '../model/view.js';
import type { WholeCapture } from '../model/wholeCapture.js';
import type { Texts } from '../text/texts.js';
import type { Unwritten } from './spool.js';
import type { LogName } from './zeek/logNames.js';

/** What a report is made from. */
export type Report = {
  /** The capture so far; `view.sessions` are those that have not been let go. */
  readonly view: AnalyzerView;
  readonly info: CaptureInfo;
  /** What the sessions that have ended say together. */
  readonly whole: WholeCapture;
  /** The language of the report. */
  readonly texts: Texts;
};

export type ReportStyle = {
  /** Columns to fit tables and the ladder into. */
  readonly width: number;
  readonly color: boolean;
  readonly ascii: boolean;
  readonly quiet: boolean;
  readonly verbosity: number;
  /** Of what is drawn; null: light, or dark where the reader's system asks for it. */
  readonly theme?: ThemeName | null;
  /** Of text: without what differs between two runs of the same thing. */
  readonly diffFriendly?: boolean;
  /** Of pictures and diagrams: the data connection that is drawn alone ('1.2'); null: all rows of the sessions. */
  readonly transfer?: string | null;
  /** Of pictures and diagrams: the sessions as one ladder, of four hosts at most; else one below the other. */
  readonly joined?: boolean;
  /** Of CSV; null: transfers. */
  readonly table?: TableName | null;
  /** Of Zeek's logs: the one that is written; null: all, into `folder`. */
  readonly log?: LogName | null;
  readonly folder?: string | null;
};

/**
 * Writes one report. Sessions are given to it as they end, and let go afterwards; what a format cannot write yet it keeps
 * as text, outside the heap.
 */
export interface ReportWriter {
  /** What is new of a session that has changed, in formats that report as facts are learned. */
  learned?(session: Session, report: Report): Iterable<string>;
  /** A session has ended: nothing of it changes any more. Each once, in order of their ends. */
  ended(session: Session, report: Report): Iterable<string>;
  /** The capture has ended, and every session with it. */
  end(report: Report): Iterable<Piece>;
  /** Why what ends from now on would be kept in memory until the end of the report, in formats that keep it; null: it is not. */
  readonly unwritten?: Unwritten | null;
  /** Gives back what was kept outside the heap; also after an error. */
  close(): void;
}

/** A report on all sessions, for formats that need to see them together; they keep them all. */
export type ReportOfAll = Report & {
  /** Those that are reported, in order of their first packets. */
  readonly sessions: readonly Session[];
};

/** Text, or text as UTF-8 in whole characters, which is borrowed: valid until the next piece is asked for. */
export type Piece = string | Buffer;

export type Format = {
  readonly open: (style: ReportStyle) => ReportWriter;
  /** Programs read it: its texts are in the language of --lang, whatever the environment says. */
  readonly machine?: true;
  /** Each line stands for itself and is written when it is known: files of it can be rotated. */
  readonly lines?: true;
  /** Several logs: `--table` names one, or `--output` a folder for all. */
  readonly logs?: true;
};

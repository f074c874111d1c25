/** What a report format is given, and what it does. */

import type { TableName, ThemeName } from '../cli/options.js';
import type { Session } from '../ftp/protocol/session.js';
import type { CaptureInfo } from '../model/captureInfo.js';
import type { AnalyzerView } from '../model/view.js';
import type { Texts } from '../text/texts.js';

/** What a report is made from. */
export type Report = {
  readonly view: AnalyzerView;
  readonly info: CaptureInfo;
  /** The sessions to report, in order. */
  readonly sessions: readonly Session[];
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
  /** Of CSV; null: transfers. */
  readonly table?: TableName | null;
};

/** A format that writes while packets arrive. */
export interface LiveFormat {
  /** What is new; `finished`: the capture has ended, everything that is left is written. */
  poll(report: Report, finished: boolean): Iterable<string>;
}

export type Format =
  | { readonly render: (report: Report, style: ReportStyle) => Iterable<string> }
  | { readonly live: () => LiveFormat };

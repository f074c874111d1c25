/** The analysis as reports and the UI see it. */
import type { Fact } from '../fact.js';
import type { Session } from '../ftp/protocol/session.js';
import type { Connection } from '../tcp/types.js';
import type { LimitHitParams } from './codes.js';

export interface AnalyzerView {
  /** Packets pushed so far, and their captured bytes. */
  readonly packets: number;
  readonly bytes: number;
  /** The capture's epoch: Unix seconds to which all timeNs are relative; null before the first packet. */
  readonly epochSeconds: number | null;
  /** Earliest and latest packet. */
  readonly firstTimeNs: number | null;
  readonly lastTimeNs: number | null;
  /** Packets of which the capture has the beginning only (snap length), and the length of the longest; null: none. */
  readonly cut?: { readonly packets: number; readonly longestBytes: number } | null;
  /** Packets that were not analysed, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Limits that were hit and oddities of packets, counted; for the report's `problems`. */
  readonly limitsHit: readonly Fact<LimitHitParams>[];
  /** All TCP connections seen. */
  readonly connections: number;
  /** All sessions so far, those that have been let go included. */
  readonly sessionCount: number;
  /** Those that have not been let go, in order of their first packet (while live: in order of recognition). */
  readonly sessions: readonly Session[];
  /** TCP connections on predicted or FTP ports, or between the hosts of a session, that belong to no session. */
  readonly unclaimed: readonly Connection[];
  /** Grows whenever anything above changed. */
  readonly revision: number;
}

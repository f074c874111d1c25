/**
 * The whole straight line as one object without I/O: packets are pushed in, sessions come out. It knows no clock, file
 * or terminal; time comes from packets.
 */
import type { Packet } from './capture/packet.js';
import type { Session } from './ftp/session.js';
import type { Connection } from './tcp/types.js';

export type AnalyzerOptions = {
  /** Further ports whose connections are FTP control, besides 21 (and 990 for implicit TLS). */
  readonly controlPorts?: readonly number[];
  readonly showPasswords?: boolean;
};

export interface AnalyzerView {
  /** Packets pushed so far, and their captured bytes. */
  readonly packets: number;
  readonly bytes: number;
  /** The capture's epoch: Unix seconds to which all timeNs are relative; null before the first packet. */
  readonly epochSeconds: number | null;
  readonly firstTimeNs: number | null;
  readonly lastTimeNs: number | null;
  /** Packets that were not analysed, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** All TCP connections seen. */
  readonly connections: number;
  /** In order of their first packet. */
  readonly sessions: readonly Session[];
  /** TCP connections on predicted or FTP ports that belong to no session. */
  readonly unclaimed: readonly Connection[];
  /** Grows whenever anything above changed. */
  readonly revision: number;
  push(packet: Packet): void;
  finish(): void;
}

/** Where the time of a transfer went. */
import type { Pause } from '../../tcp/types.js';
import type { LimitFact } from '../codes.js';

/** All in nanoseconds; parts of `totalNs` that do not overlap. */
export type TransferTiming = {
  /** From the command to the final reply or, where that is not in this capture, to the last packet. */
  readonly totalNs: number;
  /** From the data connection's SYN to its ACK, as far as the transfer waited for it. */
  readonly setupNs: number;
  /** The server, from the command to its preliminary reply; from there to its first byte; from the last byte to the final reply. */
  readonly serverBeforeReplyNs: number;
  readonly serverBeforeDataNs: number;
  readonly serverAfterDataNs: number;
  /** The client, from the preliminary reply to the first byte of an upload, and from the last byte to its FIN. */
  readonly clientNs: number;
  /** Between the first and the last data segment; null: not measured. */
  readonly data: DataTiming | null;
  readonly rtt: RoundTrips;
  /** The longest pauses between data segments, longest first. */
  readonly pauses: readonly Pause[];
  /** What held it up most; null: it was not slow, or that is not known. */
  readonly limit: LimitFact | null;
};

export type DataTiming = {
  readonly senderIdleNs: number;
  /** Idle pauses that are even: a rate limit, of the sender or of the path. */
  readonly steadyRateNs: number;
  /** The receiver had no room at all, or not enough for the next segment. */
  readonly zeroWindowNs: number;
  readonly smallWindowNs: number;
  readonly lossNs: number;
  readonly pathNs: number;
};

/** null: not in this capture. */
export type RoundTrips = {
  /** Of the three-way handshake, both ways together: independent of where the capture was made. */
  readonly handshakeNs: number | null;
  /** From data to its acknowledgment, from where the capture was made to the receiver and back. */
  readonly smallestNs: number | null;
  readonly medianNs: number | null;
};

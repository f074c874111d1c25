/** What a capture is made of, and what a source of packets gives. */
import { type Fact, FactError } from '../fact.js';
import type { ErrorParams, ProblemParams, RereadParams } from './codes.js';

/**
 * One captured packet. `bytes` are borrowed: they are valid until the next batch is asked for; what keeps some copies
 * them.
 */
export type Packet = {
  /** 1-based number in the capture, as in Wireshark. */
  readonly frame: number;
  /** Capture time: whole seconds since 1970-01-01 UTC. A damaged file can say anything here. */
  readonly seconds: number;
  /** Capture time: the fraction, 0..999,999,999. */
  readonly nanoseconds: number;
  /** LINKTYPE_ value, https://www.tcpdump.org/linktypes.html. */
  readonly linkType: number;
  /** Length on the wire; at least `bytes.length` unless the file is wrong. */
  readonly originalBytes: number;
  /** What was captured. */
  readonly bytes: Uint8Array;
};

/** Something that went wrong with the input, or that was left out; never fatal by itself. */
export type CaptureProblem = Fact<ProblemParams> & {
  /** Of several files read as one: the file that has it, whose own frame numbers `frames` and `params` are; else null. */
  readonly file: string | null;
};

/** What a source knows about itself so far; it grows while packets are read. */
export type SourceStatus = {
  /** The name in reports: the file's path, '-' or the device. */
  readonly name: string;
  /** 'pcap', 'pcapng' or 'live'; null until known. */
  format: string | null;
  /** Every LINKTYPE_ value seen in headers or interface blocks, in order, without repeats. */
  readonly linkTypes: number[];
  /** Digits of the fraction that the input really has: 6 or 9. */
  fractionDigits: 6 | 9;
  /** Compressed or plain bytes taken from the file so far, and its size where it has one (null: a pipe, a device). */
  readBytes: number;
  totalBytes: number | null;
  /** True when something was cut or corrupt (exit code 3); the details are in `problems`. */
  damaged: boolean;
  readonly problems: CaptureProblem[];
  /** Packets lost by the kernel and by the interface; null where they are not counted. */
  droppedByKernel: number | null;
  droppedByInterface: number | null;
  /** TLS key log lines that the capture carries (pcapng decryption secrets blocks), in order. */
  readonly secrets: string[];
  /** The program itself cannot go on: what comes after is missing. */
  damage(problem: CaptureProblem): void;
};

/** A packet, or why it cannot be read again; undefined where its place was never noted. */
export type Reread = { readonly packet: Packet } | { readonly problem: Fact<RereadParams> } | undefined;

/** Reads packets of a source again, in any order, while or after they pass. */
export interface PacketsAgain {
  /** Why no packet of this source can be read again; null: they can. */
  readonly obstacle: Fact<RereadParams> | null;
  /** Never throws. The bytes of the packet are its own: nothing changes them. */
  read(frame: number): Reread;
}

/**
 * Where packets come from. Errors that prevent any work (no such file, not a capture, no permission, no such device)
 * are thrown by `batches` as `CaptureError` before the first batch; everything later becomes a problem in `status`.
 */
export interface PacketSource {
  readonly status: SourceStatus;
  /** Packets in capture order, in batches of about a mebibyte (live: of what has arrived). Iterate once. */
  batches(): AsyncIterable<readonly Packet[]>;
  /** Packets that have passed, read once more from where they came from; undefined: they are nowhere else (live). */
  readonly again?: PacketsAgain;
  /** Ends the iteration soon: live capture stops, a file is closed. What was queued is still delivered. */
  stop(): void;
}

/** The input cannot be read at all, or a capture file cannot be written. */
export class CaptureError extends FactError<ErrorParams> {
  override readonly name = 'CaptureError';
}

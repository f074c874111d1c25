/** The TCP layer's face to the rest: connections, what is known of them, and who receives their bytes. */
import type { Segment } from '../wire/segment.js';

/** Who of the two: `initiator` sent the first SYN (or most likely did, where no SYN was seen). */
export type Side = 'initiator' | 'responder';

export const otherSide = (side: Side): Side => (side === 'initiator' ? 'responder' : 'initiator');

export type Endpoint = { readonly address: string; readonly port: number };

/** A frame and its time; times are nanoseconds since the capture's epoch, as in `Segment`. */
export type Arrival = { readonly frame: number; readonly timeNs: number };

/** Payload that was sent again and again and not acknowledged meanwhile. */
export type Stall = {
  /** The first segment that waits, or the acknowledgment before it; and the last repetition. */
  readonly frame: number;
  readonly lastFrame: number;
  readonly timeNs: number;
  readonly lastNs: number;
  readonly repeats: number;
  /** Payload of the largest segment. */
  readonly segmentBytes: number;
  /** Payload of the largest segment that had been acknowledged before. */
  readonly passedBytes: number;
  /** It was acknowledged after all. */
  readonly ended: boolean;
};

/** Window 0: the receiver has no room. */
export type FullWindow = {
  readonly times: number;
  readonly totalNs: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** It was still closed with the last segment. */
  readonly open: boolean;
};

/** A RST, believed or not. */
export type Reset = {
  readonly from: Side;
  readonly frame: number;
  readonly timeNs: number;
  /** Of the RST, and of the segment of that side before it; null: it has sent none. */
  readonly ttl: number;
  readonly usualTtl: number | null;
};

/** What one side sent. */
export type SideSummary = {
  /** Segments that were captured, copies and retransmissions included; and their bytes on the wire with IP headers. */
  readonly segments: number;
  readonly ipBytes: number;
  /** When the first and the last segment with payload was captured; null: none was. */
  readonly firstByteNs: number | null;
  readonly lastByteNs: number | null;
  /** Payload bytes by sequence numbers, each once: what was captured, and what is missing between and before it. */
  readonly bytes: number;
  /** Segments that repeat what was seen before, also SYN, SYN+ACK and FIN; keep-alives and probes are not counted. */
  readonly retransmissions: number;
  /** Segments that arrived before an earlier part of the stream, which came later. */
  readonly outOfOrder: number;
  /** Bytes missing from the capture, as [from, to) offsets into this side's stream. */
  readonly missing: readonly (readonly [number, number])[];
  readonly missingBytes: number;
  /**
   * Bytes that were sent twice with different content; the first to arrive counts. Compared as far as they are still
   * held: see `LIMITS.recentBytes`.
   */
  readonly conflictingBytes: number;
  /** Segments that were captured twice (bridge, mirror port, `-i any`), not sent twice; no retransmissions. */
  readonly duplicates: number;
  /** Bytes that came after they had been reported as a gap; they are not delivered. */
  readonly lateBytes: number;
  /** Ranges of `missing` that were not kept; `missingBytes` counts them all the same. */
  readonly missingRangesDropped: number;
  /** Of its SYN; null: not in this capture. */
  readonly options: SynOptions | null;
  /** Initial sequence number; null: its SYN is not in this capture. */
  readonly initialSeq: number | null;
  /** null: nothing was sent, or nobody wanted to know. */
  readonly flow: FlowFacts | null;
  /** The longest time in which what it sent was repeated and not acknowledged; null: nothing was. */
  readonly stall: Stall | null;
  /** Its receive window was 0; null: never. */
  readonly fullWindow: FullWindow | null;
};

/** What a sender waited for between two of its data segments. */
export type PauseOwner =
  | 'sender-idle' // it had nothing to send, or held it back
  | 'receiver-window' // the receiver had no room for the next segment
  | 'loss' // a segment was missing, and sent again
  | 'path'; // the round trip of an acknowledgment, or the time that segments take

export type Pause = { readonly ns: number; readonly from: number; readonly to: number; readonly owner: PauseOwner };

/** A point of a curve. `offset`: bytes from the first that was sent; `room`: up to where the receiver had room, -1: not known. */
export type TracePoint = { readonly timeNs: number; readonly offset: number; readonly room: number | null };

/** What one side sent, as points: the ends of segments, those of segments that were sent again, acknowledgments. */
export interface FlowTrace {
  readonly sent: readonly TracePoint[];
  readonly again: readonly TracePoint[];
  readonly acked: readonly TracePoint[];
}

/** Where the time between the first and the last data segment of one side went. */
export interface FlowFacts {
  /** Segments with payload, and those of them that repeat what was captured before, with the first of their frames. */
  readonly segments: number;
  readonly repeatedSegments: number;
  readonly repeatedFrames: readonly number[];
  readonly senderIdleNs: number;
  readonly receiverWindowNs: number;
  readonly lossNs: number;
  readonly pathNs: number;
  /** How long the receiver's window was 0. */
  readonly zeroWindowNs: number;
  /** The largest window, scaled (RFC 7323), that held the sender up; -1: none did, or the scale is not known. */
  readonly limitingWindow: number;
  /** From a data segment to the acknowledgment that covers it, where the capture was made; null: none was measured. */
  readonly smallestRttNs: number | null;
  readonly medianRttNs: number | null;
  /** How many idle pauses there were; how uneven they and the bytes between them are, as a share of the mean. */
  readonly idles: number;
  readonly unevenness: number;
  /** Since when the receiver's window is 0; null: it is not. */
  readonly closedWindowSinceNs: number | null;
  /** The longest pauses, longest first. */
  readonly pauses: readonly Pause[];
  /** null: nobody wanted it (`AnalyzerOptions.traces`). */
  readonly trace: FlowTrace | null;
}

/** Options of a SYN (RFC 9293 §3.2, RFC 7323, RFC 2018). */
export type SynOptions = {
  /** Maximum segment size; null: the option is not there. */
  readonly mss: number | null;
  readonly windowScale: number | null;
  readonly sackPermitted: boolean;
  readonly timestamps: boolean;
};

/** A row of what happened, made while segments pass; runs of data and their ACKs are one entry. */
export type JournalEntry = {
  readonly kind:
    | 'syn'
    | 'syn-ack'
    | 'ack' // the third step of the handshake, or an ACK of a FIN
    | 'data' // a run of payload segments from one side with the other's ACKs
    | 'fin'
    | 'rst'
    | 'keep-alive'
    | 'zero-window'
    | 'gap' // bytes acknowledged or passed over that the capture lacks
    | 'icmp-error'
    | 'pure-ack'; // an ACK without payload or news; only with `AnalyzerOptions.acks`
  readonly from: Side;
  readonly firstFrame: number;
  lastFrame: number;
  readonly timeNs: number;
  lastTimeNs: number;
  /** Flags of the first segment. */
  readonly flags: number;
  readonly seq: number;
  readonly ack: number;
  /** As in the header of the first segment, not scaled. */
  readonly window: number;
  /** data: payload segments in the run; others: 1. */
  segments: number;
  /** Payload bytes (data: of the run, each byte once; gap: the bytes that lack). */
  bytes: number;
  /** data: pure ACKs of the other side folded into the run. */
  acks: number;
  /** data: segments of the run that were retransmissions. syn, syn-ack, fin: 1 where it repeats an earlier one. */
  retransmissions: number;
  /** ack: true where it acknowledges the FIN of the other side. */
  readonly acknowledgesFin: boolean;
};

/** One TCP connection as far as the capture shows it. Live: it changes while packets arrive. */
export interface Connection {
  /** 1, 2, 3 ... in order of the first packet. */
  readonly number: number;
  readonly initiator: Endpoint;
  readonly responder: Endpoint;
  /** True where a SYN or SYN+ACK showed who opened it. */
  readonly initiatorKnown: boolean;
  readonly handshake: { readonly syn: number | null; readonly synAck: number | null; readonly ack: number | null };
  /** Frames of repeated SYNs and SYN+ACKs. */
  readonly synRetransmissions: readonly number[];
  readonly teardown: {
    /** How it ended: 'fin' where at least one FIN and no earlier RST was seen. */
    readonly kind: 'fin' | 'rst' | 'none';
    /** First FIN of each side in order of frames; retransmitted FINs are not repeated here. */
    readonly fins: readonly { readonly from: Side; readonly frame: number; readonly ackFrame: number | null }[];
    readonly rst: { readonly from: Side; readonly frame: number } | null;
    /**
     * FINs missing from the capture though `ackFrame` acknowledges them: one number more than all that the side sent. None
     * where a later segment shows that the number was that of a byte.
     */
    readonly unseenFins: readonly { readonly from: Side; readonly ackFrame: number }[];
  };
  /** An ICMP error that answered one of its segments. */
  readonly icmpError: {
    readonly frame: number;
    readonly text: string;
    readonly prohibited: boolean;
    readonly reporter: string;
    /** The segment was too big for the next link (ICMP 3/4, ICMPv6 2); `mtu` of that link, null where it is not named. */
    readonly tooBig: boolean;
    readonly mtu: number | null;
  } | null;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly firstTimeNs: number;
  readonly lastTimeNs: number;
  readonly segments: number;
  readonly sides: { readonly initiator: SideSummary; readonly responder: SideSummary };
  /** In order of frames; see `limits.ts` for how long it may get. */
  readonly journal: readonly JournalEntry[];
  /** Entries that were not kept because of the limit. */
  readonly journalDropped: number;
  /** Both FINs acknowledged, or a believed RST. */
  readonly closed: boolean;
  /** No longer followed: completed, given up, or replaced. Nothing of it changes any more. */
  readonly gone: boolean;
  /** Who receives the payload; null: nobody, it is only counted. May be replaced at any time. */
  consumer: StreamConsumer | null;
  /** Set by whoever has a use for the connection: of too many, those marked are given up last. */
  keep: boolean;
  /** Zeek's history: s SYN, h SYN+ACK, a ACK, d data, f FIN, r RST, g gap, t retransmission, w zero window, i FIN+RST, q SYN+FIN/RST; upper case: initiator; leading ^: the first segment came from the responder. */
  readonly history: string;
  /** Wireshark's tcp.completeness (see `summary.ts`). */
  readonly completeness: number;
  /** Frames do not tell what came first: segments were captured before others that they answer. */
  readonly reordered: boolean;
  /** The first RSTs, at most `LIMITS.resetsKept`. */
  readonly resets: readonly Reset[];
  /** RSTs that were not believed because they do not fit the connection. */
  readonly resetsIgnored: number;
}

/** Receives the payload of one connection in order, each byte once. Bytes are borrowed. */
export interface StreamConsumer {
  /** It reads a dialogue: what a side sends comes after everything that it had received by then. */
  readonly ordered?: boolean;
  /** bytes[start .. end) is the next payload of `from`; `at` is the packet that carried it. */
  data(connection: Connection, from: Side, bytes: Uint8Array, start: number, end: number, at: Arrival): void;
  /** `lengthBytes` of the stream are not in the capture; `at` is the packet that proved it. */
  gap(connection: Connection, from: Side, lengthBytes: number, at: Arrival): void;
}

/** Is told of every connection's life. */
export interface ConnectionListener {
  /**
   * Asked where no SYN of a new connection was seen: true where the segment's sender is known to have opened it, false
   * where its receiver is; null: not known.
   */
  opener?(segment: Segment): boolean | null;
  /**
   * Asked of the SYN of a new connection: false where nothing is expected of it. It is then kept as a few numbers, until
   * it says something that `hears` wants; `ConnectionTable.summon` has it followed before. `isFlood`: many connections
   * wait of which nothing but a SYN is known.
   */
  follows?(segment: Segment, isFlood: boolean): boolean;
  /** The first payload of such a connection; false: it is of no interest, and only counted from now on. */
  hears?(segment: Segment): boolean;
  /** The first segment of a new connection, before it is applied; set `connection.consumer` here. */
  opened(connection: Connection, segment: Segment): void;
  /** Called once when it has closed (both FINs acknowledged, or RST), after the segment was applied. */
  closed(connection: Connection, at: Arrival): void;
  /** The table gives the connection up (limit limitsHit, idle, or finish()); nothing more will come. */
  released(connection: Connection): void;
}

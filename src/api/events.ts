/** The events of an analysis: the facts of the JSON report, one at a time, as they are learned. */
import type {
  Capture,
  Connection,
  DataConnection,
  Endpoint,
  Exchange,
  Finding,
  InferredTransfer,
  SessionHead,
  Transfer,
  Trouble,
} from '../output/json/report.js';

/** A session was recognised. */
export type SessionEvent = {
  readonly type: 'session';
  /** The session's id, as in all events of it. */
  readonly session: number;
  readonly client: Endpoint;
  readonly server: Endpoint;
  /** The first packet of the control connection, and its time. */
  readonly frame: number;
  readonly time: string;
};

/** A command has its final reply, or the capture ended before it came. */
export type ExchangeEvent = {
  readonly type: 'exchange';
  readonly session: number;
  /** 0, 1, 2 ... in the session's dialogue. */
  readonly index: number;
  readonly exchange: Exchange;
};

/** A data connection has ended; again, with the same `id`, where the rest of the capture showed more of it. */
export type DataConnectionEvent = {
  readonly type: 'dataConnection';
  readonly session: number;
  readonly dataConnection: DataConnection;
};

/** The transfer of a data connection, right after its event. */
export type TransferEvent = {
  readonly type: 'transfer';
  readonly session: number;
  /** The `id` of the data connection. */
  readonly dataConnection: string;
  readonly transfer: Transfer | InferredTransfer;
};

/** Something the user should know; `session` is null where it concerns no single one. At the end of the capture. */
export type FindingEvent = { readonly type: 'finding'; readonly session: number | null; readonly finding: Finding };

/** One thing that went wrong, worst first, at the end of the capture. */
export type TroubleEvent = { readonly type: 'trouble'; readonly session: number | null; readonly trouble: Trouble };

/** Nothing more will come of a session. */
export type SessionEndEvent = { readonly type: 'sessionEnd'; readonly session: number; readonly head: SessionHead };

/** The last event. */
export type EndEvent = {
  readonly type: 'end';
  readonly capture: Capture;
  /** All TCP connections, FTP or not. */
  readonly connections: number;
  /** TCP connections on predicted or FTP ports that belong to no session. */
  readonly unclaimed: readonly Connection[];
};

export type AnalysisEvent =
  | SessionEvent
  | ExchangeEvent
  | DataConnectionEvent
  | TransferEvent
  | FindingEvent
  | TroubleEvent
  | SessionEndEvent
  | EndEvent;

/** What the tracker is given from outside. */
import type { Losses } from '../capture/losses.js';
import type { Timeline } from '../tcp/timeline.js';
import type { Connection } from '../tcp/types.js';
import type { KeyLog } from '../tls/keylog.js';
import type { HashName } from './content/hashes.js';
import type { ContentSinkFactory } from './content/plan.js';
import type { CaptureEnd } from './protocol/session.js';

export type TrackerOptions = {
  /** Further ports whose connections are FTP control. */
  readonly controlPorts: readonly number[];
  readonly showPasswords: boolean;
  /** See `Session.coarseTimes`. */
  readonly coarseTimes?: boolean;
  /** See `Session.epochSeconds`; null before the first packet. */
  readonly epochSeconds?: () => number | null;
  /** What travels between these hosts is analysed here; not given: everything is. */
  readonly covers?: (one: string, other: string) => boolean;
  /** TLS secrets, where there are any. */
  readonly keyLog?: KeyLog | null;
  /** Is given what transfers move. */
  readonly contentSink?: ContentSinkFactory | null;
  /** Hashes of contents that are wanted besides SHA-256. */
  readonly hashes?: readonly HashName[];
  /** The connection is of no interest: its state can go (`ConnectionTable.forget`). */
  readonly forget: (connection: Connection) => void;
  /** Follows what was kept as numbers: see `ConnectionTable.summon`. */
  readonly summon: (hosts: Connection, port: number | null) => void;
  /** Every connection is followed from its SYN: its packets are wanted if it turns out to be FTP. */
  readonly everyConnection?: boolean;
  /** Completes a connection of a session that has ended (`ConnectionTable.complete`). */
  readonly complete: (connection: Connection) => void;
  /** Packet time without its jumps (`ConnectionTable.clock`). */
  readonly clock: () => number;
  readonly timeline: Timeline;
  readonly losses: Losses;
  /** What the capture says of a session that ends now. */
  readonly captureEnd: () => CaptureEnd;
};

/**
 * A rule about the whole capture. It is given each session when that has ended, and keeps of it only what it needs:
 * sessions are let go one by one, and a capture may never end.
 */
import type { Session } from '../../ftp/protocol/session.js';
import type { Connection } from '../../tcp/types.js';
import type { Finding } from './finding.js';

export interface CaptureRule {
  /** Each session once; nothing of it changes any more. */
  add(session: Session): void;
  /** What all sessions so far show together. @param unclaimed connections that belong to no session */
  findings(unclaimed: readonly Connection[]): Iterable<Finding>;
}

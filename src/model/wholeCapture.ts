/**
 * What all sessions of a capture say together, learned one by one as they end: nothing here holds a session for longer
 * than a later one can be compared with it.
 */
import type { Session } from '../ftp/protocol/session.js';
import type { Connection } from '../tcp/types.js';
import type { Finding } from './findings/finding.js';
import { CaptureFindings } from './findings.js';
import { DataConnectionSums, isHidden } from './summary.js';
import { type Trouble, TroubleSoFar } from './trouble.js';

export class WholeCapture {
  /** Sessions that have ended, and those of them that are reported (`--session`). */
  sessions = 0;
  reported = 0;
  /** Sessions whose dialogue cannot be read. */
  hidden = 0;
  /** Sessions of which a data connection is known. */
  withData = 0;
  /** Their data connections; those that two sessions share (FXP) count once. */
  readonly dataConnections = new DataConnectionSums();
  readonly #findings = new CaptureFindings();
  readonly #trouble = new TroubleSoFar();

  /** Each session once, when nothing of it changes any more. */
  add(session: Session, reported: boolean): void {
    this.sessions++;
    if (isHidden(session)) this.hidden++;
    if (session.dataConnections.length > 0) this.withData++;
    this.dataConnections.add(session);
    this.#findings.add(session);
    if (!reported) return;
    this.reported++;
    this.#trouble.add(session);
  }

  /** Findings that concern no single session. @param unclaimed connections that belong to no session */
  findings(unclaimed: readonly Connection[]): Finding[] {
    return this.#findings.findings(unclaimed);
  }

  /** What went wrong, worst first. */
  trouble(unclaimed: readonly Connection[]): Trouble[] {
    return this.#trouble.worst(this.findings(unclaimed));
  }
}

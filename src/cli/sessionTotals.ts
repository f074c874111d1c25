/** Numbers of sessions that outlive them. */
import type { Session } from '../ftp/protocol/session.js';
import { findingsOf } from '../model/findings.js';

/** What sessions add up to: those that were let go, and any others. */
export class SessionTotals {
  missingBytes = 0;
  readonly transfers: Record<string, number> = {};
  /** By code; empty where nobody asks for them. */
  readonly findings: Record<string, number> = {};

  /** @param countsFindings judging a session takes a while, unless its report has just done so */
  constructor(private readonly countsFindings: boolean) {}

  add(session: Session): void {
    const { control, dataConnections } = session;
    if (this.countsFindings && session.captureEnd !== undefined)
      for (const { code } of findingsOf(session)) this.findings[code] = (this.findings[code] ?? 0) + 1;
    for (const connection of [control, ...dataConnections.map((data) => data.connection)])
      for (const side of connection === null ? [] : [connection.sides.initiator, connection.sides.responder])
        this.missingBytes += side.missingBytes;
    for (const { transfer } of dataConnections)
      if (transfer !== null) this.transfers[transfer.verdict] = (this.transfers[transfer.verdict] ?? 0) + 1;
  }

  copy(): SessionTotals {
    const copy = new SessionTotals(false);
    copy.missingBytes = this.missingBytes;
    Object.assign(copy.transfers, this.transfers);
    Object.assign(copy.findings, this.findings);
    return copy;
  }
}

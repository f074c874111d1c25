/** Numbers of sessions that outlive them. */
import type { Session } from '../ftp/protocol/session.js';

/** What sessions add up to: those that were let go, and any others. */
export class SessionTotals {
  missingBytes = 0;
  readonly transfers: Record<string, number> = {};

  add({ control, dataConnections }: Session): void {
    for (const connection of [control, ...dataConnections.map((data) => data.connection)])
      for (const side of connection === null ? [] : [connection.sides.initiator, connection.sides.responder])
        this.missingBytes += side.missingBytes;
    for (const { transfer } of dataConnections)
      if (transfer !== null) this.transfers[transfer.verdict] = (this.transfers[transfer.verdict] ?? 0) + 1;
  }

  copy(): SessionTotals {
    const copy = new SessionTotals();
    copy.missingBytes = this.missingBytes;
    Object.assign(copy.transfers, this.transfers);
    return copy;
  }
}

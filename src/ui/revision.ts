/** Whether something about a session is new. */
import type { Session } from '../ftp/session.js';

/** Differs when anything about the session does: its dialogue, or its connections' packets. */
export function revisionOf(session: Session): number {
  let sum = session.revision * 1e6 + session.control.segments;
  for (const { connection } of session.dataConnections) sum += connection?.segments ?? 0;
  return sum + session.dataConnections.length;
}

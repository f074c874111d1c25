/** The data connections of a session as connections, each once in a whole capture. */
import type { DataConnection, Session } from '../ftp/protocol/session.js';
import type { Connection } from '../tcp/types.js';

export type OwnConnection = { readonly connection: Connection; readonly data: DataConnection };

/** One that two sessions share (FXP) is that of the first of them; of several transfers over one, the last counts. */
export function ownConnections({ id, dataConnections }: Session): OwnConnection[] {
  const own = new Map<Connection, DataConnection>();
  for (const data of dataConnections)
    if (data.connection !== null && (data.partner === null || data.partner.session.id > id))
      own.set(data.connection, data);
  return [...own].map(([connection, data]) => ({ connection, data }));
}

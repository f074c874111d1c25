/** What passed over a linked connection, and which way, by the lengths of its records. */
import { type Arrival, type Connection, otherSide, type Side } from '../../tcp/types.js';
import { type ByteRange, contentOf } from '../../tls/content.js';
import type { TlsFacts } from '../../tls/facts.js';
import type { LinkedSession, Scored } from './link.js';

/** What passed over a connection, and which way. */
export type MovedData = {
  readonly direction: 'download' | 'upload';
  readonly sender: Side;
  readonly content: ByteRange;
  readonly exact: boolean;
  /** The first record with content, or where the sender closed: its moment on the timeline, and its frame. */
  readonly firstNs: number;
  readonly firstFrame: number;
};

/** null: nothing that can be measured. */
export function movedData(session: LinkedSession, { candidate, mode }: Scored): MovedData | null {
  const { connection, tls, clear } = candidate;
  const serverSide: Side = mode === 'PORT' || mode === 'EPRT' ? 'initiator' : 'responder';
  const clientSide = otherSide(serverSide);
  if (clear || tls === null) return clear ? clearData(session, connection, serverSide) : null;
  const server = contentOf(tls, serverSide, session.view.tickets);
  const client = contentOf(tls, clientSide, session.view.tickets);
  if (server === null || client === null || tls.handshake !== 'done') return null;
  const sender =
    server.total.max > client.total.max
      ? serverSide
      : client.total.max > server.total.max
        ? clientSide
        : firstToClose(connection, tls, serverSide);
  if (sender === null) return null;
  const own = sender === serverSide ? server : client;
  const closing = tls.closing(sender);
  const [first] = own.records;
  const missing = connection.sides[sender].missingBytes > 0;
  return {
    direction: sender === serverSide ? 'download' : 'upload',
    sender,
    content: own.total,
    exact: own.exact && !missing && own.total.min === own.total.max,
    ...firstOf(session, first ?? closing ?? { frame: connection.lastFrame, timeNs: connection.lastTimeNs }),
  };
}

const firstOf = ({ timeline }: LinkedSession, { frame, timeNs }: Arrival) => ({
  firstNs: timeline.at(frame, timeNs),
  firstFrame: frame,
});

/** PROT C: data in the clear beside an encrypted dialogue. */
function clearData(session: LinkedSession, connection: Connection, serverSide: Side): MovedData | null {
  const { sides } = connection;
  const sender = sides[serverSide].bytes >= sides[otherSide(serverSide)].bytes ? serverSide : otherSide(serverSide);
  const { bytes } = sides[sender];
  if (bytes === 0) return null;
  const first = connection.journal.find(({ kind, from }) => kind === 'data' && from === sender);
  return {
    direction: sender === serverSide ? 'download' : 'upload',
    sender,
    content: { min: bytes, max: bytes },
    exact: true,
    ...firstOf(session, {
      frame: first?.firstFrame ?? connection.firstFrame,
      timeNs: first?.timeNs ?? connection.firstTimeNs,
    }),
  };
}

/** An empty file: its sender closes first. A client that goes without TLS's closing alert may have broken off a download. */
function firstToClose(connection: Connection, tls: TlsFacts, serverSide: Side): Side | null {
  const server = closesAt(connection, tls, serverSide);
  const client = closesAt(connection, tls, otherSide(serverSide));
  const broken = client < server && tls.closing(otherSide(serverSide)) === null;
  if (server === client || broken) return null;
  return server < client ? serverSide : otherSide(serverSide);
}

function closesAt(connection: Connection, tls: TlsFacts, side: Side): number {
  const fin = connection.teardown.fins.find(({ from }) => from === side)?.frame ?? Number.POSITIVE_INFINITY;
  return Math.min(tls.closing(side)?.frame ?? Number.POSITIVE_INFINITY, fin);
}

/** Who opened a connection whose SYN is not in the capture. */
import { FTP_PORTS } from '../wire/ports.js';
import { ACK, type Segment, SYN } from '../wire/segment.js';

/** Servers listen there. */
const FTP_CONTROL_PORTS: ReadonlySet<number> = new Set([FTP_PORTS.control, FTP_PORTS.tlsControl]);
/** In active mode the server opens the connection *from* there (RFC 959 §3.2). */
const FTP_DATA_PORTS: ReadonlySet<number> = new Set([FTP_PORTS.data, FTP_PORTS.tlsData]);
const FIRST_UNPRIVILEGED_PORT = 1024;

/** What the first segment of a connection reports its two ends. */
type Orientation = { readonly fromInitiator: boolean; readonly known: boolean };

const OPENS: Orientation = { fromInitiator: true, known: true };
const ANSWERS: Orientation = { fromInitiator: false, known: true };
const LIKELY_OPENS: Orientation = { fromInitiator: true, known: false };
const LIKELY_ANSWERS: Orientation = { fromInitiator: false, known: false };

/**
 * By evidence in this order: SYN or SYN+ACK; a port that the user named (`controlPorts`) or a control port listens; a
 * port 20 opens; a privileged port listens; the smaller port listens (ephemeral ranges lie high); the segment's sender
 * opens.
 */
export function orient(segment: Segment, controlPorts: ReadonlySet<number>): Orientation {
  if ((segment.flags & SYN) !== 0) return (segment.flags & ACK) === 0 ? OPENS : ANSWERS;
  const { srcPort, dstPort } = segment;
  for (const listens of [controlPorts, FTP_CONTROL_PORTS]) {
    if (listens.has(srcPort) !== listens.has(dstPort)) return listens.has(dstPort) ? LIKELY_OPENS : LIKELY_ANSWERS;
  }
  if (FTP_DATA_PORTS.has(srcPort) !== FTP_DATA_PORTS.has(dstPort)) {
    return FTP_DATA_PORTS.has(srcPort) ? LIKELY_OPENS : LIKELY_ANSWERS;
  }
  const srcListens = srcPort < FIRST_UNPRIVILEGED_PORT;
  const dstListens = dstPort < FIRST_UNPRIVILEGED_PORT;
  if (srcListens !== dstListens) return dstListens ? LIKELY_OPENS : LIKELY_ANSWERS;
  return dstPort <= srcPort ? LIKELY_OPENS : LIKELY_ANSWERS;
}

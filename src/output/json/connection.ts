/** A TCP connection in the JSON report. Like all writers here it gives the members of an object, without the braces. */

import type { Tunnel } from '../../ftp/wrappers/wrapper.js';
import { communityId } from '../../model/communityId.js';
import { completenessName, connState } from '../../tcp/summary.js';
import type { Connection, Endpoint, SideSummary } from '../../tcp/types.js';
import { portClass, serviceName } from '../../wire/ports.js';
import type { JsonContext } from './context.js';
import { fraction, listOf, numbers, text } from './values.js';

export const endpoint = (of: Endpoint): string => `{${endpointMembers(of)}}`;

/** Address, port, the port's class (RFC 6335 §6) and IANA's name of the service on it. */
export const endpointMembers = ({ address, port }: Endpoint): string =>
  `"address":${text(address)},"port":${port},"portClass":"${portClass(port)}","service":${text(serviceName(port) ?? null)}`;

/** The end points that a proxy names, and what it put before the payload. */
export const tunnel = (it: Tunnel | null): string =>
  it === null
    ? 'null'
    : `{"kind":${text(it.kind)},"client":${it.client === null ? 'null' : endpoint(it.client)}` +
      `,"server":${it.server === null ? 'null' : endpoint(it.server)}` +
      `,"bytes":{"initiator":${it.bytes.initiator},"responder":${it.bytes.responder}}}`;

type Teardown = Connection['teardown'];
type Counter = 'retransmissions' | 'outOfOrder' | 'missingBytes' | 'conflictingBytes';

export function connectionMembers(connection: Connection, context: JsonContext): string {
  const { sides, teardown, completeness } = connection;
  const { initiator, responder } = sides;
  const both = (what: Counter): number => initiator[what] + responder[what];
  const { syn, synAck, ack } = connection.handshake;
  return (
    `"communityId":"${communityId(connection)}","initiator":${endpoint(connection.initiator)},"responder":${endpoint(connection.responder)}` +
    `,"handshake":{"syn":${syn},"synAck":${synAck},"ack":${ack}}` +
    `,"synRetransmissions":${numbers(connection.synRetransmissions)},"teardown":${teardownObject(teardown)}` +
    `,"firstTime":"${context.clock(connection.firstTimeNs)}","lastTime":"${context.clock(connection.lastTimeNs)}"` +
    `,"segments":${connection.segments},"bytes":{"initiator":${initiator.bytes},"responder":${responder.bytes}}` +
    `,"retransmissions":${both('retransmissions')},"outOfOrder":${both('outOfOrder')}` +
    `,"missingBytes":${both('missingBytes')},"conflictingBytes":${both('conflictingBytes')}` +
    `,"completeness":{"value":${completeness},"name":${text(completenessName(completeness))}}` +
    `,"connState":"${connState(connection)}","history":${text(connection.history)}` +
    `,"durationSeconds":${durationSeconds(connection)}` +
    `,"initiatorSent":${sideObject(initiator, context)},"responderSent":${sideObject(responder, context)}`
  );
}

/** Null where the clock was set back between its first and last segment. */
const durationSeconds = ({ firstTimeNs, lastTimeNs }: Connection): string =>
  lastTimeNs < firstTimeNs ? 'null' : fraction((lastTimeNs - firstTimeNs) / 1e9);

/** Segments captured, copies included, and when the first and last payload was. */
const sideObject = (side: SideSummary, { clock }: JsonContext): string =>
  `{"packets":${side.segments},"ipBytes":${side.ipBytes},"duplicates":${side.duplicates}` +
  `,"firstByteTime":${side.firstByteNs === null ? 'null' : `"${clock(side.firstByteNs)}"`}` +
  `,"lastByteTime":${side.lastByteNs === null ? 'null' : `"${clock(side.lastByteNs)}"`}}`;

const teardownObject = ({ kind, fins, rst, unseenFins }: Teardown): string =>
  `{"kind":"${kind}","fins":${listOf(fins, fin)},"rst":${rst === null ? 'null' : `{"from":"${rst.from}","frame":${rst.frame}}`}` +
  `,"unseenFins":${listOf(unseenFins, unseenFin)}}`;

const fin = ({ from, frame, ackFrame }: Teardown['fins'][number]): string =>
  `{"from":"${from}","frame":${frame},"ackFrame":${ackFrame}}`;

const unseenFin = ({ from, ackFrame }: Teardown['unseenFins'][number]): string =>
  `{"from":"${from}","ackFrame":${ackFrame}}`;

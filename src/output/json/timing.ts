/** Where the time went, in the JSON report: objects with durations in seconds. */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { sessionTiming } from '../../model/timing/session.js';
import { lossOf, repeatedFrames } from '../../model/timing/transfer.js';
import type { RoundTrips, TransferTiming } from '../../model/timing/types.js';
import type { Texts } from '../../text/texts.js';
import { fraction, listOf, numbers, params, text } from './values.js';

const seconds = (ns: number | null): string => fraction(ns === null ? null : ns / 1e9);

const roundTrips = ({ handshakeNs, smallestNs, medianNs }: RoundTrips): string =>
  `{"handshake":${seconds(handshakeNs)},"smallest":${seconds(smallestNs)},"median":${seconds(medianNs)}}`;

type Quiet = { readonly ns: number; readonly from: number; readonly to: number; readonly owner: string };
const silence = ({ ns, from, to, owner }: Quiet): string =>
  `{"seconds":${seconds(ns)},"from":${from},"to":${to},"owner":"${owner}"}`;

export function transferTimingObject(timing: TransferTiming, data: DataConnection, texts: Texts): string {
  const { connection, transfer } = data;
  const sender = transfer?.sender ?? null;
  const flow = connection === null || sender === null ? null : connection.sides[sender].flow;
  const { data: parts, limit } = timing;
  const inData =
    parts === null
      ? 'null'
      : `{"senderIdle":${seconds(parts.senderIdleNs)},"steadyRate":${seconds(parts.steadyRateNs)}` +
        `,"zeroWindow":${seconds(parts.zeroWindowNs)},"smallWindow":${seconds(parts.smallWindowNs)}` +
        `,"loss":${seconds(parts.lossNs)},"path":${seconds(parts.pathNs)}}`;
  const { repeated, segments } = flow === null ? { repeated: null, segments: null } : lossOf(flow);
  const slow =
    limit === null
      ? 'null'
      : `{"text":${text(texts.say('timing', limit))},"code":"${limit.code}","params":${params(limit.params)},"frames":${numbers(limit.frames)}}`;
  return (
    `{"total":${seconds(timing.totalNs)},"setup":${seconds(timing.setupNs)},"client":${seconds(timing.clientNs)}` +
    `,"server":{"beforeReply":${seconds(timing.serverBeforeReplyNs)},"beforeData":${seconds(timing.serverBeforeDataNs)},"afterData":${seconds(timing.serverAfterDataNs)}}` +
    `,"data":${inData},"rtt":${roundTrips(timing.rtt)}` +
    `,"loss":{"segments":${segments},"repeated":${repeated},"frames":${numbers(connection === null ? [] : repeatedFrames(connection))}}` +
    `,"silences":${listOf(timing.pauses, silence)},"limit":${slow}}`
  );
}

export function sessionTimingObject(session: Session): string {
  const timing = sessionTiming(session);
  return (
    `{"total":${seconds(timing.totalNs)},"setup":${seconds(timing.setupNs)},"client":${seconds(timing.clientNs)}` +
    `,"server":${seconds(timing.serverNs)},"transfers":${seconds(timing.transfersNs)},"rtt":${roundTrips(timing.rtt)}` +
    `,"silences":${listOf(timing.silences, silence)}}`
  );
}

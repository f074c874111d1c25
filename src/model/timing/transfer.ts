/** Where the time of a transfer went: from its command to its final reply, in seconds by owner. */
import type { DataConnection, Transfer } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { type HandshakeTimes, handshakeTimes } from '../../tcp/openingFacts.js';
import type { Connection, FlowFacts } from '../../tcp/types.js';
import { limitOf } from './limit.js';
import type { DataTiming, RoundTrips, TransferTiming } from './types.js';

/** null: nothing but the command is in this capture. */
export function transferTiming(data: DataConnection, transfer: Transfer): TransferTiming | null {
  const { command, replies } = transfer.exchange;
  const { connection } = data;
  const last = replies.at(-1);
  const endNs = last?.timeNs ?? connection?.lastTimeNs;
  if (command === null || endNs === undefined || endNs < command.timeNs) return null;
  const totalNs = endNs - command.timeNs;
  const flow = connection === null || transfer.sender === null ? null : connection.sides[transfer.sender].flow;
  const parts = aroundData(data, transfer, command.timeNs, endNs);
  // The end of a transfer that was cut short while the receiver had no room.
  const closed = transfer.verdict !== 'complete' && flow !== null && flow.closedWindowSinceNs !== null;
  const stuckNs = closed ? parts.serverAfterDataNs : 0;
  const timing = {
    totalNs,
    ...parts,
    serverAfterDataNs: parts.serverAfterDataNs - stuckNs,
    data: flow === null ? null : dataTiming(flow, stuckNs),
    rtt: roundTrips(connection, flow),
    pauses: flow?.pauses ?? [],
  };
  return { ...timing, limit: limitOf(timing, data, transfer, flow) };
}

/** At least so many even pauses make a rate. */
const STEADY_PAUSES = 8;
/** Deviation of pauses and bursts, as a share of their mean. */
const STEADY = 0.35;

/** @param stuckNs after the last segment, with the receiver's window at 0 */
function dataTiming(flow: FlowFacts, stuckNs: number): DataTiming {
  const steady = flow.idles >= STEADY_PAUSES && flow.unevenness <= STEADY;
  const zeroWindowNs = Math.min(flow.zeroWindowNs, flow.receiverWindowNs);
  return {
    senderIdleNs: steady ? 0 : flow.senderIdleNs,
    steadyRateNs: steady ? flow.senderIdleNs : 0,
    zeroWindowNs: zeroWindowNs + stuckNs,
    smallWindowNs: flow.receiverWindowNs - zeroWindowNs,
    lossNs: flow.lossNs,
    pathNs: flow.pathNs,
  };
}

const sumOf = ({ toResponderNs, toInitiatorNs }: HandshakeTimes): number | null =>
  toResponderNs === null || toInitiatorNs === null ? null : toResponderNs + toInitiatorNs;

export const roundTrips = (connection: Connection | null, flow: FlowFacts | null): RoundTrips => ({
  handshakeNs: connection === null ? null : sumOf(handshakeTimes(connection.journal)),
  smallestNs: flow?.smallestRttNs ?? null,
  medianNs: flow?.medianRttNs ?? null,
});

type Around = Pick<
  TransferTiming,
  'setupNs' | 'serverBeforeReplyNs' | 'serverBeforeDataNs' | 'serverAfterDataNs' | 'clientNs'
>;

const NOTHING: Around = {
  setupNs: 0,
  serverBeforeReplyNs: 0,
  serverBeforeDataNs: 0,
  serverAfterDataNs: 0,
  clientNs: 0,
};

/** Length of the part of [from, to] that lies in [begin, end]. */
const overlap = (from: number, to: number, begin: number, end: number): number =>
  Math.max(0, Math.min(to, end) - Math.max(from, begin));

function aroundData(data: DataConnection, transfer: Transfer, beginNs: number, endNs: number): Around {
  const { connection } = data;
  const { replies, command } = transfer.exchange;
  const sent = connection === null || transfer.sender === null ? null : connection.sides[transfer.sender];
  const firstNs = sent?.firstByteNs ?? null;
  const lastNs = sent?.lastByteNs ?? null;
  const begun = replies.find(({ code }) => code < 200)?.timeNs ?? null;
  if (connection === null || firstNs === null || lastNs === null)
    return { ...NOTHING, serverBeforeReplyNs: command === null ? 0 : Math.max(0, endNs - beginNs) };
  const upload = transfer.direction === 'upload';
  const { synNs, openNs } = openingOf(connection);
  const setupNs = overlap(synNs, openNs, beginNs, firstNs);
  // Before the first byte: the handshake, then the server up to its preliminary reply, then the sender.
  const repliedNs = Math.min(begun ?? firstNs, firstNs);
  const serverBeforeReplyNs = Math.max(0, repliedNs - beginNs - overlap(synNs, openNs, beginNs, repliedNs));
  const restNs = Math.max(0, firstNs - Math.max(beginNs, repliedNs) - overlap(synNs, openNs, repliedNs, firstNs));
  const finNs = upload ? finTime(connection, transfer) : null;
  const afterNs = Math.max(0, endNs - lastNs);
  const clientAfterNs = finNs === null ? 0 : Math.min(afterNs, Math.max(0, finNs - lastNs));
  return {
    setupNs,
    serverBeforeReplyNs,
    serverBeforeDataNs: upload ? 0 : restNs,
    serverAfterDataNs: transfer.code === null ? 0 : afterNs - clientAfterNs,
    clientNs: (upload ? restNs : 0) + clientAfterNs,
  };
}

/** When the SYN and the ACK of the handshake were captured; equal where they were not. */
function openingOf({ journal, firstTimeNs }: Connection): { readonly synNs: number; readonly openNs: number } {
  const syn = journal.find(({ kind }) => kind === 'syn');
  if (syn === undefined) return { synNs: firstTimeNs, openNs: firstTimeNs };
  const { toInitiatorNs } = handshakeTimes(journal);
  const synAck = journal.find(({ kind }) => kind === 'syn-ack');
  return { synNs: syn.timeNs, openNs: (synAck?.timeNs ?? syn.timeNs) + (toInitiatorNs ?? 0) };
}

/** When the sender's FIN was captured. */
function finTime({ journal }: Connection, { sender }: Transfer): number | null {
  return journal.find(({ kind, from }) => kind === 'fin' && from === sender)?.timeNs ?? null;
}

/** Segments with payload, and those of them that repeat: the one figure of loss. */
export const lossOf = ({ segments, repeatedSegments }: FlowFacts) => ({ segments, repeated: repeatedSegments });

/** Frames of segments that repeat: SYNs, data, FINs. */
export function repeatedFrames(connection: Connection): number[] {
  const { initiator, responder } = connection.sides;
  const control = connection.journal.filter(({ kind, retransmissions }) => kind === 'fin' && retransmissions > 0);
  const frames = [
    ...connection.synRetransmissions,
    ...(initiator.flow?.repeatedFrames ?? []),
    ...(responder.flow?.repeatedFrames ?? []),
    ...control.map(({ firstFrame }) => firstFrame),
  ];
  return [...new Set(frames)].sort((a, b) => a - b).slice(0, LIMITS.framesPerFinding);
}

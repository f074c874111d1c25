/** What held a slow transfer up most. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import { factsOf } from '../../fact.js';
import type { DataConnection, Transfer } from '../../ftp/protocol/session.js';
import type { FlowFacts } from '../../tcp/types.js';
import type { LimitFact, LimitParams } from '../codes.js';
import { roleOf } from '../roles.js';
import type { TransferTiming } from './types.js';

const say = factsOf<LimitParams>();

/** Transfers that took less are not slow. */
const SLOW_NS = NS_PER_SECOND;
/** Of the whole time; less decides nothing. */
const DECISIVE_SHARE = 0.5;
/** On shorter ways the round trip is no limit. */
const LONG_WAY_NS = 5e6;
/** Of the bytes that may travel in each round trip, a faster transfer than this is not held up by the path. */
const FAST_BYTES_PER_SECOND = 100e6;

type Timed = Omit<TransferTiming, 'limit'>;

/** null: it was not slow, nothing decides, or what does is no fault. */
export function limitOf(
  timing: Timed,
  data: DataConnection,
  transfer: Transfer,
  flow: FlowFacts | null,
): LimitFact | null {
  const { totalNs } = timing;
  if (totalNs < SLOW_NS || transfer.verdict === 'refused') return null;
  let decisive: { readonly ns: number; readonly fact: () => LimitFact | null } | null = null;
  for (const candidate of candidatesOf(timing, data, transfer, flow))
    if (decisive === null || candidate.ns > decisive.ns) decisive = candidate;
  if (decisive === null || decisive.ns < totalNs * DECISIVE_SHARE) return null;
  return decisive.fact();
}

type Candidate = { readonly ns: number; readonly fact: () => LimitFact | null };

function* candidatesOf(
  timing: Timed,
  data: DataConnection,
  transfer: Transfer,
  flow: FlowFacts | null,
): Iterable<Candidate> {
  const { totalNs } = timing;
  const share = (ns: number) => ({ ns, totalNs });
  const plain = (
    code: 'setup' | 'client-before-data' | 'server-before-reply' | 'server-before-data' | 'server-after-data',
    ns: number,
  ) => ({
    ns,
    fact: () => say(code, share(ns)),
  });
  yield plain('setup', timing.setupNs);
  yield plain('client-before-data', timing.clientNs);
  yield plain('server-before-reply', timing.serverBeforeReplyNs);
  yield plain('server-before-data', timing.serverBeforeDataNs);
  yield plain('server-after-data', timing.serverAfterDataNs);
  if (timing.data !== null && flow !== null) yield* inData(timing, data, transfer, flow);
}

function* inData(timing: Timed, data: DataConnection, transfer: Transfer, flow: FlowFacts): Iterable<Candidate> {
  const { totalNs } = timing;
  const { senderIdleNs, steadyRateNs, zeroWindowNs, smallWindowNs, lossNs, pathNs } = timing.data!;
  const { sender, receiver } = endsOf(data, transfer);
  const { repeatedSegments: repeated, segments } = flow;
  const rttNs = timing.rtt.handshakeNs ?? timing.rtt.medianNs;
  yield { ns: senderIdleNs, fact: () => say('sender-idle', { ns: senderIdleNs, totalNs, sender }) };
  yield { ns: zeroWindowNs, fact: () => say('zero-window', { ns: zeroWindowNs, totalNs, receiver }) };
  yield {
    ns: smallWindowNs,
    fact: () =>
      flow.limitingWindow < 0
        ? null
        : say('window', { ns: smallWindowNs, totalNs, receiver, windowBytes: flow.limitingWindow, rttNs }),
  };
  yield { ns: lossNs, fact: () => say('loss', { ns: lossNs, totalNs, repeated, segments }, flow.repeatedFrames) };
  const seconds = (transfer.durationSeconds ?? 0) > 0 ? transfer.durationSeconds! : totalNs / NS_PER_SECOND;
  const bytesPerSecond = transfer.bytes / seconds;
  yield { ns: steadyRateNs, fact: () => say('steady-rate', { ns: steadyRateNs, totalNs, bytesPerSecond }) };
  yield {
    ns: pathNs,
    fact: () =>
      rttNs === null || rttNs < LONG_WAY_NS || bytesPerSecond > FAST_BYTES_PER_SECOND
        ? null
        : say('path', {
            ns: pathNs,
            totalNs,
            bytesPerRoundTrip: (bytesPerSecond * rttNs) / NS_PER_SECOND,
            rttNs,
          }),
  };
}

/** Under FXP the other server counts as the client. */
function endsOf(data: DataConnection, transfer: Transfer) {
  const role =
    data.connection === null || transfer.sender === null ? null : roleOf(data, data.connection, transfer.sender);
  const sender = role === 'server' ? ('server' as const) : ('client' as const);
  return { sender, receiver: sender === 'server' ? ('client' as const) : ('server' as const) };
}

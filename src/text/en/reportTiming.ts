/** Where the time went, in the text report. */
import type { SessionTiming } from '../../model/timing/session.js';
import type { TransferTiming } from '../../model/timing/types.js';
import type { Format } from '../format.js';
import { worthNaming } from '../shared/shares.js';

/** '2.4 s: the path 2.0 s, the server before its reply 300 ms'; parts of nothing are left out. */
function joined(totalNs: number, parts: readonly (readonly [name: string, ns: number | null])[], f: Format): string {
  const words = worthNaming(totalNs, parts).map(([name, ns]) => `${name} ${f.duration(ns)}`);
  return words.length === 0 ? f.duration(totalNs) : `${f.duration(totalNs)}: ${words.join(', ')}`;
}

export const TIMES = {
  parts: (p: TransferTiming, f: Format) =>
    joined(
      p.totalNs,
      [
        ['opening the connection', p.setupNs],
        ['the server before its reply', p.serverBeforeReplyNs],
        ['the server before its first byte', p.serverBeforeDataNs],
        ['the client', p.clientNs],
        ['the path', p.data?.pathNs ?? null],
        ['the sender idle', p.data?.senderIdleNs ?? null],
        ['a steady rate', p.data?.steadyRateNs ?? null],
        ["the receiver's window", p.data?.smallWindowNs ?? null],
        ["the receiver's window 0", p.data?.zeroWindowNs ?? null],
        ['loss', p.data?.lossNs ?? null],
        ['the server after the last byte', p.serverAfterDataNs],
      ],
      f,
    ),
  session: (p: SessionTiming, f: Format) =>
    joined(
      p.totalNs,
      [
        ['the handshake', p.setupNs],
        ['the client', p.clientNs],
        ['the server', p.serverNs],
        ['transfers', p.transfersNs],
      ],
      f,
    ),
  roundTrip: (times: string, ns: number, f: Format) => `${times}; round trip ${f.duration(ns)}`,
} as const;

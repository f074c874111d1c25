/** What held a slow transfer up most. */
import type { LimitParams } from '../../model/codes.js';
import type { Format } from '../format.js';
import type { Messages } from '../messages.js';
import { bits, windowUnits } from '../shared/numbers.js';

const share = ({ ns, totalNs }: { readonly ns: number; readonly totalNs: number }, f: Format): string =>
  `${f.duration(ns)} of ${f.duration(totalNs)}`;

/** '64 KiB', '1,000 bytes'. */
const windowSize = (bytes: number, f: Format): string =>
  windowUnits(bytes, f) ?? f.plural(bytes, { one: '# byte', other: '# bytes' });

export const TIMING: Messages<LimitParams> = {
  setup: (p, f) => `opening the data connection took ${share(p, f)}`,
  'client-before-data': (p, f) =>
    `the client kept the server waiting for ${share(p, f)}: before its first byte, or before its FIN`,
  'server-before-reply': (p, f) => `the server took ${share(p, f)} before it answered the command`,
  'server-before-data': (p, f) => `the server took ${share(p, f)} before its first byte`,
  'server-after-data': (p, f) => `the server took ${share(p, f)} between the last byte and its reply`,
  'sender-idle': (p, f) => `the ${p.sender} had nothing to send for ${share(p, f)}`,
  'zero-window': (p, f) => `the ${p.receiver} did not read: its window was 0 for ${share(p, f)}`,
  window: (p, f) =>
    p.rttNs === null || p.rttNs === 0
      ? `limited by the window of the ${p.receiver}, ${windowSize(p.windowBytes, f)}, for ${share(p, f)}`
      : `limited by the window of the ${p.receiver}, ${windowSize(p.windowBytes, f)} at ${f.duration(p.rttNs)}: at most ${bits((p.windowBytes / p.rttNs) * 1e9)} (${share(p, f)})`,
  loss: (p, f) =>
    `loss: ${f.count(p.repeated)} of ${f.plural(p.segments, { one: '# segment', other: '# segments' })} sent again (${f.percent(p.repeated / p.segments)}), which took ${share(p, f)}`,
  'steady-rate': (p, f) => `a steady ${f.rate(p.bytesPerSecond)}: a rate limit, or the slowest link (${share(p, f)})`,
  path: (p, f) =>
    `limited by the path: about ${f.bytes(Math.round(p.bytesPerRoundTrip))} in each round trip of ${f.duration(p.rttNs)} (${share(p, f)})`,
};

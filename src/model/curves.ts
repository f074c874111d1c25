/** The curves of what a data connection carried, for plots: bytes sent, acknowledged and sent again, and the receiver's room. */
import { NS_PER_SECOND } from '../bytes/units.js';
import type { DataConnection } from '../ftp/protocol/session.js';
import type { FlowTrace, Side } from '../tcp/types.js';

export type Curves = {
  readonly trace: FlowTrace;
  readonly sender: Side;
  /** From the first point to the last; `lastNs` is later. */
  readonly firstNs: number;
  readonly lastNs: number;
  /** The highest byte that was sent. */
  readonly bytes: number;
};

/** null: too little was sent for a plot, or curves were not kept. */
export function curvesOf({ connection, transfer }: DataConnection): Curves | null {
  if (connection === null) return null;
  const { sides } = connection;
  const busier = sides.initiator.bytes >= sides.responder.bytes ? 'initiator' : 'responder';
  const sender = transfer?.sender ?? busier;
  const trace = sides[sender].flow?.trace ?? null;
  if (trace === null) return null;
  const { sent, again, acked } = trace;
  if (sent.length + again.length < 2) return null;
  const times = [...sent, ...again, ...acked].map(({ timeNs }) => timeNs);
  const firstNs = Math.min(...times);
  const lastNs = Math.max(...times);
  const bytes = Math.max(...[...sent, ...again].map(({ offset }) => offset));
  return lastNs > firstNs && bytes > 0 ? { trace, sender, firstNs, lastNs, bytes } : null;
}

/** Bytes a second in each of `columns` equal parts of the time; what lies between two points is spread evenly. */
export function speedsOf({ trace, firstNs, lastNs }: Curves, columns: number): Float64Array {
  const step = (lastNs - firstNs) / columns;
  const bytes = new Float64Array(columns);
  let offset = 0;
  let fromNs = firstNs;
  for (const point of trace.sent) {
    const more = point.offset - offset;
    if (more > 0) spread(bytes, more, (fromNs - firstNs) / step, (point.timeNs - firstNs) / step);
    offset = Math.max(offset, point.offset);
    fromNs = point.timeNs;
  }
  return bytes.map((one) => (one / step) * NS_PER_SECOND);
}

function spread(bins: Float64Array, amount: number, from: number, to: number): void {
  const last = bins.length - 1;
  const first = Math.max(0, Math.min(last, Math.floor(from)));
  const end = Math.max(first, Math.min(last, Math.ceil(to) - 1));
  const span = to - from;
  for (let i = first; i <= end; i++) {
    const share = span <= 0 ? 1 / (end - first + 1) : (Math.min(i + 1, to) - Math.max(i, from)) / span;
    bins[i]! += amount * Math.max(0, share);
  }
}

/** Servers that let the client wait: long between the last byte and the final reply. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { repliesShow } from '../coverage.js';
import { commandRef, type Finding, finding } from './finding.js';

/** A server that checks or stores a file needs less. */
const SLOW_NS = 10 * NS_PER_SECOND;
/** A round wait is a timer: within this share of whole seconds. */
const ROUND_SHARE = 0.02;

type Slow = {
  readonly data: DataConnection;
  readonly waitedNs: number;
  readonly endFrame: number;
  readonly replyFrame: number;
};

/** From the sender's FIN, or its last byte, to the final reply; several of a session are one finding. */
export function* slowFinalReplies(session: Session): Iterable<Finding> {
  if (!repliesShow(session)) return;
  const slow = session.dataConnections.map(waitOf).filter((each) => each !== null);
  const [first] = slow;
  if (first === undefined) return;
  const waits = slow.map(({ waitedNs }) => waitedNs);
  const shortestNs = Math.min(...waits);
  const longestNs = Math.max(...waits);
  const seconds = Math.round(longestNs / NS_PER_SECOND);
  const alike = longestNs - shortestNs <= longestNs * ROUND_SHARE;
  const timer =
    alike && (slow.length > 1 || (seconds % 10 === 0 && Math.abs(longestNs / NS_PER_SECOND - seconds) < 0.5));
  yield finding(
    'reply-late',
    'warning',
    {
      command: commandRef(first.data.transfer!.exchange),
      upload: first.data.transfer!.direction === 'upload',
      count: slow.length,
      shortestNs,
      longestNs,
      timer,
    },
    slow.flatMap(({ endFrame, replyFrame }) => [endFrame, replyFrame]).slice(0, LIMITS.framesPerFinding),
  );
}

function waitOf(data: DataConnection): Slow | null {
  const { transfer, connection } = data;
  const reply = transfer?.exchange.replies.at(-1);
  if (
    transfer == null ||
    connection === null ||
    transfer.code === null ||
    reply === undefined ||
    transfer.sender === null
  )
    return null;
  const last = connection.journal.findLast(
    ({ kind, from }) => (kind === 'data' || kind === 'fin') && from === transfer.sender,
  );
  if (last === undefined) return null;
  const waitedNs = reply.timeNs - last.lastTimeNs;
  return waitedNs >= SLOW_NS ? { data, waitedNs, endFrame: last.lastFrame, replyFrame: reply.lastFrame } : null;
}

/** Replies in another order than their commands, or a preliminary reply behind the final one. */
import type { Exchange, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { repliesShow } from '../coverage.js';
import { commandRef, exchangeFrames, type Finding, finding } from './finding.js';

const PRELIMINARY_BELOW = 200;

/** One finding of a session; where the capture may have changed the order, none. */
export function* repliesOutOfStep(session: Session): Iterable<Finding> {
  if (!repliesShow(session)) return;
  const odd = session.exchanges.filter((exchange) => isLate(exchange) || isTurned(exchange));
  const [first] = odd;
  if (first === undefined) return;
  const params = { command: commandRef(first), count: odd.length, preliminaryLast: isTurned(first) };
  yield finding('replies-out-of-step', 'info', params, odd.flatMap(exchangeFrames).slice(0, LIMITS.framesPerFinding));
}

/** A later command was answered before it. */
const isLate = ({ command, doubt }: Exchange): boolean => command !== null && doubt?.code === 'out-of-order';

/** 226, then 150. */
const isTurned = ({ command, replies }: Exchange): boolean =>
  command !== null &&
  replies.some(({ code }, i) => code < PRELIMINARY_BELOW && i > 0 && replies[i - 1]!.code >= PRELIMINARY_BELOW);

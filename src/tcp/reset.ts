/** Whether a RST is to be believed. */
import { LIMITS } from '../limits.js';
import { ACK, type Segment } from '../wire/segment.js';
import { seqAdd, seqDistance } from './seq.js';
import type { TcpSide } from './side.js';

const UNKNOWN_WINDOW = LIMITS.unknownWindowBytes;
const LARGEST_SCALE = 14;
const SLACK = LIMITS.resetSlackBytes;

/**
 * RFC 9293 §3.5.3 and §3.10.7: a RST that answers a SYN must acknowledge it; any other must lie in the receiver's
 * window. Lenient where the capture does not show enough: a lone RST is believed, and one just before the window is
 * (a host without state answers old segments with their old acknowledgment number).
 *
 * @param answersNothing the initiator resets before it was answered: its own SYN gives the place
 */
export function resetFits(segment: Segment, me: TcpSide, other: TcpSide, answersNothing: boolean): boolean {
  if (!me.stream.placed) {
    if (!other.isnKnown || me.segments > 1) return true;
    // SYN-SENT: the acknowledgment number covers the SYN and at most what was sent with it.
    if ((segment.flags & ACK) === 0) return false;
    const acked = seqDistance(seqAdd(other.isn, 1), segment.ack);
    return acked >= 0 && acked <= other.stream.offset;
  }
  const expected = seqDistance(me.stream.next, segment.seq);
  if (answersNothing || !other.ackKnown) return expected >= -UNKNOWN_WINDOW && expected <= UNKNOWN_WINDOW;
  const scaled = other.windowScale >= 0 && me.windowScale >= 0;
  const shift = scaled ? Math.min(other.windowScale, LARGEST_SCALE) : 0;
  const window = scaled || (other.isnKnown && me.isnKnown) ? Math.max(other.window, 0) << shift : UNKNOWN_WINDOW;
  const ahead = seqDistance(other.ack, segment.seq);
  // Behind a FIN lies one more number; what the capture shows as sent fits, whatever the window says.
  const upper = Math.max(window, seqDistance(other.ack, me.stream.next)) + 2;
  return ahead >= -SLACK && ahead <= upper;
}

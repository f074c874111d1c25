/** What was inferred of an encrypted dialogue, as remarks on the runs of data that carried it. */
import { type InferredTurn, NAMED_FROM, namedCommand } from '../../ftp/protocol/inferred.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import type { InferredTransferParams, LadderFact } from './codes.js';
import { say } from './say.js';

/** By the frame that completed the record: commands, and the last reply of each. */
export function inferredRemarks({ inferred }: Session): ReadonlyMap<number, readonly LadderFact[]> {
  const remarks = new Map<number, LadderFact[]>();
  const add = (frame: number, fact: LadderFact): void => {
    const list = remarks.get(frame);
    if (list) list.push(fact);
    else remarks.set(frame, [fact]);
  };
  for (const turn of inferred?.turns ?? []) {
    if (turn.command) add(turn.command.frame, commandFact(turn));
    const last = turn.replies.at(-1);
    if (!last) continue;
    const sure = turn.reply !== null && turn.reply.p >= NAMED_FROM;
    const { digit, p } = sure ? turn.reply! : { digit: null, p: null };
    add(last.frame, say('inferred-reply', { digit, p: capped(p), bytes: last.bytes }, [last.frame]));
  }
  return remarks;
}

function commandFact(turn: InferredTurn): LadderFact {
  const { bytes, frame } = turn.command!;
  const named = namedCommand(turn);
  return say(
    'inferred-command',
    {
      verb: named && 'verb' in named ? named.verb : null,
      class: named && 'class' in named ? named.class : null,
      p: capped(named?.p ?? null),
      bytes,
    },
    [frame],
  );
}

/** Of the heading of a data connection, and of reports. */
export function inferredTransferOf({ inferred }: DataConnection): InferredTransferParams | null {
  if (inferred === null) return null;
  const { turn, direction, content, verdict } = inferred;
  const named = turn && namedCommand(turn);
  return { verb: named && 'verb' in named ? named.verb : null, direction, content, verdict };
}

/** Nothing that is inferred is certain. */
const capped = (p: number | null): number | null => (p === null ? null : Math.min(0.99, p));

/** Commands without a reply, and how the control connection ended meanwhile. */
import { NS_PER_SECOND } from '../../bytes/units.js';
import { rowOf } from '../../ftp/protocol/commands.js';
import type { Exchange, Session } from '../../ftp/protocol/session.js';
import { type Connection, otherSide, type Side } from '../../tcp/types.js';
import { provenUnanswered } from '../coverage.js';
import type { FindingParams, MiddleboxRef, Role } from './codes.js';
import { commandRef, type Finding, finding } from './finding.js';

/** Repetitions that show that nothing passes any more. */
const DEAD_REPEATS = 2;
/** RSTs of both sides within this time have one cause. */
const TOGETHER_NS = NS_PER_SECOND;

/** One finding about the command that waited when the control connection ended, or was not answered at all. */
export function* unansweredCommands(session: Session): Iterable<Finding> {
  const dead = deadControl(session);
  if (dead !== null) yield dead;
  const waiting = session.exchanges.filter((exchange) => isWaited(exchange) && provenUnanswered(exchange, session));
  const [first] = waiting;
  if (first === undefined || dead !== null) return;
  yield ended(session, waiting.at(-1)!) ?? unanswered(session, first, waiting.length);
}

/** Clients leave without waiting for the reply to QUIT, and ABOR may get one or two. */
function isWaited({ command }: Exchange): boolean {
  const row = rowOf(command?.verb);
  return command !== null && row?.endsSession !== true && row?.aborts !== true;
}

const roleOf = (session: Session, side: Side): Role => (side === session.clientSide ? 'client' : 'server');

/** What one side sent was repeated and never acknowledged. */
function deadControl(session: Session): Finding | null {
  const { control, clientSide } = session;
  for (const side of [clientSide, otherSide(clientSide)]) {
    const { stall } = control.sides[side];
    if (stall === null || stall.ended || stall.repeats < DEAD_REPEATS) continue;
    const exchange = waitingIn(session, side, stall.frame);
    const before = lastBefore(control, stall.timeNs);
    return finding(
      'control-dead',
      'warning',
      {
        by: roleOf(session, side),
        frame: stall.frame,
        repeats: stall.repeats,
        spanNs: stall.lastNs - stall.timeNs,
        command: exchange === null ? null : commandRef(exchange),
        idleNs: before === null ? null : stall.timeNs - before,
        reset: control.teardown.rst === null ? null : control.teardown.rst.frame,
      },
      [stall.frame, stall.lastFrame, exchange?.command?.frame, control.teardown.rst?.frame],
    );
  }
  return null;
}

/** The command or reply that the repeated segment carries, or a part of it. */
function waitingIn({ exchanges, clientSide }: Session, side: Side, frame: number): Exchange | null {
  if (side === clientSide)
    return exchanges.findLast(({ command, code }) => command !== null && code === null && command.frame >= 0) ?? null;
  return exchanges.findLast(({ replies }) => replies.some(({ lastFrame }) => lastFrame >= frame)) ?? null;
}

/** When the control connection last had a segment before this time; null: it is not known. */
function lastBefore({ journal }: Connection, timeNs: number): number | null {
  let last: number | null = null;
  for (const entry of journal) {
    if (entry.timeNs >= timeNs) break;
    last = Math.min(entry.lastTimeNs, timeNs);
  }
  return last;
}

/** The connection was reset or closed while the command waited. */
function ended(session: Session, exchange: Exchange): Finding | null {
  const { control } = session;
  const { rst, fins } = control.teardown;
  const command = commandRef(exchange);
  const { frame, timeNs } = exchange.command!;
  const preliminary = exchange.replies.at(-1)?.code ?? null;
  const common = { command, frame, preliminary };
  const from = exchange.replies.at(-1)?.timeNs ?? timeNs;
  if (rst !== null && rst.frame > frame) {
    const box = middlebox(control);
    const frames = [frame, ...control.resets.map((each) => each.frame), rst.frame];
    if (box !== null) return finding('middlebox-reset', 'warning', { ...common, box }, frames);
    const at = timeOf(control, rst.frame) ?? control.lastTimeNs;
    const params = { ...common, by: roleOf(session, rst.from), end: rst.frame, afterNs: Math.max(0, at - from) };
    return finding('control-reset', 'warning', params, frames);
  }
  const fin = fins.find((each) => each.frame > frame);
  if (fin === undefined) return null;
  const at = timeOf(control, fin.frame) ?? control.lastTimeNs;
  const params: FindingParams['control-closed'] = {
    ...common,
    by: roleOf(session, fin.from),
    end: fin.frame,
    afterNs: Math.max(0, at - from),
    transferring: exchange.dataConnection?.transfer?.exchange === exchange && preliminary !== null,
  };
  return finding('control-closed', 'warning', params, [frame, fin.frame]);
}

const timeOf = ({ journal }: Connection, frame: number): number | null =>
  journal.find(({ firstFrame }) => firstFrame === frame)?.timeNs ?? null;

/**
 * RSTs that neither side sent: both within a moment, or with another TTL than that side's segments. A host answers a RST
 * with nothing (RFC 9293 §3.5.2).
 */
export function middlebox({ resets }: Connection): MiddleboxRef | null {
  const foreign = resets.filter(({ ttl, usualTtl }) => usualTtl !== null && ttl !== usualTtl);
  const [first] = resets;
  const other = resets.find(({ from, timeNs }) => from !== first?.from && timeNs - first!.timeNs <= TOGETHER_NS);
  const both = other !== undefined;
  if (foreign.length === 0) return null;
  const { ttl, usualTtl } = foreign[0]!;
  return { both, ttl, usualTtl: usualTtl!, otherUsualTtl: foreign[1]?.usualTtl ?? null };
}

function unanswered(session: Session, exchange: Exchange, count: number): Finding {
  const { control, captureEnd } = session;
  const { frame, timeNs } = exchange.command!;
  const later = session.exchanges.find(({ index, code }) => index > exchange.index && code !== null);
  return finding(
    'command-unanswered',
    'warning',
    {
      command: commandRef(exchange),
      frame,
      login: rowOf(exchange.command!.verb)?.login !== undefined,
      waitedNs: captureEnd === undefined || later !== undefined ? null : control.lastTimeNs - timeNs,
      more: count - 1,
    },
    [frame, ...exchange.replies.map(({ lastFrame }) => lastFrame)],
  );
}

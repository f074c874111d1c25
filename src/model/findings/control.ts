/** Commands without a reply, and how the control connection ended meanwhile. */
import { rowOf } from '../../ftp/protocol/commands.js';
import type { Exchange, Session } from '../../ftp/protocol/session.js';
import { type Connection, otherSide, type Side } from '../../tcp/types.js';
import { provenUnanswered } from '../coverage.js';
import type { Role } from './codes.js';
import { commandRef, type Finding, finding } from './finding.js';
import { middlebox } from './middlebox.js';

/** Repetitions that show that nothing passes any more. */
const DEAD_REPEATS = 2;
/** One finding about the command that waited when the control connection ended, or was not answered at all. */
export function* unansweredCommands(session: Session): Iterable<Finding> {
  const dead = deadControl(session);
  if (dead !== null) yield dead;
  const waiting = session.exchanges.filter((exchange) => isWaited(exchange) && provenUnanswered(exchange, session));
  const [first] = waiting;
  if (dead !== null) return;
  if (first === undefined) {
    yield* resetOnTheWay(session);
    return;
  }
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
    const params = { ...common, end: rst.frame, afterNs: Math.max(0, at - from) };
    return rst.from === session.clientSide
      ? finding('client-gave-up', 'warning', { ...params, how: 'rst' }, frames)
      : finding('control-reset', 'warning', params, frames);
  }
  const fin = fins.find((each) => each.frame > frame);
  if (fin === undefined) return null;
  const at = timeOf(control, fin.frame) ?? control.lastTimeNs;
  const params = { ...common, end: fin.frame, afterNs: Math.max(0, at - from) };
  if (fin.from === session.clientSide)
    return finding('client-gave-up', 'warning', { ...params, how: 'fin' }, [frame, fin.frame]);
  const transferring = exchange.dataConnection?.transfer?.exchange === exchange && preliminary !== null;
  return finding('control-closed', 'warning', { ...params, transferring }, [frame, fin.frame]);
}

/** No command waited, but neither side sent the RST. */
function* resetOnTheWay({ control, exchanges }: Session): Iterable<Finding> {
  const { rst } = control.teardown;
  const box = rst === null ? null : middlebox(control);
  const last = exchanges.findLast(({ command }) => command !== null && command.frame < (rst?.frame ?? 0));
  if (box === null || last === undefined) return;
  const { frame } = last.command!;
  const params = { command: commandRef(last), frame, preliminary: null, box };
  yield finding('middlebox-reset', 'warning', params, [frame, rst!.frame, ...control.resets.map((each) => each.frame)]);
}

const timeOf = ({ journal }: Connection, frame: number): number | null =>
  journal.find(({ firstFrame }) => firstFrame === frame)?.timeNs ?? null;

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

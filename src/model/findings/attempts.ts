/** SYNs that opened nothing: never answered, refused by RST, prohibited by ICMP. Attempts that had the same result are one finding. */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { attemptFrames, icmpRef, synSpan } from '../reasons.js';
import { isActive } from '../roles.js';
import { mayBeLost, undecided } from '../undecided.js';
import type { Attempt } from './codes.js';
import { contrastOf } from './contrast.js';
import { exchangeFrames, type Finding, failedTransfer, finding } from './finding.js';

export function* failedAttempts(session: Session): Iterable<Finding> {
  const groups = new Map<string, DataConnection[]>();
  for (const data of session.dataConnections) {
    const { connection, outcome } = data;
    if (connection === null || !(outcome === 'unanswered' || outcome === 'refused' || outcome === 'prohibited'))
      continue;
    if (reportedWithAddress(data)) continue;
    // While packets may still come, the answer may be the next; or it was among those that were lost.
    if (mayBeLost(data) || (session.captureEnd === undefined && undecided(data))) continue;
    const { icmpError, initiator, responder } = connection;
    const key = [
      outcome,
      undecided(data),
      initiator.address,
      responder.address,
      isActive(data.mode),
      icmpError?.text,
    ].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [data]);
    else group.push(data);
  }
  for (const list of groups.values()) yield ofAttempts(list);
}

function ofAttempts(list: readonly DataConnection[]): Finding {
  const [first] = list;
  const active = isActive(first!.mode);
  const attempt = attemptOf(list);
  const frames = list
    .flatMap((data) => [
      ...attemptFrames(data),
      ...exchangeFrames(data.exchange),
      ...exchangeFrames(data.transfer?.exchange ?? null),
    ])
    .concat(attempt.contrast?.frame ?? null)
    .slice(0, LIMITS.framesPerFinding);
  switch (first!.outcome) {
    case 'refused':
      return finding('data-refused', 'warning', { ...attempt, active }, frames);
    case 'prohibited':
      return finding('data-prohibited', 'warning', { ...attempt, active, icmp: icmpRef(first!.connection!) }, frames);
    default: {
      const open = list.some(undecided);
      return finding('data-unanswered', open ? 'info' : 'warning', { ...attempt, active, open }, frames);
    }
  }
}

function attemptOf(list: readonly DataConnection[]): Attempt {
  const [first] = list;
  const { initiator, responder } = first!.connection!;
  const failed = list.map(failedTransfer).filter((each) => each !== null);
  return {
    opener: isActive(first!.mode) ? 'server' : 'client',
    from: initiator.address,
    to: responder.address,
    ports: list.map(({ connection }) => connection!.responder.port),
    count: list.length,
    ...synSpan(first!.connection!),
    failed: failed[0] ?? null,
    alsoFailed: Math.max(0, failed.length - 1),
    mode: first!.mode,
    contrast: contrastOf(first!),
  };
}

/** The SYN went to a strange address that was announced: the finding about that address says what became of it. */
function reportedWithAddress({ announced, session, connection, partner }: DataConnection): boolean {
  if (announced === null || partner !== null || connection === null) return false;
  return announced.address !== session[announced.by].address && connection.responder.address === announced.address;
}

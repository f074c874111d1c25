/** The result of a session as the screen shows it: a sign, a few words, and what went wrong. */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import type { Finding } from '../../model/findings/finding.js';
import { WEIGHTS, weightOf } from '../../model/findings/table.js';
import { attemptFrames } from '../../model/reasons.js';
import { resultOf, type SessionResult } from '../../model/result/result.js';
import { isHidden } from '../../model/summary.js';
import type { Role } from '../terminal/theme.js';
import type { SessionFact } from './cache.js';
import type { Context } from './context.js';
import { findingsOf } from './sessionFacts.js';
import { bar, directionOf, progressOf, running } from './summary.js';

const RESULT: SessionFact<SessionResult> = { make: resultOf, cheapMs: 2 };

/** Failed, open or fine; while packets may still come to a session, nothing that is open counts as failed. */
export type Mark = 'failed' | 'open' | 'ok' | 'none' | 'running';

export const SIGNS: Readonly<Record<Mark, string>> = { failed: '✘', open: '?', ok: '✔', none: ' ', running: '…' };
export const MARK_ROLES: Readonly<Record<Mark, Role>> = {
  failed: 'alert',
  open: 'warning',
  ok: 'good',
  none: 'dim',
  running: 'info',
};

export const sessionResult = (session: Session, { cache }: Context): SessionResult => cache.ofSession(RESULT, session);

export function markOf(session: Session, context: Context): Mark {
  const { ok, failed, open } = sessionResult(session, context);
  if (failed > 0) return 'failed';
  if (context.reading && !session.control.closed) return 'running';
  return open > 0 ? 'open' : ok > 0 ? 'ok' : 'none';
}

/** '1 ok · 1 ✘ PASV 50009 no answer', '▓▓▓░░░ 61 %', 'no transfer'. */
export function resultText(session: Session, context: Context): string {
  const { texts, ui } = context;
  const { results: words } = ui;
  const { ok, failures, failed, open } = sessionResult(session, context);
  const now = context.reading ? running(session) : undefined;
  const parts: string[] = [];
  if (ok > 0) parts.push(words.ok(ok, context.format));
  const [first] = failures;
  if (first) {
    const said = texts.say('results', first.fact);
    const alone = failures.length === 1 && first.count === 1 && ok === 0;
    parts.push(alone ? words.failed(said) : words.failures(first.count, said));
    if (failed > first.count) parts.push(words.more(failed - first.count));
  }
  if (now) {
    const share = progressOf(now);
    parts.push(
      share === null ? ui.sessions.running[directionOf(now)] : `${bar(share, 6)} ${Math.floor(share * 100)} %`,
    );
  } else if (open > 0) parts.push(context.reading ? words.notYet(open) : words.open(open));
  const partner = session.dataConnections.find((data) => data.partner !== null)?.partner ?? null;
  if (partner !== null && failed === 0) parts.push(words.fxp(partner.session.server.address));
  if (parts.length > 0) return parts.join(' · ');
  return isHidden(session) ? words.hidden : words.nothing;
}

/** What went wrong in the session, worst first. */
export function troubleOfSession(session: Session, context: Context): readonly Finding[] {
  const weighed = findingsOf(session, context).flatMap((finding) => {
    const weight = weightOf(finding);
    return weight === null ? [] : [{ finding, weight: WEIGHTS.indexOf(weight) }];
  });
  return weighed.sort((a, b) => a.weight - b.weight).map(({ finding }) => finding);
}

/** What went wrong with a data connection; null: nothing. */
export function troubleOfData(data: DataConnection, context: Context): Finding | null {
  const { announced, exchange, transfer } = data;
  const frames = new Set<number>(attemptFrames(data));
  if (announced) frames.add(announced.frame);
  for (const one of [exchange, transfer?.exchange]) {
    if (one?.command) frames.add(one.command.frame);
    for (const { firstFrame, lastFrame } of one?.replies ?? []) frames.add(firstFrame).add(lastFrame);
  }
  return (
    troubleOfSession(data.session, context).find((finding) => finding.frames.some((frame) => frames.has(frame))) ?? null
  );
}

/** The same of one data connection. */
export function dataMark(data: DataConnection, context: Context): Mark {
  const { transfer } = data;
  if (transfer?.verdict === 'complete') return 'ok';
  if (transfer?.verdict === 'truncated' || transfer?.verdict === 'refused') return 'failed';
  if (transfer !== null && transfer.code === null && context.reading) return 'running';
  if (troubleOfData(data, context) !== null) return 'failed';
  return transfer !== null && transfer.verdict === 'unknown' ? 'open' : 'none';
}

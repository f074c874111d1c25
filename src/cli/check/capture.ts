/** A capture that is read whole, for commands that hold sheets against it. */
import type { Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import type { LimitHitParams } from '../../model/codes.js';
import type { CaptureSubject } from '../../model/filter/fields.js';
import type { FindingsOf } from '../../model/filter/language.js';
import { CaptureFindings, findingsOf } from '../../model/findings.js';
import type { Reported } from '../../output/reporting.js';
import type { Texts } from '../../text/texts.js';
import { EXIT } from '../exitCodes.js';
import { readJudged } from '../judged.js';
import { reportedOf } from '../run.js';

/** Of these, something that happened may be missing from the sessions. */
const LOSSES: ReadonlySet<keyof LimitHitParams> = new Set<keyof LimitHitParams>([
  'connections-evicted',
  'ftp-connections-evicted',
  'exchanges-dropped',
  'reassembly-full',
  'announcements-expired',
]);

export type ReadCapture = {
  readonly subject: CaptureSubject;
  readonly findings: FindingsOf;
  readonly reported: Reported;
  readonly damaged: boolean;
};

/**
 * @param analysis --port, --keylog and --quiet as they were given
 * @throws CaptureError, UsageError
 */
export async function readCapture(
  files: readonly string[],
  analysis: readonly string[],
  texts: Texts,
  machineTexts: Texts,
): Promise<ReadCapture> {
  const whole = new CaptureFindings();
  const kept: Session[] = [];
  let sessions = 0;
  const { run, exitCode } = await readJudged([...analysis, '--', ...files], texts, machineTexts, (session) => {
    whole.add(session);
    if (++sessions <= LIMITS.checkSessions) kept.push(session);
  });
  const { analyzer } = run;
  const reported = reportedOf(run);
  const subject: CaptureSubject = {
    sessions: kept.sort((a, b) => a.id - b.id),
    findings: whole.findings(analyzer.unclaimed),
    packets: analyzer.packets,
    connections: analyzer.connections,
    info: reported.info,
    limitReached: sessions > kept.length || analyzer.limitsHit.some(({ code }) => LOSSES.has(code)),
  };
  return { subject, findings: keptFindings(), reported, damaged: exitCode === EXIT.damaged };
}

/** Findings are asked for again and again. */
function keptFindings(): FindingsOf {
  const known = new WeakMap<Session, ReturnType<FindingsOf>>();
  return (session) => {
    const findings = known.get(session) ?? findingsOf(session);
    known.set(session, findings);
    return findings;
  };
}

/** Findings in the shape of Suricata's `alert` events. */
import { hash } from 'node:crypto';
import type { Session } from '../../ftp/protocol/session.js';
import type { Finding } from '../../model/findings/finding.js';
import { findingsOf } from '../../model/findings.js';
import type { Report } from '../format.js';
import { eventLine } from './head.js';

/** Ours is no rule of Suricata's: another generator than 1, which its rules have. */
const GENERATOR = 4096;
const ID_HEX_DIGITS = 7;
/** Suricata's: 1 is the worst. */
const SEVERITY = { alert: 1, warning: 2, info: 3 } as const;

/** Those that are more than a remark. */
export const alertsOf = (session: Session): Finding[] =>
  findingsOf(session).filter(({ severity }) => severity !== 'info');

export function* alertEvents(session: Session, report: Report): Iterable<string> {
  const { control, clientSide } = session;
  for (const finding of alertsOf(session)) {
    const at = {
      type: 'alert',
      connection: control,
      from: clientSide,
      timeNs: control.lastTimeNs,
      parent: null,
    } as const;
    const members = { alert: alertMembers(finding, report), app_proto: 'ftp' };
    yield eventLine({ ...at, frame: finding.frames.at(-1) ?? null }, members, report);
  }
}

function alertMembers(finding: Finding, { texts }: Report) {
  const { code, severity } = finding;
  return {
    action: 'allowed',
    gid: GENERATOR,
    // The same for the same kind of finding, in every release.
    signature_id: Number.parseInt(hash('sha256', code).slice(0, ID_HEX_DIGITS), 16),
    rev: 1,
    signature: texts.finding(finding).message,
    category: code,
    severity: SEVERITY[severity],
  };
}

/** Zeek's notice.log: our findings, warnings and alerts, as notices. */
import type { Session } from '../../ftp/protocol/session.js';
import type { Finding } from '../../model/findings/finding.js';
import { findingsOf } from '../../model/findings.js';
import type { Report } from '../format.js';
import { ID_FIELDS, idOf, type Log, type Row, secondsOf, uidOf } from './log.js';

export const NOTICE: Log = {
  fields: [
    ['ts', 'time'],
    ['uid', 'string'],
    ...ID_FIELDS,
    ['fuid', 'string'],
    ['file_mime_type', 'string'],
    ['file_desc', 'string'],
    ['proto', 'enum'],
    ['note', 'enum'],
    ['msg', 'string'],
    ['sub', 'string'],
    ['src', 'addr'],
    ['dst', 'addr'],
    ['p', 'port'],
    ['n', 'count'],
    ['peer_descr', 'string'],
    ['actions', 'set[enum]'],
    ['email_dest', 'set[string]'],
    ['suppress_for', 'interval'],
    ['remote_location.country_code', 'string'],
    ['remote_location.region', 'string'],
    ['remote_location.city', 'string'],
    ['remote_location.latitude', 'double'],
    ['remote_location.longitude', 'double'],
  ],

  *rows(session, report) {
    for (const finding of findingsOf(session)) if (isNotice(finding)) yield row(finding, session, report);
  },

  *last(report) {
    for (const finding of report.whole.findings(report.view.unclaimed))
      if (isNotice(finding)) yield row(finding, null, report);
  },
};

const isNotice = ({ severity }: Finding): boolean => severity !== 'info';

/** 'FtpSniff::Data_Unanswered'; Zeek's own name where it has one for the same. */
const noteOf = ({ code }: Finding): string =>
  code === 'password-guessing' || code === 'brute-force'
    ? 'FTP::Bruteforcing'
    : `FtpSniff::${code.replace(/(?:^|-)(.)/g, (part, first: string) => (part.startsWith('-') ? '_' : '') + first.toUpperCase())}`;

function row(finding: Finding, session: Session | null, report: Report): Row {
  const { message, cause } = report.texts.finding(finding);
  const { view, info } = report;
  const control = session?.control;
  return [
    secondsOf(control?.lastTimeNs ?? view.lastTimeNs ?? 0, report),
    control === undefined ? null : uidOf(control, report),
    ...(control === undefined ? [null, null, null, null] : idOf(control)),
    null,
    null,
    null,
    'tcp',
    noteOf(finding),
    message,
    cause,
    session?.client.address ?? null,
    session?.server.address ?? null,
    session?.server.port ?? null,
    null,
    info.sensor,
    ['Notice::ACTION_LOG'],
    [],
    0,
    null,
    null,
    null,
    null,
    null,
  ];
}

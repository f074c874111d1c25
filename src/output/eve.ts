/** `--format eve`: the events of Suricata's EVE, one JSON object a line, when a session has ended. */
import type { Session } from '../ftp/protocol/session.js';
import { alertEvents, alertsOf } from './eve/alert.js';
import { fileEvents } from './eve/files.js';
import { flowEvent, flowEvents } from './eve/flow.js';
import { ftpEvents } from './eve/ftp.js';
import type { Report, ReportWriter } from './format.js';

export class EveWriter implements ReportWriter {
  *ended(session: Session, report: Report): Iterable<string> {
    yield* ftpEvents(session, report);
    yield* fileEvents(session, report);
    yield* alertEvents(session, report);
    yield* flowEvents(session, alertsOf(session).length > 0, report);
  }

  *end(report: Report): Iterable<string> {
    for (const connection of report.view.unclaimed)
      yield flowEvent(connection, null, { appProto: 'failed', transactions: 0, alerted: false }, report);
  }

  close(): void {}
}

/** All sessions at a glance. */
import { escapeText, truncateToWidth } from '../../bytes/text.js';
import { findingsOf } from '../../model/findings.js';
import { formatBytes, formatClock, formatEndpoint } from '../../model/format.js';
import { type SessionSummary, summarize } from '../../model/summary.js';
import { table } from '../columns.js';
import type { Report, ReportStyle } from '../format.js';
import type { StyledLine } from '../styles.js';
import { heading, tableLines } from './lines.js';

export function* overviewLines(report: Report, style: ReportStyle): Generator<StyledLine> {
  const { view, sessions } = report;
  yield heading(`Sessions (${sessions.length})`, style.width);
  const rows = sessions.map((session) => {
    const summary = summarize(session);
    return [
      String(session.id),
      formatClock(view.epochSeconds ?? 0, session.control.firstTimeNs, 0),
      formatEndpoint(session.client),
      formatEndpoint(session.server),
      session.user === null ? '–' : truncateToWidth(escapeText(session.user), 16),
      summary.modes.join(' '),
      String(summary.commands),
      transfersCell(summary),
      formatBytes(summary.bytes),
      summary.state,
      findingsCell(findingsOf(session).length),
    ];
  });
  const lines = table(
    [
      { title: '#', align: 'right' },
      { title: 'start', optional: 3 },
      { title: 'client', flexible: true },
      { title: 'server', flexible: true },
      { title: 'user', flexible: true },
      { title: 'mode', flexible: true, optional: 1 },
      { title: 'cmds', align: 'right', optional: 4 },
      { title: 'transfers', align: 'right' },
      { title: 'bytes', align: 'right', optional: 2 },
      { title: 'state', flexible: true },
      { title: 'findings', align: 'right' },
    ],
    rows,
    style.width,
  );
  yield* tableLines(lines, 0);
}

/** Complete of all transfers, where some are not. */
const transfersCell = ({ transfers, complete }: SessionSummary): string =>
  transfers === complete ? String(transfers) : `${complete}/${transfers}`;

const findingsCell = (count: number): string => (count === 0 ? '' : String(count));

/** All sessions at a glance. */
import { escapeText, truncateToWidth } from '../../bytes/text.js';
import type { Session } from '../../ftp/protocol/session.js';
import { findingsOf } from '../../model/findings.js';
import { formatClock } from '../../model/format.js';
import { type SessionSummary, summarize } from '../../model/summary.js';
import { table } from '../columns.js';
import type { Report, ReportStyle } from '../format.js';
import type { StyledLine } from '../styles.js';
import { heading, tableLines } from './lines.js';

/** The cells of a session's row. */
export function overviewRow(session: Session, { view, texts }: Report): string[] {
  const words = texts.report.overview;
  const f = texts.format;
  const summary = summarize(session);
  return [
    String(session.id),
    formatClock(view.epochSeconds ?? 0, session.control.firstTimeNs, 0),
    f.endpoint(session.client),
    f.endpoint(session.server),
    session.user === null ? '–' : truncateToWidth(escapeText(session.user), 16),
    summary.modes.join(' '),
    String(summary.commands),
    transfersCell(summary),
    f.bytes(summary.bytes),
    (session.tls === null ? words.states : words.tlsStates)[summary.state],
    findingsCell(findingsOf(session).length),
  ];
}

export function* overviewLines(
  rows: readonly (readonly string[])[],
  { whole, texts }: Report,
  style: ReportStyle,
): Generator<StyledLine> {
  const words = texts.report.overview;
  yield heading(words.title(whole.reported, texts.format), style.width);
  const { columns } = words;
  const lines = table(
    [
      { title: columns.number, align: 'right' },
      { title: columns.start, optional: 3 },
      { title: columns.client, flexible: true },
      { title: columns.server, flexible: true },
      { title: columns.user, flexible: true },
      { title: columns.mode, flexible: true, optional: 1 },
      { title: columns.commands, align: 'right', optional: 4 },
      { title: columns.transfers, align: 'right' },
      { title: columns.bytes, align: 'right', optional: 2 },
      { title: columns.state, flexible: true },
      { title: columns.findings, align: 'right' },
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

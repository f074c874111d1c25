/** What was captured, what was left out, and what was seen where there is no FTP. */
import { escapeText } from '../../bytes/text.js';
import { isNote } from '../../model/captureInfo.js';
import {
  formatBytes,
  formatCount,
  formatDateTime,
  formatDuration,
  formatEndpoint,
  listWords,
  plural,
} from '../../model/format.js';
import { dataConnectionsWords, isHidden } from '../../model/summary.js';
import type { Connection } from '../../tcp/types.js';
import { reasonWords } from '../../wire/reasonWords.js';
import { frameRange, table } from '../columns.js';
import type { Report, ReportStyle } from '../format.js';
import { type StyledLine, span } from '../styles.js';
import { field, heading, tableLines } from './lines.js';

/** The capture in a few fields. */
export function* captureLines(report: Report, style: ReportStyle): Generator<StyledLine> {
  const { view, info } = report;
  const { width } = style;
  yield heading('Capture', width);
  const several = info.sources.length > 1 ? ' (frames are numbered through, in time order)' : '';
  yield* field('source', `${info.sources.map(sourceName).join(', ')}${several}`, width);
  yield* field(
    'format',
    `${info.format}${info.linkTypes.length === 0 ? '' : `, link type ${listWords(info.linkTypes)}`}`,
    width,
  );
  const cut =
    view.cut == null
      ? ''
      : `; ${formatCount(view.cut.packets)} cut at ${plural(view.cut.longestBytes, 'byte')} (snap length)`;
  yield* field('packets', `${formatCount(view.packets)}, ${formatBytes(view.bytes)} captured${cut}`, width, {
    style: cut === '' ? 'plain' : 'bad',
  });
  if (view.epochSeconds !== null && view.firstTimeNs !== null && view.lastTimeNs !== null) {
    const first = formatDateTime(view.epochSeconds, view.firstTimeNs, info.fractionDigits);
    yield* field('time', `from ${first}, lasting ${formatDuration(view.lastTimeNs - view.firstTimeNs)}`, width);
  }
  yield* field('found', foundWords(report), width);
  const skipped = Object.entries(view.skipped).sort((a, b) => b[1] - a[1]);
  if (skipped.length > 0) {
    const shown = skipped.slice(0, style.verbosity > 0 ? skipped.length : 8);
    const rest = skipped.length - shown.length;
    const words = shown.map(([reason, count]) => escapeText(reasonWords(reason, count, formatCount(count)))).join(', ');
    yield* field('not analysed', `${words}${rest > 0 ? ` and ${rest} other reasons` : ''}`, width);
  }
  const dropped = [
    info.dropped.kernel ? `${plural(info.dropped.kernel, 'packet')} by the kernel` : '',
    info.dropped.interface ? `${plural(info.dropped.interface, 'packet')} by the interface` : '',
  ].filter((part) => part !== '');
  if (dropped.length > 0)
    yield* field('dropped', `${listWords(dropped)}: what was said in them is not known`, width, { style: 'bad' });
  for (const problem of info.problems) {
    const { message, frame } = problem;
    const where = frame === null || /\bframes? \d/.test(message) ? '' : ` (frame ${frame})`;
    if (isNote(problem)) yield* field('note', escapeText(message) + where, width);
    else yield* field('problem', escapeText(message) + where, width, { style: 'bad' });
  }
}

const sourceName = (name: string): string => (name === '-' ? 'standard input' : escapeText(name));

function foundWords(report: Report): string {
  const { view, sessions } = report;
  const hidden = view.sessions.some(isHidden) && view.sessions.every((session) => session.dataConnections.length === 0);
  const words = hidden ? 'data connections not known (encrypted)' : dataConnectionsWords(view.sessions);
  const data = view.sessions.length === 0 ? '' : `, ${words}`;
  const all = `${plural(view.connections, 'TCP connection')}: ${plural(view.sessions.length, 'FTP session')}${data}`;
  return sessions.length < view.sessions.length
    ? `${all}; ${formatCount(sessions.length)} of the sessions ${sessions.length === 1 ? 'is' : 'are'} reported here`
    : all;
}

/** Instead of sessions: what can be said all the same. */
export function* nothingFound(report: Report, style: ReportStyle): Generator<StyledLine> {
  const { view } = report;
  yield heading('No FTP session', style.width);
  for (const line of nothingWords(report)) yield* field('', line, style.width, { labelColumns: 0 });
  if (view.unclaimed.length > 0) yield [];
}

function nothingWords(report: Report): string[] {
  const { view } = report;
  if (view.sessions.length > 0)
    return [
      `The capture has ${plural(view.sessions.length, 'session')}, numbered from 1, but none of those asked for with --session.`,
    ];
  if (view.packets === 0) return ['The capture holds no packets.'];
  const skipped = Object.entries(view.skipped);
  const left = skipped.reduce((sum, [, count]) => sum + count, 0);
  if (view.connections === 0) {
    const most = skipped.sort((a, b) => b[1] - a[1])[0];
    const reason =
      most === undefined
        ? ''
        : ` ${left === most[1] ? 'All' : 'Most'} of them: ${escapeText(reasonWords(most[0], most[1], formatCount(most[1])))}.`;
    return [
      `No packet belongs to a TCP connection.${view.packets > 1 ? reason : ''}`,
      'FTP runs over TCP: was the capture taken on the right interface, and without a filter that leaves TCP out?',
    ];
  }
  return [
    `${plural(view.connections, 'TCP connection')} in ${plural(view.packets - left, 'packet')}, but none speaks FTP.`,
    'Control connections are recognised on port 21 (990 for implicit TLS), and elsewhere by the words of the first replies and commands. If the server uses another port, or the capture begins late, name the port: --port PORT.',
  ];
}

/** Shown at most, without -v. */
const SHOWN = 20;

/** 'closed by FIN', 'FIN, then RST in frame 54'. */
function endWords({ teardown: { kind, rst } }: Connection): string {
  if (kind === 'none') return 'not closed';
  if (rst === null) return `closed by ${kind.toUpperCase()}`;
  return kind === 'fin' ? `FIN, then RST in frame ${rst.frame}` : `closed by RST in frame ${rst.frame}`;
}

/** TCP connections that look as if they belonged to a session, but to none that was seen. */
export function* unclaimedLines(report: Report, style: ReportStyle): Generator<StyledLine> {
  const { unclaimed } = report.view;
  if (unclaimed.length === 0) return;
  yield heading('Connections that belong to no session', style.width);
  yield* field(
    '',
    'On FTP or announced ports, or between the hosts of a session; no dialogue in this capture explains them.',
    style.width,
    { labelColumns: 0, style: 'dim' },
  );
  const shown = style.verbosity > 0 ? unclaimed : unclaimed.slice(0, SHOWN);
  const rows = shown.map((connection) => [
    formatEndpoint(connection.initiator),
    formatEndpoint(connection.responder),
    frameRange(connection.firstFrame, connection.lastFrame, 21),
    formatBytes(connection.sides.initiator.bytes + connection.sides.responder.bytes),
    endWords(connection),
  ]);
  yield* tableLines(
    table(
      [{ title: 'from' }, { title: 'to' }, { title: 'frames' }, { title: 'bytes', align: 'right' }, { title: 'end' }],
      rows,
      style.width - 2,
    ),
    2,
  );
  if (shown.length < unclaimed.length)
    yield [span(`  ... and ${formatCount(unclaimed.length - shown.length)} more (-v shows all)`, 'dim')];
}

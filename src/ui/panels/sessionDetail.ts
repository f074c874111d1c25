/** What stands beside the list of sessions: the chosen one at a glance. */

import { escapeText } from '../../bytes/text.js';
import type { Session } from '../../ftp/protocol/session.js';
import { formatBytes, formatDateTime, formatDuration, formatEndpoint, plural } from '../../model/format.js';
import { verdictWord } from '../../model/transfers.js';
import { findingsOf } from '../data/findings.js';
import { endOf, numbersOf, transfersInWords } from '../data/summary.js';
import type { PanelContext } from '../panel.js';
import { EMPTY, type Line, line, span, wrap } from '../terminal/text.js';
import { outcomeRole, transferTitle } from './transferWords.js';

/** The view of transfers has all of them. */
const MOST_TRANSFERS = 200;

export function sessionDetail(session: Session, { context }: PanelContext, columns: number): readonly Line[] {
  const { control } = session;
  const { modes, commands } = numbersOf(session);
  const epoch = context.analyzer.epochSeconds;
  const facts: [string, string][] = [
    ['client', formatEndpoint(session.client)],
    ['server', formatEndpoint(session.server)],
    ['user', session.user === null ? 'not seen' : escapeText(session.user)],
    ['password', session.password === null ? 'not seen' : escapeText(session.password)],
    ['login', session.loggedIn === null ? 'not seen' : session.loggedIn ? 'accepted' : 'refused'],
    ['began', epoch === null ? '' : formatDateTime(epoch, control.firstTimeNs)],
    ['lasted', formatDuration(control.lastTimeNs - control.firstTimeNs)],
    ['recognised', context.texts.report.recognisedBy(session.recognisedBy)],
    ['dialogue', plural(commands, 'command')],
    ['data', `${transfersInWords(session)}${modes === '' ? '' : ` (${modes})`}`],
    ['state', endOf(control)],
  ];
  if (session.tls)
    facts.push(['TLS', `${session.tls.startedBy}${session.tls.decrypted ? ', decrypted' : ', not decrypted'}`]);
  const lines: Line[] = [
    [
      span(`Session ${session.id}`, 'title'),
      span('   Enter shows its ladder: all connections in one time order', 'dim'),
    ],
  ];
  for (const [name, value] of facts) {
    if (value === '') continue;
    for (const [i, part] of wrap(value, Math.max(10, columns - 14)).entries()) {
      lines.push([span((i === 0 ? name : '').padEnd(14), 'dim'), span(part)]);
    }
  }
  const found = findingsOf(session);
  if (found.length > 0) lines.push(EMPTY, line('Findings', 'section'));
  for (const finding of found.slice(0, 6)) {
    for (const part of wrap(finding.message, columns)) lines.push(line(part, finding.severity));
  }
  if (session.dataConnections.length > 0) lines.push(EMPTY, line('Transfers', 'section'));
  for (const data of session.dataConnections.slice(0, MOST_TRANSFERS)) {
    const bytes = data.transfer ? `  ${formatBytes(data.transfer.bytes)}` : '';
    lines.push([
      span(`${data.id}  `.padEnd(7), 'dim'),
      span(`${data.mode} `.padEnd(6), 'announcement'),
      span(transferTitle(data)),
      span(bytes, 'data'),
      span(`  ${data.transfer ? verdictWord(data.transfer) : data.outcome}`, outcomeRole(data)),
    ]);
  }
  return lines;
}

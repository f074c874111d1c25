/** Beside the list of sessions: the chosen one at a glance. */

import { escapeText } from '../../bytes/text.js';
import { namedCommand } from '../../ftp/protocol/inferred.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { formatDateTime, formatEndpoint } from '../../model/format.js';
import { inferredTransferOf } from '../../model/ladder/inferred.js';
import { say } from '../../model/ladder/say.js';
import { verdictWord } from '../../model/transfers.js';
import { findingsOf } from '../data/sessionFacts.js';
import { endOf, numbersOf, transfersInWords } from '../data/summary.js';
import { EMPTY, type Line, line, type Span, span, wrap } from '../terminal/text.js';
import type { PanelProps } from './panel.js';
import { FactLines } from './table.js';
import { outcomeRole, transferTitle } from './transferDetail.js';

/** The view of transfers has all of them. */
const MOST_TRANSFERS = 200;
const MOST_FINDINGS = 6;
const LABEL = 14;

export function sessionDetail(session: Session, { context }: PanelProps<Session>, columns: number): readonly Line[] {
  const { ui, format: f } = context;
  const { sessions: texts } = ui;
  const { facts } = texts;
  const { control, tls } = session;
  const { modes, commands } = numbersOf(session, context);
  const epoch = context.analyzer.epochSeconds;
  const data = transfersInWords(session, context);
  const login = session.loggedIn === null ? texts.missing : session.loggedIn ? texts.accepted : texts.refused;
  const found = findingsOf(session, context);
  const pane = new FactLines(columns, LABEL)
    .line([span(texts.title(session.id), 'title'), span(`   ${texts.enter}`, 'dim')])
    .add(facts.client, formatEndpoint(session.client))
    .add(facts.server, formatEndpoint(session.server))
    .add(facts.user, session.user === null ? texts.missing : escapeText(session.user))
    .add(facts.password, session.password === null ? texts.missing : escapeText(session.password))
    .add(facts.login, login)
    .add(facts.began, epoch === null ? null : formatDateTime(epoch, control.firstTimeNs))
    .add(facts.lasted, f.duration(control.lastTimeNs - control.firstTimeNs))
    .add(facts.recognised, context.texts.report.recognisedBy(session.recognisedBy))
    .add(facts.dialogue, texts.commands(commands, f))
    .add(facts.data, modes === '' ? data : texts.dataAndModes(data, modes))
    .add(facts.state, texts.states[endOf(control)])
    .add(facts.tls, tls && (tls.decrypted ? texts.decrypted(tls.startedBy) : texts.notDecrypted(tls.startedBy)))
    .add(facts.inferred, inferredWords(session, context));
  if (found.length > 0) pane.line(EMPTY).line(line(texts.findings, 'section'));
  for (const finding of found.slice(0, MOST_FINDINGS))
    for (const part of wrap(context.texts.findingParagraph(finding), columns)) pane.line(line(part, finding.severity));
  if (session.dataConnections.length > 0) pane.line(EMPTY).line(line(texts.transfers, 'section'));
  for (const one of session.dataConnections.slice(0, MOST_TRANSFERS)) {
    pane.line([
      span(`${one.id}  `.padEnd(7), 'dim'),
      span(`${one.mode} `.padEnd(6), 'announcement'),
      ...transferSpans(one, context),
    ]);
  }
  return pane.lines;
}

function inferredWords({ inferred }: Session, { texts, format }: PanelProps<Session>['context']): string | null {
  if (inferred === null) return null;
  const commands = inferred.turns.filter(({ command }) => command !== null);
  const named = commands.filter((turn) => namedCommand(turn)).length;
  return texts.report.session.inferred(inferred.family, commands.length, named, format);
}

/** How a transfer went; one that was inferred is dim, and marked by its own words. */
function transferSpans(one: DataConnection, context: PanelProps<Session>['context']): Span[] {
  const inferred = one.transfer === null ? inferredTransferOf(one) : null;
  if (inferred !== null) return [span(context.texts.say('ladder', say('inferred-transfer', inferred)), 'dim')];
  return [
    span(transferTitle(one, context)),
    span(one.transfer ? `  ${context.format.bytes(one.transfer.bytes)}` : '', 'data'),
    span(`  ${one.transfer ? verdictWord(one.transfer) : one.outcome}`, outcomeRole(one)),
  ];
}

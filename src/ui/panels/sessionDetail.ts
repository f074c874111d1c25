/** Below or beside the list of sessions: what went wrong in the chosen one, then the session at a glance. */

import { escapeText } from '../../bytes/text.js';
import { namedCommand } from '../../ftp/protocol/inferred.js';
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import { closedFirst } from '../../model/closedFirst.js';
import { formatDateTime, formatEndpoint } from '../../model/format.js';
import { inferredTransferOf } from '../../model/ladder/inferred.js';
import { say } from '../../model/ladder/say.js';
import { judgedSteps } from '../../model/steps.js';
import { verdictWord } from '../../model/transfers.js';
import type { Context } from '../data/context.js';
import { MARK_ROLES, markOf, resultText, SIGNS, troubleOfData, troubleOfSession } from '../data/result.js';
import { endOf, numbersOf } from '../data/summary.js';
import { EMPTY, type Line, line, type Span, span } from '../terminal/text.js';
import type { PanelProps } from './panel.js';
import { FactLines } from './table.js';
import { outcomeRole, transferTitle } from './transferDetail.js';
import { troubleLines } from './troubleLines.js';

/** The view of transfers has all of them. */
const MOST_TRANSFERS = 200;
/** What went wrong is told in full of so many things; the findings have all. */
const MOST_TROUBLES = 4;
const LABEL = 14;

export function sessionDetail(session: Session, { context }: PanelProps<Session>, columns: number): readonly Line[] {
  const lines: Line[] = [...resultLines(session, context, columns), EMPTY, ...factLines(session, context, columns)];
  if (session.dataConnections.length > 0) lines.push(EMPTY, line(context.ui.sessions.transfers, 'section'));
  for (const one of session.dataConnections.slice(0, MOST_TRANSFERS)) lines.push(transferLine(one, context));
  return lines;
}

/** What went wrong, the step that failed, and who closed first; or that nothing did. */
function resultLines(session: Session, context: Context, columns: number): Line[] {
  const { results: words } = context.ui;
  const mark = markOf(session, context);
  const troubles = troubleOfSession(session, context).slice(0, MOST_TROUBLES);
  const lines = troubles.flatMap((finding, i) => [
    ...troubleLines(finding, context, columns),
    ...(i === 0 ? stepLines(session, context) : []),
  ]);
  if (troubles.length === 0)
    lines.push([
      span(`${SIGNS[mark]} `, MARK_ROLES[mark]),
      span(resultText(session, context), 'strong'),
      span(`   ${words.enter}`, 'dim'),
    ]);
  const first = closedFirst(session, null);
  const fin = session.control.teardown.fins[0]?.frame ?? session.control.teardown.rst?.frame ?? null;
  if (first !== null) lines.push([span('  '), span(words.closedFirst(first, fin), 'dim')]);
  return lines;
}

/** 'Step 6 of 10 failed' of the data connection that the worst finding is about. */
function stepLines(session: Session, context: Context): Line[] {
  const { results: words } = context.ui;
  const data = session.dataConnections.find((one) => troubleOfData(one, context) !== null);
  if (!data) return [];
  const step = judgedSteps(data).findIndex(({ state }) => state === 'failed' || state === 'missing');
  return step < 0
    ? []
    : [[span('  '), span(words.step(data.id, step + 1), 'warning'), span(`   ${words.enter}`, 'dim')]];
}

function factLines(session: Session, context: Context, columns: number): readonly Line[] {
  const { ui, format: f } = context;
  const { sessions: texts } = ui;
  const { facts } = texts;
  const { control, tls } = session;
  const { modes, commands } = numbersOf(session, context);
  const epoch = context.analyzer.epochSeconds;
  const data = resultText(session, context);
  const missing = context.reading ? ui.transfers.notYet : texts.missing;
  const login = session.loggedIn === null ? missing : session.loggedIn ? texts.accepted : texts.refused;
  return new FactLines(columns, LABEL)
    .line([span(texts.title(session.id), 'title')])
    .add(facts.client, formatEndpoint(session.client))
    .add(facts.server, formatEndpoint(session.server))
    .add(facts.user, session.user === null ? missing : escapeText(session.user))
    .add(facts.password, session.password === null ? missing : escapeText(session.password))
    .add(facts.login, login)
    .add(facts.began, epoch === null ? null : formatDateTime(epoch, control.firstTimeNs))
    .add(facts.lasted, f.duration(control.lastTimeNs - control.firstTimeNs))
    .add(facts.recognised, context.texts.report.recognisedBy(session.recognisedBy))
    .add(facts.dialogue, texts.commands(commands, f))
    .add(facts.data, modes === '' ? data : texts.dataAndModes(data, modes))
    .add(facts.state, texts.states[endOf(control)])
    .add(facts.tls, tls && (tls.decrypted ? texts.decrypted(tls.startedBy) : texts.notDecrypted(tls.startedBy)))
    .add(facts.inferred, inferredText(session, context)).lines;
}

const transferLine = (one: DataConnection, context: Context): Line => [
  span(`${one.id}  `.padEnd(7), 'dim'),
  span(`${one.mode} `.padEnd(6), 'announcement'),
  ...transferSpans(one, context),
];

/** What was inferred of an encrypted dialogue; null: nothing. */
function inferredText({ inferred }: Session, { texts, format }: Context): string | null {
  if (inferred === null) return null;
  const commands = inferred.turns.filter(({ command }) => command !== null);
  const named = commands.filter((turn) => namedCommand(turn)).length;
  return texts.report.session.inferred(inferred.family, commands.length, named, format);
}

/** How a transfer went; one that was inferred is dim, and marked by its own words. */
function transferSpans(one: DataConnection, context: Context): Span[] {
  const inferred = one.transfer === null ? inferredTransferOf(one) : null;
  if (inferred !== null) return [span(context.texts.say('ladder', say('inferred-transfer', inferred)), 'dim')];
  const { verdicts, outcomes } = context.texts.report;
  return [
    span(transferTitle(one, context)),
    span(one.transfer ? `  ${context.format.bytes(one.transfer.bytes)}` : '', 'data'),
    span(`  ${one.transfer ? verdicts[verdictWord(one.transfer)] : outcomes[one.outcome]}`, outcomeRole(one)),
  ];
}

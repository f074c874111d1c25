/** `--format markdown`: for tickets and merge requests, as GitHub and GitLab show it (GFM). */

import { escapeText } from '../bytes/text.js';
import type { Session as CoreSession } from '../ftp/protocol/session.js';
import { circled, formatDateTime, formatEndpoint } from '../model/format.js';
import { buildLadder } from '../model/ladder.js';
import type { Texts } from '../text/texts.js';
import { exportTroubles } from './export/troubles.js';
import type { ReportOfAll, ReportStyle } from './format.js';
import { jsonContext } from './json/context.js';
import { sessionObject } from './json/objects.js';
import type { DataConnection, Session } from './json/report.js';
import { drawLadder, extentOf, ladderHeader, ladderLayout } from './ladder/text.js';
import { cell, code, fence, prose } from './markdown/escape.js';
import { plain } from './styles.js';

/** Wider than most tickets are; they scroll. */
const LADDER_COLUMNS = 110;
/** Rows of one ladder; tickets have a limit of some ten thousand characters. */
const LADDER_ROWS = 400;
const TROUBLES = 20;

export function* renderMarkdown(report: ReportOfAll, style: ReportStyle): Iterable<string> {
  const { view, info, sessions, texts } = report;
  const { exports: words, format } = texts;
  const source = info.sources.map((name) => code(escapeText(name))).join(', ');
  yield `# ${words.title(source)}\n\n`;
  const facts = [
    words.packets(view.packets, format),
    words.connections(view.connections, format),
    words.sessions(sessions.length, format),
  ];
  if (view.firstTimeNs !== null && view.lastTimeNs !== null) {
    const begun = formatDateTime(view.epochSeconds ?? 0, view.firstTimeNs, 0);
    facts.push(words.from(begun, format.duration(view.lastTimeNs - view.firstTimeNs)));
  }
  yield `${prose(facts.join(' · '))}\n\n`;
  yield* troubles(report);
  if (sessions.length === 0) yield `${words.noSession}\n`;
  for (const session of sessions) yield* sessionParts(session, report, style);
}

function* troubles(report: ReportOfAll): Generator<string> {
  const { exports: words, format } = report.texts;
  yield `## ${words.wentWrong}\n\n`;
  let count = 0;
  for (const { mark, session, message, cause, advice, frames } of exportTroubles(report)) {
    count++;
    if (count > TROUBLES) continue;
    const where = frames.length === 0 ? '' : format.aside(format.frames(frames));
    const place = session === null ? '' : format.labelled(words.session(session), '');
    const gap = report.texts.script === 'han' ? '' : ' ';
    const more = [cause, advice].filter((text) => text !== null).map((text) => `${gap}${prose(text)}`);
    yield `- ${mark} ${place}${prose(message)}${more.join('')}${where}\n`;
  }
  if (count > TROUBLES) yield `- ${words.moreTroubles(count - TROUBLES, format)}\n`;
  yield count === 0 ? `${words.nothingWrong}\n\n` : '\n';
}

function* sessionParts(core: CoreSession, report: ReportOfAll, style: ReportStyle): Generator<string> {
  const { exports: words } = report.texts;
  const session = sessionObject(core, jsonContext(report));
  const ends = `${prose(formatEndpoint(session.client))} → ${prose(formatEndpoint(session.server))}`;
  yield `## ${report.texts.format.labelled(words.session(session.id), ends)}\n\n`;
  const user = session.user === null ? null : code(escapeText(session.user));
  if (user !== null)
    yield `${words.user} ${session.loggedIn === true ? words.userLoggedIn(user) : session.loggedIn === false ? words.userNotLoggedIn(user) : user}\n\n`;
  yield* transferTable(session, report);
  yield* ladder(core, report, style);
  if (session.findings.length === 0) return;
  yield `### ${words.findings}\n\n`;
  for (const { severity, message } of session.findings)
    yield `- **${report.texts.report.severities[severity]}** ${prose(message)}\n`;
  yield '\n';
}

function* transferTable({ dataConnections }: Session, { texts }: ReportOfAll): Generator<string> {
  const { exports: words } = texts;
  yield `### ${words.transfers}\n\n`;
  const rows = dataConnections.filter(({ transfer }) => transfer !== null);
  if (rows.length === 0) {
    yield `${words.noTransfers}\n\n`;
    return;
  }
  yield `| | ${words.frame} | ${words.command} | ${words.path} | ${words.mode} | ${words.bytes} | ${words.seconds} | ${words.code} | ${words.result} |\n`;
  yield '|---|---:|---|---|---|---:|---:|---|---|\n';
  for (const data of rows) yield transferRow(data, texts);
  yield '\n';
}

const MARKS = { complete: '✔', truncated: '✘', refused: '✘', unknown: '?' } as const;

function transferRow({ id, mode, transfer }: DataConnection, texts: Texts): string {
  const { count } = texts.format;
  const { command, path, bytes, durationSeconds, code: reply, verdict } = transfer!;
  const cells = [
    circled(Number(id.split('.')[1])),
    String(command.frame ?? ''),
    'inferred' in transfer!
      ? `≈ ${cell(transfer.inferred.verb ?? transfer.inferred.class ?? '')}`
      : cell(command.verb ?? ''),
    cell(path ?? command.argument ?? ''),
    mode,
    count(bytes),
    durationSeconds === null ? '' : durationSeconds.toFixed(3),
    reply === null ? '' : String(reply),
    `${MARKS[verdict]} ${texts.report.verdicts[verdict]}`,
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function* ladder(session: CoreSession, { view, texts }: ReportOfAll, { ascii }: ReportStyle): Generator<string> {
  const rows = buildLadder(session);
  const shown = rows.slice(0, LADDER_ROWS);
  const layout = ladderLayout({
    width: LADDER_COLUMNS,
    ascii,
    zeroNs: view.firstTimeNs ?? 0,
    coarseTimes: session.coarseTimes,
    texts,
    ...extentOf(rows),
  });
  const lines = [...ladderHeader(session, layout), ...drawLadder(shown, layout)].map((line) => plain(line));
  yield `<details>\n<summary>${texts.exports.ladder}</summary>\n\n`;
  yield fence(lines.join('\n'));
  if (rows.length > shown.length) yield `${texts.exports.leftOut(rows.length - shown.length, texts.format)}\n\n`;
  yield '</details>\n\n';
}

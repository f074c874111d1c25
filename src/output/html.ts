/**
 * `--format html`: one file without anything beside it, for tickets, lab reports and archives. Readable without script;
 * with script, sessions beyond the first are built when they are opened, rows explain themselves, and links lead to frames.
 */
import { createHash } from 'node:crypto';
import { escapeText } from '../bytes/text.js';
import { formatDateTime, formatEndpoint } from '../model/format.js';
import type { Texts } from '../text/texts.js';
import { exportTroubles } from './export/troubles.js';
import { xml } from './export/xml.js';
import type { ReportOfAll, ReportStyle } from './format.js';
import { sha256OfFile } from './html/fileHash.js';
import { findingsByKind } from './html/findings.js';
import { facts, frameLinks, jsonInScript, packed, table, wire } from './html/markup.js';
import { timeline } from './html/plots.js';
import { SCRIPT } from './html/script.js';
import { bytesOfSession, findingItem, searchText, sessionBody, sessionTitle } from './html/session.js';
import { styleSheet } from './html/style.js';
import { jsonContext } from './json/context.js';
import { captureObject, findingObjects, sessionObject } from './json/objects.js';
import type { Session } from './json/report.js';
import { JsonWriter } from './json.js';

/** Sessions that are on the page as they are; further ones are packed and need script. */
const PLAIN_SESSIONS = 40;
/** Of these, the first are open. */
const OPEN_SESSIONS = 3;
/** More make the page slow to open: 5,000 take less than two seconds. */
const MOST_SESSIONS = 5000;
/** Of the JSON report that is part of the page. */
const MOST_JSON_CHARACTERS = 4_000_000;
const MOST_TROUBLES = 100;

export function* renderHtml(report: ReportOfAll, { theme = null }: ReportStyle): Iterable<string> {
  const { sessions: all, texts, info } = report;
  const sessions = all.slice(0, MOST_SESSIONS);
  const { page, exports: words } = texts;
  const title = words.title(info.sources.join(', '));
  yield* head(title, paperHeader(info.sources), theme, texts);
  yield `<body><a class="skip" href="#wrong">${xml(page.skip)}</a>`;
  yield `<header><h1>${wire(title)}</h1>${captureFacts(report)}</header>`;
  const context = jsonContext(report);
  const objects = sessions.map((session) => sessionObject(session, context));
  const findings = findingsByKind(objects, findingObjects(report), texts);
  yield navigation(texts, sessions.length, findings !== '');
  yield '<main>';
  yield* wentWrong(report);
  yield overview(report, objects);
  yield findings;
  for (const [i, core] of sessions.entries()) {
    const session = objects[i]!;
    yield sessionElement(session, sessionBody(core, session, report), i, texts, core.control);
  }
  if (sessions.length > PLAIN_SESSIONS)
    yield `<noscript><p>${xml(page.withoutScript(sessions.length - PLAIN_SESSIONS, texts.format))}</p></noscript>`;
  if (all.length > MOST_SESSIONS)
    yield `<p>${xml(page.tooManySessions(all.length - MOST_SESSIONS, MOST_SESSIONS, texts.format))}</p>`;
  yield captureFindings(report);
  yield glossary(texts);
  yield `</main><footer><p>${xml(page.madeBy('ftp-sniff'))}</p>${json(report)}</footer>`;
  yield `<script>${SCRIPT}</script></body></html>\n`;
}

/** On every sheet of paper: the capture's name, its hash, and the number of the sheet. */
function paperHeader(sources: readonly string[]): string {
  const hashes = sources.flatMap((name) => sha256OfFile(name) ?? []);
  const [name = ''] = sources;
  const more = sources.length > 1 ? ` +${sources.length - 1}` : '';
  const hash = hashes.length === 1 ? `SHA-256 ${hashes[0]}` : '';
  return `@page{@top-left{content:${cssString(`${name.split('/').at(-1)}${more}`)}}@top-right{content:${cssString(hash)}}@bottom-right{content:counter(page) " / " counter(pages)}}`;
}

/** Text in a style sheet: whatever is no letter or digit is written by its number (CSS Syntax §4.3.7). */
const cssString = (text: string): string =>
  `"${escapeText(text).replace(/[^A-Za-z0-9 ._+-]/gu, (one) => `\\${one.codePointAt(0)!.toString(16)} `)}"`;

/** Nothing is loaded, and no script but our own runs: whatever a capture says, the page's policy holds. */
function* head(title: string, paper: string, theme: ReportStyle['theme'] | null, texts: Texts): Generator<string> {
  const hash = createHash('sha256').update(SCRIPT).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  yield `<!DOCTYPE html>\n<html lang="${texts.locale}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`;
  yield `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><title>${wire(title)}</title><style>${styleSheet(theme ?? null)}${paper}</style></head>\n`;
}

function captureFacts(report: ReportOfAll): string {
  const { view, info, texts, sessions } = report;
  const { page, exports: words, format } = texts;
  const begun =
    view.firstTimeNs === null ? null : formatDateTime(view.epochSeconds ?? 0, view.firstTimeNs, info.fractionDigits);
  const lasted =
    view.firstTimeNs === null || view.lastTimeNs === null ? null : format.duration(view.lastTimeNs - view.firstTimeNs);
  return facts([
    ...info.sources.map((name) => [page.file, wire(name)] as const),
    ...info.sources.map((name) => [page.sha256, hashOf(name)] as const),
    [page.format, wire([info.format, ...info.linkTypes].join(', '))],
    [page.time, begun === null || lasted === null ? null : xml(words.from(begun, lasted))],
    [
      page.contains,
      xml(
        format.list([
          words.packets(view.packets, format),
          words.connections(view.connections, format),
          words.sessions(sessions.length, format),
        ]),
      ),
    ],
    [
      page.problems,
      captureObject(report, jsonContext(report))
        .problems.map(({ message }) => wire(message))
        .join('<br>'),
    ],
  ]);
}

function hashOf(name: string): string | null {
  const hash = sha256OfFile(name);
  return hash === null ? null : `<code>${hash}</code>`;
}

/** Tools that need script are shown by it. */
function navigation({ page, exports: words }: Texts, sessions: number, hasFindings: boolean): string {
  const links = [
    ['#wrong', words.wentWrong],
    ['#overview', page.overview],
    ...(hasFindings ? [['#findings', page.findingsByKind]] : []),
    ['#words', page.glossary],
  ].map(([to, text]) => `<li><a href="${to}">${xml(text!)}</a></li>`);
  const themes = Object.entries(page.themes).map(([name, text]) => `<option value="${name}">${xml(text)}</option>`);
  const filter =
    sessions < 2
      ? ''
      : `<label>${xml(page.filter)}<input id="filter" type="search" placeholder="${xml(page.filterHint)}"></label><span id="filtered" role="status" data-words="${xml(page.filtered('{shown}', '{all}'))}"></span>`;
  return (
    `<nav aria-label="${xml(page.contents)}"><ul>${links.join('')}</ul><div class="tools" hidden>${filter}` +
    `<button id="open-all" type="button">${xml(page.expandAll)}</button><button id="close-all" type="button">${xml(page.collapseAll)}</button>` +
    `<label>${xml(page.theme)}<select id="theme">${themes.join('')}</select></label></div><p class="tools muted" hidden>${xml(page.keys)}</p></nav>`
  );
}

function* wentWrong(report: ReportOfAll): Generator<string> {
  const { exports: words, page, format } = report.texts;
  yield `<section id="wrong" aria-labelledby="wrong-title"><h2 id="wrong-title">${xml(words.wentWrong)}</h2><ul class="wrong">`;
  let count = 0;
  for (const { mark, session, message, cause, advice, frames } of exportTroubles(report)) {
    if (++count > MOST_TROUBLES) continue;
    const place =
      session === null ? '' : format.labelled(`<a href="#s${session}">${xml(words.session(session))}</a>`, '');
    const more = (term: string, text: string | null) =>
      text === null ? '' : `<p>${format.labelled(xml(term), wire(text))}</p>`;
    const where = frames.length === 0 ? '' : `<p>${format.labelled(xml(page.frames), frameLinks(frames))}</p>`;
    yield `<li${mark === '?' ? ' class="open"' : ''}><p class="what">${mark} ${place}${wire(message)}</p>${more(page.cause, cause)}${more(page.advice, advice)}${where}</li>`;
  }
  yield '</ul>';
  if (count === 0) yield `<p>${xml(words.nothingWrong)}</p>`;
  if (count > MOST_TROUBLES) yield `<p>${xml(words.moreTroubles(count - MOST_TROUBLES, format))}</p>`;
  yield '</section>';
}

function overview({ view, sessions, texts }: ReportOfAll, objects: readonly Session[]): string {
  const { page, exports: words } = texts;
  const title = `<section id="overview" aria-labelledby="overview-title"><h2 id="overview-title">${xml(page.overview)}</h2>`;
  if (objects.length === 0) return `${title}<p>${xml(words.noSession)}</p></section>`;
  const head = [
    page.number,
    words.client,
    words.server,
    page.user,
    page.start,
    words.transfers,
    words.bytes,
    words.findings,
  ];
  const rows = objects.map((session) => [
    `<a href="#s${session.id}">${session.id}</a>`,
    wire(formatEndpoint(session.client)),
    wire(formatEndpoint(session.server)),
    wire(session.user ?? ''),
    session.control.firstTime,
    session.dataConnections.filter(({ transfer }) => transfer !== null).length,
    bytesOfSession(session, texts),
    session.findings.length,
  ]);
  const drawn = objects.length < 2 ? '' : timeline(sessions, view.firstTimeNs ?? 0, view.lastTimeNs ?? 0, texts);
  return `${title}${drawn}${table(page.allSessions, head, rows)}</section>`;
}

function sessionElement(
  session: Session,
  body: string,
  index: number,
  texts: Texts,
  frames: { firstFrame: number; lastFrame: number },
): string {
  const content =
    index >= PLAIN_SESSIONS ? `${packed(body)}<div class="body"></div>` : `<div class="body">${body}</div>`;
  const last = Math.max(
    frames.lastFrame,
    ...session.dataConnections.flatMap(({ steps }) => steps.flatMap((step) => step.frames)),
  );
  return `<details class="session" id="s${session.id}"${index < OPEN_SESSIONS ? ' open' : ''} data-first="${frames.firstFrame}" data-last="${last}" data-text="${wire(searchText(session))}"><summary>${sessionTitle(session, texts)}</summary>${content}</details>\n`;
}

function captureFindings(report: ReportOfAll): string {
  const list = findingObjects(report);
  if (list.length === 0) return '';
  const items = list.map((one) => `<li>${findingItem(one, report.texts)}</li>`);
  return `<section><h2>${xml(report.texts.exports.findings)}</h2><ul class="wrong">${items.join('')}</ul></section>`;
}

const glossary = ({ page }: Texts): string =>
  `<section id="words" aria-labelledby="words-title"><h2 id="words-title">${xml(page.glossary)}</h2>${facts(Object.values(page.words).map(({ term, meaning }) => [term, xml(meaning)]))}</section>`;

/** The whole report for tools, where it is not too large. */
function json(report: ReportOfAll): string {
  const writer = new JsonWriter();
  try {
    for (const session of report.sessions) writer.ended(session, report);
    const parts: string[] = [];
    let characters = 0;
    for (const piece of writer.end(report)) {
      const part = String(piece);
      characters += part.length;
      if (characters > MOST_JSON_CHARACTERS) return `<p>${xml(report.texts.page.noJson)}</p>`;
      parts.push(part);
    }
    return `<script type="application/json" id="report">${jsonInScript(parts.join(''))}</script>`;
  } finally {
    writer.close();
  }
}

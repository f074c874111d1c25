/** `--format svg`: the ladder of each session, one below the other, as one picture; or all of them as one ladder. */
import { formatEndpoint } from '../model/format.js';
import { joinedSliced } from '../model/joined.js';
import { runToEnd } from '../model/sliced.js';
import { ladderLines } from './export/ladderLines.js';
import { themeRules } from './export/palette.js';
import { type Drawing, drawJoinedSvg, drawLadderSvg, FONT, JOINED_RULES, LADDER_RULES } from './export/svgLadder.js';
import { xml } from './export/xml.js';
import type { ReportOfAll, ReportStyle } from './format.js';

/** Rows of one picture; browsers refuse pictures that are some ten times as high. */
const MOST_ROWS = 3000;
const TITLE = 30;

export function* renderSvg(
  report: ReportOfAll,
  { theme = null, transfer = null, joined = false }: ReportStyle,
): Iterable<string> {
  yield* joined ? joinedSvg(report, theme) : sessionsSvg(report, theme, transfer);
}

type Theme = ReportStyle['theme'];

/** The sessions as one ladder, with a lifeline for each of their hosts. */
function* joinedSvg({ view, info, sessions, texts }: ReportOfAll, theme: Theme): Iterable<string> {
  const { exports: words, format } = texts;
  const { hosts, rows } = runToEnd(joinedSliced(sessions));
  const kept = rows.slice(0, MOST_ROWS);
  const options = { zeroNs: view.firstTimeNs ?? 0, fractionDigits: info.fractionDigits, texts };
  const { body, width, height } = drawJoinedSvg({ hosts, rows: kept }, options);
  const left = rows.length - kept.length;
  yield* document(words.title(info.sources.join(', ')), width, height + TITLE, theme, JOINED_RULES);
  yield `${body}\n`;
  if (left > 0) yield `<text class="section" x="12" y="${height + 20}">${xml(words.leftOut(left, format))}</text>\n`;
  yield '</svg>\n';
}

/** What stands before the drawing. */
function* document(title: string, width: number, height: number, theme: Theme, rules = ''): Iterable<string> {
  yield `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" class="ladder" font-family="${xml(FONT)}">\n`;
  yield `<title>${xml(title)}</title>\n<style>${themeRules('svg', theme ?? null)}${LADDER_RULES}${rules}</style>\n`;
  yield `<rect width="100%" height="100%" style="fill:var(--paper)"/>\n`;
}

/** The ladders of the sessions below each other. */
function* sessionsSvg(
  { view, info, sessions, texts }: ReportOfAll,
  theme: Theme,
  transfer: string | null,
): Iterable<string> {
  const { exports: words, format } = texts;
  const parts: string[] = [];
  let width = 600;
  let y = 0;
  let rows = 0;
  let shown = 0;
  const text = (line: string) => `<text class="section" x="12" y="${y + 20}">${xml(line)}</text>`;
  for (const session of sessions) {
    if (rows >= MOST_ROWS) break;
    shown++;
    const lines = ladderLines(session, texts, transfer);
    const kept = lines.slice(0, MOST_ROWS - rows);
    const options = { zeroNs: view.firstTimeNs ?? 0, fractionDigits: info.fractionDigits, texts };
    const drawing: Drawing = drawLadderSvg(session, kept, options);
    parts.push(
      text(
        format.labelled(
          words.session(session.id),
          `${formatEndpoint(session.client)} → ${formatEndpoint(session.server)}`,
        ),
      ),
    );
    y += TITLE;
    parts.push(`<g transform="translate(0 ${y})">${drawing.body}</g>`);
    y += drawing.height;
    width = Math.max(width, drawing.width);
    rows += kept.length;
    if (kept.length === lines.length) continue;
    parts.push(text(words.leftOut(lines.length - kept.length, format)));
    y += TITLE;
  }
  if (shown < sessions.length) parts.push(text(words.leftOutSessions(sessions.length - shown, format)));
  if (sessions.length === 0) parts.push(text(words.noSession));
  const height = y + TITLE + 10;
  yield* document(words.title(info.sources.join(', ')), width, height, theme);
  for (const part of parts) yield `${part}\n`;
  yield '</svg>\n';
}

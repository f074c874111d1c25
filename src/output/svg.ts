/** `--format svg`: the ladder of each session, one below the other, as one picture. */
import { formatEndpoint } from '../model/format.js';
import { ladderLines } from './export/ladderLines.js';
import { themeRules } from './export/palette.js';
import { type Drawing, drawLadderSvg, FONT, LADDER_RULES } from './export/svgLadder.js';
import { xml } from './export/xml.js';
import type { ReportOfAll, ReportStyle } from './format.js';

/** Rows of one picture; browsers refuse pictures that are some ten times as high. */
const MOST_ROWS = 3000;
const TITLE = 30;

export function* renderSvg(
  { view, info, sessions, texts }: ReportOfAll,
  { theme = null, transfer = null }: ReportStyle,
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
  const title = words.title(info.sources.join(', '));
  yield `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" class="ladder" font-family="${xml(FONT)}">\n`;
  yield `<title>${xml(title)}</title>\n<style>${themeRules('svg', theme)}${LADDER_RULES}</style>\n`;
  yield `<rect width="100%" height="100%" style="fill:var(--paper)"/>\n`;
  for (const part of parts) yield `${part}\n`;
  yield '</svg>\n';
}

/** What went wrong, why and what to do, as lines of a pane. */
import { displayWidth } from '../../bytes/text.js';
import type { Finding } from '../../model/findings/finding.js';
import type { Context } from '../data/context.js';
import { type Line, span, wrap } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';

/** Frames that are named. */
const MOST_FRAMES = 8;

/** '✘ No answer ...', 'Why: ...', 'Do: ...', 'Frames 16, 17 and 18'. */
export function troubleLines(finding: Finding, context: Context, columns: number, frames = true): Line[] {
  const { texts, ui, format: f } = context;
  const { results: words } = ui;
  const { message, cause, advice } = texts.finding(finding);
  const lines: Line[] = [];
  const add = (label: string, text: string | null, labelRole: Role, role: Role): void => {
    if (text === null) return;
    const head = displayWidth(label) + 1;
    for (const [i, part] of wrap(text, Math.max(12, columns - head)).entries())
      lines.push([span(i === 0 ? `${label} ` : ' '.repeat(head), labelRole), span(part, role)]);
  };
  add('✘', message, 'alert', 'strong');
  add(`  ${words.why}`, cause, 'dim', 'plain');
  add(`  ${words.advice}`, advice, 'dim', 'good');
  if (frames && finding.frames.length > 0) add(' ', f.frames(finding.frames.slice(0, MOST_FRAMES)), 'dim', 'dim');
  return lines;
}

/** What went wrong, before everything else. */
import type { Trouble } from '../../model/trouble.js';
import type { Report, ReportStyle } from '../format.js';
import { type StyledLine, span } from '../styles.js';
import { framesWords } from './findings.js';
import { field, heading } from './lines.js';

/** Lines without -v; the findings of the sessions have the rest. */
const SHOWN = 5;

export function* troubleLines(report: Report, style: ReportStyle): Generator<StyledLine> {
  const { texts } = report;
  const words = texts.report.trouble;
  yield heading(words.title, style.width);
  const list = report.whole.trouble(report.view.unclaimed);
  const shown = style.verbosity > 0 ? list : list.slice(0, SHOWN);
  for (const trouble of shown) yield* troubleLine(trouble, report, style);
  if (list.length === 0) yield [span(words.none)];
  else if (list.length > shown.length) yield [span(words.more(list.length - shown.length, texts.format), 'dim')];
}

function* troubleLine(
  { finding, session, open }: Trouble,
  { texts, whole }: Report,
  style: ReportStyle,
): Generator<StyledLine> {
  const { message, cause, advice } = texts.finding(finding);
  const where = session === null || whole.reported === 1 ? '' : texts.report.trouble.inSession(session);
  const look = { labelColumns: 2, style: open ? ('trouble' as const) : ('bad' as const) };
  yield* field(open ? '?' : '✘', `${where}${message}${framesWords(finding.frames, style, texts)}`, style.width, look);
  for (const sentence of [cause, advice])
    if (sentence !== null) yield* field('', sentence, style.width, { labelColumns: 2 });
}

/** What went wrong, before everything else. */
import { findingsOfCapture } from '../../model/findings.js';
import { alertsOf, type Trouble, troublesOf } from '../../model/trouble.js';
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
  let count = 0;
  for (const list of lists(report)) {
    for (const { mark, text, frames } of list) {
      count++;
      if (count > SHOWN && style.verbosity === 0) continue;
      yield* field(mark, `${text}.${framesWords(frames, style, texts)}`, style.width, {
        labelColumns: 2,
        style: mark === '?' ? 'trouble' : 'bad',
      });
    }
  }
  if (count === 0) yield [span(words.none)];
  else if (count > SHOWN && style.verbosity === 0) yield [span(words.more(count - SHOWN, texts.format), 'dim')];
}

function* lists({ view, sessions }: Report): Iterable<readonly Trouble[]> {
  yield alertsOf(findingsOfCapture(view));
  for (const session of sessions) yield troublesOf(session);
}

/** What went wrong, before everything else: nobody should have to scroll for the cause. */
import { findingsOfCapture } from '../../model/findings.js';
import { alertsOf, type Trouble, troublesOf } from '../../model/trouble.js';
import type { Report, ReportStyle } from '../format.js';
import { type StyledLine, span } from '../styles.js';
import { framesWords } from './findings.js';
import { field, heading } from './lines.js';

/** Lines without -v; the findings of the sessions have the rest. */
const SHOWN = 5;

export function* troubleLines(report: Report, style: ReportStyle): Generator<StyledLine> {
  yield heading('What went wrong', style.width);
  let count = 0;
  for (const list of lists(report)) {
    for (const { mark, text, frames } of list) {
      count++;
      if (count > SHOWN && style.verbosity === 0) continue;
      yield* field(mark, `${text}.${framesWords(frames, style)}`, style.width, {
        labelColumns: 2,
        style: mark === '?' ? 'trouble' : 'bad',
      });
    }
  }
  if (count === 0) yield [span('Nothing went wrong that this capture shows.')];
  else if (count > SHOWN && style.verbosity === 0)
    yield [span(`... and ${count - SHOWN} more: see below, or -v`, 'dim')];
}

function* lists({ view, sessions }: Report): Iterable<readonly Trouble[]> {
  yield alertsOf(findingsOfCapture(view));
  for (const session of sessions) yield troublesOf(session);
}

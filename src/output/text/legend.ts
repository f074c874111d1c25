/** How to read the ladder, for readers who see one for the first time. */
import type { Texts } from '../../text/texts.js';
import type { ReportStyle } from '../format.js';
import { type StyledLine, span } from '../styles.js';
import { field, heading } from './lines.js';

/** In ASCII the signs become longer than they are here. */
const LONGER_SIGNS = 12;

/** Where the legend is, at the top. */
export const legendPointer = ({ width }: ReportStyle, { report }: Texts): Iterable<StyledLine> =>
  field(report.legend.label, report.legend.pointer, width, { style: 'dim' });

export function* legendLines(style: ReportStyle, { report }: Texts): Generator<StyledLine> {
  const { width } = style;
  const words = report.legend;
  yield heading(words.title, width);
  const say = (text: string) => field('', text, style.ascii ? width - LONGER_SIGNS : width, { labelColumns: 0 });
  yield* say(words.connections);
  yield [
    span('  │ 45658 ', 'dim'),
    span(words.command, 'control'),
    span(' 21    │', 'dim'),
    span(`  ${words.control}`),
  ];
  yield [span('  ┆ 44441 ', 'dim'), span(words.dataArrow, 'data'), span(' 20    ┆', 'dim'), span(`  ${words.data}`)];
  yield* say(words.announcements);
  yield* say(words.steps);
}

/** Findings as sentences. */
import type { Finding, Severity } from '../../model/findings/finding.js';
import type { Texts } from '../../text/texts.js';
import type { ReportStyle } from '../format.js';
import type { Style, StyledLine } from '../styles.js';
import { span } from '../styles.js';
import { field } from './lines.js';

const LOOKS: Readonly<Record<Severity, Style>> = { alert: 'bad', warning: 'trouble', info: 'plain' };
/** Frames named without -v. */
const SHOWN_FRAMES = 6;

export function* findingLines(
  title: string,
  findings: readonly Finding[],
  style: ReportStyle,
  texts: Texts,
): Generator<StyledLine> {
  yield [span(title, 'section')];
  for (const finding of findings) {
    const { severity, frames } = finding;
    const text = `${texts.findingParagraph(finding)}${framesWords(frames, style, texts)}`;
    yield* field(texts.report.severities[severity], text, style.width, {
      indent: 2,
      labelColumns: 9,
      style: LOOKS[severity],
    });
  }
}

/** ' [frames 3, 4 and 9]'; '' without frames. */
export function framesWords(frames: readonly number[], style: ReportStyle, { report, format }: Texts): string {
  if (frames.length === 0) return '';
  if (frames.length <= SHOWN_FRAMES || style.verbosity > 0) return ` ${report.findings.frames(frames, format)}`;
  return ` ${report.findings.fewFrames(frames.slice(0, SHOWN_FRAMES), frames.length - SHOWN_FRAMES, format)}`;
}

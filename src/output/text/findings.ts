/** Findings as sentences. */
import type { Finding, Severity } from '../../ftp/protocol/session.js';
import { formatFrames } from '../../model/format.js';
import type { ReportStyle } from '../format.js';
import type { Style, StyledLine } from '../styles.js';
import { span } from '../styles.js';
import { field } from './lines.js';

const LOOKS: Readonly<Record<Severity, Style>> = { alert: 'bad', warning: 'trouble', info: 'plain' };
/** Frames named without -v. */
const SHOWN_FRAMES = 6;

export function* findingLines(title: string, findings: readonly Finding[], style: ReportStyle): Generator<StyledLine> {
  yield [span(title, 'section')];
  for (const { severity, message, frames } of findings) {
    yield* field(severity, `${message}${framesWords(frames, style)}`, style.width, {
      indent: 2,
      labelColumns: 9,
      style: LOOKS[severity],
    });
  }
}

export function framesWords(frames: readonly number[], style: ReportStyle): string {
  if (frames.length === 0) return '';
  if (frames.length <= SHOWN_FRAMES || style.verbosity > 0) return ` [${formatFrames(frames)}]`;
  return ` [frames ${frames.slice(0, SHOWN_FRAMES).join(', ')} and ${frames.length - SHOWN_FRAMES} more]`;
}

/** The explanation of a ladder row as lines of a pane. */
import type { Session } from '../../ftp/protocol/session.js';
import type { ExplanationTone } from '../../model/explain/explanation.js';
import { explain } from '../../model/explain.js';
import { formatFrames } from '../../model/format.js';
import type { LadderRow } from '../../model/rows.js';
import { EMPTY, type Line, line, wrap } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';

const TONES: Readonly<Record<ExplanationTone, Role>> = {
  text: 'plain',
  value: 'strong',
  good: 'good',
  bad: 'alert',
  dim: 'dim',
};

/** Lines of at most `columns`. */
export function explainLines(row: LadderRow, session: Session, columns: number): readonly Line[] {
  const explanation = explain(row, session);
  const lines: Line[] = wrap(explanation.title, columns).map((text) => line(text, 'title'));
  const where = [explanation.rfc, explanation.step].filter((part) => part !== null).join(', ');
  if (where !== '') for (const text of wrap(where, columns)) lines.push(line(text, 'info'));
  for (const { text, tone } of explanation.lines) {
    for (const part of wrap(text, columns)) lines.push(line(part, TONES[tone]));
  }
  if (explanation.frames.length > 0) {
    lines.push(EMPTY, ...wrap(`See ${formatFrames(explanation.frames)}.`, columns).map((text) => line(text, 'dim')));
  }
  return lines;
}

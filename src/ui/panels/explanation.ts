/** The explanation of a ladder row as lines of a pane. */
import type { Session } from '../../ftp/protocol/session.js';
import type { ExplanationStyle } from '../../model/explain/explanation.js';
import { explain } from '../../model/explain.js';
import type { Finding } from '../../model/findings/finding.js';
import type { LadderRow } from '../../model/rows.js';
import { explanationText } from '../../output/explanation.js';
import type { Context } from '../data/context.js';
import { troubleOfData, troubleOfSession } from '../data/result.js';
import { EMPTY, type Line, line, wrap } from '../terminal/text.js';
import type { Role } from '../terminal/theme.js';
import { troubleLines } from './troubleLines.js';

const ROLES: Readonly<Record<ExplanationStyle, Role>> = {
  text: 'plain',
  value: 'strong',
  good: 'good',
  bad: 'alert',
  dim: 'dim',
};

/** Lines of at most `columns`. */
export function explainLines(row: LadderRow, session: Session, context: Context, columns: number): readonly Line[] {
  const { title, place, sentences, see } = explanationText(explain(row, session), context.texts);
  const trouble = troubleOfRow(row, session, context);
  const first: Line[] = trouble ? [...troubleLines(trouble, context, columns, false), EMPTY] : [];
  const lines: Line[] = wrap(title, columns).map((text) => line(text, 'title'));
  if (place !== '') for (const text of wrap(place, columns)) lines.push(line(text, 'info'));
  for (const { text, style } of sentences) {
    for (const part of wrap(text, columns)) lines.push(line(part, ROLES[style]));
  }
  if (see !== '') lines.push(EMPTY, ...wrap(see, columns).map((text) => line(text, 'dim')));
  return [...first, ...lines];
}

/** What went wrong with the data connection of a row whose remark is bad; null: nothing. */
function troubleOfRow(row: LadderRow, session: Session, context: Context): Finding | null {
  const data = row.dataConnection ?? row.exchange?.dataConnection ?? null;
  if (row.tone !== 'bad') return null;
  if (data) return troubleOfData(data, context);
  const { firstFrame } = row;
  return firstFrame === null
    ? null
    : (troubleOfSession(session, context).find(({ frames }) => frames.includes(firstFrame)) ?? null);
}

/** The explanation of a ladder row as lines of a pane. */
import type { Session } from '../../ftp/protocol/session.js';
import type { CoreFact } from '../../model/coreFact.js';
import type { ExplanationTone } from '../../model/explain/explanation.js';
import { explain } from '../../model/explain.js';
import { formatFrames } from '../../model/format.js';
import type { LadderRow } from '../../model/rows.js';
import type { Texts } from '../../text/texts.js';
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
export function explainLines(row: LadderRow, session: Session, columns: number, texts: Texts): readonly Line[] {
  const explanation = explain(row, session);
  const lines: Line[] = wrap(explanation.title, columns).map((text) => line(text, 'title'));
  const where = [explanation.rfc, explanation.step].filter((part) => part !== null).join(', ');
  if (where !== '') for (const text of wrap(where, columns)) lines.push(line(text, 'info'));
  for (const { text, tone, fact } of explanation.lines) {
    for (const part of wrap(fact === undefined ? text : coreWords(fact, texts), columns))
      lines.push(line(part, TONES[tone]));
  }
  if (explanation.frames.length > 0) {
    lines.push(EMPTY, ...wrap(`See ${formatFrames(explanation.frames)}.`, columns).map((text) => line(text, 'dim')));
  }
  return lines;
}

/** The sentence of a fact of the core, indented, with its frames. */
export function coreWords(said: CoreFact, texts: Texts): string {
  const { frames } = said.fact;
  const where = frames.length === 0 ? '' : ` (${texts.format.frames(frames)})`;
  return `  ${texts.say('evidence', said.fact)}${where}`;
}

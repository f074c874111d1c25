/** The explanation of a ladder row as lines of a pane. */
import type { Session } from '../../ftp/protocol/session.js';
import type { CoreFact } from '../../model/coreFact.js';
import type { ExplanationTone } from '../../model/explain/explanation.js';
import { explain } from '../../model/explain.js';
import type { LadderRow } from '../../model/rows.js';
import type { Texts } from '../../text/texts.js';
import type { Context } from '../data/context.js';
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
export function explainLines(row: LadderRow, session: Session, context: Context, columns: number): readonly Line[] {
  const explanation = explain(row, session);
  const lines: Line[] = wrap(explanation.title, columns).map((text) => line(text, 'title'));
  const where = [explanation.rfc, explanation.step].filter((part) => part !== null).join(', ');
  if (where !== '') for (const text of wrap(where, columns)) lines.push(line(text, 'info'));
  for (const { text, tone, fact } of explanation.lines) {
    const words = fact === undefined ? text : coreText(fact, context.texts);
    for (const part of wrap(words, columns)) lines.push(line(part, TONES[tone]));
  }
  if (explanation.frames.length > 0) {
    const see = context.ui.ladder.see(context.format.frames(explanation.frames));
    lines.push(EMPTY, ...wrap(see, columns).map((text) => line(text, 'dim')));
  }
  return lines;
}

/** The sentence of a fact of the core, indented, with its frames. */
export function coreText({ fact }: CoreFact, texts: Texts): string {
  const { ui, format: f } = texts;
  const words = texts.say('evidence', fact);
  return `  ${fact.frames.length === 0 ? words : ui.content.withFrames(words, f.frames(fact.frames))}`;
}

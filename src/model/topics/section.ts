/** One thing that `explain` explains: what it says, and which rows of a ladder show it. */
import type { Session } from '../../ftp/protocol/session.js';
import type { ExplainFact } from '../explain/codes.js';
import type { Draft } from '../explain/draft.js';
import type { ExplanationItem } from '../explain/explanation.js';
import type { FindingCode } from '../findings/finding.js';
import type { LadderRow } from '../rows.js';

/** What of a capture must be whole, so that what it does not show did not happen. */
export type Needs = 'dialogue' | 'segments';

/** Does this row show it? */
export type Shows = (row: LadderRow, session: Session) => boolean;

export type Section = {
  readonly title: ExplainFact;
  readonly items: readonly ExplanationItem[];
  /** 'RFC 959 §4.1.2'; null where no document is about it. */
  readonly rfc: string | null;
  /** Null: nothing in a capture shows it. */
  readonly shows: Shows | null;
  readonly needs: Needs;
  /** The finding that it is about; null: none. */
  readonly finding: FindingCode | null;
};

/** Completes a draft. */
export const sectionOf = (
  title: ExplainFact,
  draft: Draft,
  more: Partial<Pick<Section, 'shows' | 'needs' | 'finding'>> = {},
): Section => ({
  title,
  items: draft.items,
  rfc: draft.rfc,
  shows: more.shows ?? null,
  needs: more.needs ?? 'dialogue',
  finding: more.finding ?? null,
});

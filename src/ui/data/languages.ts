/** Which words a filter has: those of the list on the screen. */
import { DATA_LANGUAGE, ROW_LANGUAGE, SESSION_LANGUAGE } from '../../model/filter/fields.js';
import { type FilterProblem, parseIn } from '../../model/filter/filter.js';
import type { FieldOf, Language, Value } from '../../model/filter/language.js';
import type { ViewId } from '../state.js';
import type { Context } from './context.js';
import { findingsNow } from './sessionFacts.js';

/** Sessions whose values are offered. */
const MOST_SESSIONS = 2000;
const MOST_VALUES = 40;

/** Subjects differ by view: a language only ever gets those of its own list. */
export function languageOf(view: ViewId): Language<unknown> {
  const language =
    view === 'transfers' ? DATA_LANGUAGE : view === 'ladder' || view === 'dialogue' ? ROW_LANGUAGE : SESSION_LANGUAGE;
  return language as unknown as Language<unknown>;
}

/** Whether a subject of the view's list is taken; or what is wrong. */
export const parseFor = (
  view: ViewId,
  text: string,
  context: Context,
): { readonly accepts: (subject: unknown) => boolean } | FilterProblem =>
  parseIn(languageOf(view), text, findingsNow(context));

/** Values of a field that occur in the capture, for lists of sessions and transfers. */
export function seenValues(
  view: ViewId,
  context: Context,
  sessionId: number | null,
): (field: FieldOf<unknown>) => readonly string[] {
  return (field) => {
    const sessions = context.analyzer.sessions.slice(0, MOST_SESSIONS);
    const subjects: readonly unknown[] =
      view === 'transfers'
        ? (context.session(sessionId)?.dataConnections ?? [])
        : view === 'ladder' || view === 'dialogue'
          ? []
          : sessions;
    const found = new Set<string>();
    for (const subject of subjects) {
      for (const value of field.values(subject, findingsNow(context)) as readonly Value[])
        if (value !== null && value !== '') found.add(String(value));
      if (found.size >= MOST_VALUES) break;
    }
    return [...found].sort();
  };
}

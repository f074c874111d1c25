/**
 * The filter language:
 *
 *     user == "bob" && transfer.verdict != "complete"
 *     (mode == PASV or mode == EPSV) and not loggedIn
 *     bytes > 10MB || command.argument contains "passwd"
 *     any(dataConnections, mode == PORT && count(steps, state == failed) > 0)
 *
 * A comparison holds when it holds for any of the values: `transfer.verdict != "complete"` finds sessions with at least
 * one such transfer. Texts compare without regard to case. A word alone asks whether there is something. The same
 * expressions are asked of whole captures by check sheets (`model/check`).
 */
import type { Fact } from '../../fact.js';
import type { Session } from '../../ftp/protocol/session.js';
import { findingsOf } from '../findings.js';
import { asking, scopeOf, truth } from './ask.js';
import type { FilterErrorParams } from './codes.js';
import { SESSION_LANGUAGE } from './fields.js';
import type { FindingsOf, Language } from './language.js';
import { parseTree } from './parse.js';
import { FilterError } from './tokens.js';
import type { Node } from './tree.js';

export type TestOf<Subject> = (subject: Subject) => boolean;
export type Test = TestOf<Session>;
/** What is wrong, and with which part of the text (UTF-16 units; empty at its end where something is missing). */
export type FilterProblem = { readonly error: Fact<FilterErrorParams>; readonly from: number; readonly to: number };
export type ParsedOf<Subject> = { readonly accepts: TestOf<Subject> } | FilterProblem;
export type ParsedFilter = ParsedOf<Session>;

/**
 * Reads a filter; an empty one takes every session.
 * @param findings where findings come from, for callers that keep them
 */
export const parseFilter = (text: string, findings: FindingsOf = findingsOf): ParsedFilter =>
  parseIn(SESSION_LANGUAGE, text, findings);

/** The same with the words of another list. */
export function parseIn<Subject>(
  language: Language<Subject>,
  text: string,
  findings: FindingsOf = findingsOf,
): ParsedOf<Subject> {
  const read = readExpression(language, text);
  if ('error' in read) return read;
  const { node } = read;
  if (node === null) return { accepts: () => true };
  return { accepts: (subject) => truth(node, scopeOf(subject), asking(findings, false)) === true };
}

/**
 * Reads an expression of any kind of thing.
 * @param parameters names that `$name` may have; null: there are none
 * @returns null as its tree where the text is empty
 */
export function readExpression<Subject>(
  language: Language<Subject>,
  text: string,
  parameters: ReadonlySet<string> | null = null,
): { readonly node: Node | null } | FilterProblem {
  try {
    return { node: parseTree(text, language as unknown as Language<unknown>, parameters) };
  } catch (error) {
    if (error instanceof FilterError) return { error: error.error, from: error.from, to: error.to };
    throw error;
  }
}

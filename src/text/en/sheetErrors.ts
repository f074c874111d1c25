/** What is wrong with a check sheet. */
import type { SheetParams } from '../../model/check/codes.js';
import { type Messages, messageOf } from '../messages.js';
import { FILTER_ERRORS } from './filterErrors.js';

const WANTED = {
  object: 'members with names',
  list: 'a list with something in it',
  text: 'a text',
  number: 'a number of points, 0 or more',
  source: 'set, folder or file',
  id: 'letters, digits, dots, dashes and underscores, at most 80',
  name: 'a name: letters, digits and underscores, a letter first',
} satisfies Record<SheetParams['member-wrong']['wanted'], string>;

/** The parser's codes that a person who writes a sheet meets. */
const UNREADABLE: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this name stands here twice',
  BAD_INDENT: 'this is indented in a way that does not fit, or a bracket is not closed',
  TAB_AS_INDENT: 'YAML is indented by spaces, not by tabs',
  MISSING_CHAR: 'a character is missing here: a quote, a bracket or a comma',
  BLOCK_AS_IMPLICIT_KEY: "a text with ': ' in it stands in quotes",
  IMPOSSIBLE: 'this does not fit here',
};

export const SHEET_ERRORS: Messages<SheetParams> = {
  'too-long': ({ limit }, f) => `a sheet has at most ${f.count(limit)} characters`,
  'too-deep': () => 'too many brackets inside each other',
  empty: () => 'there is nothing in this sheet',
  unreadable: ({ code }) => `this is no YAML: ${UNREADABLE[code] ?? code}`,
  'not-taken': ({ what }) =>
    what === 'alias'
      ? 'aliases (*name) are not taken: write it out; a text that begins with * stands in quotes'
      : 'tags (!name) are not taken; a text that begins with ! stands in quotes',
  'several-documents': () => 'a sheet is one YAML document',
  'member-unknown': ({ name, meant, names }, f) =>
    meant === null
      ? `unknown name '${name}'; there are ${f.list(names)}`
      : `unknown name '${name}': is '${meant}' meant?`,
  'member-missing': ({ member }) => `'${member}' is missing`,
  'member-wrong': ({ member, wanted }) => `'${member}' has to be ${WANTED[wanted]}`,
  expression: ({ error }, f) => messageOf(FILTER_ERRORS, error, f),
  'expression-empty': () => 'the expression is empty',
  'id-repeated': ({ id }) => `there is another check '${id}'`,
  'needs-unknown': ({ needs, meant }) =>
    meant === null ? `there is no check '${needs}'` : `there is no check '${needs}': is '${meant}' meant?`,
  'needs-circle': ({ ids }) => `these checks need each other: ${ids.join(' -> ')}`,
  'too-many': ({ limit }, f) => `a sheet has at most ${f.count(limit)} checks`,
};

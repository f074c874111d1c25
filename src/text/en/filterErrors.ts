/** What is wrong with a filter that was typed. */
import type { FilterErrorParams } from '../../model/filter/codes.js';
import type { Messages } from '../messages.js';

/** Values that a line still has room for. */
const MANY = 20;

export const FILTER_ERRORS: Messages<FilterErrorParams> = {
  'quote-open': ({ quote }) => `a closing ${quote} is missing`,
  'sign-unknown': ({ sign }) => `cannot read ${JSON.stringify(sign)}; and is &&, or is ||`,
  'word-misplaced': ({ word }) => `'${word}' does not fit here; join comparisons with && or ||`,
  'brackets-too-deep': () => 'too many brackets',
  'bracket-open': () => "a ')' is missing",
  'end-missing': () => 'something is missing at the end',
  'word-expected': ({ word }) => `a word of the report is expected, not '${word}'`,
  'word-unknown': ({ word, meant }) =>
    meant === null
      ? `unknown word '${word}'; ftp-sniff check --fields lists all words`
      : `unknown word '${word}': is '${meant}' meant?`,
  'value-impossible': ({ word, value, only }) =>
    only.length > MANY
      ? `'${word}' is never '${value}'`
      : `'${word}' is never '${value}'; it is one of ${only.join(', ')}`,
  'number-expected': ({ word, value }) => `'${word}' is a number, not '${value}'`,
  'boolean-expected': ({ word, value }) => `'${word}' is true or false, not '${value}'`,
  'value-missing': ({ word }) => `what '${word}' is compared with is missing`,
  'too-long': ({ limit }, f) => `longer than ${f.count(limit)} characters`,
  'lists-too-deep': ({ limit }) => `any, all and count stand inside each other at most ${limit} deep`,
  'list-expected': ({ word }) => `a list is expected, such as dataConnections, not '${word}'`,
  'list-unknown': ({ word, lists }, f) => `there is no list '${word}' here; there are ${f.list(lists)}`,
  'list-misplaced': ({ word }) => `'${word}' is a list: ask any(${word}, ...), all(${word}, ...) or count(${word})`,
  'parameter-unknown': ({ name, names }, f) =>
    names.length === 0
      ? `there is no parameter '$${name}'; name it under param`
      : `there is no parameter '$${name}'; there are ${f.list(names.map((one) => `$${one}`))}`,
};

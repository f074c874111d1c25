/** What is wrong with a filter that was typed. */
import type { FilterErrorParams } from '../../model/filter/codes.js';
import type { Messages } from '../messages.js';

export const FILTER_ERRORS: Messages<FilterErrorParams> = {
  'quote-open': ({ quote }) => `a closing ${quote} is missing`,
  'sign-unknown': ({ sign }) => `cannot read ${JSON.stringify(sign)}; and is &&, or is ||`,
  'word-misplaced': ({ word }) => `'${word}' does not fit here; join comparisons with && or ||`,
  'brackets-too-deep': () => 'too many brackets',
  'bracket-open': () => "a ')' is missing",
  'end-missing': () => 'something is missing at the end',
  'word-expected': ({ word }) => `a word of the report is expected, not '${word}'`,
  'word-unknown': ({ word, meant }) =>
    meant === null ? `unknown word '${word}'; ? lists all words` : `unknown word '${word}': is '${meant}' meant?`,
  'value-impossible': ({ word, value, only }) => `'${word}' is never '${value}'; it is one of ${only.join(', ')}`,
  'number-expected': ({ word, value }) => `'${word}' is a number, not '${value}'`,
  'boolean-expected': ({ word, value }) => `'${word}' is true or false, not '${value}'`,
  'value-missing': ({ word }) => `what '${word}' is compared with is missing`,
};

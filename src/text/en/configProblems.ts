/** What is wrong with the configuration file. */
import type { ConfigProblemParams } from '../../ui/codes.js';
import type { Messages } from '../messages.js';

const list = (names: readonly string[]): string => names.join(', ');

export const CONFIG_PROBLEMS: Messages<ConfigProblemParams> = {
  'not-json': ({ reason }) => `not JSON: ${reason}`,
  'no-object': () => 'an object is expected: { "theme": "light" }',
  'setting-unknown': ({ shown, known }) => `unknown setting ${shown}; there are ${list(known)}`,
  'not-one-of': ({ name, values, shown }) => `"${name}" is one of ${list(values)}, not ${shown}`,
  'not-boolean': ({ name, shown }) => `"${name}" is true or false, not ${shown}`,
  'keys-no-object': () => '"keys" is an object: { "quit": ["q"] }',
  'action-unknown': ({ shown }) => `unknown action ${shown} in "keys"`,
  'interrupt-fixed': () => 'Ctrl-C cannot be given away',
  'keys-no-list': ({ action, shown }) =>
    `"keys.${action}" is a list of keys such as "x", "ctrl+x", "f1", "space", not ${shown}`,
  'action-without-key': ({ action }) => `"${action}" has no key any more`,
  'columns-no-object': ({ shown }) => `"columns" is an object: { "sessions": ["number", "client"] }, not ${shown}`,
  'table-unknown': ({ shown, known }) => `"columns" has lists for ${list(known)}, not ${shown}`,
  'columns-no-list': ({ table, known, shown }) => `"columns.${table}" is a list of ${list(known)}, not ${shown}`,
  'column-unknown': ({ table, known, shown }) => `no column ${shown} in "columns.${table}"; there are ${list(known)}`,
};

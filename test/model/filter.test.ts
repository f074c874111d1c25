import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIELDS } from '../../src/model/filter/fields.js';
import { parseFilter } from '../../src/model/filter/filter.js';
import { activeListing, broken, encrypted } from '../support/scenes.js';
import { TEXTS } from '../support/texts.js';

const SESSIONS = { active: activeListing().session, broken: broken().session, tls: encrypted().session };

function taken(filter: string): string {
  const parsed = parseFilter(filter);
  if ('error' in parsed) throw new Error(TEXTS.say('filterErrors', parsed.error));
  return Object.entries(SESSIONS)
    .filter(([, session]) => parsed.accepts(session))
    .map(([name]) => name)
    .join(' ');
}

describe('filters', () => {
  test.each([
    ['', 'active broken tls'],
    ['user == "student"', 'active broken'],
    ['user == STUDENT', 'active broken'],
    ['user != student', 'tls'],
    ['user == "student" && transfer.verdict != "complete"', 'broken'],
    ['mode == PORT', 'active broken'],
    ['mode == PASV or tls', 'broken tls'],
    ['not tls', 'active broken'],
    ['!(mode == PASV)', 'active tls'],
    ['tls == "AUTH TLS"', 'tls'],
    ['tls == null', 'active broken'],
    ['loggedIn == true and commands > 5', 'broken'],
    ['transfer.bytes >= 1MB', 'broken'],
    ['bytes < 2kB and bytes > 0', 'active'],
    ['outcome == "reset"', 'broken'],
    ['command == RETR', 'broken'],
    ['command.argument contains "中文"', 'broken'],
    ['dataConnections.transfer.path ~ big', 'broken'],
    ['client.address == 10.77.0.2', 'active tls'],
    ['port == 44441', 'active'],
    ['code == 425 || code == 234', 'broken tls'],
    ['severity == alert or severity == warning or finding', 'active broken tls'],
    ["user == 'student' and (mode == EPSV or mode == EPRT)", 'broken'],
  ])('%s', (filter, names) => {
    expect(taken(filter)).toBe(names);
  });

  test.each([
    ['user ==', /missing/],
    ['nonsense == 1', /unknown word 'nonsense'/],
    ['user == a b', /'b' does not fit/],
    ['(user == a', /'\)' is missing/],
    ['user == a &&', /missing at the end/],
    ['"x" == user', /a word of the report is expected/],
    ['user == "open', /a closing " is missing/],
    ['('.repeat(200), /too many brackets/],
    ['!'.repeat(9999), /too many brackets/],
  ])('%s is reported', (filter, message) => {
    const parsed = parseFilter(filter);
    expect('error' in parsed ? TEXTS.say('filterErrors', parsed.error) : '').toMatch(message);
  });

  test('every documented word works', () => {
    for (const { word, kind, ...rest } of FIELDS) {
      const value = 'only' in rest ? `"${rest.only[0]}"` : kind === 'boolean' ? 'true' : '1';
      expect(() => taken(`${word} == ${value} || ${word}`), word).not.toThrow();
    }
  });

  test('whatever is typed, it is a filter or an error', () => {
    const piece = fc.oneof(fc.constantFrom('user', '==', '&&', '(', ')', '"a"', 'not', '~', '1', "'"), fc.string());
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const parsed = parseFilter(pieces.join(' '));
        if ('accepts' in parsed) parsed.accepts(SESSIONS.broken);
        else expect(parsed.error).not.toBe('');
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completions } from '../../src/model/filter/complete.js';
import { FIELDS, LANGUAGES, SESSION_LANGUAGE } from '../../src/model/filter/fields.js';
import { parseFilter } from '../../src/model/filter/filter.js';
import { wordsMeaning } from '../../src/text/filterWords.js';
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

describe('lists', () => {
  test.each([
    ['any(dataConnections, mode == PASV && outcome == reset)', 'broken'],
    ['any(dataConnections, mode == EPSV && outcome == reset)', ''],
    ['mode == EPSV && outcome == reset', 'broken'],
    ['all(dataConnections, outcome == ok)', 'active'],
    ['count(dataConnections) > 1', 'broken'],
    ['count(exchanges, command == LIST) == 1', 'active'],
    ['any(exchanges, code >= 400 and command == RETR)', 'broken'],
    ['any(dataConnections, any(steps, number == 9 && state == failed))', 'broken'],
    ['any(steps, number == 9 && state == failed)', 'broken'],
    ['any(dataConnections,mode==PORT&&user==student)', 'active broken'],
    ['count(dataConnections, mode == PORT) = 1', 'active broken'],
    ['any(connections, initiator.port == @client.port)', 'active broken tls'],
    ['any(dataConnections, connection.responder.port == @announced.port)', 'active broken'],
    ['not any(findings, wentWrong)', 'active tls'],
    ['control.teardown == fin and count(transfers) == 1', 'active'],
    ['transfers.verdict == complete', 'active'],
  ])('%s', (filter, names) => expect(taken(filter)).toBe(names));

  test.each([
    ['any(user, mode == PORT)', /there is no list 'user' here; there are exchanges, dataConnections/],
    ['any(dataConnections, moed == PORT)', /unknown word 'moed': is 'mode' meant\?/],
    ['any(dataConnections, mode == PORT', /'\)' is missing/],
    ['dataConnections > 1', /'dataConnections' is a list: ask any\(dataConnections/],
    ['count(dataConnections) == few', /'count' is a number, not 'few'/],
    ['any("x")', /a list is expected/],
    ['any(dataConnections, any(steps, any(dataConnections, any(steps, any(steps)))))', /at most 4 deep/],
    ['user == "x"'.padEnd(20_000), /longer than 10,000 characters/],
  ])('%s is reported', (filter, message) => {
    const parsed = parseFilter(filter);
    expect('error' in parsed ? TEXTS.say('filterErrors', parsed.error) : '').toMatch(message);
  });

  test('work without end is cut off', () => {
    const parsed = parseFilter('any(exchanges, any(exchanges, any(exchanges, any(exchanges, code == 1))))');
    if ('error' in parsed) throw new Error(parsed.error.code);
    const session = activeListing();
    for (let i = 0; i < 300; i++) session.command('NOOP');
    expect(parsed.accepts(session.session)).toBe(false);
  });
});

test('every word of every kind has a meaning, and no meaning is without its word', () => {
  for (const { kind, fields } of LANGUAGES)
    for (const { word } of fields) expect(wordsMeaning(TEXTS, kind, word), `${kind} ${word}`).not.toBe('');
  const words = new Map(LANGUAGES.map(({ kind, fields }) => [kind as string, fields.map(({ word }) => word)]));
  for (const [kind, meanings] of Object.entries(TEXTS.ui.filter.kinds))
    expect(words.get(kind)).toEqual(expect.arrayContaining(Object.keys(meanings)));
});

describe('completions know the list that is open', () => {
  const options = (text: string) => completions(SESSION_LANGUAGE, text, text.length, () => []).options;
  test.each([
    ['any', ['any(']],
    ['any(da', ['dataConnections']],
    ['any(dataConnections, open', ['openedBy']],
    ['any(dataConnections, openedBy == s', ['server']],
    ['any(dataConnections, any(steps, state == f', ['failed']],
    ['any(steps, state == ok) && us', ['user']],
  ])('%s', (text, wanted) => expect(options(text)).toEqual(wanted));
});

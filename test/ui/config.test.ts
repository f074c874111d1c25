import { describe, expect, test } from 'vitest';
import { configPath } from '../../src/capture/configFile.js';
import { DEFAULT_CONFIG, parseConfig } from '../../src/ui/config.js';
import { bindingOf, KEYS } from '../../src/ui/keys.js';
import { COLUMN_NAMES } from '../../src/ui/panels/index.js';
import { broken } from '../support/scenes.js';
import { TEXTS } from '../support/texts.js';
import { stageOfSessions } from './support/stage.js';

describe('the configuration', () => {
  test('is optional', () => {
    for (const text of [null, '', ' \n', '{}']) expect(parseConfig(text)).toEqual(DEFAULT_CONFIG);
  });

  test('sets theme, modes and columns', () => {
    const config = parseConfig(
      '{"theme":"light","time":"clock","color":"direction","linear":true,"mouse":false,"lang":"en_US","columns":{"sessions":["user","bytes"],"transfers":["what","state"],"findings":["message"]}}',
    );
    expect(config).toMatchObject({
      theme: 'light',
      time: 'clock',
      color: 'direction',
      linear: true,
      mouse: false,
      columns: { sessions: ['user', 'bytes'], transfers: ['what', 'state'], findings: ['message'] },
      problems: [],
    });
  });

  test('sets keys: those of others are taken away', () => {
    const { keys, problems } = parseConfig('{"keys":{"quit":["Q"],"explain":"j","search":["ctrl+s","/"]}}');
    expect(problems).toEqual([]);
    expect(bindingOf(keys, 'Q', 'ladder', false)?.action).toBe('quit');
    expect(bindingOf(keys, 'q', 'ladder', false)).toBeUndefined();
    expect(bindingOf(keys, 'j', 'ladder', false)?.action).toBe('explain');
    expect(bindingOf(keys, 'down', 'ladder', false)?.action).toBe('down');
    expect(bindingOf(keys, 'ctrl+s', 'ladder', false)?.action).toBe('search');
    expect(KEYS.find(({ action }) => action === 'quit')?.keys).toEqual(['q']);
  });

  test.each([
    ['{"theme":', /not JSON/],
    ['[]', /an object is expected/],
    ['{"theme":"pink"}', /"theme" is one of dark, light, .* not "pink"/],
    ['{"colour":"kind"}', /unknown setting "colour"; there are theme/],
    ['{"__proto__":1,"toString":2}', /unknown setting "toString"/],
    ['{"linear":"yes"}', /"linear" is true or false/],
    ['{"keys":[]}', /"keys" is an object/],
    ['{"keys":{"jump!":"x"}}', /unknown action/],
    ['{"keys":{"quit":[]}}', /list of keys/],
    ['{"keys":{"quit":["ctrl+c"]}}', /list of keys/],
    ['{"keys":{"interrupt":["x"]}}', /cannot be given away/],
    ['{"keys":{"down":["q"],"up":["x"]}}', /"quit" has no key any more/],
    ['{"columns":{"sessions":["shoe"]}}', /no column "shoe" in "columns.sessions"; there are sign, number, start/],
    ['{"columns":{"transfers":["what","user"]}}', /no column "user" in "columns.transfers"; there are sign, id, mode/],
    ['{"columns":{"findings":[]}}', /"columns.findings" is a list of sign/],
    ['{"columns":{"packets":["x"]}}', /"columns" has lists for sessions, transfers, findings, not "packets"/],
    ['{"columns":["user"]}', /"columns" is an object/],
    ['{"theme":"\\u001b[2J"}', /not "\\u001b\[2J"/],
  ])('%s is reported, and the rest holds', (text, message) => {
    const { problems, time } = parseConfig(text);
    const shown = problems.map((one) => TEXTS.say('configProblems', one)).join('\n');
    expect(shown).toMatch(message);
    expect(shown).not.toMatch(/\p{Cc}(?<!\n)/u);
    expect(time).toBe('start');
  });

  test('lies where XDG wants it', () => {
    expect(configPath({ XDG_CONFIG_HOME: '/x', HOME: '/h' })).toBe('/x/ftp-sniff/config.json');
    expect(configPath({ XDG_CONFIG_HOME: 'relative', HOME: '/h' })).toBe('/h/.config/ftp-sniff/config.json');
    expect(configPath({ HOME: '/h' })).toBe('/h/.config/ftp-sniff/config.json');
  });
});

describe('columns', () => {
  const stage = (columns: object) =>
    stageOfSessions([broken().session], {
      size: { columns: 120, rows: 30 },
      config: parseConfig(JSON.stringify({ columns })),
    });

  test('of every table are those that are wanted, in that order', () => {
    const chosen = stage({
      sessions: ['state', 'user'],
      transfers: ['state', 'what', 'id'],
      findings: ['message', 'kind'],
    });
    expect(chosen.lines[3]?.trim().split(/ {2,}/)).toEqual(['state', 'user']);
    expect(chosen.press('enter', '4').lines[3]?.trim().split(/ {2,}/)).toEqual(['state', 'transfer', 'id']);
    expect(chosen.row).toMatch(/failed +RETR .* 1\.1/);
    expect(chosen.press('5').lines[3]?.trim().split(/ {2,}/)).toEqual(['what', 'kind']);
  });

  test('of other tables stay as they are', () => {
    const chosen = stage({ transfers: ['what'] });
    expect(chosen.lines[3]).toMatch(/#▲ +start +client/);
    expect(chosen.press('enter', '4').lines[3]?.trim()).toBe('transfer');
  });

  test('names are those of the tables', () => {
    for (const [keys, table] of [
      [[], 'sessions'],
      [['enter', '4'], 'transfers'],
      [['5'], 'findings'],
    ] as const)
      for (const name of COLUMN_NAMES[table]) {
        const one = stage({ [table]: [name] }).press(...keys);
        expect(one.context.settings.problems, name).toEqual([]);
        expect(one.row.trim().length, `${table}.${name}: ${one.row}`).toBeGreaterThan(0);
      }
  });
});

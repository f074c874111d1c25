import { describe, expect, test } from 'vitest';
import { configPath } from '../../src/capture/configFile.js';
import { DEFAULT_CONFIG, parseConfig } from '../../src/ui/config.js';
import { bindingOf, KEYS } from '../../src/ui/keys.js';

describe('the configuration', () => {
  test('is optional', () => {
    for (const text of [null, '', ' \n', '{}']) expect(parseConfig(text)).toEqual(DEFAULT_CONFIG);
  });

  test('sets theme, modes and columns', () => {
    const config = parseConfig(
      '{"theme":"light","time":"clock","color":"direction","linear":true,"mouse":false,"columns":{"sessions":["user","bytes"]}}',
    );
    expect(config).toMatchObject({
      theme: 'light',
      time: 'clock',
      color: 'direction',
      linear: true,
      mouse: false,
      sessionColumns: ['user', 'bytes'],
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
    ['{"columns":{"sessions":["shoe"]}}', /list of number, start/],
    ['{"theme":"\\u001b[2J"}', /not "\\u001b\[2J"/],
  ])('%s is told, and the rest holds', (text, message) => {
    const { problems, time } = parseConfig(text);
    expect(problems.join('\n')).toMatch(message);
    expect(problems.join('\n')).not.toMatch(/\p{Cc}(?<!\n)/u);
    expect(time).toBe('start');
  });

  test('lies where XDG wants it', () => {
    expect(configPath({ XDG_CONFIG_HOME: '/x', HOME: '/h' })).toBe('/x/ftp-sniff/config.json');
    expect(configPath({ XDG_CONFIG_HOME: 'relative', HOME: '/h' })).toBe('/h/.config/ftp-sniff/config.json');
    expect(configPath({ HOME: '/h' })).toBe('/h/.config/ftp-sniff/config.json');
  });
});

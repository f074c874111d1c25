import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/cli/arguments.js';
import { helpText } from '../../src/cli/help.js';
import { OPTION_ROWS, type Options, parseOptions, THEME_NAMES, wantsColor } from '../../src/cli/options.js';
import { THEMES } from '../../src/ui/terminal/theme.js';
import { run } from '../support/run.js';
import { TEXTS } from '../support/texts.js';

const FORMATS = ['text', 'json', 'ndjson', 'zeek', 'zeek-json', 'eve'];
const parse = (line: string) => parseOptions(line.split(' ').filter(Boolean), FORMATS);

/** Command line -> what differs from the defaults. */
const GOOD: readonly [string, Partial<Options>][] = [
  ['a.pcap', { files: ['a.pcap'] }],
  ['a.pcap b.pcap', { files: ['a.pcap', 'b.pcap'] }],
  ['-', { files: ['-'] }],
  ['-r a.pcap', { files: ['a.pcap'] }],
  ['-ra.pcap b.pcap --read=c.pcap', { files: ['a.pcap', 'b.pcap', 'c.pcap'] }],
  ['-- -odd-name.pcap', { files: ['-odd-name.pcap'] }],
  ['-i eth0', { interface: 'eth0' }],
  ['-ieth0', { interface: 'eth0' }],
  ['--interface eth0', { interface: 'eth0' }],
  ['--interface=eth0', { interface: 'eth0' }],
  ['-i any -p -s 96 -B 64', { interface: 'any', promiscuous: false, snaplenBytes: 96, bufferMib: 64 }],
  ['-i a -i b --engine dumpcap', { interface: 'a', interfaces: ['a', 'b'], engine: 'dumpcap' }],
  ['-i lo --engine auto --wait-device -Z nobody', { interface: 'lo', waitDevice: true, user: 'nobody' }],
  ['-w f%H -C 10 -G 60 -W 5 x', { files: ['x'], write: 'f%H', rotation: { megabytes: 10, seconds: 60, files: 5 } }],
  [
    '-F ndjson -o f --append --metrics m x',
    { files: ['x'], format: 'ndjson', output: 'f', append: true, metrics: 'm' },
  ],
  ['-i lo -s0', { interface: 'lo', snaplenBytes: 0 }],
  ['-c 10 -a 2.5 x', { files: ['x'], maxPackets: 10, durationSeconds: 2.5 }],
  ['-D', { listInterfaces: true }],
  ['--port 2121,990 x', { files: ['x'], controlPorts: [990, 2121] }],
  ['--port 2121 --port 8021,2121 x', { files: ['x'], controlPorts: [2121, 8021] }],
  [
    '--session 3,1 x',
    {
      files: ['x'],
      sessions: [
        [1, 1],
        [3, 3],
      ],
    },
  ],
  [
    '--session 7,2-3 --session 2-3 x',
    {
      files: ['x'],
      sessions: [
        [2, 3],
        [7, 7],
      ],
    },
  ],
  ['--json x', { files: ['x'], format: 'json' }],
  ['--json --format json x', { files: ['x'], format: 'json' }],
  ['-F ndjson x', { files: ['x'], format: 'ndjson' }],
  ['-o report x', { files: ['x'], format: 'text', output: 'report' }],
  ['-o - x', { files: ['x'], format: 'text', output: '-' }],
  ['-w out.pcap x', { files: ['x'], write: 'out.pcap' }],
  ['-w - -o report x', { files: ['x'], write: '-', output: 'report', format: 'text' }],
  ['--keylog keys x', { files: ['x'], keylog: 'keys' }],
  ['--no-color x', { files: ['x'], color: 'never' }],
  ['--color always x', { files: ['x'], color: 'always' }],
  ['--ascii --show-passwords x', { files: ['x'], ascii: true, showPasswords: true }],
  ['--theme light x', { files: ['x'], theme: 'light' }],
  ['-F zeek --table conn x', { files: ['x'], format: 'zeek', log: 'conn' }],
  ['-F zeek-json -o logs x', { files: ['x'], format: 'zeek-json', output: 'logs' }],
  [
    '-i eth0 -F eve -o eve.json -C 5',
    { interface: 'eth0', format: 'eve', output: 'eve.json', rotation: { megabytes: 5, seconds: null, files: null } },
  ],
  ['--shard 2/4 x', { files: ['x'], share: { share: 2, of: 4 } }],
  ['--sensor edge-1 x', { files: ['x'], sensor: 'edge-1' }],
  ['--step x', { files: ['x'], step: true }],
  ['-vvq x', { files: ['x'], verbosity: 2, quiet: true }],
  ['-v --verbose x', { files: ['x'], verbosity: 2 }],
  ['-h', { help: true }],
  ['-V', { version: true }],
  ['-i eth0 x --help', { help: true, interface: 'eth0', files: ['x'] }],
];

const DEFAULTS: Options = {
  help: false,
  version: false,
  listInterfaces: false,
  files: [],
  interface: null,
  interfaces: [],
  engine: null,
  waitDevice: false,
  user: null,
  filter: null,
  snaplenBytes: null,
  bufferMib: null,
  promiscuous: true,
  maxPackets: null,
  durationSeconds: null,
  controlPorts: [],
  write: null,
  writeSecrets: false,
  rotation: { megabytes: null, seconds: null, files: null },
  append: false,
  metrics: null,
  redact: null,
  extract: null,
  hashes: [],
  keylog: null,
  showPasswords: false,
  format: null,
  table: null,
  log: null,
  diffFriendly: false,
  output: null,
  sensor: null,
  share: null,
  sessions: null,
  color: 'auto',
  ascii: false,
  sessionFilter: null,
  theme: null,
  keep: null,
  step: false,
  acks: false,
  transfer: null,
  quiet: false,
  verbosity: 0,
};

test('every theme of the UI can be asked for', () => {
  expect([...THEME_NAMES]).toEqual(THEMES.map(({ name }) => name));
});

describe('accepted command lines', () => {
  for (const [line, want] of GOOD)
    test(line, () =>
      expect(parse(line)).toEqual({ ...DEFAULTS, interfaces: want.interface ? [want.interface] : [], ...want }),
    );

  test('a filter with spaces is one argument', () => {
    expect(parseOptions(['-i', 'lo', '-f', 'tcp port 21'], FORMATS).filter).toBe('tcp port 21');
  });
});

/** Command line -> words that the error must contain. */
const BAD: readonly [string, RegExp][] = [
  ['', /nothing to read.*'-'.*-i DEVICE/],
  ['--bogus x', /unknown option '--bogus'/],
  ['--form json x', /unknown option '--form'; did you mean '--format'\?/],
  ['-Y x', /unknown option '-Y'/],
  ['--shard 3/2 x', /--shard takes K\/N/],
  ['--shard 0/2 x', /--shard takes K\/N/],
  ['-F zeek x', /-o DIR.*--table/],
  ['-F zeek --table sessions x', /unknown table 'sessions'.*conn/],
  ['-i', /'-i' needs a value: -i DEVICE/],
  ['-i -v', /'-i' needs a value/],
  ['--output= x', /needs a value/],
  ['--json=yes x', /'--json' takes no value, got 'yes'/],
  ['-i eth0 x', /either capture live \(-i eth0\) or read a file \('x'\)/],
  ['-i eth0 -r x', /either capture live/],
  ['-D x', /-D only lists devices/],
  ['-D -i eth0', /does not go with '-i'/],
  ['-D --json', /does not go with '--json'/],
  ['-f tcp x', /'-f' needs a live capture: -i DEVICE/],
  ['-p x', /'-p' needs a live capture/],
  ['- -', /can be read once/],
  ['-F xml x', /unknown format 'xml'; there are text, json, ndjson/],
  ['--json -F text x', /--json and --format text exclude each other/],
  ['--hash crc31 x', /--hash takes crc32, md5, sha1, sha512; got 'crc31'/],
  ['-w - x', /share standard output/],
  ['--color sometimes x', /auto, always or never; got 'sometimes'/],
  ['--theme pink x', /unknown theme 'pink'; there are dark, light, contrast, colorblind, plain/],
  ['--theme', /'--theme' needs a value: --theme NAME/],
  ['--no-color --color always x', /exclude each other/],
  ['--port 0 x', /--port takes a whole number, 1 to 65535; got '0'/],
  ['--port 65536 x', /got '65536'/],
  ['--port 21, x', /--port takes a whole number/],
  ['--port ftp x', /got 'ftp'/],
  ['--session 3-2 x', /--session takes numbers and ranges such as 2-5; got '3-2'/],
  ['--session 1-2-3 x', /--session takes numbers and ranges.* got '1-2-3'/],
  ['--session 2- x', /--session takes a whole number, 1 or more/],
  ['--session 0 x', /--session takes a whole number, 1 or more/],
  ['-c 0 x', /-c takes a whole number, 1 or more/],
  ['-c 1e3 x', /got '1e3'/],
  ['-a 0 x', /-a takes a number of seconds above 0/],
  ['-i e -s 262145', /-s takes a whole number, 0 to 262144/],
  ['-i e -B 2048', /-B takes a whole number, 1 to 2047/],
];

describe('refused command lines', () => {
  for (const [line, words] of BAD) {
    test(line || '(nothing)', () => {
      let error: unknown;
      try {
        parse(line);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(UsageError);
      const message = TEXTS.cli.usage(TEXTS.say('usage', (error as UsageError).fact), null);
      expect(message).toMatch(words);
      expect(message).toContain('--help');
      expect(message).not.toContain('\n');
    });
  }

  test('an empty file name is refused', () => {
    expect(() => parseOptions([''], FORMATS)).toThrow(UsageError);
  });
});

describe('colour', () => {
  test.each([
    ['auto', {}, true, true],
    ['auto', {}, false, false],
    ['auto', { TERM: 'dumb' }, true, false],
    ['auto', { NO_COLOR: '1' }, true, false],
    ['auto', { NO_COLOR: '' }, true, true],
    ['auto', { FORCE_COLOR: '1' }, false, true],
    ['auto', { FORCE_COLOR: '0' }, true, false],
    ['always', { NO_COLOR: '1' }, false, true],
    ['never', { FORCE_COLOR: '1' }, true, false],
  ] as const)('%s with %j on a terminal: %s -> %s', (choice, environment, terminal, want) => {
    expect(wantsColor(choice, environment, terminal)).toBe(want);
  });
});

describe('help', () => {
  const help = helpText(FORMATS, TEXTS);
  test('names every option once, with its value', () => {
    for (const row of OPTION_ROWS) {
      const value = 'value' in row ? ` ${row.value}` : '';
      expect(help.split('\n').filter((line) => new RegExp(`^  .{4}--${row.name}${value} `).test(line))).toHaveLength(1);
    }
  });
  test('fits 80 columns and has no trailing blanks', () => {
    for (const line of help.split('\n')) {
      expect(line.length, line).toBeLessThanOrEqual(80);
      expect(line).toBe(line.trimEnd());
    }
  });
  test('names the formats that there are', () => expect(help).toContain('text, json, ndjson'));
});

describe('options that several commands have', () => {
  const words = (text: string): Map<string, string> =>
    new Map(
      [...text.matchAll(/^ {2}(?:-\w, | {4})(--[\w-]+)(?: [\w,.=-]+)? {2,}(.+)$/gm)].map(([, name, said]) => [
        name!,
        said!,
      ]),
    );

  test.each(['en', 'zh-CN'])('are said in the same words everywhere: %s', (lang) => {
    const help = (...command: string[]) => words(run([...command, '--help', '--lang', lang]).stdout);
    const all = help();
    expect(all.size).toBeGreaterThan(30);
    for (const command of ['check', 'grade', 'compare', 'explain', 'lab']) {
      const own = help(command);
      expect(own.size, command).toBeGreaterThan(5);
      for (const [name, said] of own) expect(said, `${command} ${name}`).not.toMatch(/undefined/);
      for (const name of ['--port', '--keylog', '--show-passwords', '--color', '--no-color', '--quiet', '--help'])
        if (own.has(name)) expect(own.get(name), `${command} ${name}`).toBe(all.get(name));
    }
  });
});

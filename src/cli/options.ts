/** The command line: argv -> Options. Pure: looks at no file, no terminal and no environment. */

import { ENGINE_NAMES, type EngineName } from '../capture/engines/names.js';
import { type AskedHash, HASH_NAMES } from '../ftp/content/hashes.js';
import { LOG_NAMES, type LogName } from '../output/zeek/logNames.js';
import {
  type Given,
  type OptionRow,
  readArguments,
  seconds,
  wholeNumber,
  written as writtenOf,
  wrong,
} from './arguments.js';

export const COLOR_CHOICES = ['auto', 'always', 'never'] as const;
export type ColorChoice = (typeof COLOR_CHOICES)[number];

/** Themes of the UI (see ui/theme.ts). */
export const THEME_NAMES = ['dark', 'light', 'contrast', 'colorblind', 'plain'] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

/** Tables of --format csv (see output/csv/). */
export const TABLE_NAMES = ['sessions', 'transfers', 'commands', 'data-connections', 'findings'] as const;
export type TableName = (typeof TABLE_NAMES)[number];

/** Several logs: `log` names one, or `output` a folder for all. */
export const isLogFormat = (format: string | null): boolean => format === 'zeek' || format === 'zeek-json';
/** Files of these can be rotated: each line stands for itself. */
const LINE_FORMATS: ReadonlySet<string | null> = new Set(['ndjson', 'eve']);

/** `null`: no such bound. Megabytes are of 1,000,000 bytes, as tcpdump has them. */
export type Rotation = {
  readonly megabytes: number | null;
  readonly seconds: number | null;
  readonly files: number | null;
};

/** From the first number to the second, both included. */
export type NumberRange = readonly [first: number, last: number];

/** The `share`-th `of` so many. */
type Share = { readonly share: number; readonly of: number };

/** What the user asked for. `null` means that the option was not given. */
export type Options = {
  readonly help: boolean;
  readonly version: boolean;
  readonly listInterfaces: boolean;
  /** Capture files in the order given, `-r FILE` included; '-' is standard input. Empty with a live capture. */
  readonly files: readonly string[];
  /** The device of a live capture, the first of several; null: files are read. */
  readonly interface: string | null;
  /** All devices, in the order given. */
  readonly interfaces: readonly string[];
  /** The program that captures; null: the first that can. */
  readonly engine: EngineName | null;
  /** Wait for a device that is not there, and go on when it comes back. */
  readonly waitDevice: boolean;
  /** The user to become when the device is open; null: the one who called sudo. */
  readonly user: string | null;
  /** Capture filter in libpcap's language. */
  readonly filter: string | null;
  /** Bytes to keep of each packet; 0 and null: all. */
  readonly snaplenBytes: number | null;
  readonly bufferMib: number | null;
  readonly promiscuous: boolean;
  /** Stop after so many packets; at least 1. */
  readonly maxPackets: number | null;
  /** Stop after so many seconds; more than 0, fractions allowed. */
  readonly durationSeconds: number | null;
  /** Control ports besides 21 and 990; sorted, without repeats. */
  readonly controlPorts: readonly number[];
  readonly write: string | null;
  /** When a new file of --write (and of --format ndjson) is begun, and how many are kept. */
  readonly rotation: Rotation;
  /** Go on at the end of existing files of --output and --write. */
  readonly append: boolean;
  /** Where statistics in Prometheus' text form are kept. */
  readonly metrics: string | null;
  /** Passwords, user names and addresses of the written file are replaced; 'contents': what was transferred, too. */
  readonly redact: 'names' | 'contents' | null;
  /** The file of --write carries the TLS secrets that are known. */
  readonly writeSecrets: boolean;
  readonly extract: string | null;
  /** Hashes of file contents besides SHA-256, in the order of `HASH_NAMES`, without repeats. */
  readonly hashes: readonly AskedHash[];
  readonly keylog: string | null;
  readonly showPasswords: boolean;
  /** Name of a report format; null: the UI on a terminal, 'text' elsewhere. Never null where `output` is set. */
  readonly format: string | null;
  /** Of --format csv; null: not given. */
  readonly table: TableName | null;
  /** Of Zeek's logs, the one that is written; null: all, into the folder `output`. */
  readonly log: LogName | null;
  /** The text report without what differs between two runs of the same thing. */
  readonly diffFriendly: boolean;
  /** Where the report goes; null and '-': standard output. */
  readonly output: string | null;
  /** The name of who captures, in every line and report; null: not given. */
  readonly sensor: string | null;
  /** Of several processes, the hosts that this one analyses; null: all. */
  readonly share: Share | null;
  /** Report only these sessions; null: all. */
  readonly sessions: readonly NumberRange[] | null;
  /** The data connection that pictures and diagrams draw alone: '1.2'; null: all of the sessions. */
  readonly transfer: string | null;
  /** Report only sessions that this filter takes, in the language of the UI's; null: all. */
  readonly sessionFilter: string | null;
  readonly color: ColorChoice;
  /** Draw with ASCII characters only. */
  readonly ascii: boolean;
  /** Of the UI; null: that of its configuration. */
  readonly theme: ThemeName | null;
  /** Sessions that have ended which the UI keeps; null: `LIMITS.uiSessions`. */
  readonly keep: number | null;
  /** Begin as a lesson, step by step; without a terminal, write it. */
  readonly step: boolean;
  /** Pure ACKs are rows of the ladder. */
  readonly acks: boolean;
  readonly quiet: boolean;
  /** How often -v was given. */
  readonly verbosity: number;
};

/** An option of the main command, and where the help has it; its words are `texts.cli.help.options`. */
export type MainRow = OptionRow & { readonly group: 'input' | 'live' | 'output' | 'general' };

export const OPTION_ROWS = [
  // tcpdump's and tshark's habit.
  { name: 'read', short: 'r', value: 'FILE', argument: true, group: 'input' },
  {
    name: 'port',
    value: 'PORT,...',
    group: 'input',
  },
  { name: 'keylog', value: 'FILE', group: 'input' },
  { name: 'count', short: 'c', value: 'PACKETS', group: 'input' },
  { name: 'duration', short: 'a', value: 'SECONDS', group: 'input' },
  { name: 'shard', value: 'K/N', group: 'input' },
  {
    name: 'interface',
    short: 'i',
    value: 'DEVICE',
    group: 'live',
  },
  { name: 'list-interfaces', short: 'D', group: 'live' },
  { name: 'filter', short: 'f', value: 'BPF', group: 'live' },
  {
    name: 'snaplen',
    short: 's',
    value: 'BYTES',
    group: 'live',
  },
  { name: 'buffer', short: 'B', value: 'MIB', group: 'live' },
  { name: 'no-promiscuous-mode', short: 'p', group: 'live' },
  { name: 'engine', value: 'NAME', group: 'live' },
  { name: 'wait-device', group: 'live' },
  { name: 'user', short: 'Z', value: 'USER', group: 'live' },
  { name: 'format', short: 'F', value: 'NAME', group: 'output' },
  { name: 'json', group: 'output' },
  { name: 'table', value: 'NAME', group: 'output' },
  { name: 'diff-friendly', group: 'output' },
  { name: 'output', short: 'o', value: 'FILE', group: 'output' },
  { name: 'sensor', value: 'NAME', group: 'output' },
  { name: 'session', value: 'N,N-N...', group: 'output' },
  { name: 'transfer', value: 'N.N', group: 'output' },
  { name: 'session-filter', value: 'EXPR', group: 'output' },
  {
    name: 'write',
    short: 'w',
    value: 'FILE',
    group: 'output',
  },
  { name: 'file-size', short: 'C', value: 'MB', group: 'output' },
  { name: 'file-seconds', short: 'G', value: 'SECONDS', group: 'output' },
  { name: 'file-count', short: 'W', value: 'COUNT', group: 'output' },
  { name: 'append', group: 'output' },
  { name: 'metrics', value: 'FILE', group: 'output' },
  {
    name: 'extract',
    short: 'x',
    value: 'DIR',
    group: 'output',
  },
  { name: 'redact', group: 'output' },
  { name: 'redact-contents', group: 'output' },
  { name: 'write-secrets', group: 'output' },
  { name: 'hash', value: 'NAME,...', group: 'output' },
  { name: 'show-passwords', group: 'output' },
  { name: 'color', value: 'WHEN', group: 'output' },
  { name: 'no-color', group: 'output' },
  { name: 'ascii', group: 'output' },
  { name: 'theme', value: 'NAME', group: 'output' },
  { name: 'keep', value: 'N', group: 'output' },
  { name: 'step', group: 'output' },
  { name: 'acks', group: 'output' },
  // Taken before all others (language.ts): every command has it.
  { name: 'lang', value: 'LANG', group: 'general' },
  { name: 'quiet', short: 'q', group: 'general' },
  { name: 'verbose', short: 'v', group: 'general' },
  { name: 'help', short: 'h', group: 'general' },
  { name: 'version', short: 'V', group: 'general' },
] as const satisfies readonly MainRow[];

type Name = (typeof OPTION_ROWS)[number]['name'];

/** Options that mean nothing without a live capture. */
const LIVE_ONLY: readonly Name[] = [
  'filter',
  'snaplen',
  'buffer',
  'no-promiscuous-mode',
  'engine',
  'wait-device',
  'user',
];
/** Options that may stand beside -D. */
const BESIDE_LIST: readonly Name[] = ['list-interfaces', 'quiet', 'verbose', 'color', 'no-color'];

const written = (name: Name): string => writtenOf(name, OPTION_ROWS);

const MAX_ROTATION = 1_000_000_000;
const MAX_SNAPLEN_BYTES = 262_144; // libpcap's MAXIMUM_SNAPLEN
const MAX_BUFFER_MIB = 2047; // more does not fit libpcap's signed 32-bit byte count

/**
 * Reads the arguments after the program's name. `formats` are the names that --format knows.
 * @throws UsageError for anything that cannot be meant.
 */
export function parseOptions(argv: readonly string[], formats: readonly string[]): Options {
  const given = readArguments<Name>(argv, OPTION_ROWS);

  const has = (name: Name) => given.values.has(name);
  const last = (name: Name) => given.values.get(name)?.at(-1) ?? null;
  const count = (name: Name) => given.values.get(name)?.length ?? 0;

  const format = chosenFormat(
    last('format') ?? (has('diff-friendly') && !has('json') ? 'text' : null),
    has('json'),
    last('output'),
    formats,
  );
  const options: Options = {
    help: has('help'),
    version: has('version'),
    listInterfaces: has('list-interfaces'),
    files: given.files,
    interface: given.values.get('interface')?.[0] ?? null,
    interfaces: given.values.get('interface') ?? [],
    engine: chosenEngine(last('engine')),
    waitDevice: has('wait-device'),
    user: last('user'),
    filter: last('filter'),
    snaplenBytes: wholeNumber('-s', last('snaplen'), 0, MAX_SNAPLEN_BYTES),
    bufferMib: wholeNumber('-B', last('buffer'), 1, MAX_BUFFER_MIB),
    promiscuous: !has('no-promiscuous-mode'),
    maxPackets: wholeNumber('-c', last('count'), 1, Number.MAX_SAFE_INTEGER),
    durationSeconds: seconds('-a', last('duration')),
    controlPorts: numberList('--port', given.values.get('port'), 65_535) ?? [],
    write: last('write'),
    rotation: {
      megabytes: wholeNumber('-C', last('file-size'), 1, MAX_ROTATION),
      seconds: wholeNumber('-G', last('file-seconds'), 1, MAX_ROTATION),
      files: wholeNumber('-W', last('file-count'), 1, MAX_ROTATION),
    },
    append: has('append'),
    metrics: last('metrics'),
    redact: has('redact-contents') ? 'contents' : has('redact') ? 'names' : null,
    writeSecrets: has('write-secrets'),
    extract: last('extract'),
    hashes: hashList(given.values.get('hash')),
    keylog: last('keylog'),
    showPasswords: has('show-passwords'),
    format,
    ...chosenTables(format, last('table')),
    diffFriendly: has('diff-friendly'),
    output: last('output'),
    sensor: last('sensor'),
    share: chosenShare(last('shard')),
    ...chosenSessions(given),
    color: chosenColor(last('color'), has('no-color')),
    ascii: has('ascii'),
    theme: chosenTheme(last('theme')),
    keep: wholeNumber('--keep', last('keep'), 1, Number.MAX_SAFE_INTEGER),
    step: has('step'),
    acks: has('acks'),
    quiet: has('quiet'),
    verbosity: count('verbose'),
  };
  if (!options.help && !options.version) checkTogether(options, given);
  return options;
}

/** Whether to colour, by the option, the environment (no-color.org, force-color.org) and what the output is. */
export function wantsColor(
  choice: ColorChoice,
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (environment.NO_COLOR) return false;
  const force = environment.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && environment.TERM !== 'dumb';
}

function checkTogether(options: Options, given: Given<Name>): void {
  const names = [...given.values.keys()];
  if (options.listInterfaces) {
    const other = names.find((name) => !BESIDE_LIST.includes(name));
    if (other) throw wrong('list-with-option', { option: written(other) });
    if (options.files.length > 0) throw wrong('list-with-file', { file: options.files[0]! });
    return;
  }
  checkRotation(options);
  if (options.interface !== null && options.files.length > 0) {
    throw wrong('device-and-file', { device: options.interface, file: options.files[0]! });
  }
  const liveOnly = LIVE_ONLY.find((name) => given.values.has(name));
  if (options.interface === null && liveOnly) throw wrong('needs-device', { option: written(liveOnly) });
  if (options.interface === null && options.files.length === 0) {
    throw wrong('nothing-to-read', {});
  }
  if (isLogFormat(options.format) && options.log === null && (options.output ?? '-') === '-')
    throw wrong('logs-without-folder', { format: options.format!, names: LOG_NAMES });
  if (options.redact !== null && (options.write === null || options.write === '-'))
    throw wrong('redact-without-write', {});
  if (options.writeSecrets && options.redact !== null)
    throw wrong('exclusive', { one: '--write-secrets', other: '--redact' });
  const { rotation, append } = options;
  // What is redacted is a file that is complete.
  if (options.redact !== null && (append || rotation.megabytes !== null || rotation.seconds !== null))
    throw wrong('exclusive', {
      one: '--redact',
      other: append ? '--append' : rotation.megabytes === null ? '-G' : '-C',
    });
  if (options.diffFriendly && options.format !== 'text') throw wrong('diff-friendly-without-text', {});
  // Better than to be silent about files that are not written.
  if (options.files.filter((file) => file === '-').length > 1) throw wrong('input-twice', {});
  if (options.files.includes('')) throw wrong('empty-name', {});
  if (options.write === '-' && (options.output === null || options.output === '-')) {
    throw wrong('shared-output', {});
  }
}

function numberList(option: string, texts: readonly string[] | undefined, max: number): number[] | null {
  if (!texts) return null;
  const numbers = texts.flatMap((text) => text.split(',')).map((part) => wholeNumber(option, part.trim(), 1, max)!);
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** What of the capture is reported. */
function chosenSessions({ values }: Given<Name>): Pick<Options, 'sessions' | 'transfer' | 'sessionFilter'> {
  const transfer = chosenTransfer(values.get('transfer')?.at(-1) ?? null);
  return {
    sessions: rangeList('--session', values.get('session')) ?? sessionOf(transfer),
    transfer,
    sessionFilter: values.get('session-filter')?.at(-1) ?? null,
  };
}

/** '1.2': the number of a session, and of a data connection in it. */
function chosenTransfer(text: string | null): string | null {
  if (text !== null && !/^[1-9]\d*\.[1-9]\d*$/.test(text)) throw wrong('transfer-id', { got: text });
  return text;
}

function sessionOf(transfer: string | null): NumberRange[] | null {
  const number = transfer === null ? 0 : Number.parseInt(transfer, 10);
  return number === 0 ? null : [[number, number]];
}

/** '3', '2-5,9': in order, without repeats. */
function rangeList(option: string, texts: readonly string[] | undefined): NumberRange[] | null {
  if (!texts) return null;
  const ranges = new Map<string, NumberRange>();
  for (const part of texts.flatMap((text) => text.split(','))) {
    const [from = '', to = from, ...more] = part.split('-').map((number) => number.trim());
    const [first, last] = [from, to].map((text) => wholeNumber(option, text, 1, Number.MAX_SAFE_INTEGER)!);
    if (more.length > 0 || first! > last!) throw wrong('ranges', { option, got: part.trim() });
    ranges.set(`${first}-${last}`, [first!, last!]);
  }
  return [...ranges.values()].sort(([a, b], [c, d]) => a - c || b - d);
}

/** '2/4': the second of four. */
function chosenShare(got: string | null): Share | null {
  if (got === null) return null;
  const [, share, of] = (/^(\d{1,4})\/(\d{1,4})$/.exec(got) ?? []).map(Number);
  if (share === undefined || of === undefined || share < 1 || share > of) throw wrong('shard', { got });
  return { share, of };
}

function hashList(texts: readonly string[] | undefined): AskedHash[] {
  const wanted = (texts ?? []).flatMap((text) => text.split(',')).map((part) => part.trim().toLowerCase());
  // SHA-256 is given anyway: asking for it is no mistake.
  const names: readonly string[] = [...HASH_NAMES, 'sha256'];
  const unknown = wanted.find((name) => !names.includes(name.replace('-', '')));
  if (unknown !== undefined) throw wrong('unknown-name', { of: 'hash', names: HASH_NAMES, got: unknown });
  return HASH_NAMES.filter((name) => wanted.some((each) => each.replace('-', '') === name));
}

function chosenFormat(
  name: string | null,
  json: boolean,
  output: string | null,
  formats: readonly string[],
): string | null {
  if (json && name !== null && name !== 'json') throw wrong('exclusive', { one: '--json', other: `--format ${name}` });
  const format = json ? 'json' : (name ?? (output === null ? null : 'text'));
  if (format !== null && !formats.includes(format)) {
    throw wrong('unknown-name', { of: 'format', names: formats, got: format });
  }
  return format;
}

/** What --table names: a table of csv, or one of Zeek's logs. */
function chosenTables(format: string | null, name: string | null): Pick<Options, 'table' | 'log'> {
  if (isLogFormat(format)) return { table: null, log: chosenTable(name, LOG_NAMES) };
  if (name !== null && format !== 'csv') throw wrong('table-without-csv', {});
  return { table: chosenTable(name, TABLE_NAMES), log: null };
}

/** One of the tables of a format that has tables. */
function chosenTable<Table extends string>(name: string | null, names: readonly Table[]): Table | null {
  if (name === null) return null;
  const table = names.find((one) => one === name);
  if (!table) throw wrong('unknown-name', { of: 'table', names, got: name });
  return table;
}

function chosenEngine(name: string | null): EngineName | null {
  if (name === null || name === 'auto') return null;
  const engine = ENGINE_NAMES.find((one) => one === name);
  if (!engine) throw wrong('unknown-name', { of: 'engine', names: ['auto', ...ENGINE_NAMES], got: name });
  return engine;
}

/** Files can be rotated where their names are known, and counted where they are rotated. */
function checkRotation({ rotation, write, format, output, append }: Options): void {
  const { megabytes, seconds, files } = rotation;
  const option = megabytes !== null ? '-C' : seconds !== null ? '-G' : files !== null ? '-W' : null;
  if (option === null) return;
  if (option === '-W') throw wrong('count-without-rotation', {});
  const named = (name: string | null) => name !== null && name !== '-';
  if (!named(write) && !(LINE_FORMATS.has(format) && named(output))) throw wrong('rotation-without-file', { option });
  // Files that are numbered begin anew; those whose names have the time can be gone on with.
  if (append && megabytes !== null) throw wrong('exclusive', { one: '--append', other: '-C' });
}

function chosenTheme(name: string | null): ThemeName | null {
  if (name === null) return null;
  const theme = THEME_NAMES.find((one) => one === name);
  if (!theme) throw wrong('unknown-name', { of: 'theme', names: THEME_NAMES, got: name });
  return theme;
}

function chosenColor(text: string | null, never: boolean): ColorChoice {
  if (text !== null && text !== 'auto' && text !== 'always' && text !== 'never') {
    throw wrong('unknown-name', { of: 'color', names: COLOR_CHOICES, got: text });
  }
  if (never && text !== null && text !== 'never')
    throw wrong('exclusive', { one: '--no-color', other: `--color ${text}` });
  return never ? 'never' : (text ?? 'auto');
}

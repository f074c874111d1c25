/** What is wrong with the command line. */
import type { UsageParams } from '../../cli/codes.js';
import { type Messages, messageOf } from '../messages.js';
import { FILTER_ERRORS } from './filterErrors.js';

export const USAGE: Messages<UsageParams> = {
  'unknown-option': ({ written, near }) =>
    near === null ? `unknown option '${written}'` : `unknown option '${written}'; did you mean '--${near}'?`,
  'takes-no-value': ({ written, got }) => `option '${written}' takes no value, got '${got}'`,
  'needs-value': ({ written, value }) => `option '${written}' needs a value: ${written} ${value}`,
  'list-with-option': ({ option }) => `-D only lists devices: it does not go with '${option}'`,
  'list-with-file': ({ file }) => `-D only lists devices: it reads no file '${file}'`,
  'device-and-file': ({ device, file }) => `either capture live (-i ${device}) or read a file ('${file}'), not both`,
  'needs-device': ({ option }) => `'${option}' needs a live capture: -i DEVICE`,
  'nothing-to-read': () => "nothing to read: name a capture file, '-' for standard input, or -i DEVICE",
  'input-twice': () => "'-' (standard input) can be read once",
  'empty-name': () => 'a file name is empty',
  'shared-output': () => "'-w -' and the report would share standard output: send the report elsewhere with -o FILE",
  'transfer-id': ({ got }) =>
    `--transfer takes the numbers of a session and of its data connection, as 1.2, not '${got}'`,
  'whole-number': ({ option, min, max, got }) =>
    max === null
      ? `${option} takes a whole number, ${min} or more; got '${got}'`
      : `${option} takes a whole number, ${min} to ${max}; got '${got}'`,
  seconds: ({ option, got }) => `${option} takes a number of seconds above 0; got '${got}'`,
  'session-filter': ({ got, error }, f) => `--session-filter '${got}': ${messageOf(FILTER_ERRORS, error, f)}`,
  ranges: ({ option, got }) => `${option} takes numbers and ranges such as 2-5; got '${got}'`,
  'unknown-name': ({ of, names, got }, f) => {
    switch (of) {
      case 'lang':
        return `--lang takes ${f.either(names)}; got '${got}'`;
      case 'hash':
        return `--hash takes ${names.join(', ')}; got '${got}'`;
      case 'comparison':
        return `--as takes ${names.join(', ')}; got '${got}'`;
      case 'topic':
        return `unknown topic '${got}'; there are ${names.join(', ')}`;
      case 'format':
        return `unknown format '${got}'; there are ${names.join(', ')}`;
      case 'table':
        return `unknown table '${got}'; there are ${names.join(', ')}`;
      case 'engine':
        return `unknown engine '${got}'; there are ${names.join(', ')}`;
      case 'theme':
        return `unknown theme '${got}'; there are ${names.join(', ')}`;
      case 'color':
        return `--color takes ${f.either(names)}; got '${got}'`;
    }
  },
  'only-of-new': ({ option }) => `'${option}' is about a sheet: ftp-sniff lab new`,
  'count-without-rotation': () => "'-W' counts files that -C or -G begins",
  'rotation-without-file': ({ option }) => `'${option}' needs a file to rotate: -w FILE, or -F ndjson -o FILE`,
  shard: ({ got }) => `--shard takes K/N, the K-th of N shares, such as 2/4; got '${got}'`,
  'table-without-csv': () => "'--table' needs --format csv, zeek or zeek-json",
  'logs-without-folder': ({ format, names }, f) =>
    `${format} has several logs: name a folder for them (-o DIR), or one of them (--table ${f.either(names)})`,
  'unknown-topic': ({ got, near }, f) =>
    near.length === 0
      ? `no topic '${got}'; ftp-sniff explain lists all`
      : `no topic '${got}'; did you mean ${f.either(near)}?`,
  'what-if': ({ got }) => `--what-if '${got}' is no rule; one is 'drop dport 30000-31000'`,
  'two-captures': ({ count }) => `compare takes two captures, A and B; got ${count}`,
  'what-if-without-firewall': () => "'--what-if' needs the topic firewall and a capture: explain firewall FILE",
  'nothing-to-check': () => 'name a sheet and a capture file: ftp-sniff check SHEET FILE',
  'nothing-to-grade': () => 'name a sheet, a folder, and where the results go: ftp-sniff grade SHEET DIR -o OUT',
  'sheet-read-again': () => 'the sheet is read for each submission: it has to be a file',
  'min-score': ({ got }) => `--min-score takes points or a percentage, 7 or 60%; got '${got}'`,
  due: ({ got }) => `--due takes a date, or a time with its zone: 2026-11-26T12:00:00Z; got '${got}'`,
  'needs-option': ({ option, other }) => `'${option}' needs ${other}`,
  'set-form': ({ got }) => `--set takes NAME=VALUE; got '${got}'`,
  'set-unknown': ({ name, names }, f) =>
    names.length === 0
      ? `the sheet has no parameters, and none '${name}'`
      : `the sheet has no parameter '${name}'; it has ${f.list(names)}`,
  'set-missing': ({ name }) => `the sheet needs a value: --set ${name}=VALUE`,
  'redact-without-write': () => "'--redact' is about the file that -w FILE writes",
  'secrets-without-pcapng': () => "'--write-secrets' is about a file that -w FILE.pcapng writes, with comments",
  'diff-friendly-without-text': () => "'--diff-friendly' needs --format text",
  exclusive: ({ one, other }) => `${one} and ${other} exclude each other`,
};

/** Help, remarks on standard error. */
import { escapeText } from '../../bytes/text.js';
import type { Format } from '../format.js';
import { COMPARE_HELP } from './comparison.js';
import { EXPLAIN_HELP } from './explainWords.js';
import { fileName, outputName } from './names.js';
import { whatFailed } from './systemErrors.js';

const packets = (count: number, f: Format): string => f.plural(count, { one: '# packet', other: '# packets' });

/** The help is 80 columns wide at most, option names included. */
const HELP = {
  /** Before the options; each line at most 80 columns wide. */
  intro: [
    'Usage: ftp-sniff [options] FILE ...    read capture files, in time order',
    '       ftp-sniff [options] -           read standard input, a live pipe too',
    '       ftp-sniff [options] -i DEVICE   capture live',
    '',
    'Follows FTP sessions and predicts, finds and explains their data connections.',
    'Opens a UI on a terminal and writes text elsewhere. It never sends a packet.',
  ],
  groups: { input: 'Input', live: 'Live capture', output: 'Output', general: 'General' },
  /** By the option's name. */
  options: {
    read: 'read FILE; the same as naming it without -r',
    port: 'more FTP control ports (21 always is one)',
    keylog: 'TLS secrets (SSLKEYLOGFILE form) for FTPS',
    count: 'stop after so many packets',
    shard: 'the K-th of N shares, for as many processes',
    duration: 'stop after so many seconds',
    interface: "capture on DEVICE ('any'; several with dumpcap)",
    'list-interfaces': 'list the devices that can be captured on',
    filter: 'capture filter, such as "host 10.0.0.7"',
    snaplen: 'keep so many bytes of each packet (0: all)',
    buffer: "size of the kernel's capture buffer",
    'no-promiscuous-mode': 'leave the device out of promiscuous mode',
    engine: 'what captures: auto, cap, dumpcap or tcpdump',
    'wait-device': 'wait for the device, and again when it goes',
    user: 'become USER once the device is open',
    format: 'write a report instead of opening the UI',
    json: 'short for --format json',
    table: 'of csv: transfers, sessions ...; of zeek: conn ...',
    'diff-friendly': 'text without times, ports and frames',
    output: 'write the report to FILE',
    sensor: 'the name of this sensor, in every line of JSON',
    session: 'report only these sessions',
    transfer: 'svg and mermaid: draw this transfer alone (1.2)',
    'session-filter': 'only sessions that it takes, as in the UI: failed',
    write: 'write the packets of the FTP conversations to FILE',
    'file-size': 'begin a new file after so many megabytes',
    'file-seconds': 'begin a new file after so many seconds',
    'file-count': 'keep so many files',
    append: 'go on at the end of existing files',
    metrics: 'keep statistics for Prometheus in FILE',
    extract: 'write files into DIR (existing files are kept)',
    redact: 'replace names and addresses in what -w writes',
    'redact-contents': 'the same, and what was transferred',
    'write-secrets': 'TLS secrets in what -w FILE.pcapng writes',
    hash: 'more hashes of files: crc32, md5, sha1, sha512',
    'show-passwords': 'show passwords (masked otherwise)',
    color: 'auto, always or never',
    'no-color': 'short for --color never',
    ascii: 'draw with ASCII characters only',
    keep: 'ended sessions that the UI keeps (10,000)',
    step: 'a lesson, step by step; without a terminal as text',
    acks: 'ladders with a row for each pure ACK',
    theme: 'UI theme: dark, light, contrast, colorblind, plain',
    lang: 'language of texts: en, zh-CN (or as the locale)',
    quiet: 'no progress and no remarks on standard error',
    verbose: 'say more on standard error; twice: even more',
    help: 'this text',
    version: 'the version',
  },
  /** Above a list. */
  heading: (title: string) => `${title}:`,
  formats: (names: readonly string[]) => `Formats: ${names.join(', ')}`,
  optionsTitle: 'Options',
  examplesTitle: 'Examples',
  /** By the command line. */
  examples: {
    'ftp-sniff trace.pcap': 'study a capture in the terminal UI',
    'sudo ftp-sniff -i eth0': 'watch a device',
    'ftp-sniff trace.pcap | less': 'the same as text',
    'ftp-sniff explain PORT trace.pcap': 'what it means, where it is',
    'ftp-sniff --json trace.pcap | jq .sessions': 'for scripts',
    'tcpdump -U -w - -i eth0 | ftp-sniff -': 'let tcpdump capture',
    'ftp-sniff -w ftp.pcap big.pcap': 'keep the FTP conversations alone',
  },
  exitCodes: [
    'Exit code: 0 done, 1 could not do the work, 2 wrong command line,',
    '           3 damaged input (everything that could be read was reported).',
  ],
} as const;

const CHECK_HELP = {
  intro: [
    'Usage: ftp-sniff check [options] SHEET FILE ...   hold a sheet against a capture',
    '       ftp-sniff check --init FILE ...            write a sheet from a capture',
    '',
    'A sheet lists checks in YAML: expressions in the language of filters, with',
    'points and hints. An answer is yes, no, or "a person must look" where the',
    'capture does not tell. docs/checks.md describes sheets.',
  ],
  options: {
    set: 'a parameter of the sheet: student=ada',
    format: 'text, json, junit, tap, gradescope',
    brief: 'without rules and what was found: for students',
    output: 'write the result to FILE',
    init: 'write a sheet that this capture passes',
    exact: 'with --init: users, ports and hashes, too',
    fields: 'list the words of expressions',
  },
  end: [
    'Exit code: 0 all passed; 4 something failed, or a person must look;',
    '           3 all passed, but the capture is damaged; 1 the sheet or the capture',
    '           cannot be read; 2 wrong command line.',
  ],
} as const;

const GRADE_HELP = {
  intro: [
    'Usage: ftp-sniff grade [options] SHEET DIR -o OUT   grade a class',
    '',
    "DIR has a folder or a capture file for each submission, or is what Moodle's",
    '"Download all submissions" unpacks to. OUT gets grades.csv (Moodle\'s offline',
    'worksheet), results/ (Gradescope), feedback/ (a page for each student),',
    'junit.xml, items.csv and copies.txt. Nothing is written into DIR.',
  ],
  options: {
    output: 'the folder of results: new, or empty',
    set: 'a parameter of the sheet, for all',
    'min-score': 'exit code 4 where one has fewer: 7, or 60%',
    due: 'deadline: 2026-11-26T12:00:00Z, or a date',
    timeout: 'seconds for each submission (300)',
    jobs: 'submissions at a time',
    force: 'replace the results of an earlier run in OUT',
  },
  end: [
    'Exit code: 0 every submission has its line (? is for a person to look at);',
    '           4 one has fewer points than --min-score; 1 could not do the work;',
    '           2 wrong command line.',
  ],
} as const;

export const CLI = {
  /** How a live capture is made: one line when it begins. */
  engine: {
    /** `why` is a whole sentence. */
    waiting: (why: string) => `${why}; waiting for it`,
    cap: (devices: readonly string[], ringPackets: number, mib: number, f: Format) =>
      `capturing on ${f.list(devices.map(escapeText))} with cap: a ring of ${packets(ringPackets, f)} (-B ${mib}), times of arrival; Ctrl-C ends`,
    program: (devices: readonly string[], engine: string, mib: number, f: Format) =>
      `capturing on ${f.list(devices.map(escapeText))} with ${engine}: a buffer of ${mib} MiB, times of the kernel; Ctrl-C ends`,
  },
  help: HELP,
  /** By the word that stands first. */
  commands: { check: CHECK_HELP, grade: GRADE_HELP, compare: COMPARE_HELP, explain: EXPLAIN_HELP },
  /** `command`: the word that stands first; null: none. */
  usage: (what: string, command: string | null) =>
    command === null ? `${what} (see ftp-sniff --help)` : `${what} (see ftp-sniff ${command} --help)`,
  internalError: (what: string) =>
    `internal error: ${what}. Please report it, with the capture if you can; FTP_SNIFF_DEBUG=1 shows where`,
  /** After a file was denied: root gives up its rights. */
  openedAs: (user: string) =>
    `files are opened as user ${escapeText(user)}, whom the program becomes; -Z names another one, -Z root stays root`,
  /** The file with the UI's settings; `error` is the system's code, or 'too-long'. */
  configUnread: (path: string, error: string) =>
    error === 'too-long'
      ? `${escapeText(path)} is far too long for a configuration`
      : `${escapeText(path)}: ${whatFailed(error)}`,
  /** A problem of one of several files that are read as one capture. */
  problemOfFile: {
    whole: (file: string, problem: string) => `${fileName(file)}: ${problem}`,
    atFrame: (file: string, frame: number, problem: string) => `${fileName(file)}, its frame ${frame}: ${problem}`,
    withFrames: (file: string, problem: string) => `${fileName(file)}, by its own frame numbers: ${problem}`,
  },
  absent: {
    noPackets: (sources: readonly string[]) =>
      `${sources.map(fileName).join(', ')}: no packets in it: was the capture stopped at once, or its filter too narrow?`,
    nothingCame: (device: string) =>
      `${device}: no packets came: was the capture stopped at once, or its filter too narrow?`,
    noSession: (sources: readonly string[]) => `no FTP session in ${sources.map(fileName).join(', ')}`,
    /** `missing` are the ranges of numbers that were asked for. */
    sessions: (missing: readonly (readonly [number, number])[], sessions: number, f: Format) => {
      const names = missing.map(([first, last]) => (first === last ? String(first) : `${first} to ${last}`)).join(', ');
      const there = `${f.plural(sessions, { one: '# session', other: '# sessions' })} in this capture`;
      return missing.length === 1 && missing[0]![0] === missing[0]![1]
        ? `there is no session ${names} (${there})`
        : `there are no sessions ${names} (${there})`;
    },
  },
  /** One line for SIGUSR1. */
  statistics: (
    numbers: {
      readonly packets: number;
      readonly bytes: number;
      readonly sessions: number;
      readonly droppedByKernel: number | null;
      readonly droppedByInterface: number | null;
      readonly droppedByQueue: number;
      readonly missingBytes: number;
      readonly quietSeconds: number | null;
      readonly memoryBytes: number;
    },
    f: Format,
  ) => {
    const { droppedByKernel, droppedByInterface, droppedByQueue, quietSeconds } = numbers;
    const dropped = (droppedByKernel ?? 0) + (droppedByInterface ?? 0) + droppedByQueue;
    const quiet = quietSeconds === null ? '' : `, last packet ${f.duration(quietSeconds * 1e9)} ago`;
    return `${packets(numbers.packets, f)} (${f.bytes(numbers.bytes)}), ${f.plural(numbers.sessions, { one: '# session', other: '# sessions' })}, ${f.count(dropped)} dropped, ${f.bytes(numbers.missingBytes)} missing, ${f.bytes(numbers.memoryBytes)} of memory${quiet}`;
  },
  lag: (seconds: number, f: Format) =>
    `the analysis is ${f.duration(seconds * 1e9)} behind the device; a capture filter (-f) lets less through`,
  overdue: 'the report could not be handed over within 2 s of the signal: its reader does not read; the rest is lost',
  /** A reader of a live report that did not read. */
  readerStopped: (bytes: number, f: Format) =>
    `the reader of the report does not read: ${f.bytes(bytes)} of it were left out`,
  write: {
    done: (count: number, path: string, replaced: boolean, f: Format) =>
      replaced
        ? `wrote ${packets(count, f)} to ${outputName(path)}, in place of an older file`
        : `wrote ${packets(count, f)} to ${outputName(path)}`,
    /** `addresses` and `users`: before and after. */
    redacted: (
      addresses: readonly (readonly [string, string])[],
      users: readonly (readonly [string, string])[],
      passwords: number,
      leftOut: number,
      f: Format,
    ) => {
      const pairs = [...addresses, ...users].map(([before, after]) => `${escapeText(before)} by ${escapeText(after)}`);
      const secrets = f.plural(passwords, { one: '# password', other: '# passwords' });
      const whole = pairs.length === 0 ? `replaced ${secrets}` : `replaced ${pairs.join(', ')}; and ${secrets}`;
      return leftOut === 0 ? whole : `${whole}; left out ${packets(leftOut, f)} that are parts of datagrams`;
    },
    leftOut: (count: number, f: Format) =>
      `--write: ${packets(count, f)} of connections that stayed unclear were left out`,
  },
  extract: {
    problem: (name: string | null, problem: string) => `--extract: ${name ?? 'a file without a name'}: ${problem}`,
    moreProblems: (count: number, f: Format) =>
      `--extract: ${f.plural(count, { one: '# more file has a problem', other: '# more files have problems' })}`,
    noManifest: (problem: string) => `--extract: cannot write the manifest: ${problem}`,
    done: (files: number, incomplete: number, manifest: string | null, f: Format) => {
      const what = `extracted ${f.plural(files, { one: '# file', other: '# files' })}, ${f.count(incomplete)} of them incomplete`;
      return manifest === null ? what : `${what}; ${manifest} lists them`;
    },
  },
} as const;

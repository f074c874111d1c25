/** Results of check sheets. */
import type { Uncovered } from '../../model/coverage.js';
import type { Format } from '../format.js';
import { fileName } from './names.js';

const pointsOf = (points: number, f: Format): string => f.plural(points, { one: '# point', other: '# points' });

const REASONS = {
  encrypted: 'the dialogue is encrypted, and its keys are not known',
  'one-direction': 'only one direction of a connection is in this capture',
  'bytes-missing': 'bytes of a connection are not in this capture',
  'beginning-missing': 'the beginning of a connection is not in this capture',
  'end-missing': 'the capture ends before a connection did',
  'packets-cut': 'packets were cut when they were captured (snap length)',
  'not-captured': 'a data connection is not in this capture',
  damaged: 'the capture file is damaged',
  'packets-lost': 'packets were lost when this was captured',
  'limit-reached': 'there is more in this capture than is looked at',
  'not-known': 'nothing in this capture shows it',
} satisfies Record<Uncovered, string>;

export const CHECK = {
  labels: {
    rule: 'rule',
    found: 'found',
    frames: 'frames',
    open: 'not known',
    needs: 'needs',
    hint: 'hint',
    explain: 'why',
  },
  states: {
    passed: 'passed',
    failed: 'failed',
    unknown: 'a person must look',
    skipped: 'not asked',
  },
  reasons: REASONS,
  /** Between parts of one line. */
  between: '; ',
  capture: (sources: readonly string[], packets: number, sessions: number, f: Format) =>
    `${sources.map(fileName).join(', ')}: ${f.plural(packets, { one: '# packet', other: '# packets' })}, ${f.plural(sessions, { one: '# FTP session', other: '# FTP sessions' })}`,
  nothing: (what: string) => `${what}: there is none`,
  more: (count: number, f: Format) => `and ${f.count(count)} more`,
  notKnown: 'not known',
  orMore: (value: string) => `${value} or more`,
  /** An element of a list, as it is called. */
  element: {
    capture: (name: string) => name,
    session: (name: string) => `session ${name}`,
    exchange: (name: string) => name,
    dataConnection: (name: string) => `data connection ${name}`,
    transfer: (name: string) => name,
    connection: (name: string) => `connection ${name}`,
    step: (name: string) => `step ${name}`,
    finding: (name: string) => `finding ${name}`,
    row: (name: string) => name,
  },
  missing: (id: string) => `not asked: '${id}' has to pass first`,
  refused: {
    failed: 'This capture is not of this exercise: nothing else was asked.',
    unknown: 'Whether this capture is of this exercise is not known: a person must look. Nothing else was asked.',
  },
  points: (points: number, most: number, f: Format) => `${points} of ${pointsOf(most, f)}`,
  personGives: (most: number, f: Format) => `a person must look (${pointsOf(most, f)})`,
  openPoints: (points: number, f: Format) => `${pointsOf(points, f)} for a person to give`,
  counts: (passed: number, failed: number, unknown: number, skipped: number, f: Format) =>
    [
      `${f.count(passed)} passed`,
      `${f.count(failed)} failed`,
      ...(unknown > 0 ? [`${f.count(unknown)} for a person to look at`] : []),
      ...(skipped > 0 ? [`${f.count(skipped)} not asked`] : []),
    ].join(', '),
  /** The words of expressions. */
  fields: {
    kinds: {
      capture: 'Capture: what a sheet asks (and all words of its sessions)',
      session: 'Session: in any(sessions, ...)',
      exchange: 'Exchange: a command and its replies, in any(exchanges, ...)',
      dataConnection: 'Data connection: in any(dataConnections, ...)',
      transfer: 'Transfer: transfer.verdict, or in any(transfers, ...)',
      connection: 'TCP connection: connection.port, control.port, or in any(connections, ...)',
      step: 'Step: one of the ten of a data connection, in any(steps, ...)',
      finding: 'Finding: in any(findings, ...)',
      row: 'Row of the ladder: in filters of the UI',
    },
    types: { text: 'text', number: 'number', boolean: 'true or false' },
    lists: (names: readonly string[]) => `lists: ${names.join(', ')}`,
  },
  /** A sheet that is made from a capture. */
  init: {
    comment: [
      'Made by ftp-sniff check --init. Keep the checks that the exercise is about, write titles, points, hints,',
      'and an explanation for what did not pass. ftp-sniff check --fields lists the words.',
    ],
    title: 'Checks',
    requireHint: 'Record at least one FTP session, from the first packet of its control connection.',
    session: 'There is an FTP session',
    tls: (startedBy: string) => `The session is encrypted: ${startedBy}`,
    login: 'The login succeeds',
    user: (name: string) => `The user is ${name}`,
    transfer: (mode: string, command: string, outcome: string) =>
      `${command} over a data connection of ${mode}: ${outcome}`,
    announced: (mode: string, outcome: string) => `A data connection of ${mode}: ${outcome}`,
    command: (command: string, code: number) => `${command} is answered with ${code}`,
    nothingFailed: 'No transfer, connection or login fails',
    closed: 'The control connection is closed in good order',
  },
  /** A problem of a sheet, with its place. */
  sheetProblem: (file: string, line: number, column: number, what: string) =>
    `${fileName(file)}:${line}:${column}: ${what}`,
} as const;

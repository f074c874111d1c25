/** A class that is graded. */
import { escapeText } from '../../bytes/text.js';
import type { Format } from '../format.js';
import { outputName } from './names.js';

const submissions = (count: number, f: Format): string =>
  f.plural(count, { one: '# submission', other: '# submissions' });

export const GRADE = {
  problems: {
    'no-capture': 'There is no capture in it.',
    'no-packets': 'There are no packets in it.',
    'too-large': 'Its captures are too large to be graded here.',
    'too-many-files': 'There are too many files in it.',
    'too-slow': 'Reading it took too long.',
    'too-much-memory': 'Reading it took too much memory.',
    unread: 'It cannot be read.',
    'no-value': 'The sheet asks for a value that this submission does not give.',
  },
  open: (checks: number, f: Format) =>
    `${f.plural(checks, { one: '# check', other: '# checks' })} for a person to look at.`,
  damaged: 'The capture is damaged.',
  late: 'It was captured after the deadline.',
  sameCapture: (names: readonly string[], f: Format) => `The same capture as that of ${f.list(names)}.`,
  counts: (all: number, open: number, f: Format) =>
    open === 0
      ? `${submissions(all, f)} graded`
      : `${submissions(all, f)}, ${f.count(open)} of them for a person to look at (?)`,
  written: (folder: string) => `results are in ${outputName(folder)}`,
  replaced: (files: number, folder: string, f: Format) =>
    `${f.plural(files, { one: '# file', other: '# files' })} in ${outputName(folder)} replaced`,
  progress: (done: number, all: number, name: string) => `${done}/${all} ${escapeText(name)}`,
  copies: {
    none: 'No two submissions share a connection.',
    head: 'Initial sequence numbers are random: captures that share both of a connection have captured the same connection.\nThat is one capture handed in twice, or two captures of one experiment: ask before you judge.',
    sameTimes: 'One capture: the same connections at the same times.',
    otherTimes: 'The same connections at other times: the times were shifted, or two clocks captured one thing.',
  },
  feedback: {
    title: (sheet: string, name: string) => `${sheet}: ${name}`,
    untitled: 'FTP lab',
    files: 'Capture',
    problems: 'The capture',
    checks: 'Checks',
  },
} as const;

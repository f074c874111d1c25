/** Lesson mode. */
import type { Format } from '../../format.js';

/** Short titles of the ten steps, for the strip; those that differ by who opens the data connection. */
const STRIP = ['SYN', 'SYN+ACK', 'ACK', 'announce', 'SYN', 'SYN+ACK', 'ACK', 'data', 'FIN', 'end'] as const;

export const LESSON = {
  title: (what: string, number: string, active: boolean) =>
    active ? `Lesson: ${what} over ${number} (active mode)` : `Lesson: ${what} over ${number} (passive mode)`,
  step: (step: number) => `step ${step}`,
  steps: (from: number, to: number) => `steps ${from}–${to}`,
  rowOf: (at: number, all: number) => `row ${at} of ${all}`,
  later: (rows: number, f: Format) =>
    `(${f.plural(rows, { one: '# later row hidden', other: '# later rows hidden' })})`,
  omitted: (rows: number, f: Format) => f.plural(rows, { one: '# other row', other: '# other rows' }),
  arithmetic: (arithmetic: string, port: number) => `${arithmetic} = ${port}`,
  none: 'No data connection in this session: there is nothing to go through step by step.',
  strip: STRIP,
  /** Beside the rows of a group, from the first one down. */
  brackets: { handshake: ['3-', 'way', ''], close: ['4-', 'way', ''] },
  groups: {
    handshake: 'Three-way handshake: each side says where its sequence numbers start, and hears it confirmed.',
    close: 'Close: each side ends its own direction with FIN, and hears it confirmed. Up to four segments.',
  },
  letters: {
    handshake: (letters: string) => `${letters}   (first sequence numbers; SYN itself counts as one)`,
    close: (letters: string) => `${letters}   (numbers of the FINs; FIN itself counts as one)`,
  },
  opens: {
    active: 'In active mode the SERVER opens the data connection, to the port that the client announced.',
    passive: 'In passive mode the CLIENT opens the data connection, to the port that the server announced.',
  },
  next: {
    handshake: 'Next row: which segment of the handshake follows, and who sends it?',
    command: 'Next row: which command does the client send?',
    reply: 'Next row: what does the server reply?',
    data: 'Next row: who sends the data?',
    teardown: 'Next row: who closes, and how?',
    trouble: 'Next row: something unusual. What?',
    note: 'Next row: what follows?',
  },
  space: 'Space shows it, p asks you first',
  end: 'This is the end of the lesson.  n next transfer   Esc ladder',
  begin: 'This is the first row of the lesson.',
  acksShown: 'Pure ACKs are shown.',
  acksHidden: 'Pure ACKs are folded into their runs.',
  questions: {
    who: 'Who sends the next row of this lesson?',
    what: 'What is it?',
    port: 'To which port?',
  },
  who: { client: 'client', server: 'server', third: 'third host' },
  kinds: {
    syn: 'SYN',
    'syn-ack': 'SYN+ACK',
    ack: 'ACK',
    command: 'command',
    reply: 'reply',
    data: 'data',
    fin: 'FIN',
    other: 'something else',
  },
  right: (right: number, asked: number) => `Right.  Score ${right} of ${asked}`,
  wrong: (answer: string, right: number, asked: number) => `No: ${answer}.  Score ${right} of ${asked}`,
  score: (right: number, asked: number) => `score ${right}/${asked}`,
} as const;

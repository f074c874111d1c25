import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VERBS } from '../../../src/ftp/protocol/commands.js';
import { isForeign, judge } from '../../../src/ftp/protocol/detect.js';

const ftp = { clientSide: 'initiator' } as const;

/** What each side said first, and what that is. */
const CASES: readonly [string, string, string, ReturnType<typeof judge>][] = [
  ['a login', 'USER bob\r\n', '220 ready\r\n', ftp],
  ['a login, the greeting alone', '', '220 ready\r\n', 'undecided'],
  ['lftp: FEAT first', 'FEAT\r\n', '220-a\r\n220 b\r\n', ftp],
  ['AUTH TLS first', 'AUTH TLS\r\n', '220 ready\r\n', ftp],
  ['GridFTP', 'AUTH GSSAPI\r\n', '220 gridftp\r\n', ftp],
  ['mail has the same greeting', 'EHLO me\r\n', '220 mail ESMTP\r\n', 'no'],
  ['mail that quits', 'QUIT\r\n', '220 mail\r\n221 bye\r\n', 'undecided'],
  ['from the middle: PASV', 'PASV\r\n', '227 Entering Passive Mode (1,2,3,4,5,6)\r\n', ftp],
  ['from the middle: PORT', 'PORT 1,2,3,4,5,6\r\n', '200 ok\r\n', ftp],
  ['from the middle: RETR', 'RETR a\r\n', '150 opening\r\n', ftp],
  ['POP3', 'USER bob\r\n', '+OK pop\r\n', 'no'],
  ['HTTP', 'GET / HTTP/1.1\r\n', 'HTTP/1.1 200 OK\r\n', 'no'],
  ['SSH', 'SSH-2.0-x\r\n', 'SSH-2.0-y\r\n', 'no'],
  ['TLS', '\x16\x03\x01\x02', '', 'no'],
  ['IRC', 'NICK bob\r\nUSER bob 0 * :b\r\n', ':server NOTICE\r\n', 'no'],
  ['NNTP', 'MODE READER\r\n', '200 news\r\n', 'no'],
  ['the client alone (one-way)', 'USER bob\r\nPASS x\r\nTYPE I\r\nPASV\r\n', '', ftp],
  ['POP3, the client alone', 'USER bob\r\nPASS x\r\nLIST\r\nRETR 1\r\n', '', 'undecided'],
  ['the server alone (one-way)', '', '331 Please specify the password.\r\n230 ok\r\n', ftp],
  ['a verb that is not whole yet', 'US', '220 ready\r\n', 'undecided'],
];

test.each(CASES)('%s', (_name, initiator, responder, want) => {
  expect(judge(initiator, responder, false)).toEqual(want);
});

test('who listens may have been guessed wrong: the commands tell', () => {
  expect(judge('220 ready\r\n', 'USER bob\r\n', false)).toEqual({ clientSide: 'responder' });
});

test('what is still open after the bytes that are looked at is not FTP', () => {
  expect(judge('QUIT\r\n', '220 mail\r\n', true)).toBe('no');
});

describe('what bytes alone tell to be foreign', () => {
  const foreign = (text: string): boolean => isForeign(Buffer.from(`..${text}.`, 'latin1'), 2, 2 + text.length);

  test('is nothing that a command or reply begins with', () => {
    for (const verb of VERBS.filter((one) => /^[A-Z]{3,8}$/.test(one)))
      for (let length = 0; length <= verb.length; length++)
        for (const text of [verb.slice(0, length), verb.slice(0, length).toLowerCase()])
          expect(foreign(text)).toBe(false);
    for (const text of ['USER bob', 'quit\r\n', '\r\nSTAT', '220 ready', '2', '\u00a0LIST'])
      expect(foreign(text)).toBe(false);
    for (const text of ['GET / HTTP/1.1', 'SSH-2.0-x', '\x16\x03\x01', '+OK', 'PROPFIND1 /', 'ABCDEFGHI'])
      expect(foreign(text), text).toBe(true);
  });

  test('is judged the same by its text', () => {
    const byte = fc.oneof(
      fc.constantFrom(...'USERPASTYLIGO \r\n\t0129-a'),
      fc.nat(255).map((one) => String.fromCharCode(one)),
    );
    const beginning = fc.oneof(fc.constant(''), fc.constantFrom(...VERBS, 'GET', 'POST', 'EHLO', '220'));
    fc.assert(
      fc.property(beginning, fc.array(byte, { maxLength: 12 }), (first, rest) => {
        const text = first + rest.join('');
        if (foreign(text)) expect(judge(text, '', false)).toBe('no');
      }),
      { numRuns: 5_000 },
    );
  });
});

import { describe, expect, test } from 'vitest';
import { compareFacts } from './expectations.js';
import { timeNsOf } from './packets.js';
import type { Report } from './report.js';
import { readScript, ScriptError } from './script.js';
import { durationNs, endpoint, escapedBytes, payload, words } from './scriptWords.js';

/** TCP flags and payload of every packet: 'S', 'SA', 'A', 'PA:text'. Ethernet and IPv4 without options. */
function seen(script: string): string[] {
  return readScript(script).packets.map(({ bytes }) => {
    const totalBytes = (bytes[16]! << 8) | bytes[17]!;
    const tcpAt = 34;
    const payloadAt = tcpAt + (bytes[tcpAt + 12]! >> 4) * 4;
    const flags = [...'FSRPAU'].filter((_, bit) => bytes[tcpAt + 13]! & (1 << bit)).join('');
    const text = Buffer.from(bytes.subarray(payloadAt, 14 + totalBytes)).toString('latin1');
    return text === '' ? flags : `${flags}:${text}`;
  });
}

const OPEN = 'control 10.0.0.2:40000 -> 10.0.0.1:21\n';
const SHAKE = ['S', 'SA', 'A'];

describe('the packets of a script', () => {
  test.each([
    ['a handshake', OPEN, SHAKE],
    ['a line and its ACK', `${OPEN}C: QUIT`, [...SHAKE, 'PA:QUIT\r\n', 'A']],
    ['exact bytes', `${OPEN}C=QU\\x49T\\n`, [...SHAKE, 'PA:QUIT\n', 'A']],
    ['segments', `${OPEN}segments control 4\nC: QUIT`, [...SHAKE, 'PA:QUIT', 'PA:\r\n', 'A']],
    ['backwards', `${OPEN}segments control 2\nbackwards C: QUIT`, [...SHAKE, 'PA:\r\n', 'PA:IT', 'PA:QU', 'A']],
    ['twice', `${OPEN}twice C: QUIT`, [...SHAKE, 'PA:QUIT\r\n', 'PA:QUIT\r\n', 'A']],
    ['lost', `${OPEN}lost C: QUIT`, [...SHAKE, 'A']],
    ['unacked', `${OPEN}unacked C: QUIT`, [...SHAKE, 'PA:QUIT\r\n']],
    ['urgent', `${OPEN}urgent C=\\xf2`, [...SHAKE, 'PAU:\xf2', 'A']],
    ['no handshake', `${OPEN.trim()} joined\nS: 220`, ['PA:220\r\n', 'A']],
    ['a SYN alone', `${OPEN.trim()} syn`, ['S']],
    ['a refused SYN', `${OPEN.trim()} refused`, ['S', 'RA']],
    ['close', `${OPEN}control < close`, [...SHAKE, 'FA', 'A', 'FA', 'A']],
    ['one way', `${OPEN}hear control <\nC: QUIT\nS: 221`, [...SHAKE, 'A', 'PA:221\r\n']],
    ['a late capture', `${OPEN}capture begins\nC: QUIT`, ['PA:QUIT\r\n', 'A']],
    ['an early end', `${OPEN}capture ends\nC: QUIT`, SHAKE],
  ])('%s', (_, script, want) => expect(seen(script)).toEqual(want));

  test('time passes by a millisecond a packet, and by what wait says', () => {
    const { packets } = readScript(`${OPEN}wait 2 s\nC: QUIT`);
    expect(packets.map((each) => timeNsOf(each) / 1e6)).toEqual([0, 1, 2, 2003, 2004]);
    expect(packets.map((each) => each.frame)).toEqual([1, 2, 3, 4, 5]);
  });

  test('what was sent is known, lost parts included', () => {
    const { sent } = readScript(`${OPEN}data d 10.0.0.2:1 -> 10.0.0.1:2\nd < "ab"\nlost d < "cd"`);
    expect(Buffer.from(sent.get('d <')!).toString()).toBe('abcd');
  });

  test.each([
    ['C: too early', 'no control connection yet'],
    ['x > fin', "no connection 'x'"],
    [`${OPEN}control > dance`, "no such action 'dance'"],
    ['dance', 'no such line'],
    ['control here -> there', 'ADDRESS:PORT'],
    [`${OPEN}C: \\q`, "no such escape '\\q'"],
    ['wait long', 'duration'],
    ['expect data 1.1 mode=PASV oops', "key=value, found 'oops'"],
  ])('%s is refused', (script, words) => {
    expect(() => readScript(script)).toThrow(ScriptError);
    expect(() => readScript(script)).toThrow(words);
  });
});

describe('words', () => {
  test('keep quoted blanks together and drop the quotes', () => {
    expect(words(`data 1.1 transfer="RETR a b" path='/a "b"' x=`)).toEqual([
      'data',
      '1.1',
      'transfer=RETR a b',
      'path=/a "b"',
      'x=',
    ]);
  });
  test('payloads, durations, endpoints, escapes', () => {
    expect(payload('3 bytes')).toHaveLength(3);
    expect(payload('hex 00 ff')).toEqual(Uint8Array.of(0, 255));
    expect(payload('fin')).toBeUndefined();
    expect(durationNs('1.5 s')).toBe(1.5e9);
    expect(durationNs('6min')).toBe(360e9);
    expect(endpoint('[fd00::1]:21')).toEqual({ address: 'fd00::1', port: 21 });
    expect(escapedBytes('a\\xff\\r\\\\')).toEqual(Uint8Array.of(97, 255, 13, 92));
  });
});

describe('facts', () => {
  const report = {
    capture: { packets: 3, problems: [] },
    connections: 1,
    unclaimed: [],
    findings: [],
    sessions: [
      {
        id: 1,
        user: 'bob',
        dialogue: [{ command: { verb: 'PASV', argument: '' }, code: 227, replies: [{ code: 227 }] }],
        dataConnections: [{ id: '1.1', mode: 'PASV', announced: null, because: [], transfer: null, connection: null }],
        findings: [{ kind: 'theft', severity: 'alert' }],
      },
    ],
  } as unknown as Report;
  const wrong = (expectations: string) =>
    compareFacts(readScript(expectations), report)
      .filter((fact) => !fact.right)
      .map((fact) => `${fact.what}: ${fact.got}`);

  test('that are right', () => {
    const right = [
      'expect report packets=3 sessions=1 unclaimed=none',
      'expect session 1 user=bob verbs=PASV codes=227 data=1.1',
      'expect command 1 PASV code=227 replies=227',
      'expect data 1.1 mode=PASV announced=none transfer=none connection=none',
      'expect finding 1 theft severity=alert',
    ];
    expect(wrong(right.join('\n'))).toEqual([]);
  });
  test.each([
    ['expect report packets=4', 'report packets: 3'],
    ['expect session 2 user=bob', 'session 2: not there'],
    ['expect data 1.2 mode=PASV', 'data 1.2: not there'],
    ['expect data 1.1 mode=PORT', 'data 1.1 mode: PASV'],
    ['expect command 1 "RETR a" code=226', 'command 1 RETR a: not there'],
    ['expect command 1 PASV #2 code=227', 'command 1 PASV #2: not there'],
    ['expect finding 1 bounce severity=alert', 'finding bounce of 1: none'],
  ])('%s is wrong', (line, want) => expect(wrong(line)).toEqual([want]));
  test('that nobody knows are an error', () => {
    expect(() => wrong('expect data 1.1 colour=red')).toThrow("no such fact 'colour'");
    expect(() => wrong('expect weather 1 fine=yes')).toThrow("no such subject 'weather'");
  });
});

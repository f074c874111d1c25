import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/limits.js';
import { growing, KeyLog } from '../../src/tls/keylog.js';

const RANDOM = 'ab'.repeat(32);
const MASTER = 'cd'.repeat(48);
const hex = (buffer: Buffer | undefined): string | undefined => buffer?.toString('hex');

describe('lines of a key log', () => {
  test.each([
    ['as it is written', `CLIENT_RANDOM ${RANDOM} ${MASTER}`],
    ['upper case digits', `CLIENT_RANDOM ${RANDOM.toUpperCase()} ${MASTER.toUpperCase()}`],
    ['lower case label', `client_random ${RANDOM} ${MASTER}`],
    ['blanks and a carriage return', `  CLIENT_RANDOM\t${RANDOM}  ${MASTER} \r`],
    ['a byte order mark', `\ufeffCLIENT_RANDOM ${RANDOM} ${MASTER}`],
  ])('%s', (_name, line) => {
    const log = new KeyLog();
    log.add(line);
    expect(hex(log.lookup(RANDOM)?.master)).toBe(MASTER);
    expect([log.usedLines, log.ignoredLines]).toEqual([1, 0]);
  });

  test('the four secrets of TLS 1.3 stand side by side', () => {
    const log = new KeyLog();
    for (const [i, label] of [
      'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
      'SERVER_HANDSHAKE_TRAFFIC_SECRET',
      'CLIENT_TRAFFIC_SECRET_0',
      'SERVER_TRAFFIC_SECRET_0',
    ].entries())
      log.add(`${label} ${RANDOM} ${`0${i}`.repeat(32)}`);
    const secrets = log.lookup(RANDOM)!;
    expect(Object.entries(secrets).map(([name, secret]) => `${name} ${secret[0]}`)).toEqual([
      'clientHandshake 0',
      'serverHandshake 1',
      'clientTraffic 2',
      'serverTraffic 3',
    ]);
    expect(log.size).toBe(1);
  });

  test.each([
    ['a random that is too short', `CLIENT_RANDOM ${RANDOM.slice(2)} ${MASTER}`],
    ['no hexadecimal digits', `CLIENT_RANDOM ${RANDOM} ${'xy'.repeat(48)}`],
    ['half a digit pair', `CLIENT_RANDOM ${RANDOM} ${MASTER}c`],
    ['a secret that is no secret', `CLIENT_RANDOM ${RANDOM} ${'cd'.repeat(100)}`],
    ['an unknown label', `ROOT_PASSWORD ${RANDOM} ${MASTER}`],
    ['a label of Object', `CONSTRUCTOR ${RANDOM} ${MASTER}`],
    ['something else', 'root:x:0:0:root:/root:/bin/bash'],
  ])('%s is counted and left out', (_name, line) => {
    const log = new KeyLog();
    log.add(line);
    expect([log.usedLines, log.ignoredLines, log.size]).toEqual([0, 1, 0]);
  });

  test.each(['', '   ', '# a comment', '\r'])('%j is nothing at all', (line) => {
    const log = new KeyLog();
    log.add(line);
    expect([log.usedLines, log.ignoredLines]).toEqual([0, 0]);
  });

  test('an exporter secret is known, and of no use', () => {
    const log = new KeyLog();
    log.add(`EXPORTER_SECRET ${RANDOM} ${MASTER}`);
    expect([log.usedLines, log.size]).toEqual([1, 0]);
  });

  test('beyond the limit the oldest handshake goes', () => {
    const log = new KeyLog();
    const random = (i: number): string => i.toString(16).padStart(64, '0');
    for (let i = 0; i <= LIMITS.keyLogEntries; i++) log.add(`CLIENT_RANDOM ${random(i)} ${MASTER}`);
    expect(log.size).toBe(LIMITS.keyLogEntries);
    expect(log.lookup(random(0))).toBeUndefined();
    expect(log.lookup(random(LIMITS.keyLogEntries))).toBeDefined();
  });
});

describe('lists that grow', () => {
  test('give what is new', () => {
    const lines = ['a'];
    const next = growing(() => lines);
    expect(next()).toEqual(['a']);
    expect(next()).toEqual([]);
    lines.push('b', 'c');
    expect(next()).toEqual(['b', 'c']);
  });

  test('give everything again where lines came in between, as several captures read as one have it', () => {
    const first = ['a'];
    const second = ['x'];
    const next = growing(() => [...first, ...second]);
    next();
    first.push('b');
    expect(next()).toEqual(['a', 'b', 'x']);
  });
});

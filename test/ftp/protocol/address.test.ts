import { describe, expect, test } from 'vitest';
import { type AddressProblem, partialPasvPorts } from '../../../src/ftp/protocol/address.js';
import { ANNOUNCEMENTS, type AnnouncedMode } from '../../../src/ftp/protocol/announcements.js';

/** Form, text, and 'address:port (arithmetic)' or part of what is said to be wrong. */
const GOOD: readonly [AnnouncedMode, string, string | null, number, string | null][] = [
  ['PORT', '10,77,0,2,173,153', '10.77.0.2', 44441, '173×256+153'],
  ['PORT', ' 10, 77, 0, 2, 0, 20 ', '10.77.0.2', 20, '0×256+20'],
  ['PASV', 'Entering Passive Mode (192,168,99,7,134,20).', '192.168.99.7', 34324, '134×256+20'],
  ['PASV', 'Entering Passive Mode 10,0,0,9,4,1', '10.0.0.9', 1025, '4×256+1'],
  ['PASV', '=10,0,0,9,4,1', '10.0.0.9', 1025, '4×256+1'],
  ['PASV', 'first line (of two)\n(0,0,0,0,4,1)', '0.0.0.0', 1025, '4×256+1'],
  ['EPRT', '|1|10.77.0.2|50083|', '10.77.0.2', 50083, null],
  ['EPRT', '|2|FD77:0::2|50083|', 'fd77::2', 50083, null],
  ['EPRT', '!1!10.77.0.2!50083!', '10.77.0.2', 50083, null],
  ['EPSV', 'Entering Extended Passive Mode (|||50123|)', null, 50123, null],
  ['EPSV', 'ok (!!!4711!)', null, 4711, null],
  ['EPSV', 'ok |||4711|', null, 4711, null],
  ['LPRT', '4,4,10,77,0,2,2,173,153', '10.77.0.2', 44441, '173×256+153'],
  ['LPRT', '6,16,253,119,0,0,0,0,0,0,0,0,0,0,0,0,0,2,2,4,1', 'fd77::2', 1025, '4×256+1'],
];
const BAD: readonly [AnnouncedMode, string, AddressProblem['code']][] = [
  ['PORT', '1,2,3', 'not-six-numbers'],
  ['PORT', '10,77,0,300,1,1', 'bad-number'],
  ['PORT', '', 'not-six-numbers'],
  ['PASV', 'Entering Passive Mode', 'no-address'],
  ['EPRT', '|3|x|1|', 'bad-protocol'],
  ['EPRT', '|1|fd77::2|1|', 'bad-address'],
  ['EPRT', '|1|10.0.0.1|70000|', 'bad-port'],
  ['EPRT', '', 'not-extended'],
  ['EPSV', 'Entering Extended Passive Mode', 'no-port'],
  ['LPRT', '4,4,10,77,0,2,3,1,2,3', 'wrong-lengths'],
];

const named = <T extends readonly [AnnouncedMode, string, ...unknown[]]>(rows: readonly T[]) =>
  rows.map((row) => [`${row[0]} '${row[1]}'`, row] as const);

describe('an announced address', () => {
  test.each(named(GOOD))('%s', (_name, [mode, text, address, port, arithmetic]) => {
    const result = ANNOUNCEMENTS[mode].parse(text);
    expect(result).toMatchObject({ ok: true, value: { address, port, arithmetic } });
  });
  test.each(named(BAD))('%s is none', (_name, [mode, text, problem]) => {
    const result = ANNOUNCEMENTS[mode].parse(text);
    expect(result.ok ? 'an address' : result.problem.code).toBe(problem);
  });
});

test('a 227 reply whose end is lost leaves 256 ports', () => {
  expect(partialPasvPorts('Entering Passive Mode (10,77,0,1,90,6')).toEqual({ from: 23040, to: 23295 });
  expect(partialPasvPorts('Entering Passive Mode (10,77,0,1,90')).toBeNull();
});

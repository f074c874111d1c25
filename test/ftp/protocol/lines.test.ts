import { expect, test } from 'vitest';
import { looksLikeCommand } from '../../../src/ftp/protocol/commands.js';
import { type Line, LineFramer } from '../../../src/ftp/protocol/lines.js';

const AT = { frame: 7, timeNs: 0 };
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** Each is run whole, at every cut, and byte by byte. */
const CASES: readonly { name: string; wire: string; want: readonly [string, string][] }[] = [
  { name: 'a line', wire: 'USER bob\r\n', want: [['USER bob', '']] },
  {
    name: 'two lines',
    wire: 'TYPE I\r\nPASV\r\n',
    want: [
      ['TYPE I', ''],
      ['PASV', ''],
    ],
  },
  {
    name: 'a bare LF',
    wire: 'PASV\nQUIT\r\n',
    want: [
      ['PASV', ''],
      ['QUIT', ''],
    ],
  },
  { name: 'a CR within', wire: 'RETR a\rb\r\n', want: [['RETR a\rb', '']] },
  {
    name: 'a CR alone before what begins like a line',
    wire: 'USER a\rPASS b\rQUIT\r\n',
    want: [
      ['USER a', ''],
      ['PASS b', ''],
      ['QUIT', ''],
    ],
  },
  {
    name: 'an empty line',
    wire: '\r\nNOOP\r\n',
    want: [
      ['', ''],
      ['NOOP', ''],
    ],
  },
  { name: 'Telnet before ABOR (RFC 959 §4.1.3)', wire: '\xff\xf4\xff\xf2ABOR\r\n', want: [['ABOR', 'ff f4 ff f2']] },
  { name: 'Telnet option negotiation', wire: '\xff\xfd\x06USER x\r\n', want: [['USER x', 'ff fd 06']] },
  { name: 'Telnet subnegotiation', wire: '\xff\xfa\x18\x01\xff\xf0NOOP\r\n', want: [['NOOP', 'ff fa 18 01 ff f0']] },
  { name: 'IAC IAC is the byte 255', wire: 'RETR \xff\xffx\r\n', want: [['RETR ÿx', '']] },
  { name: '255 in a Latin-1 name', wire: 'RETR \xffx\r\n', want: [['RETR ÿx', '']] },
  {
    name: '255 before the line end',
    wire: 'RETR \xff\r\nNOOP\r\n',
    want: [
      ['RETR ÿ', ''],
      ['NOOP', ''],
    ],
  },
  { name: 'UTF-8', wire: Buffer.from('RETR 文件\r\n').toString('latin1'), want: [['RETR 文件', '']] },
];

function run(pieces: readonly Uint8Array[]): [string, string][] {
  const got: [string, string][] = [];
  const framer = new LineFramer((line) => got.push([line.text, line.telnet]), looksLikeCommand);
  for (const piece of pieces) framer.push(piece, 0, piece.length, AT);
  return got;
}

for (const { name, wire, want } of CASES) {
  test(name, () => {
    const all = bytes(wire);
    for (let cut = 0; cut <= all.length; cut++)
      expect(run([all.slice(0, cut), all.slice(cut)]), `cut at byte ${cut}`).toEqual(want);
    expect(run(Array.from(all, (byte) => Uint8Array.of(byte))), 'byte by byte').toEqual(want);
  });
}

test('a line knows the frames that carried it, and the one that completed it', () => {
  const got: Line[] = [];
  const framer = new LineFramer(
    (line) => got.push(line),
    () => true,
  );
  framer.push(bytes('PO'), 0, 2, { frame: 3, timeNs: 30 });
  framer.push(bytes('RT 1'), 0, 4, { frame: 5, timeNs: 50 });
  framer.push(bytes('\r\n'), 0, 2, { frame: 9, timeNs: 90 });
  expect(got[0]).toMatchObject({ firstFrame: 3, lastFrame: 9, timeNs: 90, frames: [3, 5, 9], cut: false });
});

test('lost bytes cut a line; the rest of a lost line is passed over, a new one is read', () => {
  const got: string[] = [];
  const framer = new LineFramer(
    (line) => got.push(line.cut ? `${line.text}…` : line.text),
    (text) => /^\d{3} /.test(text),
  );
  const say = (text: string) => framer.push(bytes(text), 0, text.length, AT);
  say('227 Entering Passive Mo');
  framer.gap(AT);
  say('de (1,2,3,4,5,6)\r\n150 ok\r\n');
  framer.gap(AT);
  say('226 done\r\n');
  expect(got).toEqual(['227 Entering Passive Mo…', '150 ok', '226 done']);
});

test('a line longer than the limit is cut and says so', () => {
  const got: Line[] = [];
  const framer = new LineFramer(
    (line) => got.push(line),
    () => true,
  );
  const long = bytes(`RETR ${'A'.repeat(100_000)}\r\n`);
  framer.push(long, 0, long.length, AT);
  expect(got).toHaveLength(1);
  expect(got[0]!.text.length).toBe(65_536);
  expect(got[0]!.oddities.map(({ code }) => code)).toContain('line-too-long');
});

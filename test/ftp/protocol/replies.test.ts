import { describe, expect, test } from 'vitest';
import { LineFramer } from '../../../src/ftp/protocol/lines.js';
import { looksLikeReply, ReplyFramer } from '../../../src/ftp/protocol/replies.js';
import type { Reply } from '../../../src/ftp/protocol/session.js';

const AT = { frame: 1, timeNs: 0 };

/** `>` stands where the client sends a command. */
const CASES: readonly { name: string; wire: string; want: readonly (readonly [number, string])[]; stray?: number }[] = [
  { name: 'one line', wire: '220 ready\r\n', want: [[220, 'ready']] },
  { name: 'a code alone', wire: '200\r\n', want: [[200, '']] },
  { name: 'a code and a space', wire: '200 \r\n', want: [[200, '']] },
  {
    name: 'several lines',
    wire: '211-Features:\r\n EPRT\r\n MDTM\r\n211 End\r\n',
    want: [[211, 'Features:\n EPRT\n MDTM\nEnd']],
  },
  { name: 'the code on every line', wire: '220-a\r\n220-b\r\n220 c\r\n', want: [[220, 'a\nb\nc']] },
  {
    name: 'an inner line that begins with another code',
    wire: '230-Welcome\r\n226 files here\r\n230 done\r\n',
    want: [[230, 'Welcome\n226 files here\ndone']],
  },
  { name: 'a bare LF', wire: '230-a\n230 b\n', want: [[230, 'a\nb']] },
  {
    name: 'a multi-line reply that its server never ends',
    wire: '230-Welcome\r\n230-enjoy\r\n>215 UNIX\r\n',
    want: [
      [230, 'Welcome\nenjoy'],
      [215, 'UNIX'],
    ],
  },
  {
    name: 'a pipelined command within a multi-line reply changes nothing',
    wire: '211-a\r\n>x\r\n211 end\r\n',
    want: [[211, 'a\nx\nend']],
  },
  { name: 'codes outside RFC 959', wire: '999 what\r\n', want: [[999, 'what']] },
  { name: 'a line without a code', wire: 'Hello\r\n200 ok\r\n', want: [[200, 'ok']], stray: 1 },
];

for (const { name, wire, want, stray = 0 } of CASES) {
  test(name, () => {
    for (let cut = 0; cut <= wire.length; cut++) {
      const got: [number, string][] = [];
      let strays = 0;
      const replies = new ReplyFramer(
        (reply) => got.push([reply.code, reply.text]),
        () => strays++,
      );
      const lines = new LineFramer((line) => replies.push(line), looksLikeReply);
      for (const part of [wire.slice(0, cut), wire.slice(cut)]) {
        part.split('>').forEach((piece, i) => {
          if (i > 0) replies.clientSpoke(true);
          const bytes = Buffer.from(piece, 'latin1');
          lines.push(bytes, 0, bytes.length, AT);
        });
      }
      expect(got, `cut at byte ${cut}`).toEqual(want);
      expect(strays).toBe(stray);
    }
  });
}

/** The one reply of `wire`, under small limits. */
function framed(wire: string, limits: { linesPerReply: number; charactersPerReply: number }) {
  const got: Reply[] = [];
  const replies = new ReplyFramer(
    (reply) => got.push(reply),
    () => {},
    limits,
  );
  const lines = new LineFramer((line) => replies.push(line), looksLikeReply);
  const bytes = Buffer.from(wire, 'latin1');
  lines.push(bytes, 0, bytes.length, AT);
  expect(got).toHaveLength(1);
  return got[0]!;
}

describe.each([
  ['lines that carry the code', '211-'],
  ['lines without the code', ' '],
])('a long reply of %s', (_name, prefix) => {
  const wire = (lines: number) => `211-first\r\n${`${prefix}x\n`.repeat(lines)}211 last\r\n`;

  test('is kept whole up to the limit of lines', () => {
    const reply = framed(wire(4), { linesPerReply: 5, charactersPerReply: 1_000 });
    expect(reply.text.split('\n')).toHaveLength(6);
    expect(reply.oddities).toMatchObject([{ code: 'bare-lf' }]);
  });

  test('loses what is beyond it, keeps its end, and tells the number once', () => {
    const reply = framed(wire(5), { linesPerReply: 5, charactersPerReply: 1_000 });
    expect(reply.text.split('\n')).toHaveLength(6);
    expect(reply.text).toMatch(/\nlast$/);
    expect(reply.oddities).toMatchObject([{ code: 'bare-lf' }, { code: 'reply-too-long', params: { lines: 1 } }]);
    const longer = framed(wire(1_000), { linesPerReply: 5, charactersPerReply: 1_000 });
    expect(longer.oddities).toMatchObject([{ code: 'bare-lf' }, { code: 'reply-too-long', params: { lines: 996 } }]);
  });

  test('is bounded in characters too', () => {
    const { text } = framed(wire(1_000), { linesPerReply: 1_000_000, charactersPerReply: 100 });
    expect(text.length).toBeLessThan(100 + 200);
    expect(text).toMatch(/\nlast$/);
  });
});

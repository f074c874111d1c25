import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/fact.js';
import type { DoubtParams } from '../../src/ftp/codes.js';
import { oddity } from '../../src/ftp/protocol/lines.js';
import { buildLadder } from '../../src/model/ladder.js';
import type { LadderRow } from '../../src/model/rows.js';
import { labelOf, remarkOf } from '../support/ladderText.js';
import { activeListing, bounced, broken, encrypted, fxp } from '../support/scenes.js';
import { SessionBuilder } from '../support/sessions.js';

const doubt = factsOf<DoubtParams>();

/** 'frames  arrow label  | remark': a row as one line. */
const line = (row: LadderRow): string => {
  const frames =
    row.firstFrame === null
      ? '-'
      : row.firstFrame === row.lastFrame
        ? `${row.firstFrame}`
        : `${row.firstFrame}-${row.lastFrame}`;
  const arrow = row.heading === null ? ' ' : row.heading === 'to-server' ? '>' : '<';
  return `${frames} ${arrow} ${labelOf(row)}${row.remarks.length === 0 ? '' : ` | ${remarkOf(row)}`}`;
};
const lines = (s: SessionBuilder): string[] => buildLadder(s.session).map(line);
/** The rows from the first that contains `text` on. */
const from = (s: SessionBuilder, text: string): string[] => {
  const all = lines(s);
  return all.slice(all.findIndex((one) => one.includes(text)));
};

describe('one time order', () => {
  test('active mode from the first SYN to the last ACK', () => {
    expect(lines(activeListing())).toEqual([
      '-   control connection',
      '1 > SYN',
      '2 < SYN+ACK',
      '3 > ACK',
      '4 < 220 ProFTPD Server ready',
      '5 > USER student',
      '6 < 331 Password required',
      '7 > PASS ********',
      '8 < 230 Logged in',
      '9 > PORT 10,77,0,2,173,153 | ① listens on 44441 = 173×256+153',
      '10 < 200 PORT command successful',
      '11 > LIST',
      '-   data connection ①  LIST',
      '12 < SYN | ① matched after 300 µs',
      '13 > SYN+ACK | from port 38533, not 20',
      '14 < ACK',
      '15 < 150 Opening ASCII mode data connection',
      '16-17 < 1 segment, 1,066 bytes',
      '18 < FIN',
      '19 > ACK of FIN',
      '20 > FIN',
      '21 < ACK of FIN',
      '22 < 226 Transfer complete | ① ✔ 1,066 bytes, complete',
      '23 > QUIT',
      '24 < 221 Goodbye',
      '25 < FIN',
      '26 > ACK of FIN',
      '27 > FIN',
      '28 < ACK of FIN',
    ]);
  });

  test('ports stand with the client left and the server right, whoever opened the connection', () => {
    const rows = buildLadder(activeListing().session).filter((row) => row.heading !== null);
    for (const row of rows) {
      expect([row.clientPort, row.serverPort]).toEqual(row.dataConnection === null ? [45658, 21] : [44441, 38533]);
    }
  });

  test('keys are unique, and stay when the session grows', () => {
    const s = broken();
    const before = buildLadder(s.session).map(({ key }) => key);
    expect(new Set(before).size).toBe(before.length);
    s.control.data('initiator', 3);
    s.reply('421 Timeout');
    const after = new Set(buildLadder(s.session).map(({ key }) => key));
    expect(before.filter((key) => !after.has(key))).toEqual([]);
  });

  test('nothing of the control connection is hidden: segments without a line keep a row', () => {
    const s = new SessionBuilder().open();
    s.reply('220 ready');
    s.control.data('initiator', 4);
    s.control.data('responder', 0, 2, 0, { retransmissions: 2 });
    s.control.gap('responder', 40);
    expect(from(s, '4 bytes')).toEqual([
      '5-6 > 1 segment, 4 bytes | no complete line',
      '7-8 < 2 segments sent again',
      '9 < 40 bytes missing | not in this capture',
    ]);
  });

  test('a line that was sent again says so', () => {
    const s = new SessionBuilder().open();
    s.command('NOOP');
    Object.assign(s.control.journal.at(-1)!, { segments: 2, retransmissions: 1, lastFrame: 5 });
    expect(from(s, 'NOOP')).toEqual(['4 > NOOP | 1 retransmission']);
  });

  test('a capture that begins late', () => {
    const s = new SessionBuilder();
    s.command('NOOP');
    expect(lines(s)).toEqual(['-   control connection (begun before the capture)', '1 > NOOP']);
  });
});

describe('lines', () => {
  test('multi-line replies, Telnet commands, oddities and doubts', () => {
    const s = new SessionBuilder();
    s.command('FEAT', { oddities: [oddity('bare-lf', {}), oddity('cut', {})] });
    s.reply('211-Features:\n EPSV\nEnd');
    s.command('ABOR', { telnet: 'fff4fff2' });
    s.session.exchanges.at(-1)!.doubt = doubt('reply-not-captured', {});
    s.reply('226 ok');
    expect(from(s, 'FEAT')).toEqual([
      '1 > FEAT | ended by a bare LF, cut',
      '2 < 211-Features: (+2 lines)',
      '3 > ABOR | Telnet IAC IP IAC DM',
      '4 < 226 ok | ? its reply is not in the capture',
    ]);
  });

  test('two commands in one segment both stand there, in order', () => {
    const s = new SessionBuilder();
    s.command('TYPE I');
    s.command('PASV', { frame: 1, timeNs: 0 });
    expect(lines(s).slice(1)).toEqual(['1 > TYPE I', '1 > PASV', '2 > 1 segment, 6 bytes | no complete line']);
  });
});

test.each([
  [1, '1 more event of this connection was not kept'],
  [12345, '12,345 more events of this connection were not kept'],
])('%i events beyond the limit are counted', (count, words) => {
  const s = activeListing();
  s.control.journalDropped = count;
  expect(lines(s).join('\n')).toContain(words);
});

describe('announcements', () => {
  test('an address that does not fit, and a SYN that nobody answers', () => {
    const rows = from(broken(), '227');
    expect(rows.slice(0, 6)).toEqual([
      '10 < 227 Entering Passive Mode (192,168,99,7,134,20) | ① listens on 34324 = 134×256+20',
      '-   data connection ①  RETR 中文文件名.txt',
      '11 > SYN | ① tried after 100 µs, to 192.168.99.7, not to the server 203.0.113.9',
      '12 > SYN again | ① ✘ never answered',
      '13 > RETR 中文文件名.txt',
      '14 < 425 Failed to establish connection. | ① ✘ failed',
    ]);
  });

  test('nobody comes, the server rejects, and a reset in mid-transfer', () => {
    const rows = from(broken(), '229');
    expect(rows).toContain('-   ② ✘ nobody connected');
    expect(rows).toContain('18 < 500 Illegal PORT command. | ③ ✘ announcement rejected');
    expect(rows).toContain('717 > RST | ④ ✘ reset in mid-transfer');
    expect(rows).toContain('718 < 426 Failure reading network stream. | ④ ✘ truncated: 1,000,000 of 2,000,000 bytes');
    expect(rows.indexOf('-   ② ✘ nobody connected')).toBe(1);
  });

  test('marks tie the announcement to the SYN', () => {
    const marks = buildLadder(activeListing().session).flatMap((row) =>
      row.announcement === null ? [] : [[labelOf(row), row.announcement]],
    );
    expect(marks).toEqual([
      ['PORT 10,77,0,2,173,153', { number: 1, role: 'made' }],
      ['SYN', { number: 1, role: 'matched' }],
    ]);
  });

  test('whether it went well or badly is reported beside the words, not by them', () => {
    const tones = (s: SessionBuilder) =>
      buildLadder(s.session).flatMap((row) => (row.tone === null ? [] : [`${row.tone}: ${remarkOf(row)}`]));
    expect(tones(activeListing())).toEqual([expect.stringMatching(/^good: ① ✔ .* complete$/)]);
    expect(tones(broken())).toContain('bad: ③ ✘ announcement rejected');
    const s = new SessionBuilder();
    s.command('NOOP');
    s.session.exchanges.at(-1)!.doubt = doubt('spare-reply', { code: 200 });
    s.reply('200 ok');
    expect(tones(s)).toEqual([]);
  });

  test('refused by RST, prohibited by ICMP', () => {
    const s = new SessionBuilder().open();
    s.epsv(50004).syn().rst('server', 'refused');
    s.epsv(50005).syn().icmp('communication administratively prohibited', '10.77.0.254');
    const rows = from(s, '50004');
    expect(rows).toContain('7 < RST | ① ✘ refused by RST');
    expect(rows).toContain('11 < ICMP error | ② ✘ ICMP: communication administratively prohibited (10.77.0.254)');
  });

  test('the first of several RSTs is the one that broke it', () => {
    const s = new SessionBuilder().open();
    const data = s.pasv('10.77.0.1:50000').open();
    data.send(100).rst('client');
    data.rst('client');
    expect(from(s, 'RST')).toEqual(['11 > RST | ① ✘ reset in mid-transfer', '12 > RST']);
  });

  test('a window that closes, and the probes that ask for room', () => {
    const s = new SessionBuilder().open();
    const data = s.pasv('10.77.0.1:50000').open();
    data.send(100);
    data.connect().add('keep-alive', 'responder', { flags: 16 });
    data.connect().add('zero-window', 'initiator', { flags: 16 });
    data.connect().add('keep-alive', 'responder', { flags: 16 });
    expect(from(s, 'keep-alive')).toEqual([
      '11 < keep-alive',
      '12 > zero window: stop sending',
      '13 < window probe: room again?',
      '-   ① not closed so far',
    ]);
  });

  test('while the session is open, nothing is called broken that the next packet may still keep', () => {
    const s = new SessionBuilder().open();
    const data = s.pasv('10.77.0.1:50000');
    expect(lines(s).at(-1)).toBe('-   ① nobody has connected so far');
    s.session.captureEnd = { cutAtBytes: null };
    expect(lines(s).at(-1), 'when no more will come').toBe('-   ① nobody connected in this capture');
    delete s.session.captureEnd;
    data.syn();
    expect(lines(s).at(-1)).toBe('6 > SYN | ① tried after 100 µs, no answer so far');
    data.syn();
    expect(lines(s).at(-1)).toBe('7 > SYN again | ① ✘ never answered');
    const silent = new SessionBuilder().open();
    silent.pasv('10.77.0.1:50000');
    silent.control.fin('initiator').fin('responder');
    expect(lines(silent).at(-1)).toBe('-   ① ✘ nobody connected');
  });

  test('a transfer that uses an older announcement says which', () => {
    const s = new SessionBuilder().open();
    const first = s.pasv('10.77.0.1:50000').open();
    s.pasv('10.77.0.1:50001');
    const retr = s.command('RETR a');
    first.send(5).close();
    first.transferred(retr);
    expect(lines(s)).toContain('11 > RETR a | over ①');
  });

  test('a SYN that the capture shows before its announcement', () => {
    const s = new SessionBuilder().open();
    const data = s.pasv('10.77.0.1:50000').open();
    Object.assign(data.data.announced!, { timeNs: data.connect().firstTimeNs + 20_000 });
    expect(lines(s)).toContain('6 > SYN | ① matched, 20 µs before its announcement');
  });

  test('no announcement: the default port, or one that the capture lacks', () => {
    const s = new SessionBuilder().open();
    s.unannounced('DEFAULT').open();
    s.unannounced('PASV').open();
    expect(lines(s)).toContain('4 < SYN | ① nothing announced: default data port');
    expect(lines(s)).toContain('7 > SYN | ② announcement not in this capture');
  });

  test('number 21 and on', () => {
    const s = new SessionBuilder().open();
    for (let i = 1; i <= 21; i++) s.epsv(50_000 + i);
    expect(lines(s).some((one) => one.endsWith('| (21) listens on 50021'))).toBe(true);
  });
});

describe('TLS', () => {
  test('a note where encryption begins, lengths after it', () => {
    expect(from(encrypted(), '234')).toEqual([
      '6 < 234 Proceed with negotiation.',
      '-   encrypted from here on (AUTH TLS): commands, replies and names cannot be seen, only lengths',
      '7-8 > TLS: 1 segment, 184 bytes',
      '9-11 < TLS: 2 segments, 1,310 bytes',
      '12 > FIN',
      '13 < ACK of FIN',
      '14 < FIN',
      '15 > ACK of FIN',
    ]);
  });
});

describe('third parties', () => {
  test('the server of this session stands right, the other server left', () => {
    const { sender: s, receiver: other } = fxp();
    const mine = buildLadder(s.session).find((row) => row.label.code === 'syn' && row.dataConnection !== null)!;
    expect([mine.heading, mine.clientPort, mine.serverPort]).toEqual(['to-client', 5516, 35585]);
    const theirs = buildLadder(other.session).find((row) => row.label.code === 'syn' && row.dataConnection !== null)!;
    expect([theirs.heading, theirs.clientPort, theirs.serverPort]).toEqual(['to-server', 35585, 5516]);
    expect([mine.thirdHost, theirs.thirdHost]).toEqual(['10.55.0.2', '10.55.0.1']);
    expect(lines(s)).toContain('-   data connection ①  (FXP with 10.55.0.2)  RETR original');
  });

  test('the target of a bounce is a third host, the client is none', () => {
    const rows = buildLadder(bounced().session);
    const hosts = rows.filter(({ entry, dataConnection }) => entry?.kind === 'syn' && dataConnection !== null);
    expect(hosts.map(({ thirdHost }) => thirdHost)).toEqual([null, '192.0.2.25']);
    expect(rows.filter(({ exchange, thirdHost }) => exchange !== null && thirdHost !== null)).toEqual([]);
    expect(lines(bounced())).toContain('-   data connection ②  (with 192.0.2.25, not the client)');
  });

  test("a client's private address behind NAT is the client", () => {
    const s = new SessionBuilder({ client: '198.51.100.7:40000', server: '203.0.113.9:21' }).open();
    s.port('192.168.0.5:5001').syn('203.0.113.9:20', '192.168.0.5:5001');
    expect(buildLadder(s.session).filter(({ thirdHost }) => thirdHost !== null)).toEqual([]);
  });
});

// 150 ms; a quadratic step would take minutes, and the runner would end the test.
test('a session of 100,000 exchanges', () => {
  const s = new SessionBuilder().open();
  for (let i = 0; i < 100_000; i++) {
    s.command('NOOP');
    s.reply('200 fine');
  }
  expect(buildLadder(s.session)).toHaveLength(200_004);
});

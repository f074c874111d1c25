import { describe, expect, test } from 'vitest';
import type { Session } from '../../src/ftp/protocol/session.js';
import { explain } from '../../src/model/explain.js';
import { buildLadder } from '../../src/model/ladder.js';
import { isFtpCode } from '../../src/model/replyCodes.js';
import { portWithRange } from '../../src/text/en/ports.js';
import { explanationOf, labelOf, rowCalled } from '../support/ladderText.js';
import { activeListing, broken, encrypted } from '../support/scenes.js';
import { SessionBuilder } from '../support/sessions.js';
import { TEXTS } from '../support/texts.js';

/** The explanation of the first row whose label begins so, as one text. */
function explained(session: Session, label: string, nth = 0): string {
  const row = rowCalled(session, label, nth);
  const { title, place, sentences } = explanationOf(row, session);
  const { frames } = explain(row, session);
  return [`# ${title}`, ...sentences.map(({ text }) => text), `[${place}] ${frames.join(' ')}`].join('\n');
}

describe('explanations', () => {
  test('PORT: arithmetic, port class, mode, and what became of it', () => {
    expect(explained(activeListing().session, 'PORT')).toBe(`# PORT 10,77,0,2,173,153
PORT: the client announces where it listens for the data connection (active mode).
The client announces where it listens for the data connection: address 10.77.0.2, port
  173 × 256 + 153 = 44441 (ephemeral, in the registered range 1024–49151)
Systems pick ephemeral ports from a range of their own (Linux: 32768–60999), so one may lie in the registered range.
Active mode: the server will open the connection to this port.

Announcement ①: matched after 300 µs by frame 12:
  10.77.0.1:38533 → 10.77.0.2:44441
  certain
  the SYN came from the server, as expected (frames 9 and 12)
The server came from port 38533, not 20 (one below the control port: RFC 959's default); usual for servers without root.

Answered by 200 (frame 10), 100 µs after the command.
Working directory: /

Step 4 of 10: the client announces the address and port on which it listens.

Steps 1 ✔  2 ✔  3 ✔  4 ✔  5 ✔  6 ✔  7 ✔  8 ✔  9 ✔  10 ✔
[RFC 959 §4.1.2, active mode: step 4 of 10] 9 10 12 13 14`);
  });

  test('a SYN: who, to whom, which step', () => {
    const text = explained(activeListing().session, 'SYN', 2);
    expect(text).toContain('SYN asks to open a connection');
    expect(text).toContain('from the server, port 38533 (ephemeral, in the registered range 1024–49151)');
    expect(text).toContain('to the client, port 44441 (ephemeral, in the registered range 1024–49151)');
    expect(text).toContain('Step 5 of 10: the server sends SYN to that port.');
  });

  test('a SYN in active mode: from which port the server is to open, and whether it did', () => {
    expect(explained(activeListing().session, 'SYN', 2)).toContain(
      'one below the port of the control connection (L−1 = 20). This one does not: it comes from port 38533, as servers without root do.',
    );
    const s = new SessionBuilder().open();
    s.port('10.77.0.2:44441').syn('10.77.0.1:20');
    expect(explained(s.session, 'SYN', 2)).toContain('RFC 959 §3.2 and §5.2');
    expect(explained(s.session, 'SYN', 2)).toContain('(L−1 = 20). This one does.');
    const passive = new SessionBuilder().open();
    passive.epsv(50005).syn();
    expect(explained(passive.session, 'SYN', 2)).not.toContain('L−1');
    expect(explained(passive.session, 'SYN')).not.toContain('L−1');
  });

  test('a 227 that leads astray', () => {
    const text = explained(broken().session, '227');
    expect(text).toContain('134 × 256 + 20 = 34324');
    expect(text).toContain("This is not the server's own address, 203.0.113.9: NAT, a third host, or a wrong setting.");
    expect(text).toContain('Announcement ①: tried after 100 µs by frame 11, but nobody answered 2 SYNs within 1.0 s.');
    expect(text).toContain('step 6 (the server answers SYN+ACK): never answered');
  });

  test('the server reports a result, which is no step of its own', () => {
    const failed = explained(broken().session, '425');
    expect(failed).toContain("Step 6 of 10 failed (the server answers SYN+ACK); this is the server's report of it.");
    expect(failed).toContain('passive mode: step 6 of 10 failed]');
    expect(explained(activeListing().session, '226')).toContain('After step 9 of 10 (');
  });

  test('an ephemeral port may be a registered one', () => {
    expect(explained(activeListing().session, 'PORT')).toContain('so one may lie in the registered range');
  });

  test('a reply, by its digits and by its code', () => {
    const text = explained(broken().session, '425');
    expect(text).toContain('425: the server could not open the data connection.');
    expect(text).toContain('4yz: not now, the same command may work later; x2z: about connections');
    expect(text).toContain('Answers RETR 中文文件名.txt (frame 13) after 100 µs.');
  });

  test('a code that FTP does not have, and a reply that nobody asked for', () => {
    const s = new SessionBuilder();
    s.command('NOOP');
    s.unasked('999 what');
    const text = explained(s.session, '999');
    expect(text).toContain('999 is not a reply code of FTP.');
    expect(text).toContain('It answers no command: the server sent it unasked.');
  });

  test('PASS: clear text, masked here', () => {
    expect(explained(activeListing().session, 'PASS')).toContain(
      'It travels in clear text: anybody who captures can read it.',
    );
  });

  test('data, FIN and its ACK', () => {
    const { session } = activeListing();
    expect(explained(session, '1 segment')).toContain('1 segment with payload, 1,066 bytes in all');
    expect(explained(session, 'FIN')).toContain('Acknowledged by frame 19.');
    expect(explained(session, 'FIN')).toContain('the end of the data connection is the end of the file');
    expect(explained(session, 'ACK of FIN', 1)).toContain('the connection is over');
    const second = explained(session, 'FIN', 1);
    expect(second).toContain('FIN of the other side: it has nothing more to send either.');
    expect(second).toContain('Acknowledged by frame 21: with it both directions are closed.');
    expect(second).not.toMatch(/half-close|end of the file/);
  });

  test('the transfer: what it moved and how it ended', () => {
    const text = explained(broken().session, 'STOR');
    expect(text).toContain('Upload over data connection ④:');
    expect(text).toContain('truncated: 1,000,000 of 2,000,000 bytes (426)');
    expect(text).toContain('2,000,000 bytes expected, by ALLO (frame 20)');
  });

  test('trouble: ICMP, retransmission, a hole of the capture', () => {
    const s = new SessionBuilder().open();
    const data = s.epsv(50005).syn().syn();
    data.icmp('communication administratively prohibited', '10.77.0.254');
    s.control.gap('responder', 40);
    expect(explained(s.session, 'SYN again')).toContain(
      'the sender repeats it (here after 100 µs). Senders wait longer each time (RFC 6298 §5.5)',
    );
    expect(explained(s.session, 'ICMP')).toContain(
      'ICMP error: communication administratively prohibited, sent by 10.77.0.254.',
    );
    expect(explained(s.session, '40 bytes')).toContain('40 bytes are missing in this capture');
  });

  test('TLS: what cannot be seen', () => {
    const { session } = encrypted();
    expect(explained(session, 'encrypted')).toContain('cannot be read any more');
    expect(explained(session, 'TLS: 1 segment')).toContain('what was said cannot be seen, only how much');
  });

  test('every row of every scene has an explanation with frames that exist', () => {
    for (const { session } of [activeListing(), broken(), encrypted()]) {
      for (const row of buildLadder(session)) {
        const { title, sentences } = explanationOf(row, session);
        const { frames } = explain(row, session);
        expect(title).not.toBe('');
        expect(sentences.length, labelOf(row)).toBeGreaterThan(0);
        for (const frame of frames) expect(frame).toBeGreaterThan(0);
        expect([...frames]).toEqual([...new Set(frames)].sort((a, b) => a - b));
      }
    }
  });

  test('text from the wire is escaped', () => {
    const s = new SessionBuilder();
    s.command('XYZ\x1b[2J \u202e');
    s.reply('220-\x1b[2J\n\x9b\u202e\nend');
    s.session.directory = '\x1b';
    for (const row of buildLadder(s.session)) {
      const all = JSON.stringify(explanationOf(row, s.session).sentences.map(({ text }) => text));
      expect(all).not.toMatch(/\\u001b|\u202e|\x9b/);
    }
  });
});

describe('ports and codes', () => {
  test.each([
    [21, '21 (ftp; well-known, 0–1023)'],
    [1023, '1023 (well-known, 0–1023)'],
    [1024, '1024 (registered, 1024–49151)'],
    [3306, '3306 (mysql; registered, 1024–49151)'],
    [49151, '49151 (registered, 1024–49151)'],
    [49152, '49152 (dynamic, 49152–65535)'],
  ])('port %i', (port, want) => expect(portWithRange(port)).toBe(want));

  const digits = (code: number): string => TEXTS.say('explain', { code: 'reply-digits', params: { code }, frames: [] });

  test('codes', () => {
    expect(TEXTS.replyMeaning(226)).toBe('the transfer succeeded; the data connection is closed');
    expect(TEXTS.replyMeaning(299)).toBeNull();
    expect(digits(299)).toBe('2yz: done');
    expect(digits(425)).toBe('4yz: not now, the same command may work later; x2z: about connections');
    expect([99, 100, 659, 700].map(isFtpCode)).toEqual([false, true, true, false]);
  });
});

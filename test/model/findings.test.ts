import { describe, expect, test } from 'vitest';
import { oddity } from '../../src/ftp/protocol/lines.js';
import type { Session } from '../../src/ftp/protocol/session.js';
import { remark } from '../../src/ftp/remark.js';
import { isPrivate, isUnspecified } from '../../src/model/addresses.js';
import type { Finding as Fact } from '../../src/model/findings/finding.js';
import * as findings from '../../src/model/findings.js';
import { stepsOf } from '../../src/model/steps.js';
import { marksOf } from '../support/ladderText.js';
import { activeListing, broken, cutOff, encrypted, sharedClock, TLS } from '../support/scenes.js';
import { BuiltConnection, SessionBuilder } from '../support/sessions.js';
import { TEXTS } from '../support/texts.js';

/** A finding with all that is said of it. */
type Finding = Fact & { readonly message: string };
const said = (list: readonly Fact[]): Finding[] =>
  list.map((finding) => ({ ...finding, message: TEXTS.findingParagraph(finding) }));
const findingsOf = (session: Session): Finding[] => said(findings.findingsOf(session));
const findingsOfCapture = (view: findings.CaptureView): Finding[] => said(findings.findingsOfCapture(view));

const kinds = (s: SessionBuilder): string[] => findingsOf(s.session).map(({ code, severity }) => `${code} ${severity}`);
/** The one finding of a kind. */
function one(s: SessionBuilder, kind: string): Finding {
  const found = findingsOf(s.session).filter(({ code }) => code === kind);
  expect(found, kind).toHaveLength(1);
  return found[0]!;
}
const opened = (): SessionBuilder => new SessionBuilder().open();

describe('connections beside an encrypted session', () => {
  const found = (s: SessionBuilder, unclaimed: readonly BuiltConnection[]): Finding[] =>
    findingsOfCapture({ sessions: [s.session], unclaimed });
  const scene = () => {
    const s = encrypted();
    const { clock } = s;
    const passive = new BuiltConnection(clock, '10.77.0.2:48560', '10.77.0.1:43039').open();
    passive.data('responder', 7_900, 6);
    passive.fin('responder').rst('responder');
    const active = new BuiltConnection(clock, '10.77.0.1:20', '10.77.0.2:50000').open();
    const ssh = new BuiltConnection(clock, '10.77.0.2:48562', '10.77.0.1:22').open();
    const others = new BuiltConnection(clock, '10.77.0.9:48562', '10.77.0.1:43040').open();
    s.control.lastTimeNs = clock.tick().timeNs;
    const later = new BuiltConnection(clock, '10.77.0.2:48600', '10.77.0.1:43050').open();
    return { s, passive, active, all: [passive, active, ssh, others, later] };
  };

  test('are probably its data connections: those that passed meanwhile between its hosts, on fitting ports', () => {
    const { s, passive, active, all } = scene();
    const [finding, ...more] = found(s, all);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: 'hidden-data-connections',
      severity: 'info',
      frames: [passive.firstFrame, active.firstFrame],
    });
    expect(finding!.message).toBe(
      `2 connections between the hosts of session 1, while it was encrypted, are probably its data connections: 10.77.0.2:48560 → 10.77.0.1:43039 (frames ${passive.firstFrame} to ${passive.lastFrame}, 7.9 kB) and 10.77.0.1:20 → 10.77.0.2:50000 (frames ${active.firstFrame} to ${active.lastFrame}, 0 B). Their announcements cannot be read.`,
    );
  });

  test('are nothing to tell where the session was decrypted, or was never encrypted', () => {
    const { s, all } = scene();
    for (const tls of [null, { ...s.session.tls!, decrypted: true }]) {
      s.session.tls = tls;
      expect(found(s, all)).toEqual([]);
    }
  });
});

describe('logins', () => {
  test('a password in clear text', () => {
    const { severity, message, frames } = one(activeListing(), 'clear-text-password');
    expect(severity).toBe('warning');
    expect(message).toContain('The password of user "student" travels in clear text from 10.77.0.2 to 10.77.0.1:21');
    expect(frames).toEqual([7]);
  });

  test('an anonymous login is no warning', () => {
    expect(kinds(opened().login('anonymous', 'me@example.org'))).toEqual(['anonymous-login info']);
  });

  test('a login under TLS that was decrypted is none either', () => {
    const s = opened();
    s.session.tls = { ...TLS, frame: 4, decrypted: true };
    s.clock.frame = 9;
    s.login();
    expect(kinds(s)).toEqual(['tls info']);
  });

  test('failed logins, and one that succeeds later', () => {
    const s = opened();
    for (let i = 0; i < 3; i++) {
      s.command('USER root');
      s.reply('331 password?');
      s.command('PASS ********');
      s.reply('530 Login incorrect.');
    }
    s.login('root');
    const { severity, message, frames } = one(s, 'login-failed');
    expect(severity).toBe('warning');
    expect(message).toBe('3 logins of 10.77.0.2 as "root" failed, and a later one succeeded: 530 Login incorrect.');
    expect(frames).toHaveLength(6);
  });

  test('TLS that was refused before the password went out: one finding tells both', () => {
    const s = opened();
    s.command('AUTH TLS');
    s.reply('534 Request denied for policy reasons.');
    s.login();
    expect(kinds(s)).toEqual(['clear-text-password warning']);
    expect(one(s, 'clear-text-password')).toMatchObject({
      message:
        'The password of user "student" travels in clear text from 10.77.0.2 to 10.77.0.1:21: anybody who captures on the way can read it. The client asked for TLS in frame 4, and the server refused: 534 Request denied for policy reasons. Enable TLS on the server (RFC 4217).',
      frames: [4, 5, 8],
    });
  });

  test('TLS: what cannot be seen', () => {
    expect(one(encrypted(), 'tls').message).toContain('cannot be seen without the session');
  });
});

describe('password guessing', () => {
  const guess = (count: number, stepSeconds: number): Finding[] => {
    const clock = sharedClock();
    const sessions = Array.from({ length: count }, (_, i) => {
      const s = new SessionBuilder({ clock, id: i + 1 }).open();
      s.command(`USER user${i % 2}`);
      s.reply('331 password?');
      s.command('PASS ********');
      s.reply('530 no');
      clock.wait(stepSeconds * 1e9);
      return s.session;
    });
    return findingsOfCapture({ sessions });
  };

  test('20 failures in 15 minutes over many sessions are brute force', () => {
    const [found] = guess(25, 10);
    expect(found).toMatchObject({ code: 'brute-force', severity: 'alert' });
    expect(found!.message).toContain(
      '25 logins of 10.77.0.2 as 2 different users at 10.77.0.1 failed within 4 min 00 s',
    );
  });

  test('the same number over hours is not', () => {
    expect(guess(25, 600)).toEqual([]);
  });

  test('a few are suspected, two are nothing', () => {
    expect(guess(8, 1)[0]).toMatchObject({ code: 'password-guessing', severity: 'warning' });
    expect(guess(2, 1)).toEqual([]);
  });
});

describe('announcements', () => {
  test('0.0.0.0', () => {
    const s = opened();
    s.pasv('0.0.0.0:50000').open(undefined, '10.77.0.1:50000');
    expect(one(s, 'zero-address').message).toContain('The data connection went to 10.77.0.1:50000');
  });

  test('a private address of a server that is public: NAT, with advice where it did not work', () => {
    const nat = one(broken(), 'nat-suspected');
    expect(nat.severity).toBe('warning');
    expect(nat.message).toContain(
      'The 227 in frame 10 names the private address 192.168.99.7, but the server speaks from 203.0.113.9. 192.168.99.7:34324 did not answer 2 SYNs within 1.0 s. RETR 中文文件名.txt failed: 425 Failed to establish connection. The server seems to be behind NAT and not to know its public address. Set the public address',
    );
    expect(nat.message).toContain('pasv_address');
    const s = new SessionBuilder({ client: '198.51.100.7:4000', server: '203.0.113.9:21' }).open();
    s.pasv('192.168.99.7:5000').open(undefined, '203.0.113.9:5000').send(1).close();
    expect(one(s, 'nat-suspected').severity).toBe('info');
  });

  test('a server that sends the client to another host', () => {
    const s = opened();
    s.pasv('10.99.0.5:3306').syn();
    expect(one(s, 'passive-elsewhere').message).toContain(
      'The 227 in frame 5 names 10.99.0.5:3306, not the server 10.77.0.1. 10.99.0.5:3306 did not answer. The server is set to a wrong address, is behind NAT, or makes the client connect elsewhere. Set the public address',
    );
    expect(kinds(s), 'reported once').toEqual(['passive-elsewhere warning']);
  });

  test('the same strange address twice is one finding; where it worked, it is for information', () => {
    for (const address of ['0.0.0.0', '192.168.50.10']) {
      const s = new SessionBuilder({ client: '198.51.100.7:4000', server: '203.0.113.9:21' }).open();
      for (const port of [50_003, 50_009])
        s.pasv(`${address}:${port}`).open(undefined, `203.0.113.9:${port}`).send(1).close();
      const [found, ...more] = findingsOf(s.session);
      expect(more).toEqual([]);
      expect(found?.severity).toBe('info');
      expect(found?.message).toContain('2 data connections went to 203.0.113.9 (ports 50003 and 50009).');
    }
  });

  test('bounce: one finding however many targets; alert only when the server obeyed', () => {
    const s = opened();
    for (let port = 20; port < 30; port++) s.port(`10.77.0.99:${port}`, '500 Illegal PORT command');
    const refused = one(s, 'bounce');
    expect(refused.severity).toBe('warning');
    expect(refused.message).toContain(
      '10.77.0.99:20, 10.77.0.99:21, 10.77.0.99:22, 10.77.0.99:23, 10.77.0.99:24 and 5 more',
    );
    expect(refused.message).toContain('The server refused all of them');
    expect(one(s, 'privileged-port').message).toContain('(ftp-data, ftp, ssh, telnet, smtp)');
    const obeyed = opened();
    obeyed.port('10.77.0.99:25').open('10.77.0.1:20', '10.77.0.99:25');
    expect(kinds(obeyed)).toContain('bounce alert');
    expect(kinds(obeyed)).toContain('privileged-port alert');
  });

  test('FXP with a partner is no attack', () => {
    const s = opened();
    const other = new SessionBuilder({ server: '10.77.0.5:21', id: 2, clock: s.clock }).open();
    const waits = other.pasv('10.77.0.5:5516');
    const connects = s.port('10.77.0.5:5516').open('10.77.0.1:20', '10.77.0.5:5516').send(9).close();
    Object.assign(waits.data, { partner: connects.data, connection: connects.data.connection, outcome: 'ok' });
    connects.data.partner = waits.data;
    expect(kinds(s)).toEqual(['third-party info']);
    expect(kinds(other)).toEqual(['third-party info']);
    expect(one(s, 'third-party').message).toContain(
      '10.77.0.1 and 10.77.0.5 exchange the data directly; the other control connection is session 2 (data connection 2.1)',
    );
  });

  test('a data connection that somebody else opened', () => {
    const s = opened();
    s.pasv('10.77.0.1:50000').open('10.66.6.6:1234').send(9).close();
    const theft = one(s, 'data-connection-from-stranger');
    expect(theft.severity).toBe('alert');
    expect(theft.message).toContain('opened from 10.66.6.6:1234, not from the client 10.77.0.2');
  });
});

describe('broken announcements', () => {
  test('a SYN that nobody answers, with the likely reason', () => {
    const s = opened();
    const data = s.pasv('10.77.0.1:50009').syn().wait1s().syn();
    const list = s.command('LIST');
    s.reply('425 Failed to establish connection.', list);
    data.transferred(list, { code: 425, verdict: 'refused' });
    expect(one(s, 'data-unanswered').message).toBe(
      "The client 10.77.0.2 tried to open the data connection to 10.77.0.1:50009, and nothing answered 2 SYNs within 1.0 s. LIST failed: 425 Failed to establish connection. A firewall probably drops the server's passive port range. Open the passive port range at the server and on the way, or use active mode.",
    );
  });

  test('active mode: use passive', () => {
    const s = opened();
    s.port('10.77.0.2:50009').syn().wait1s().syn();
    expect(one(s, 'data-unanswered').message).toContain('Use passive mode (PASV or EPSV)');
  });

  test('a SYN in the last packets: nothing while more may come, no verdict when none does', () => {
    const s = opened();
    s.pasv('10.77.0.1:50009').syn();
    expect(kinds(s)).toEqual([]);
    s.session.captureEnd = { cutAtBytes: null };
    expect(one(s, 'data-unanswered')).toMatchObject({
      severity: 'info',
      message:
        'The client 10.77.0.2 tried to open the data connection to 10.77.0.1:50009; the capture ends before an answer.',
    });
  });

  test('refused by RST: the host was reached, so nothing dropped it; two are reported together', () => {
    const s = opened();
    s.epsv(50004).syn().rst('server', 'refused');
    s.epsv(50006).syn().rst('server', 'refused');
    const { message, frames } = one(s, 'data-refused');
    expect(message).toBe(
      'The client 10.77.0.2 tried to open 2 data connections to 10.77.0.1 (ports 50004 and 50006), and RST refused them. The host was reached, but nothing listens on that port: the server was not listening any more, or a firewall rejects with RST. Look at the firewall of the server for rules that reject its passive port range, or use active mode.',
    );
    expect(message).not.toContain('drops');
    expect(frames).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('ICMPv6 is called so, both errors are named, and so is the other mode', () => {
    const s = new SessionBuilder({ client: '[fd77::2]:4000', server: '[fd77::1]:21' }).open();
    const data = s.epsv(50009).syn().icmp('communication administratively prohibited', 'fd77::1');
    data.syn().icmp('communication administratively prohibited', 'fd77::1');
    const { message, frames } = one(s, 'data-prohibited');
    expect(message).toContain('and fd77::1 answered with ICMPv6 "communication administratively prohibited".');
    expect(message).toContain('or use active mode (EPRT)');
    expect(frames).toEqual([4, 5, 6, 7, 8, 9]);
  });

  test('refused, prohibited, reset, rejected, unused', () => {
    const s = opened();
    s.epsv(50004).syn().rst('server', 'refused');
    s.epsv(50005).syn().icmp('communication administratively prohibited', '10.77.0.254');
    s.pasv('10.77.0.1:50006').open().send(5).rst('client');
    s.refusedAnnouncement('EPSV', '500 Unknown command.');
    s.epsv(50007);
    expect(kinds(s)).toEqual([
      'data-refused warning',
      'data-prohibited warning',
      'data-reset warning',
      'data-rejected info',
      'data-never-used info',
    ]);
    expect(one(s, 'data-prohibited').message).toContain(
      '10.77.0.254 answered with ICMP "communication administratively prohibited"',
    );
  });

  test('many that had the same result are reported once', () => {
    const s = opened();
    for (let port = 50_001; port <= 50_020; port++) s.pasv(`10.77.0.1:${port}`);
    const { message, frames } = one(s, 'data-never-used');
    expect(message).toBe(
      'No connection to 10.77.0.1:50001, which PASV announced in frame 5, is in this capture. 19 more data connections of this session had the same result.',
    );
    expect(frames).toHaveLength(20);
  });

  test('a transfer that succeeded where the capture does not show it is no broken announcement', () => {
    const s = opened();
    const data = s.port('10.77.0.2:50001');
    const retr = s.command('RETR a.txt');
    s.reply('226 done', retr);
    data.transferred(retr, { verdict: 'unknown' });
    data.outcome('not-captured');
    expect(kinds(s)).toEqual(['data-not-captured info']);
    expect(one(s, 'data-not-captured').message).toBe(
      'RETR a.txt succeeded (226 done), but its data connection to 10.77.0.2:50001 is not in this capture. It was filtered out, or passed elsewhere. Capture without a filter for port 21: data connections use other ports.',
    );
    expect(marksOf(stepsOf(data.data))).toBe('1 ✔  2 ✔  3 ✔  4 ✔  5 ?  6 ?  7 ?  8 ?  9 ?  10 ?');
  });

  test('a private address that a public server refuses: NAT', () => {
    const s = new SessionBuilder({ client: '10.0.2.15:4000', server: '203.0.113.9:21' }).open();
    s.port('10.0.2.15:5000', '500 Illegal PORT command.');
    expect(one(s, 'data-rejected').message).toContain(
      'the server most likely sees another one (NAT). Use passive mode',
    );
  });

  test('no announcement at all', () => {
    const s = opened();
    s.command('LIST');
    s.reply('425 Use PORT or PASV first.');
    expect(one(s, 'no-data-connection').message).toBe(
      'LIST failed because there was no data connection: 425 Use PORT or PASV first. No accepted PORT, PASV, EPRT or EPSV came before it.',
    );
  });
});

describe('transfers', () => {
  test('refused by the server', () => {
    const s = opened();
    const data = s.pasv('10.77.0.1:50000').open();
    const retr = s.command('RETR missing.txt');
    s.reply('550 No such file.', retr);
    data.close();
    data.transferred(retr, { code: 550, verdict: 'refused' });
    expect(kinds(s)).toEqual(['transfer-refused info']);
    expect(one(s, 'transfer-refused').message).toBe('The server refused RETR missing.txt: 550 No such file.');
  });

  test.each(['RETR a', 'LIST', 'THMB JPG 64 64 a.jpg'])('%s is refused before any data connection', (line) => {
    const s = opened();
    s.command(line);
    s.reply('550 No.');
    expect(one(s, 'transfer-refused').message).toBe(`The server refused ${line}: 550 No.`);
  });

  test('reset in mid-transfer is reported once', () => {
    const found = findingsOf(broken().session).filter(({ message }) => message.includes('big.iso'));
    expect(found.map(({ code }) => code)).toEqual(['transfer-truncated']);
    expect(found[0]!.message).toBe(
      'STOR big.iso failed after 1,000,000 of the 2,000,000 bytes that ALLO (frame 20) reported: 426 Failure reading network stream. The client reset the data connection in frame 717.',
    );
  });

  test('aborted by the client', () => {
    const s = opened();
    const data = s.pasv('10.77.0.1:50000').open();
    const retr = s.command('RETR big');
    data.send(5000);
    s.command('ABOR');
    s.reply('426 Failure writing network stream.', retr);
    data.close();
    data.transferred(retr, { code: 426, verdict: 'truncated' });
    expect(one(s, 'transfer-aborted').message).toContain('The client aborted RETR big with ABOR in frame 12');
  });

  test('bytes that the capture lacks are not the transfer’s fault', () => {
    const s = opened();
    const data = s.pasv('10.77.0.1:50000').open();
    const retr = s.command('RETR big');
    data.send(5000);
    data.connect().gap('responder', 1448);
    data.close();
    data.transferred(retr);
    s.reply('226 ok', retr);
    expect(one(s, 'bytes-missing').message).toBe(
      '1,448 bytes of RETR big (6,448 in all, 1 gap) are missing in this capture. The capture lost packets or cut them short; the receiver may well have got all of it. No hash can be given.',
    );
  });

  test('a binary file in ASCII type', () => {
    const s = opened();
    const data = s.pasv('10.77.0.1:50000').open();
    const retr = s.command('RETR photo.JPG');
    data.send(5000).close();
    data.transferred(retr, { type: 'A' });
    expect(kinds(s)).toEqual(['ascii-of-binary warning']);
  });
});

describe('server and path', () => {
  test('421 unasked', () => {
    const s = opened();
    s.unasked('220 ready').wait(2e9);
    s.unasked('421 Timeout.');
    expect(one(s, 'server-closed').message).toBe(
      "10.77.0.1:21 ended the session after 2.0 s without a command: 421 Timeout. It is the server's idle timeout. Let the client send NOOP while it waits, or raise the timeout of the server.",
    );
  });

  test('421 of another cause, to a client that goes on asking', () => {
    const s = opened();
    s.unasked('421 Service not available.');
    s.command('PWD');
    s.control.rst('responder');
    const { message, frames } = one(s, 'server-closed');
    expect(message).toContain('The client did not notice and sent PWD in frame 5, which RST 6 answered. 421 means');
    expect(frames).toEqual([4, 5, 6]);
  });

  test('many retransmissions, conflicting bytes, holes in the dialogue', () => {
    const s = opened();
    const data = s.pasv('10.77.0.1:50000').open();
    data.send(50_000, 40).close();
    Object.assign(data.connect().sides.responder, { retransmissions: 9, conflictingBytes: 12 });
    s.control.gap('responder', 40);
    expect(kinds(s)).toEqual([
      'conflicting-overlap alert',
      'control-bytes-missing warning',
      'many-retransmissions info',
    ]);
  });
});

describe('who ended a transfer', () => {
  test('a client whose window stayed closed until it was killed', () => {
    const s = opened();
    const data = s.pasv('10.77.0.1:50000').open();
    const retr = s.command('RETR big.bin');
    data.send(76_800, 60);
    data.connect().zeroWindow('initiator');
    data.wait1s().rst('client');
    s.control.fin('initiator');
    s.reply('426 Failure writing network stream.', retr);
    data.transferred(retr, { code: 426, verdict: 'truncated' });
    const { message } = one(s, 'transfer-truncated');
    expect(message).toContain('The client stopped reading (its receive window was 0 from frame ');
    expect(message).toMatch(
      /It closed the control connection in frame \d+, .* later, without QUIT\. Its program ended/,
    );
  });

  test('a server that closed both connections without a reply', () => {
    const s = opened();
    const data = s.pasv('10.77.0.1:50000').open();
    const retr = s.command('RETR big.bin');
    s.reply('150 here', retr);
    data.send(163_840, 120).close();
    s.control.fin('responder');
    data.transferred(retr, {
      code: null,
      verdict: 'truncated',
      expectedBytes: 2_000_000,
      expectedFrom: { by: '150', frame: 9 },
    });
    const { message } = one(s, 'transfer-truncated');
    expect(message).toMatch(
      /after 163,840 of the 2,000,000 bytes that 150 \(frame 9\) reported; no final reply was seen\. The server closed the data connection in frame \d+\. It closed the control connection in frame \d+, .* later, without a reply\. Its program ended or was killed\./,
    );
  });

  test('a closed window explains repeats better than a lossy path', () => {
    const s = opened();
    const data = s.pasv('10.77.0.1:50000').open();
    data.send(50_000, 40);
    data.connect().zeroWindow('initiator');
    data.send(50_000, 40).close();
    Object.assign(data.connect().sides.responder, { retransmissions: 9 });
    const { message } = one(s, 'many-retransmissions');
    expect(message).toContain('reads slowly (window 0 in frame ');
    expect(message).not.toContain('lost or delayed');
  });
});

describe('what the capture lacks', () => {
  test('its end comes in mid-transfer', () => {
    const { s } = cutOff();
    expect(one(s, 'capture-ends').message).toMatch(
      /^The capture ends during RETR medium\.bin \(frame \d+\), after 4,344 of 300,000 bytes\. Whether the rest came cannot be seen\. Capture longer\.$/,
    );
    delete s.session.captureEnd;
    expect(kinds(s), 'while it runs').toEqual([]);
  });

  test('a snap length is one finding, not one for each reply', () => {
    const s = opened();
    for (let frame = 4; frame < 15; frame++) {
      const oddities = [oddity('cut', {})];
      s.session.noticed.push(remark('odd-reply', { codes: [200], oddities, cut: true }, [frame]));
    }
    expect(kinds(s), 'what the capture lacks is no oddity of the server').toEqual([]);
    s.session.captureEnd = { cutAtBytes: 96 };
    s.control.gap('responder', 40);
    expect(kinds(s)).toEqual(['packets-cut warning']);
    expect(one(s, 'packets-cut').message).toBe(
      'Packets are cut at 96 bytes (snap length). Missing: the ends of 11 replies (frames 4, 5, 6, 7, 8 and 6 more). No hash of a cut file can be given. Capture again with whole packets (-s 0).',
    );
  });
});

test('a data connection that was opened for nothing, and what was refused meanwhile', () => {
  const s = opened();
  const data = s.epsv(50_001).open();
  s.command('SIZE nope.txt');
  s.reply('550 no such file');
  data.close();
  expect(kinds(s)).toEqual(['command-failed warning', 'data-unused info']);
  expect(one(s, 'data-unused').message).toBe(
    'Data connection 1.1 was opened and closed with nothing in it: no transfer command followed. SIZE nope.txt was answered 550 (frame 10).',
  );
});

test('failures are reported first, then what is unsafe, then the rest; each in order of frames', () => {
  expect(kinds(broken()).map((kind) => kind.replace(/ .*/, ''))).toEqual([
    'nat-suspected',
    'transfer-truncated',
    'clear-text-password',
    'bounce',
    'privileged-port',
    'data-never-used',
  ]);
});

test('what the dialogue noticed is reported, ready to be shown', () => {
  const s = opened();
  s.session.noticed.push(remark('line-without-code', { text: 'Hello \x1b[2J' }, [4]));
  expect(findingsOf(s.session)[0]!.message).toContain('"Hello \\x1b[2J"');
});

test('a session in good order has nothing to tell but its password', () => {
  expect(kinds(activeListing())).toEqual(['clear-text-password warning']);
});

test('every finding names frames in order, and ends like a sentence', () => {
  for (const s of [activeListing(), broken(), encrypted()]) {
    for (const { message, frames } of findingsOf(s.session)) {
      expect(message).toMatch(/\.$/);
      expect(message).not.toMatch(/\.\.|undefined|null|NaN/);
      expect(frames.length).toBeGreaterThan(0);
      expect([...frames]).toEqual([...new Set(frames)].sort((a, b) => a - b));
    }
  }
});

test.each([
  ['10.1.2.3', true],
  ['172.15.0.1', false],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.0.1', true],
  ['100.64.0.1', true],
  ['169.254.1.1', true],
  ['203.0.113.9', false],
  ['fd77::1', true],
  ['fe80::1', true],
  ['2001:db8::1', false],
  ['::1', true],
])('%s private: %s', (address, want) => expect(isPrivate(address)).toBe(want));

test('unspecified', () => {
  expect(['0.0.0.0', '::', '1.0.0.0'].map(isUnspecified)).toEqual([true, true, false]);
});

describe('one session on both sides of an address translation', () => {
  const sides = (
    client: string,
    other: string,
    arguments_: readonly [string, string] = ['a', 'a'],
    alternate = true,
  ): Finding[] => {
    const clock = sharedClock();
    const sides = [client, other].map((endpoint, i) => new SessionBuilder({ clock, id: i + 1, client: endpoint }));
    const open = (s: SessionBuilder): unknown => s.open();
    const say = (s: SessionBuilder, i: number): unknown => s.command(`RETR ${arguments_[i]}`);
    // On a router the packets of both sides alternate; sessions that follow each other were never one.
    if (alternate) for (const step of [open, say]) sides.forEach(step);
    else for (const [i, s] of sides.entries()) for (const step of [open, say]) step(s, i);
    const sessions = sides.map(({ session }) => session);
    return findingsOfCapture({ sessions }).filter(({ code }) => code === 'seen-twice');
  };

  test('the same handshake and words between other endpoints', () => {
    const [found, ...more] = sides('192.168.50.10:4000', '203.0.113.1:4000');
    expect(more).toEqual([]);
    expect(found?.message).toContain(
      'Sessions 1 and 2 are one and the same, captured before and after an address translation (NAT): the client is 192.168.50.10:4000 here and 203.0.113.1:4000 there',
    );
  });

  test('other words are another session, whatever the sequence numbers', () => {
    expect(sides('192.168.50.10:4000', '203.0.113.1:4000', ['a', 'b'])).toEqual([]);
  });

  test('one session after the other is two, as in captures that number all their connections alike', () => {
    expect(sides('192.168.50.10:4000', '203.0.113.1:4000', ['a', 'a'], false)).toEqual([]);
  });

  test('the same addresses are no translation, whatever the ports', () => {
    expect(sides('192.168.50.10:4000', '192.168.50.10:4001')).toEqual([]);
  });
});

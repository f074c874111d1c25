import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/ftp/session.js';
import { isPrivate, isUnspecified } from '../../src/model/addresses.js';
import { findingsOf, findingsOfCapture } from '../../src/model/findings.js';
import { stepsLine, stepsOf } from '../../src/model/steps.js';
import { activeListing, broken, encrypted, sharedClock } from '../support/scenes.js';
import { SessionBuilder } from '../support/sessions.js';

const kinds = (s: SessionBuilder): string[] => findingsOf(s.session).map(({ kind, severity }) => `${kind} ${severity}`);
/** The one finding of a kind. */
function one(s: SessionBuilder, kind: string): Finding {
  const found = findingsOf(s.session).filter((finding) => finding.kind === kind);
  expect(found, kind).toHaveLength(1);
  return found[0]!;
}
const opened = (): SessionBuilder => new SessionBuilder().open();

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
    s.session.tls = { startedBy: 'AUTH TLS', frame: 4, decrypted: true };
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
    expect(message).toBe('3 logins of 10.77.0.2 as "root" failed (530 Login incorrect); a later one succeeded.');
    expect(frames).toHaveLength(3);
  });

  test('TLS that was refused before the password went out', () => {
    const s = opened();
    s.command('AUTH TLS');
    s.reply('534 Request denied for policy reasons.');
    s.login();
    expect(one(s, 'tls-refused').message).toBe(
      'The client asked for TLS, 10.77.0.1:21 refused it (534 Request denied for policy reasons), and the client then sent its password in clear text.',
    );
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
    expect(found).toMatchObject({ kind: 'brute-force', severity: 'alert' });
    expect(found!.message).toContain(
      '25 logins of 10.77.0.2 as 2 different users at 10.77.0.1 failed within 4 min 00 s',
    );
  });

  test('the same number over hours is not', () => {
    expect(guess(25, 600)).toEqual([]);
  });

  test('a few are suspected, two are nothing', () => {
    expect(guess(8, 1)[0]).toMatchObject({ kind: 'password-guessing', severity: 'warning' });
    expect(guess(2, 1)).toEqual([]);
  });
});

describe('announcements', () => {
  test('0.0.0.0', () => {
    const s = opened();
    s.pasv('0.0.0.0:50000').open(undefined, '10.77.0.1:50000');
    expect(one(s, 'zero-address').message).toContain('the data connection went to 10.77.0.1:50000');
  });

  test('a private address of a server that is public: NAT, with advice where it did not work', () => {
    const nat = one(broken(), 'nat-suspected');
    expect(nat.severity).toBe('warning');
    expect(nat.message).toContain('announces the private address 192.168.99.7 but speaks from 203.0.113.9');
    expect(nat.message).toContain('pasv_address');
    const s = new SessionBuilder({ client: '198.51.100.7:4000', server: '203.0.113.9:21' }).open();
    s.pasv('192.168.99.7:5000').open(undefined, '203.0.113.9:5000').send(1).close();
    expect(one(s, 'nat-suspected').severity).toBe('info');
  });

  test('a server that sends the client to another host', () => {
    const s = opened();
    s.pasv('10.99.0.5:3306').syn();
    expect(one(s, 'passive-elsewhere').message).toContain('announces another host, 10.99.0.5:3306');
  });

  test('bounce: one finding however many targets; alert only when the server obeyed', () => {
    const s = opened();
    for (let port = 20; port < 30; port++) s.port(`10.77.0.99:${port}`, '500 Illegal PORT command');
    const refused = one(s, 'bounce');
    expect(refused.severity).toBe('warning');
    expect(refused.message).toContain(
      '10.77.0.99:20, 10.77.0.99:21, 10.77.0.99:22, 10.77.0.99:23, 10.77.0.99:24 and 5 more',
    );
    expect(refused.message).toContain('the server refused all of them');
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

describe('broken promises', () => {
  test('a SYN that nobody answers, with the likely reason', () => {
    const s = opened();
    const data = s.pasv('10.77.0.1:50009').syn().wait1s().syn();
    const list = s.command('LIST');
    s.reply('425 Failed to establish connection.', list);
    data.transferred(list, { code: 425, verdict: 'refused' });
    expect(one(s, 'data-unanswered').message).toBe(
      "Nobody answered when the client 10.77.0.2 tried to open the data connection to 10.77.0.1:50009 (2 SYNs within 1.0 s). LIST failed: 425 Failed to establish connection. A firewall probably drops the server's passive port range: open it there and on the way, or use active mode.",
    );
  });

  test('active mode: use passive', () => {
    const s = opened();
    s.port('10.77.0.2:50009').syn();
    expect(one(s, 'data-unanswered').message).toContain('use passive mode (PASV or EPSV)');
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
      'ICMP from 10.77.0.254: communication administratively prohibited',
    );
  });

  test('many that fared alike are told once', () => {
    const s = opened();
    for (let port = 50_001; port <= 50_020; port++) s.pasv(`10.77.0.1:${port}`);
    const { message, frames } = one(s, 'data-never-used');
    expect(message).toBe(
      'Nobody used the announcement PASV (10.77.0.1:50001, frame 5). 19 more data connections fared alike.',
    );
    expect(frames).toHaveLength(20);
  });

  test('a transfer that succeeded where the capture does not show it is no broken promise', () => {
    const s = opened();
    const data = s.port('10.77.0.2:50001');
    const retr = s.command('RETR a.txt');
    s.reply('226 done', retr);
    data.transferred(retr, { verdict: 'unknown' });
    expect(kinds(s)).toEqual(['data-not-captured info']);
    expect(one(s, 'data-not-captured').message).toBe(
      'RETR a.txt succeeded (226 done), but its data connection to 10.77.0.2:50001 is not in this capture: it was filtered out, or passed elsewhere.',
    );
    expect(stepsLine(stepsOf(data.data))).toBe('Steps 1 ✔  2 ✔  3 ✔  4 ✔  5 ?  6 ?  7 ?  8 ?  9 ?  10 ?');
  });

  test('a private address that a public server refuses: NAT', () => {
    const s = new SessionBuilder({ client: '10.0.2.15:4000', server: '203.0.113.9:21' }).open();
    s.port('10.0.2.15:5000', '500 Illegal PORT command.');
    expect(one(s, 'data-rejected').message).toContain(
      'the server most likely sees another one (NAT): use passive mode',
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

  test('reset in mid-transfer is told once', () => {
    const found = findingsOf(broken().session).filter(({ message }) => message.includes('big.iso'));
    expect(found.map(({ kind }) => kind)).toEqual(['transfer-truncated']);
    expect(found[0]!.message).toBe(
      'STOR big.iso was cut short after 1,000,000 of 2,000,000 bytes (as told by ALLO (frame 20)): the data connection was reset in frame 717; the reply was 426 Failure reading network stream.',
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
    expect(one(s, 'transfer-aborted').message).toContain('the client aborted it with ABOR in frame 12');
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
      '1448 bytes of RETR big (6448 in all, 1 gap) are missing in this capture, which lost packets or cut them short; the receiver may well have got all of it. No hash can be given.',
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
    s.unasked('421 Timeout.');
    expect(one(s, 'server-closed').message).toContain('10.77.0.1:21 ended the session unasked: 421 Timeout. 421 means');
  });

  test('many retransmissions, conflicting bytes, holes in the dialogue', () => {
    const s = opened();
    const data = s.pasv('10.77.0.1:50000').open();
    data.send(50_000, 40).close();
    Object.assign(data.connect().sides.responder, { retransmissions: 9, conflictingBytes: 12 });
    s.control.gap('responder', 40);
    expect(kinds(s)).toEqual([
      'many-retransmissions info',
      'conflicting-overlap alert',
      'control-bytes-missing warning',
    ]);
  });
});

test('what the dialogue noticed comes first, ready to be shown', () => {
  const s = opened();
  s.session.noticed.push({ kind: 'odd-reply', severity: 'info', message: 'Reply \x1b[2J', frames: [4] });
  expect(findingsOf(s.session)[0]!.message).toBe('Reply \\x1b[2J');
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
  const sides = (client: string, other: string, arguments_: readonly [string, string] = ['a', 'a']): Finding[] => {
    const clock = sharedClock();
    const sessions = [client, other].map((endpoint, i) => {
      const s = new SessionBuilder({ clock, id: i + 1, client: endpoint }).open();
      s.command(`RETR ${arguments_[i]}`);
      return s.session;
    });
    return findingsOfCapture({ sessions }).filter(({ kind }) => kind === 'seen-twice');
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

  test('the same addresses are no translation, whatever the ports', () => {
    expect(sides('192.168.50.10:4000', '192.168.50.10:4001')).toEqual([]);
  });
});

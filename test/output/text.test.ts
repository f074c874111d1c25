import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/bytes/text.js';
import type { ProblemParams } from '../../src/capture/codes.js';
import { factsOf } from '../../src/fact.js';
import type { DoubtParams } from '../../src/ftp/codes.js';
import { remark } from '../../src/ftp/remark.js';

import type { ReportStyle } from '../../src/output/format.js';
import { FORMATS } from '../../src/output/formats.js';
import { Reporting } from '../../src/output/reporting.js';
import { activeListing, broken, encrypted, type MadeReport, reportOf, sharedClock } from '../support/scenes.js';
import { BuiltConnection, SessionBuilder } from '../support/sessions.js';

const problem = factsOf<ProblemParams>();

const STYLE: ReportStyle = { width: 120, color: false, ascii: false, quiet: false, verbosity: 0 };
function render(
  report: MadeReport,
  style: Partial<ReportStyle> = {},
  wanted = (_session: { readonly id: number }) => true,
): string {
  const reporting = new Reporting(FORMATS.text!, { ...STYLE, ...style }, wanted);
  const text = [
    ...report.sessions.flatMap((session) => [...reporting.ended(session, report)]),
    ...reporting.end(report),
  ];
  reporting.close();
  return text.join('');
}
const page = async (name: string, text: string): Promise<void> =>
  expect(text).toMatchFileSnapshot(`./pictures/${name}.txt`);

describe('the report', () => {
  test('of one active session', () => page('report-active', render(reportOf([activeListing().session]))));
  test('of a session in which everything goes wrong', () =>
    page('report-broken', render(reportOf([broken().session]))));
  test('of an encrypted session, 80 columns, ASCII', () =>
    page('report-tls-ascii', render(reportOf([encrypted().session]), { width: 80, ascii: true })));

  test('of several sessions begins with a list of them', () => {
    const clock = sharedClock();
    const sessions = [activeListing({ clock }).session, broken({ clock, id: 2 }).session];
    const text = render(reportOf(sessions), { quiet: true });
    expect(text).toContain('Sessions (2)');
    const list = text.slice(text.indexOf('Sessions (2)')).split('\n').slice(1, 4);
    expect(list).toEqual([
      '#  start     client              server          user     mode            cmds  transfers   bytes  state   findings',
      '1  11:06:40  10.77.0.2:45658     10.77.0.1:21    student  PORT               5          1  1.1 kB  closed         1',
      '2  11:06:40  198.51.100.7:45658  203.0.113.9:21  student  PASV EPSV PORT     9        0/2  1.0 MB  closed         6',
    ]);
  });

  test('says first what went wrong, and last how to read it', () => {
    const text = render(reportOf([broken().session]));
    const at = (words: string): number => text.indexOf(words);
    expect(at('What went wrong')).toBeLessThan(at('Session 1:'));
    expect(at('How to read this')).toBeGreaterThan(at('Findings'));
    const wrong = text.slice(at('What went wrong'), at('Session 1:')).split('\n').slice(1);
    expect(wrong.join(' ').replace(/\s+/g, ' ')).toBe(
      '✘ The client 198.51.100.7 asks the server 203.0.113.9 to connect to another host, 198.51.100.99:22. The server refused it with 500. [frames 17 and 18] It is a transfer between two servers, or the FTP bounce attack (RFC 2577 §2). Servers should refuse PORT and EPRT with an address that is not the client (RFC 2577 §3). ✘ The 227 in frame 10 names the private address 192.168.99.7, but the server speaks from 203.0.113.9. 192.168.99.7:34324 did not answer 2 SYNs within 1.0 s. RETR 中文文件名.txt failed: 425 Failed to establish connection. [frames 9, 10, 11, 12, 13 and 14] The server seems to be behind NAT and not to know its public address. Set the public address that the server names in passive mode (vsftpd: pasv_address, ProFTPD: MasqueradeAddress), use EPSV, or let the client ignore the address. ✘ STOR big.iso failed after 1,000,000 of the 2,000,000 bytes that ALLO (frame 20) reported: 426 Failure reading network stream. The client reset the data connection in frame 717. [frames 24, 25, 717 and 718] ',
    );
    expect(render(reportOf([activeListing().session]))).toContain('Nothing went wrong that this capture shows.');
  });

  test('tells more than five troubles with -v only', () => {
    const clock = sharedClock();
    const sessions = [1, 2, 3].map((id) => broken({ clock, id }).session);
    expect(render(reportOf(sessions))).toContain('... and 4 more: see below, or -v');
    expect(render(reportOf(sessions), { verbosity: 1 })).not.toContain('see below, or -v');
  });

  test('shows the ten steps with words, hosts, frames and times; of many data connections with -v', () => {
    const report = reportOf([activeListing().session]);
    expect(render(report)).toMatch(
      / 5 ✔ {2}the server 10\.77\.0\.1:38533 sends SYN to 10\.77\.0\.2:44441 +12 +0\.001100/,
    );
    expect(render(report)).toContain(
      'ports        45658 (client, ephemeral in the registered range), 21 (server, ftp,',
    );
    const many = new SessionBuilder().open();
    for (let i = 0; i < 5; i++)
      many
        .pasv(`10.77.0.1:${50_000 + i}`)
        .open()
        .close();
    const text = render(reportOf([many.session]));
    expect(text).toContain('steps       1 ✔  2 ✔  3 ✔  4 ✔  5 ✔  6 ✔  7 ✔  8 ✘');
    expect(text).not.toContain('what happens');
    expect(render(reportOf([many.session]), { verbosity: 1 }).match(/what happens/g)).toHaveLength(5);
  });

  test('a transfer that was refused without an announcement counts like one with', () => {
    const s = new SessionBuilder().open();
    s.command('RETR a');
    s.reply('550 no such file');
    const data = s.pasv('10.77.0.1:50000').open();
    const retr = s.command('RETR b');
    s.reply('550 no such file', retr);
    data.close();
    data.transferred(retr, { code: 550, verdict: 'refused' });
    const text = render(reportOf([s.session]));
    expect(text).toContain('3 commands; 1 data connection (PASV); 2 transfers, both refused');
    expect(text.match(/550 {3}✘ refused/g)).toHaveLength(2);
  });

  test('4yz is a failure, not a refusal', () => {
    const text = render(reportOf([broken().session]));
    expect(text).toContain('failed (425), nothing was transferred');
    expect(text).toMatch(/425 {3}✘ failed/);
  });

  test.each([80, 100, 120])('no line is wider than %i columns', (width) => {
    const clock = sharedClock();
    const list = [activeListing({ clock }), broken({ clock, id: 2 }), encrypted({ clock, id: 3 })];
    const report = reportOf(list.map(({ session }) => session));
    for (const ascii of [false, true])
      for (const line of render(report, { width, ascii }).split('\n')) {
        expect(displayWidth(line), line).toBeLessThanOrEqual(width);
      }
  });

  test('names its input, and the frame of a problem once', () => {
    const report = reportOf([activeListing().session]);
    const problems = [
      { ...problem('truncated-file', { part: 'record', frame: 29, bytes: 1, at: 7 }, [28]), file: null },
      { ...problem('time-out-of-range', { count: 1 }, [12]), file: null },
    ];
    const one = render({ ...report, info: { ...report.info, sources: ['-'], problems } });
    expect(one).toContain('source       standard input\n');
    expect(one).toContain('cut short in the middle of frame 29 (1 byte of it at byte 7)\n');
    expect(one).toMatch(/carried\s+over into the seconds \(frame 12\)\n/);
    const two = render({ ...report, info: { ...report.info, sources: ['a.pcap', 'b.pcap'] } });
    expect(two).toContain('a.pcap, b.pcap (frames are numbered through, in time order)\n');
  });

  test('of a live capture, whose times are those of arrival, measures nothing below a millisecond', () => {
    const { session } = activeListing();
    const report = reportOf([Object.assign(session, { coarseTimes: true })]);
    const problems = [{ ...problem('arrival-times', {}), file: null }];
    const text = render({ ...report, info: { ...report.info, format: 'live', problems } });
    expect(text).toContain('note         times are those of arrival in this program');
    expect(text).toContain('matched after <1 ms');
    expect(text).not.toMatch(/\d [µn]s\b/);
  });

  test('does not count what TLS hides', () => {
    const text = render(reportOf([encrypted().session]));
    expect(text).toContain('1 command in the clear; further commands and transfers not known (encrypted)\n');
    expect(text).toContain('Transfers are not known: the session is encrypted.\n');
    expect(text).toContain('1 FTP session, data connections not known (encrypted)\n');
    expect(text).not.toMatch(/0 data connections|0 transfers|No transfers/);
  });

  test('masks nothing twice and shows no password', () => {
    const text = render(reportOf([activeListing().session]));
    expect(text).toContain('PASS ********');
    expect(text).toContain('password sent (masked; --show-passwords shows it)');
  });

  test('-q leaves the legend out, -v shows whole replies and evidence', () => {
    const s = activeListing();
    s.session.exchanges[0]!.replies[0] = { ...s.session.exchanges[0]!.replies[0]!, text: 'Hello\nsecond line\nend' };
    const report = reportOf([s.session]);
    expect(render(report)).toContain('How to read this');
    expect(render(report, { quiet: true })).not.toContain('How to read this');
    expect(render(report)).not.toContain('second line');
    const long = render(report, { verbosity: 1 });
    expect(long).toContain('second line');
    expect(long).toContain('because     the SYN came from the server, as expected (frames 9 and 12)');
  });

  test('colour only where it is wanted', () => {
    const report = reportOf([broken().session]);
    expect(render(report)).not.toContain('\x1b');
    const coloured = render(report, { color: true });
    expect(coloured).toContain('\x1b[');
    expect(coloured.replace(/\x1b\[[\d;]*m/g, '')).toBe(render(report));
  });

  test('text from the wire cannot act on a terminal anywhere in it', () => {
    const evil = 'x\x1b]0;owned\x07\u202e\x9b2J\r\n';
    const s = new SessionBuilder().open();
    s.unasked(`220 ${evil}`);
    s.login(evil, evil);
    const data = s.pasv('10.77.0.1:50000').open();
    const retr = s.command(`RETR ${evil}`);
    data.send(10).close();
    data.transferred(retr, { path: `/${evil}`, verdict: 'truncated', code: 451 });
    s.reply(`451 ${evil}\n${evil}`, retr);
    s.session.noticed.push(remark('line-without-code', { text: evil }, [1]));
    s.session.exchanges[1]!.doubt = factsOf<DoubtParams>()('unexpected-code', { code: 200, verb: evil });
    const report = reportOf([s.session], { skipped: { [evil]: 1 } });
    const info = {
      ...report.info,
      sources: [evil],
      problems: [{ ...problem('bad-record', { what: 'unread', frame: 2, error: evil }, [1]), file: evil }],
    };
    for (const verbosity of [0, 1]) {
      const text = render({ ...report, info }, { verbosity });
      expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    }
  });

  test('a thousand sessions are written one after the other', () => {
    const clock = sharedClock();
    const sessions = Array.from({ length: 1000 }, (_, i) => activeListing({ clock, id: i + 1 }).session);
    const lines = render(reportOf(sessions)).split('\n');
    let count = 0;
    let longest = 0;
    for (const line of lines) {
      count++;
      longest = Math.max(longest, line.length);
    }
    expect(count).toBeGreaterThan(40_000);
    expect(longest).toBeLessThan(400);
  }, 20_000);
});

describe('where there is no session', () => {
  test('an empty capture', () => {
    expect(render(reportOf([]))).toContain('The capture holds no packets.');
  });

  test('no TCP at all', () => {
    const text = render(reportOf([], { packets: 7, skipped: { arp: 5, udp: 2 } }));
    expect(text).toContain('No packet belongs to a TCP connection. Most of them: 5 ARP packets.');
    expect(text).toContain('not analysed 5 ARP packets, 2 UDP packets');
  });

  test('TCP without FTP says what to try', () => {
    const text = render(reportOf([], { packets: 40, connections: 3 }));
    expect(text).toContain('3 TCP connections in 40 packets, but none speaks FTP.');
    expect(text).toContain('--port PORT');
  });

  test('sessions that were not asked for', () => {
    const report = reportOf([activeListing().session]);
    const text = render(report, {}, () => false);
    expect(text).toContain('The capture has 1 session, numbered from 1, but none of those asked for with --session.');
  });

  test('connections that nothing explains', () => {
    const clock = sharedClock();
    const stray = new BuiltConnection(clock, '10.0.0.1:4000', '10.0.0.2:50001').open();
    stray.data('responder', 5000, 4);
    stray.fin('initiator').fin('responder');
    const text = render(reportOf([activeListing({ clock }).session], { unclaimed: [stray] }));
    expect(text).toContain('10.0.0.1:4000  10.0.0.2:50001  1–12    5.0 kB  closed by FIN');
  });
});

describe('damage and loss', () => {
  test('are said at the top', () => {
    const report = reportOf([activeListing().session]);
    const info = {
      ...report.info,
      damaged: true,
      dropped: { kernel: 12, interface: null },
      problems: [{ ...problem('no-time', { count: 2 }, [17]), file: null }],
    };
    const head = render({ ...report, info })
      .split('\n')
      .slice(0, 10)
      .join('\n');
    expect(head).toContain('dropped      12 packets by the kernel');
    expect(head).toContain('problem      2 packets without a time (simple packet blocks) (frame 17)');
  });
});

/** Sessions that several tests look at: what each shows stands beside it. */
import type { Session } from '../../src/ftp/session.js';
import type { AnalyzerView } from '../../src/model/view.js';
import type { Report } from '../../src/output/format.js';
import { CaptureClock, SessionBuilder, type SessionOptions } from './sessions.js';

/** Active mode from an unprivileged server: one listing, all ten steps in order. */
export function activeListing(options: SessionOptions = {}): SessionBuilder {
  const s = new SessionBuilder(options).open();
  s.reply('220 ProFTPD Server ready');
  s.login();
  const data = s.port('10.77.0.2:44441');
  const list = s.command('LIST');
  data.open('10.77.0.1:38533').because('peers, port and order agree', [9, 12]);
  s.reply('150 Opening ASCII mode data connection', list);
  data.send(1066).close();
  data.transferred(list);
  return s.reply('226 Transfer complete', list).quit();
}

/** Everything that can go wrong with announcements: never answered, nobody came, rejected, reset in mid-transfer. */
export function broken(options: SessionOptions = {}): SessionBuilder {
  const s = new SessionBuilder({ client: '198.51.100.7:45658', server: '203.0.113.9:21', ...options }).open();
  s.reply('220 ready');
  s.login();
  const lost = s.pasv('192.168.99.7:34324');
  lost.syn().wait1s().syn();
  const retr = s.command('RETR 中文文件名.txt');
  s.reply('425 Failed to establish connection.', retr);
  lost.transferred(retr, { code: 425, verdict: 'refused', sha256: null });
  s.epsv(50001);
  s.port('198.51.100.99:22', '500 Illegal PORT command.');
  const killed = s.pasv('203.0.113.9:34000').open();
  const stor = s.command('STOR big.iso');
  s.reply('150 Ok to send data.', stor);
  killed.send(1_000_000, 690, 'client').rst('client');
  s.reply('426 Failure reading network stream.', stor);
  killed.transferred(stor, {
    code: 426,
    verdict: 'truncated',
    expectedBytes: 2_000_000,
    expectedFrom: 'ALLO (frame 20)',
  });
  return s.quit();
}

/** AUTH TLS, then nothing that can be read. */
export function encrypted(options: SessionOptions = {}): SessionBuilder {
  const s = new SessionBuilder(options).open();
  s.reply('220 ready');
  s.command('AUTH TLS');
  s.reply('234 Proceed with negotiation.');
  s.session.tls = { startedBy: 'AUTH TLS', frame: 6, decrypted: false };
  s.control.data('initiator', 184);
  s.control.data('responder', 1310, 2);
  s.control.fin('initiator').fin('responder');
  return s;
}

/** A report over hand-made sessions, as the program would make it. */
export function reportOf(sessions: readonly Session[], more: Partial<AnalyzerView> = {}): Report {
  const frames = Math.max(0, ...sessions.map((session) => session.control.lastFrame));
  const view: AnalyzerView = {
    packets: frames,
    bytes: frames * 80,
    epochSeconds: 1_795_000_000,
    firstTimeNs: sessions.length === 0 ? null : 0,
    lastTimeNs: sessions.length === 0 ? null : Math.max(...sessions.map((session) => session.control.lastTimeNs)),
    skipped: {},
    noticed: [],
    connections: sessions.reduce(
      (sum, s) => sum + 1 + s.dataConnections.filter((d) => d.connection !== null).length,
      0,
    ),
    sessions,
    unclaimed: [],
    revision: 0,
    push: () => undefined,
    finish: () => undefined,
    ...more,
  } as AnalyzerView;
  return {
    view,
    info: {
      sources: ['trace.pcap'],
      format: 'pcap',
      linkTypes: ['EN10MB'],
      fractionDigits: 6,
      damaged: false,
      problems: [],
      dropped: { kernel: null, interface: null },
    },
    sessions,
  };
}

/** One clock for several sessions, so that they share frames and time. */
export const sharedClock = (): CaptureClock => new CaptureClock();

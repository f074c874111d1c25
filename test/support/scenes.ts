/** Sessions that several tests look at: what each shows stands beside it. */

import { factsOf } from '../../src/fact.js';
import type { EvidenceParams } from '../../src/ftp/codes.js';
import type { DataConnection, Session, TlsOfSession } from '../../src/ftp/protocol/session.js';
import type { AnalyzerView } from '../../src/model/view.js';
import type { Reported } from '../../src/output/reporting.js';
import { TlsFacts } from '../../src/tls/facts.js';
import { CaptureClock, SessionBuilder, type SessionOptions } from './sessions.js';
import { TEXTS } from './texts.js';

const evidence = factsOf<EvidenceParams>();

/** Active mode from an unprivileged server: one listing, all ten steps in order. */
export function activeListing(options: SessionOptions = {}): SessionBuilder {
  const s = new SessionBuilder(options).open();
  s.reply('220 ProFTPD Server ready');
  s.login();
  const data = s.port('10.77.0.2:44441');
  const list = s.command('LIST');
  data.open('10.77.0.1:38533').because(evidence('from-peer', { connector: 'server', syn: true }, [9, 12]));
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
    expectedFrom: { by: 'ALLO', frame: 20 },
  });
  return s.quit();
}

/** The capture ends in the middle of a download of which SIZE reported the size. */
export function cutOff(): { readonly s: SessionBuilder; readonly data: DataConnection } {
  const s = new SessionBuilder().open();
  const data = s.pasv('10.77.0.1:50000').open();
  const retr = s.command('RETR medium.bin');
  s.reply('150 here', retr);
  data.send(4344, 3);
  data.transferred(retr, {
    code: null,
    verdict: 'unknown',
    expectedBytes: 300_000,
    expectedFrom: { by: 'SIZE', frame: 4 },
  });
  s.session.captureEnd = { cutAtBytes: null };
  return { s, data: data.data };
}

/** FXP: a client, two servers, one transfer between them. The session that sends, and the one that receives. */
export function fxp(): { readonly sender: SessionBuilder; readonly receiver: SessionBuilder } {
  const sender = new SessionBuilder({ client: '10.55.0.3:48736', server: '10.55.0.1:21' }).open();
  const { clock } = sender;
  const receiver = new SessionBuilder({ client: '10.55.0.3:58056', server: '10.55.0.2:21', id: 2, clock }).open();
  const waits = receiver.pasv('10.55.0.2:5516');
  const connects = sender.port('10.55.0.2:5516');
  const stor = receiver.command('STOR copy');
  const retr = sender.command('RETR original');
  connects.open('10.55.0.1:35585', '10.55.0.2:5516');
  waits.data.connection = connects.data.connection;
  waits.data.confidence = 'certain';
  connects.data.partner = waits.data;
  waits.data.partner = connects.data;
  receiver.reply('150 Ok to send data.', stor);
  sender.reply('150 Opening BINARY mode data connection for original (60000 bytes).', retr);
  connects.send(60_000, 42).close();
  waits.data.outcome = 'ok';
  connects.transferred(retr, { direction: 'third-party' });
  waits.transferred(stor, { direction: 'third-party' });
  receiver.reply('226 Transfer complete.', stor).quit();
  sender.reply('226 Transfer complete.', retr).quit();
  return { sender, receiver };
}

/** A bounce that the server took part in: a listing for itself, then PORT with the address of a mail server. */
export function bounced(): SessionBuilder {
  const s = new SessionBuilder({ client: '198.51.100.7:40000', server: '203.0.113.9:21' }).open();
  s.reply('220 ready');
  const own = s.port('198.51.100.7:44441');
  const list = s.command('LIST');
  own.open('203.0.113.9:20').send(300).close();
  own.transferred(list);
  s.reply('226 done', list);
  const mail = s.port('192.0.2.25:25');
  const retr = s.command('RETR mail.txt');
  mail.syn('203.0.113.9:20', '192.0.2.25:25').rst('client', 'refused');
  s.reply('425 cannot connect', retr);
  return s.quit();
}

/** TLS that begins with AUTH, and whose hellos are not reported. */
export const TLS: TlsOfSession = {
  startedBy: 'AUTH TLS',
  frame: 0,
  decrypted: false,
  version: null,
  cipherSuite: null,
  serverName: null,
  facts: new TlsFacts(),
  clear: [],
};

/** AUTH TLS, then nothing that can be read. */
export function encrypted(options: SessionOptions = {}): SessionBuilder {
  const s = new SessionBuilder(options).open();
  s.reply('220 ready');
  s.command('AUTH TLS');
  s.reply('234 Proceed with negotiation.');
  s.session.tls = { ...TLS, frame: 6 };
  s.control.data('initiator', 184);
  s.control.data('responder', 1310, 2);
  s.control.fin('initiator').fin('responder');
  return s;
}

/** What a report is made from, and its sessions. */
export type MadeReport = Reported & { readonly sessions: readonly Session[] };

/** A report over hand-made sessions, as the program would make it. */
export function reportOf(sessions: readonly Session[], more: Partial<AnalyzerView> = {}): MadeReport {
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
      sensor: null,
      share: null,
      sources: ['trace.pcap'],
      format: 'pcap',
      linkTypes: ['EN10MB'],
      fractionDigits: 6,
      damaged: false,
      problems: [],
      limitsHit: [],
      dropped: { kernel: null, interface: null },
    },
    texts: TEXTS,
    sessions,
  };
}

/** One clock for several sessions, so that they share frames and time. */
export const sharedClock = (): CaptureClock => new CaptureClock();

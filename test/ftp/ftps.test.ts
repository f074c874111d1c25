/** FTPS with keys: what is read inside TLS must mean what it means in clear text. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analyzer.js';
import type { Packet } from '../../src/capture/packet.js';
import type { Session } from '../../src/ftp/protocol/session.js';
import { findingsOf } from '../../src/model/findings.js';
import { KeyLog } from '../../src/tls/keylog.js';
import { TcpConversation, timeNsOf } from '../support/packets.js';
import { type Role, recordTls, type Step, type TlsRecording, type TlsSetup } from '../support/tlsRecording.js';

const FILE = Buffer.from(Array.from({ length: 30_000 }, (_, i) => (i * 31) >> 3));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** One side's line; '—' is where the data connection is. */
type Line = readonly [Role, string] | '—';
const dialogue = (announcement: readonly Line[], protection: 'P' | 'C' = 'P'): readonly Line[] => [
  ['client', 'USER anna'],
  ['server', '331 Password required.'],
  ['client', 'PASS secret'],
  ['server', '230 Logged in.'],
  ['client', 'PBSZ 0'],
  ['server', '200 Ok.'],
  ['client', `PROT ${protection}`],
  ['server', '200 Ok.'],
  ['client', 'CWD /pub'],
  ['server', '250 Ok.'],
  ['client', 'TYPE I'],
  ['server', '200 Ok.'],
  ...announcement,
  ['client', 'RETR a.bin'],
  ['server', `150 Opening BINARY mode data connection for a.bin (${FILE.length} bytes).`],
  '—',
  ['server', '226 Transfer complete.'],
  ['client', 'QUIT'],
  ['server', '221 Goodbye.'],
];
const PASSIVE = dialogue([
  ['client', 'PASV'],
  ['server', '227 Entering Passive Mode (10,0,0,2,200,1).'],
]);
const ACTIVE = dialogue([
  ['client', 'PORT 10,0,0,1,200,1'],
  ['server', '200 Ok.'],
]);
const CONTROL = { client: '10.0.0.1:40000', server: '10.0.0.2:21' };
/** Who opens the data connection is the `client` of its TCP connection. */
const PASSIVE_DATA = { client: '10.0.0.1:40001', server: '10.0.0.2:51201' };
const ACTIVE_DATA = { client: '10.0.0.2:20', server: '10.0.0.1:51201' };

const steps = (lines: readonly Line[]): Step[] =>
  lines.filter((line) => line !== '—').map(([from, text]) => ({ from, say: `${text}\r\n` }));

/** What a data connection carries: [who of the TCP connection, bytes] in order. */
type Data = readonly (readonly [Role, Uint8Array])[];

function dataPackets(ends: { client: string; server: string }, data: Data, startNs: number): Packet[] {
  const talk = new TcpConversation({ ...ends, startNs, stepNs: 1_000 }).handshake();
  for (const [from, bytes] of data) talk.say(from, bytes);
  return talk.close('server').packets();
}

type Lost = { readonly line: number; readonly from: number; readonly bytes: number };

/** A control connection under TLS after AUTH TLS (null: all of it in clear), and its data connection. */
function capture(
  lines: readonly Line[],
  tls: TlsRecording | null,
  ends: { client: string; server: string },
  data: Data,
  lost?: Lost,
): Packet[] {
  const talk = new TcpConversation(CONTROL).handshake();
  talk.say('server', '220 Ready.\r\n').say('client', 'AUTH TLS\r\n');
  talk.say('server', tls ? '234 Proceed.\r\n' : '502 No.\r\n');
  let dataAt = 0;
  const spoken = lines.filter((line) => line !== '—');
  const before = lines.indexOf('—');
  const say = (from: Role, bytes: Uint8Array, line: number): void => {
    if (lost?.line !== line) talk.say(from, bytes);
    else {
      talk.say(from, bytes.subarray(0, lost.from)).lose(from, lost.bytes);
      talk.say(from, bytes.subarray(lost.from + lost.bytes));
    }
  };
  if (tls === null) {
    spoken.forEach(([from, text], i) => {
      if (i === before) dataAt = talk.timeNs;
      say(from, Buffer.from(`${text}\r\n`), i);
    });
  } else {
    tls.travelled.forEach(({ from, bytes }, i) => {
      const line = tls.stepWrites.indexOf(i);
      if (line === before) dataAt = talk.timeNs;
      say(from, bytes, line);
    });
  }
  talk.close('client');
  const packets = [...talk.packets(), ...dataPackets(ends, data, dataAt - 900_000)];
  packets.sort((a, b) => timeNsOf(a) - timeNsOf(b));
  return packets.map((packet, i) => ({ ...packet, frame: i + 1 }));
}

function analyse(packets: readonly Packet[], keys: readonly string[] | null): Session {
  const keyLog = keys && new KeyLog();
  for (const line of keys ?? []) keyLog!.add(line);
  const analyzer = new Analyzer({ keyLog });
  for (const packet of packets) analyzer.push(packet);
  analyzer.finish();
  expect(analyzer.sessions).toHaveLength(1);
  return analyzer.sessions[0]!;
}

/** What a session says, without frames, times and the bytes that TLS adds. */
const meaning = (session: Session) => ({
  user: session.user,
  password: session.password,
  loggedIn: session.loggedIn,
  exchanges: session.exchanges
    .filter(({ command }) => command?.verb !== 'AUTH')
    .map(({ command, replies, code, directory, doubt }) => ({
      command: command && [command.verb, command.argument, command.oddities],
      replies: replies.map((reply) => [reply.code, reply.text, reply.oddities]),
      code,
      directory,
      doubt,
    })),
  data: session.dataConnections.map(({ mode, announced, confidence, outcome, connection, transfer }) => ({
    mode,
    announced: announced && [announced.address, announced.port, announced.by],
    confidence,
    outcome,
    opened: connection && [connection.initiator, connection.responder],
    transfer: transfer && {
      direction: transfer.direction,
      path: transfer.path,
      type: transfer.type,
      code: transfer.code,
      expected: transfer.expectedBytes,
      contentBytes: transfer.contentBytes,
      contentSha256: transfer.contentSha256,
      verdict: transfer.verdict,
    },
  })),
});

const VERSIONS: readonly [string, TlsSetup][] = [
  ['TLS 1.3', { both: { minVersion: 'TLSv1.3' } }],
  ['TLS 1.2', { both: { maxVersion: 'TLSv1.2' } }],
];

describe.each(VERSIONS)('%s', (version, setup) => {
  const download: readonly Step[] = [{ from: 'server', say: FILE }];
  const swap: Record<Role, Role> = { client: 'server', server: 'client' };
  const travelled = ({ travelled: all }: TlsRecording, turned = false): Data =>
    all.map(({ from, bytes }) => [turned ? swap[from] : from, bytes]);

  test.each([
    ['passive', PASSIVE, PASSIVE_DATA, false],
    ['active', ACTIVE, ACTIVE_DATA, true],
  ] as const)('%s mode with PROT P means what it means in clear', async (_name, lines, ends, turned) => {
    const control = await recordTls(setup, steps(lines));
    const data = await recordTls(setup, download);
    const keys = [...control.keys, ...data.keys];
    const session = analyse(capture(lines, control, ends, travelled(data, turned)), keys);
    const clear = analyse(capture(lines, null, ends, [[turned ? 'client' : 'server', FILE]]), null);
    expect(meaning(session)).toEqual(meaning(clear));

    expect(session.tls).toMatchObject({ startedBy: 'AUTH TLS', decrypted: true, version });
    const transfer = session.dataConnections[0]!.transfer!;
    const sent = Buffer.concat(data.travelled.filter(({ from }) => from === 'server').map(({ bytes }) => bytes));
    expect(transfer).toMatchObject({
      bytes: sent.length,
      sha256: sha256(sent),
      contentBytes: FILE.length,
      contentSha256: sha256(FILE),
      verdict: 'complete',
    });
    const kinds = findingsOf(session).map(({ code }) => code);
    expect(kinds).toContain('tls');
    expect(kinds).not.toContain('clear-text-password');
    expect(kinds).not.toContain('tls-undecipherable');
  });

  test('PROT C: the data are what travelled', async () => {
    const lines = PASSIVE.map((line): Line => (line !== '—' && line[1] === 'PROT P' ? ['client', 'PROT C'] : line));
    const control = await recordTls(setup, steps(lines));
    const session = analyse(capture(lines, control, PASSIVE_DATA, [['server', FILE]]), control.keys);
    expect(session.dataConnections[0]!.transfer).toMatchObject({
      bytes: FILE.length,
      contentBytes: FILE.length,
      contentSha256: sha256(FILE),
    });
  });

  test('no key for the data connection: its content is unknown and a finding says so', async () => {
    const control = await recordTls(setup, steps(PASSIVE));
    const data = await recordTls(setup, download);
    const session = analyse(capture(PASSIVE, control, PASSIVE_DATA, travelled(data)), control.keys);
    expect(session.dataConnections[0]!.transfer).toMatchObject({ contentBytes: null, contentSha256: null });
    const finding = session.noticed.filter(({ code }) => code === 'tls-undecipherable');
    expect(finding).toHaveLength(1);
    expect(finding[0]!.params).toMatchObject({ where: '1.1' });
  });

  test('no keys at all: the dialogue ends at AUTH, and nothing is noticed', async () => {
    const control = await recordTls(setup, steps(PASSIVE));
    const data = await recordTls(setup, download);
    const session = analyse(capture(PASSIVE, control, PASSIVE_DATA, travelled(data)), null);
    expect(session.tls).toMatchObject({ decrypted: false, version });
    expect(session.exchanges.map(({ code }) => code)).toEqual([220, 234]);
    expect(session.noticed).toEqual([]);
  });

  test('keys of another connection: a finding names the client random', async () => {
    const control = await recordTls(setup, steps(PASSIVE));
    const strange = await recordTls(setup, download);
    const session = analyse(capture(PASSIVE, control, PASSIVE_DATA, []), strange.keys);
    expect(session.tls!.decrypted).toBe(false);
    const finding = session.noticed.find(({ code }) => code === 'tls-undecipherable');
    expect(JSON.stringify(finding!.params)).toContain(control.keys[0]!.split(' ')[1]);
  });

  test('a reply that lacks bytes is lost, and what follows is read', async () => {
    const control = await recordTls(setup, steps(PASSIVE));
    const data = await recordTls(setup, download);
    const cwd = PASSIVE.findIndex((line) => line[1] === '250 Ok.');
    const packets = capture(PASSIVE, control, PASSIVE_DATA, travelled(data), { line: cwd, from: 8, bytes: 6 });
    const session = analyse(packets, [...control.keys, ...data.keys]);
    const codes = session.exchanges.map(({ command, code }) => `${command?.verb ?? ''} ${code}`);
    expect(codes).toEqual([
      ' 220',
      'AUTH 234',
      'USER 331',
      'PASS 230',
      'PBSZ 200',
      'PROT 200',
      'CWD null',
      'TYPE 200',
      'PASV 227',
      'RETR 226',
      'QUIT 221',
    ]);
    expect(session.dataConnections[0]!.transfer).toMatchObject({ contentSha256: sha256(FILE), verdict: 'complete' });
  });

  test('data that lack bytes: no hash of what is left', async () => {
    const control = await recordTls(setup, steps(PASSIVE));
    const data = await recordTls(setup, download);
    const packets = capture(PASSIVE, control, PASSIVE_DATA, travelled(data));
    const large = packets.filter(({ bytes }) => bytes.length > 1_400);
    const lost = large[Math.floor(large.length / 2)]!;
    const session = analyse(
      packets.filter((packet) => packet !== lost),
      [...control.keys, ...data.keys],
    );
    const transfer = session.dataConnections[0]!.transfer!;
    expect(transfer.missing).toHaveLength(1);
    expect(transfer).toMatchObject({ sha256: null, contentSha256: null });
    // TLS 1.2 tells how much was in a record that lacks bytes, TLS 1.3 does not.
    expect(transfer.contentBytes).toBe(version === 'TLS 1.2' ? FILE.length : null);
  });
});

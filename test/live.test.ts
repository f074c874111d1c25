/** A real FTP server and a real client on loopback, captured live by the built program. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { connectionText, type Report, type Session } from './support/report.js';
import { PROGRAM, run } from './support/run.js';
import { temporaryFolder } from './support/temporary.js';

/** pyftpdlib on an address of its own, so that nothing else on loopback is in the picture. */
const SERVER = `
import sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
import logging; logging.disable(logging.CRITICAL)
folder = sys.argv[2]
open(folder + '/file.bin', 'wb').write(bytes(i * 7 % 251 for i in range(300000)))
users = DummyAuthorizer()
users.add_user('alice', 'wonderland', folder, perm='elradfmwMT')
FTPHandler.authorizer = users
server = FTPServer((sys.argv[1], 0), FTPHandler)
print(server.socket.getsockname()[1], flush=True)
server.serve_forever()
`;
/** ftplib: a passive download, an active upload, an active listing. */
const CLIENT = `
import ftplib, io, sys
ftp = ftplib.FTP()
ftp.connect(sys.argv[1], int(sys.argv[2]), timeout=10)
ftp.login('alice', 'wonderland')
ftp.retrbinary('RETR file.bin', lambda part: None)
ftp.set_pasv(False)
ftp.storbinary('STOR up.bin', io.BytesIO(b'upload' * 1000))
ftp.retrlines('NLST', lambda line: None)
ftp.quit()
`;
const succeeds = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
/** Debian's packages belong to Debian's Python, which need not be the first in PATH. */
const PYTHON = ['python3', '/usr/bin/python3'].find((python) => succeeds(python, '-c', 'import pyftpdlib'));

const DOWNLOAD = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7) % 251);
const UPLOAD = Buffer.from('upload'.repeat(1000));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts a program that is ended, at the latest, after the test. */
function start(command: string, args: readonly string[], input: 'ignore' | 'pipe' = 'ignore') {
  const child = spawn(command, args, { stdio: [input, 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  children.push(child);
  const seen = { child, stdout: '', stderr: '' };
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    seen.stdout += text;
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    seen.stderr += text;
  });
  return seen;
}

const ended = (child: ChildProcess) =>
  child.exitCode === null ? new Promise<number | null>((resolve) => child.once('close', resolve)) : child.exitCode;

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 10_000) throw new Error(`waited 10 s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function startServer(address: string): Promise<number> {
  const server = start(PYTHON!, ['-c', SERVER, address, temporaryFolder()]);
  await until(() => server.stdout.includes('\n') || server.child.exitCode !== null, 'the FTP server');
  const port = Number.parseInt(server.stdout, 10);
  if (!(port > 0)) throw new Error(`no FTP server: ${server.stderr}`);
  return port;
}

async function runClient(address: string, port: number): Promise<void> {
  const client = start(PYTHON!, ['-c', CLIENT, address, String(port)]);
  expect(await ended(client.child), client.stderr).toBe(0);
}

function expectTheSession(session: Session | undefined, address: string, port: number): void {
  expect(session).toMatchObject({ server: { address, port }, user: 'alice', password: '********', loggedIn: true });
  const [download, upload, listing] = session!.dataConnections;
  expect(download).toMatchObject({
    mode: 'PASV',
    confidence: 'certain',
    outcome: 'ok',
    transfer: { command: { verb: 'RETR', argument: 'file.bin' }, code: 226, verdict: 'complete', bytes: 300_000 },
  });
  expect(download!.transfer!.sha256).toBe(sha256(DOWNLOAD));
  expect(download!.connection!.responder).toMatchObject({ address, port: download!.announced!.port });
  expect(upload).toMatchObject({
    mode: 'PORT',
    confidence: 'certain',
    outcome: 'ok',
    transfer: { command: { verb: 'STOR', argument: 'up.bin' }, code: 226, verdict: 'complete', bytes: 6000 },
  });
  expect(upload!.transfer!.sha256).toBe(sha256(UPLOAD));
  expect(connectionText(upload!.connection)).toMatch(
    new RegExp(`->${session!.client.address}:${upload!.announced!.port}$`),
  );
  expect(listing).toMatchObject({
    mode: 'PORT',
    outcome: 'ok',
    transfer: { direction: 'listing', verdict: 'complete' },
  });
  expect(session!.control.teardown.kind).toBe('fin');
}

/** Why this machine cannot do it; undefined where it can. */
function obstacle(): string | undefined {
  if (process.platform !== 'linux') return 'not Linux';
  if (process.getuid?.() !== 0) return 'not root';
  if (PYTHON === undefined) return 'no python3-pyftpdlib';
  return undefined;
}
const capObstacle = obstacle() ?? (run(['-D']).status === 0 ? undefined : 'cap is not built');
const pipeObstacle = obstacle() ?? (succeeds('tcpdump', '--version') ? undefined : 'no tcpdump');
const title = (name: string, why: string | undefined) => (why === undefined ? name : `${name} (skipped: ${why})`);

describe.skipIf(capObstacle !== undefined)(title('live on loopback, through cap', capObstacle), () => {
  test('session, predictions and transfers are reported after SIGINT', async () => {
    const address = '127.0.0.77';
    const port = await startServer(address);
    const sniffer = start(process.execPath, [
      PROGRAM,
      '-i',
      'lo',
      '-f',
      `tcp and host ${address}`,
      '--json',
      '-a',
      '20',
    ]);
    await until(() => sniffer.stderr.includes('capturing on lo'), 'the capture');
    await runClient(address, port);
    await new Promise((resolve) => setTimeout(resolve, 500));
    sniffer.child.kill('SIGINT');
    expect(await ended(sniffer.child), sniffer.stderr).toBe(0);
    const report = JSON.parse(sniffer.stdout) as Report;
    expect(report.capture).toMatchObject({ format: 'live', sources: ['lo'], linkTypes: ['EN10MB'] });
    expect(report.sessions).toHaveLength(1);
    expectTheSession(report.sessions[0], address, port);
  });
});

describe.skipIf(pipeObstacle !== undefined)(title('a pipe from tcpdump', pipeObstacle), () => {
  test('events come while the capture runs, the whole report when it ends', async () => {
    const address = '127.0.0.78';
    const port = await startServer(address);
    const tcpdump = start('tcpdump', ['-i', 'lo', '-U', '-w', '-', 'tcp', 'and', 'host', address]);
    const events = start(process.execPath, [PROGRAM, '--format', 'ndjson', '-'], 'pipe');
    const report = start(process.execPath, [PROGRAM, '--json', '-'], 'pipe');
    tcpdump.child.stdout!.removeAllListeners('data').setEncoding('latin1');
    for (const { child } of [events, report]) {
      tcpdump.child.stdout!.on('data', (text: string) => child.stdin!.write(Buffer.from(text, 'latin1')));
      tcpdump.child.stdout!.on('end', () => child.stdin!.end());
    }
    await until(() => tcpdump.stderr.includes('listening on'), 'tcpdump');
    await runClient(address, port);
    await until(() => events.stdout.includes('"QUIT"'), 'the client to quit, as seen by ftp-sniff');
    expect(events.child.exitCode).toBeNull();
    expect(report.stdout).toBe('');
    tcpdump.child.kill('SIGINT');
    expect(await ended(events.child)).toBe(0);
    expect(await ended(report.child)).toBe(0);
    const { sessions, capture } = JSON.parse(report.stdout) as Report;
    expect(capture.format).toBe('pcap');
    expect(sessions).toHaveLength(1);
    expectTheSession(sessions[0], address, port);
    for (const line of events.stdout.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('type');
  });
});

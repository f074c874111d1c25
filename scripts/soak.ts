/**
 * npm run soak -- --minutes N [--engine NAME]: real FTP servers and clients between two network namespaces, captured live
 * all the time. Every session must be reported, none invented, every content's hash right, and memory flat. Needs root,
 * pyftpdlib, and an engine.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, engine: { type: 'string', default: 'auto' } },
});
const MINUTES = Number(values.minutes);
const PROGRAM = path.join(import.meta.dirname, '..', 'dist', 'main.js');
const SERVER_SPACE = `soak-s${process.pid}`;
const CLIENT_SPACE = `soak-c${process.pid}`;
const ADDRESS = '10.78.0.1';
const FILE_BYTES = 200_000;

const SERVER = `
import logging, sys, tempfile
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
logging.disable(logging.CRITICAL)
folder = tempfile.TemporaryDirectory()
open(folder.name + '/file.bin', 'wb').write(bytes(i * 7 % 251 for i in range(${FILE_BYTES})))
users = DummyAuthorizer(); users.add_user('u', 'p', folder.name, perm='elradfmwMT')
FTPHandler.authorizer = users; FTPHandler.permit_foreign_addresses = True
FTPServer(('${ADDRESS}', 21), FTPHandler).serve_forever()
`;
/**
 * One session after the other until the time is over; the last line says how many there were, the downloads and uploads
 * that the server confirmed, and the sessions that failed: the server's own stalls under load are no fault of who watches.
 */
const CLIENT = `
import ftplib, io, sys, time
end = time.time() + float(sys.argv[1]); n = down = up = failed = 0
while time.time() < end:
    ftp = ftplib.FTP(); ftp.connect('${ADDRESS}', 21, timeout=60); n += 1
    try:
        ftp.login('u', 'p')
        ftp.retrbinary('RETR file.bin', lambda part: None); down += 1
        ftp.set_pasv(n % 2 == 0)
        ftp.storbinary('STOR up%d.bin' % (n % 9), io.BytesIO(b'upload' * 1000)); up += 1
        ftp.retrlines('NLST', lambda line: None)
        ftp.quit()
    except ftplib.all_errors: failed += 1; ftp.close()
    time.sleep(0.05)
print(n, down, up, failed)
`;

const run = (...args: string[]) => {
  const { status, stderr } = spawnSync(args[0]!, args.slice(1), { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
};

function network(): void {
  for (const space of [SERVER_SPACE, CLIENT_SPACE]) run('ip', 'netns', 'add', space);
  run('ip', 'link', 'add', 'v0', 'netns', SERVER_SPACE, 'type', 'veth', 'peer', 'name', 'v1', 'netns', CLIENT_SPACE);
  for (const [space, device, address] of [
    [SERVER_SPACE, 'v0', `${ADDRESS}/24`],
    [CLIENT_SPACE, 'v1', '10.78.0.2/24'],
  ] as const) {
    run('ip', '-n', space, 'addr', 'add', address, 'dev', device);
    run('ip', '-n', space, 'link', 'set', device, 'up');
  }
}

const inside = (space: string, ...args: string[]): ChildProcess =>
  spawn('ip', ['netns', 'exec', space, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

const wait = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
const lastNumbers = async (child: ChildProcess): Promise<number[]> => {
  let text = '';
  for await (const chunk of child.stdout!.setEncoding('utf8')) text += chunk;
  return text.trim().split(' ').map(Number);
};
const residentBytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024;

type Line = {
  readonly type: string;
  readonly session: number;
  readonly id?: string;
  readonly transfer?: { readonly sha256: string | null; readonly verdict: string } | null;
};

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** What the clients move in every session. */
const DOWNLOAD = sha256(Uint8Array.from({ length: FILE_BYTES }, (_, i) => (i * 7) % 251));
const UPLOAD = sha256(Buffer.from('upload'.repeat(1000)));

/** What the lines say, the last about each transfer; those of sessions that have ended are counted and forgotten. */
class Seen {
  begun = 0;
  ended = 0;
  downloads = 0;
  uploads = 0;
  /** Transfers that are not whole, or whose content is another. */
  wrong = 0;
  readonly #transfers = new Map<number, Map<string, Line>>();

  take(line: Line): void {
    if (line.type === 'session-start') this.begun++;
    else if (line.type === 'data-connection') {
      const known = this.#transfers.get(line.session) ?? new Map<string, Line>();
      this.#transfers.set(line.session, known.set(line.id!, line));
    } else if (line.type === 'session') {
      this.ended++;
      for (const { transfer } of this.#transfers.get(line.session)?.values() ?? []) this.#count(transfer);
      this.#transfers.delete(line.session);
    }
  }

  #count(transfer: Line['transfer']): void {
    if (transfer?.verdict !== 'complete' || transfer.sha256 === null) this.wrong++;
    else if (transfer.sha256 === DOWNLOAD) this.downloads++;
    else if (transfer.sha256 === UPLOAD) this.uploads++;
  }
}

async function soak(): Promise<boolean> {
  const server = inside(SERVER_SPACE, '/usr/bin/python3', '-c', SERVER);
  await wait(1);
  const sniffer = inside(
    SERVER_SPACE,
    process.execPath,
    PROGRAM,
    '-i',
    'v0',
    '-F',
    'ndjson',
    '--engine',
    values.engine,
  );
  const seen = new Seen();
  createInterface({ input: sniffer.stdout! }).on('line', (text) => seen.take(JSON.parse(text) as Line));
  await wait(3);
  const seconds = MINUTES * 60;
  const clients = [1, 2, 3].map(() => inside(CLIENT_SPACE, '/usr/bin/python3', '-c', CLIENT, String(seconds)));
  const memory: number[] = [];
  const timer = setInterval(() => memory.push(residentBytes(sniffer.pid!)), Math.max(1_000, seconds * 10));
  const told = await Promise.all(clients.map(lastNumbers));
  const [made, confirmedDownloads, confirmedUploads, failed] = [0, 1, 2, 3].map((which) =>
    told.reduce((sum, numbers) => sum + numbers[which]!, 0),
  ) as [number, number, number, number];
  clearInterval(timer);
  await wait(3);
  const ended = new Promise<number | null>((resolve) => sniffer.once('close', resolve));
  sniffer.kill('SIGTERM');
  const code = await ended;
  server.kill('SIGKILL');
  const quarter = (which: number): number => {
    const part = memory.slice(Math.floor((memory.length * which) / 4), Math.floor((memory.length * (which + 1)) / 4));
    return part.reduce((sum, bytes) => sum + bytes, 0) / Math.max(1, part.length);
  };
  const growth = quarter(3) / quarter(1) - 1;
  const { begun, ended: finished, downloads, uploads, wrong } = seen;
  const megabytes = Math.round(quarter(3) / 1e6);
  const confirmed = { downloads: confirmedDownloads, uploads: confirmedUploads, failed };
  console.log(JSON.stringify({ made, begun, finished, confirmed, downloads, uploads, wrong, code, growth, megabytes }));
  // What was confirmed was seen whole; what was not may have been whole all the same, or is one of those that failed.
  const whole = begun === made && finished === made && downloads >= confirmedDownloads && uploads >= confirmedUploads;
  return whole && wrong <= failed && code === 0 && growth < 0.1;
}

network();
try {
  process.exitCode = (await soak()) ? 0 : 1;
} finally {
  for (const space of [SERVER_SPACE, CLIENT_SPACE]) spawnSync('ip', ['netns', 'del', space]);
}

// sudo npx tsx scripts/ftps/record.ts OUT [COUNT] [FIRST]: records sessions of FTPS with the keys of their TLS, as `npm run keyless -- --halves
// OUT` measures them. Servers and clients of servers.ts and clients.ts, in two network namespaces; what is done in each is
// drawn from its number (plan.ts): the same numbers give the same sessions, but for names of ports and times. COUNT 100, from
// number FIRST (0); a folder a recording, with capture.pcap and keys.log. WEB=yes: in each recording several
// sessions beside HTTPS and SMTP between the same hosts.
//
// Needs root, iproute2, tcpdump, openssl, and of vsftpd, proftpd (with mod_tls), pure-ftpd, python3-pyftpdlib, curl, lftp,
// wget what is to be recorded; of npm's basic-ftp, ftp and ftp-srv what is found under MODULES (a folder with node_modules).
// PROFTPD_MODULES: the folder of ProFTPD's modules. Nothing leaves the machine or is left on it: users are known to the
// namespaces alone.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLIENTS, type ClientRow, type Session } from './clients.js';
import { BREAKABLE_BYTES, Random, type Step, stepsOf, type World, worldOf } from './plan.js';
import { SERVERS, type ServerRow, type ServerSetup } from './servers.js';

const [out, count = '100', first = '0'] = process.argv.slice(2);
if (!out) throw new Error('OUT is missing: the folder for the recordings');
const modules = process.env.MODULES ?? process.cwd();
const libraries = process.env.PROFTPD_MODULES ?? '/usr/lib/proftpd';

const UID = 5_217;
const NETWORKS = [
  ['10.81.0.1', '10.81.0.2'],
  ['192.168.177.120', '192.168.177.5'],
  ['172.16.5.77', '172.16.5.201'],
  ['198.51.100.23', '198.51.100.140'],
  ['fd81::1', 'fd81::2'],
] as const;
const GREETINGS = [
  null,
  null,
  'Welcome.',
  'Example FTP service ready',
  'files.example.org',
  'Authorized users only! All activity is logged.',
];

const run = (...[command, ...args]: string[]): void => void execFileSync(command!, args, { stdio: 'ignore' });

/** Two hosts and a cable. */
class Cable {
  readonly #tag = `ftps${process.pid}`;
  readonly server = `${this.#tag}s`;
  readonly client = `${this.#tag}c`;

  lay(): void {
    for (const name of [this.server, this.client]) run('ip', 'netns', 'add', name);
    run(
      'ip',
      'link',
      'add',
      'eth0',
      'netns',
      this.server,
      'type',
      'veth',
      'peer',
      'name',
      'eth0',
      'netns',
      this.client,
    );
    for (const [side, name] of [this.server, this.client].entries()) {
      run('ip', '-n', name, 'link', 'set', 'lo', 'up');
      for (const hosts of NETWORKS)
        run(
          'ip',
          '-n',
          name,
          'addr',
          'add',
          `${hosts[side]}/${hosts[side]!.includes(':') ? '64' : '24'}`,
          'dev',
          'eth0',
          ...(hosts[side]!.includes(':') ? ['nodad'] : []),
        );
      run('ip', '-n', name, 'link', 'set', 'eth0', 'up');
      spawnSync('ip', ['netns', 'exec', name, 'ethtool', '-K', 'eth0', 'tso', 'off', 'gso', 'off', 'gro', 'off']);
    }
  }

  delay(ms: number): void {
    for (const name of [this.server, this.client])
      spawnSync('tc', ['-n', name, 'qdisc', 'replace', 'dev', 'eth0', 'root', 'netem', 'delay', `${ms}ms`]);
  }

  cut(): void {
    for (const name of [this.server, this.client]) spawnSync('ip', ['netns', 'del', name]);
  }
}

const started = new Set<ChildProcess>();
function start(namespace: string, argv: readonly string[], env: NodeJS.ProcessEnv, cwd: string): ChildProcess {
  const verbose = process.env.VERBOSE ? 'inherit' : 'ignore';
  const child = spawn('ip', ['netns', 'exec', namespace, ...argv], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', verbose, verbose],
    detached: true,
  });
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) => child.once('exit', () => done()));

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  try {
    process.kill(-child.pid!, signal);
  } catch {}
  await Promise.race([ended(child), sleep(1_500)]);
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {}
}

/** Accounts for the servers' namespace alone, over those of the machine. */
function withAccounts(work: string, world: World, hash: string, home: string, argv: readonly string[]): string[] {
  const passwd = path.join(work, 'etc-passwd');
  const shadow = path.join(work, 'etc-shadow');
  writeFileSync(passwd, `${readFileSync('/etc/passwd', 'utf8')}${world.user}:x:${UID}:${UID}::${home}:/bin/sh\n`);
  writeFileSync(shadow, `${readFileSync('/etc/shadow', 'utf8')}${world.user}:${hash}:19000:0:99999:7:::\n`);
  chmodSync(shadow, 0o640);
  const script = `mount --bind ${passwd} /etc/passwd && mount --bind ${shadow} /etc/shadow && exec "$@"`;
  return ['unshare', '-m', 'sh', '-c', script, 'sh', ...argv];
}

function fill(home: string, world: World): void {
  mkdirSync(home);
  const owned = (file: string): void => chownSync(file, UID, UID);
  const all = { ...world.files, 'to-rename': 40, 'to-delete': 70, 'to-remove/': 0, 'growing.log': 90 };
  for (const [name, bytes] of Object.entries(all)) {
    const file = path.join(home, name);
    if (name.endsWith('/')) mkdirSync(file, { recursive: true });
    else writeFileSync(file, Buffer.alloc(bytes, 'some line of this file\n'));
    owned(file);
  }
  owned(home);
  chownSync(path.join(home, 'locked'), 0, 0);
  chmodSync(path.join(home, 'locked'), 0o555);
}

function certificate(work: string, elliptic: boolean): { key: string; certificate: string; pem: string } {
  const [key, file] = [path.join(work, 'key.pem'), path.join(work, 'cert.pem')];
  const kind = elliptic ? ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] : ['-newkey', 'rsa:2048'];
  run(
    'openssl',
    'req',
    '-x509',
    ...kind,
    '-nodes',
    '-days',
    '30',
    '-subj',
    '/CN=ftp.example',
    '-keyout',
    key,
    '-out',
    file,
  );
  return { key, certificate: file, pem: readFileSync(key, 'utf8') + readFileSync(file, 'utf8') };
}

type Drawn = {
  readonly name: string;
  readonly server: ServerRow;
  readonly client: ClientRow;
  readonly random: Random;
  readonly tls: '1.2' | '1.3';
};

function drawn(number: number): Drawn {
  const random = new Random(`session ${number}`);
  const server = SERVERS[random.of([0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4])]!;
  const client = random.of(CLIENTS);
  const tls = random.chance(0.5) ? '1.2' : '1.3';
  return { name: `${server.name}-${client.name}-${tls.replace('.', '')}-${number}`, server, client, random, tls };
}

/** Without a server and its user, which sessions have in common. */
type Common = Pick<Session, 'address' | 'implicit' | 'modules'> & { readonly world: World };

function serverFor(work: string, { server, client, random }: Drawn): { setup: ServerSetup; common: Common } {
  const world = worldOf(random);
  const has = (what: (typeof server.without)[number]): boolean => !server.without.includes(what);
  const [address] = random.of(NETWORKS.filter(([host]) => has('ipv6') || !host.includes(':')));
  const implicit = has('implicit') && random.chance(client.name === 'wget' ? 0.3 : 0.12);
  const elliptic = random.chance(0.3);
  const common = { address, implicit, modules, world };
  const setup = {
    ...common,
    ...certificate(work, elliptic),
    work,
    elliptic,
    home: path.join(work, 'home'),
    user: world.user,
    password: world.password,
    hash: execFileSync('openssl', ['passwd', '-6', world.password], { encoding: 'utf8' }).trim(),
    uid: UID,
    libraries,
    greeting: random.of(GREETINGS),
    resumed: has('resumed') && random.chance(0.35),
  };
  return { setup, common };
}

function sessionFor(work: string, common: Common, { server, client, random, tls }: Drawn): Session {
  const active = !server.without.includes('active') && !PASSIVE_ONLY.includes(client.name) && random.chance(0.2);
  return {
    ...common,
    work,
    steps: stepsOf(common.world, random, client.can, 2 + random.below(6)),
    tls,
    active,
    clear: random.chance(0.12),
    resumes: random.chance(0.7),
    badLogin: random.chance(0.06),
    quits: random.chance(0.85),
  };
}
const PASSIVE_ONLY: readonly string[] = ['basicftp', 'nodeftp'];

/** Whether a process of the namespace listens there. */
const listens = (namespace: string, port: number): boolean =>
  execFileSync('ip', ['netns', 'exec', namespace, 'ss', '-ltnH', `sport = :${port}`], { encoding: 'utf8' }) !== '';

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 50 && !condition(); i++) await sleep(100);
}

async function converse(cable: Cable, one: Drawn, session: Session, env: NodeJS.ProcessEnv): Promise<void> {
  const [program, ...args] = one.client.start(session, one.random);
  const logged = program === process.execPath ? [`--tls-keylog=${env.SSLKEYLOGFILE}`] : [];
  const client = start(cable.client, [program!, ...logged, ...args], env, session.work);
  await Promise.race([ended(client), sleep(25_000)]);
  await stop(client, 'SIGTERM');
}

/** Sessions with one server, recorded at its end. `web`: beside HTTPS and SMTP. */
async function recordAll(
  cable: Cable,
  work: string,
  target: string,
  all: readonly Drawn[],
  web: boolean,
): Promise<Step[]> {
  const [one] = all;
  const { setup, common } = serverFor(work, one!);
  const sessions = all.map((each, i) => {
    const own = path.join(work, `client${i}`);
    mkdirSync(own);
    return sessionFor(own, common, { ...each, server: one!.server });
  });
  const breaks = sessions.some(({ steps }) => steps.some(([what]) => what === 'getPart'));
  fill(
    setup.home,
    breaks ? { ...common.world, files: { ...common.world.files, [common.world.big]: BREAKABLE_BYTES } } : common.world,
  );
  cable.delay(one!.random.of([0, 1, 8]));
  const keys = path.join(work, 'keys.log');
  writeFileSync(keys, '');
  const argv = withAccounts(work, common.world, setup.hash, setup.home, one!.server.start(setup, one!.random));
  const server = start(cable.server, argv, {}, work);
  const aside = (what: string): string[] => [process.execPath, WEB, what, setup.address, setup.key, setup.certificate];
  const others = web ? [start(cable.server, aside('serve'), {}, work)] : [];
  await until(() => listens(cable.server, setup.implicit ? 990 : 21) && (!web || listens(cable.server, 443)));
  const capture = path.join(work, 'capture.pcap');
  const dump = start(cable.server, ['tcpdump', ...DUMP, '-w', capture, 'tcp'], {}, work);
  await until(() => existsSync(capture) && statSync(capture).size > 0);
  await sleep(200);
  if (web) others.push(start(cable.client, aside('fetch'), {}, work));
  const env = { SSLKEYLOGFILE: keys, NODE_OPTIONS: '', HOME: work };
  await Promise.all(all.map((each, i) => sleep(i * 300).then(() => converse(cable, each, sessions[i]!, env))));
  await sleep(300);
  for (const each of others) await stop(each, 'SIGTERM');
  await stop(dump, 'SIGINT');
  await stop(server, 'SIGTERM');
  mkdirSync(target, { recursive: true });
  copyFileSync(capture, path.join(target, 'capture.pcap'));
  copyFileSync(keys, path.join(target, 'keys.log'));
  return sessions.flatMap(({ steps }) => steps);
}
const DUMP = ['-q', '-n', '-U', '--immediate-mode', '-B', '16384', '-s', '0', '-i', 'eth0'] as const;
const WEB = path.join(import.meta.dirname, 'web.mjs');
const TOGETHER = 6;

async function record(cable: Cable, number: number, web: boolean): Promise<void> {
  const one = drawn(number);
  const all = web
    ? [one, ...Array.from({ length: TOGETHER - 1 }, (_, i) => drawn(10_000 + number * TOGETHER + i))]
    : [one];
  const name = web ? `noise-${one.server.name}-${number}` : one.name;
  const target = path.join(out!, name);
  if (existsSync(target)) return;
  const work = mkdtempSync(path.join(tmpdir(), 'ftps-'));
  chmodSync(work, 0o755);
  try {
    const steps = await recordAll(cable, work, target, all, web);
    console.log(name, steps.map((step) => step.join(' ')).join('; '));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const cable = new Cable();
cable.lay();
try {
  for (let i = 0; i < Number(count); i++) await record(cable, Number(first) + i, process.env.WEB !== undefined);
} finally {
  for (const child of started) await stop(child, 'SIGKILL');
  cable.cut();
}

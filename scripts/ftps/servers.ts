/** Servers that sessions are recorded with: one row a program, with the ways it is set up. Each listens at all addresses. */
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Random } from './plan.js';

export type ServerSetup = {
  /** A folder of its own. */
  readonly work: string;
  /** The user's files, owned by the user. */
  readonly home: string;
  readonly user: string;
  readonly password: string;
  readonly uid: number;
  /** Of the password, as crypt(3) writes it. */
  readonly hash: string;
  /** Key and certificate. */
  readonly pem: string;
  /** Modules of ProFTPD. */
  readonly libraries: string;
  readonly key: string;
  /** The key is one of elliptic curves, else of RSA. */
  readonly elliptic: boolean;
  readonly certificate: string;
  readonly greeting: string | null;
  /** TLS sessions must be resumed by data connections. */
  readonly resumed: boolean;
  readonly implicit: boolean;
  readonly modules: string;
  readonly address: string;
};

export type ServerRow = {
  /** In names of recordings. */
  readonly name: string;
  /** What it cannot do. */
  readonly without: readonly ('resumed' | 'implicit' | 'ipv6' | 'active')[];
  /** Files are written to `work`; the command is run in the server's namespace. */
  readonly start: (setup: ServerSetup, random: Random) => string[];
};

const HERE = import.meta.dirname;
const port = ({ implicit }: ServerSetup): number => (implicit ? 990 : 21);

function vsftpd(setup: ServerSetup, random: Random): string[] {
  const conf = path.join(setup.work, 'vsftpd.conf');
  const lines = {
    listen: 'NO',
    listen_ipv6: 'YES',
    listen_port: port(setup),
    background: 'NO',
    local_enable: 'YES',
    anonymous_enable: 'NO',
    write_enable: random.chance(0.9) ? 'YES' : 'NO',
    chmod_enable: 'YES',
    chroot_local_user: 'YES',
    allow_writeable_chroot: 'YES',
    secure_chroot_dir: setup.work,
    pam_service_name: 'other',
    seccomp_sandbox: 'NO',
    ssl_enable: 'YES',
    ssl_tlsv1: 'YES',
    implicit_ssl: setup.implicit ? 'YES' : 'NO',
    force_local_data_ssl: random.chance(0.3) ? 'YES' : 'NO',
    force_local_logins_ssl: 'YES',
    require_ssl_reuse: setup.resumed ? 'YES' : 'NO',
    rsa_cert_file: setup.certificate,
    rsa_private_key_file: setup.key,
    ssl_ciphers: 'HIGH',
    pasv_min_port: 20000 + random.below(40000),
    data_connection_timeout: 3,
    ...(setup.greeting === null ? {} : { ftpd_banner: setup.greeting }),
  };
  writeFileSync(
    conf,
    Object.entries(lines)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  return ['vsftpd', conf];
}

function proftpd(setup: ServerSetup, random: Random): string[] {
  const conf = path.join(setup.work, 'proftpd.conf');
  const users = path.join(setup.work, 'users');
  writeFileSync(users, `${setup.user}:${setup.hash}:${setup.uid}:${setup.uid}::${setup.home}:/bin/sh\n`);
  chmodSync(users, 0o600);
  const options = [
    'NoEmptyFragments',
    ...(setup.resumed ? [] : ['NoSessionReuseRequired']),
    ...(setup.implicit ? ['UseImplicitSSL'] : []),
  ];
  writeFileSync(
    conf,
    `ServerName "Files"
ServerType standalone
DefaultServer on
Port ${port(setup)}
UseIPv6 on
${setup.greeting === null ? random.of(['', 'ServerIdent off\n']) : `ServerIdent on "${setup.greeting}"\n`}User nobody
Group nogroup
ModulePath ${setup.libraries}
LoadModule mod_tls.c
LoadModule mod_copy.c
LoadModule mod_site_misc.c
AuthOrder mod_auth_file.c
AuthUserFile ${users}
RequireValidShell off
UseFtpUsers off
UseReverseDNS off
DefaultRoot ~
AllowOverwrite on
AllowStoreRestart on
AllowRetrieveRestart on
TimeoutLinger 1
PassivePorts ${20000 + random.below(20000)} 62000
SystemLog ${setup.work}/log
ScoreboardFile ${setup.work}/scores
PidFile ${setup.work}/pid
WtmpLog off
TLSEngine on
TLSProtocol TLSv1.2 TLSv1.3
TLSRequired ${random.of(['on', 'off', 'ctrl'])}
TLS${setup.elliptic ? 'EC' : 'RSA'}CertificateFile ${setup.certificate}
TLS${setup.elliptic ? 'EC' : 'RSA'}CertificateKeyFile ${setup.key}
TLSOptions ${options.join(' ')}
`,
  );
  return ['proftpd', '-n', '-q', '-c', conf];
}

function pureFtpd(setup: ServerSetup, random: Random): string[] {
  const pem = path.join(setup.work, 'pure.pem');
  writeFileSync(pem, setup.pem);
  chmodSync(pem, 0o600);
  const database = path.join(setup.work, 'pure.passwd');
  writeFileSync(database, `${setup.user}:${setup.hash}:${setup.uid}:${setup.uid}::${setup.home}/./::::::::::::\n`);
  const command = `pure-pw mkdb ${setup.work}/pure.pdb -f ${database} && exec pure-ftpd -l puredb:${setup.work}/pure.pdb -A -E -H -Y ${setup.implicit ? 3 : random.of([1, 2, 2])} -2 ${pem} -S ${port(setup)} -u 1 -p ${20000 + random.below(20000)}:62000${setup.greeting === null ? '' : ` -F ${setup.work}/greeting`}`;
  writeFileSync(path.join(setup.work, 'greeting'), `${setup.greeting ?? ''}\n`);
  return ['sh', '-c', command];
}

const script = (name: string, setup: ServerSetup): string => {
  const file = path.join(setup.work, 'setup.json');
  writeFileSync(file, JSON.stringify({ ...setup, port: port(setup) }));
  return path.join(HERE, name);
};

export const SERVERS: readonly ServerRow[] = [
  { name: 'vs', without: [], start: vsftpd },
  { name: 'pro', without: [], start: proftpd },
  { name: 'pure', without: ['resumed'], start: pureFtpd },
  {
    name: 'py',
    without: ['resumed', 'implicit'],
    start: (setup) => ['/usr/bin/python3', script('pyftpd.py', setup), path.join(setup.work, 'setup.json')],
  },
  {
    name: 'ftpsrv',
    without: ['resumed', 'ipv6', 'active'],
    start: (setup) => [process.execPath, script('ftpSrv.mjs', setup), path.join(setup.work, 'setup.json')],
  },
];

/** Clients that sessions are recorded with: one row a program, with the steps it knows and how they are asked of it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Random, Step, StepName, World } from './plan.js';

export type Session = {
  readonly work: string;
  readonly world: World;
  readonly steps: readonly Step[];
  /** Of the server; IPv6 without brackets. */
  readonly address: string;
  readonly tls: '1.2' | '1.3';
  readonly active: boolean;
  /** PROT C. */
  readonly clear: boolean;
  readonly implicit: boolean;
  readonly resumes: boolean;
  readonly badLogin: boolean;
  readonly quits: boolean;
  readonly modules: string;
};

export type ClientRow = {
  readonly name: string;
  readonly can: readonly StepName[];
  readonly start: (session: Session, random: Random) => string[];
};

const HERE = import.meta.dirname;
const FILE_STEPS: readonly StepName[] = ['get', 'getMissing', 'resume', 'put', 'putDenied', 'append'];
const CHANGES: readonly StepName[] = ['mkdir', 'rmdir', 'rename', 'remove', 'removeMissing', 'chmod'];

const login = ({ world, badLogin }: Session): string => `${world.user}:${badLogin ? 'wrong' : world.password}`;
const url = ({ implicit, address }: Session, name: string): string =>
  `${implicit ? 'ftps' : 'ftp'}://${address.includes(':') ? `[${address}]` : address}/${name}`;

function local(session: Session, name: string, bytes: number): string {
  const file = path.join(session.work, path.basename(name));
  writeFileSync(file, 'line of a file\r\n'.repeat(bytes / 16));
  return file;
}

/** What curl is told for a step: each step is a request of its own, over the same connection where it can be. */
function curlStep(session: Session, [what, name = '', other = '']: Step, random: Random): string[] {
  const at = (file: string): string => url(session, file);
  const quote = (...lines: string[]): string[] => [
    ...lines.flatMap((line) => ['-Q', random.chance(0.5) ? line : `-${line}`]),
    random.of(['-I', '-l']),
    at(''),
  ];
  const sent = (bytes: number, ...more: string[]): string[] => [...more, '-T', local(session, name, bytes), at(name)];
  switch (what) {
    case 'list':
      return [at('')];
    case 'nlst':
      return ['-l', at('')];
    case 'listPath':
      return [at(`${name}/`)];
    case 'listMissing':
      return [at('nowhere/')];
    case 'resume':
      return ['-C', '10', at(name)];
    case 'getPart':
      return ['-r', '0-99', at(name)];
    case 'put':
    case 'putDenied':
      return sent(1_440);
    case 'putEmpty':
      return sent(0);
    case 'append':
      return sent(240, '-a');
    case 'mkdir':
      return ['--ftp-create-dirs', '-T', local(session, 'a.txt', 160), at(`${name}/a.txt`)];
    case 'mkdirAgain':
      return quote(`MKD ${name}`);
    case 'rmdir':
      return quote(`RMD ${name}`);
    case 'rename':
      return ['-Q', `RNFR ${name}`, '-Q', `RNTO ${other}`, '-I', at('')];
    case 'remove':
    case 'removeMissing':
      return quote(`DELE ${name}`);
    case 'size':
    case 'time':
      return ['-I', at(name)];
    case 'chmod':
      return quote(`SITE CHMOD 644 ${name}`);
    case 'noop':
      return quote('NOOP');
    default:
      return [at(name)];
  }
}

function curl(session: Session, random: Random): string[] {
  const { tls, active, clear, implicit, resumes, address } = session;
  const method = random.of([[], ['--ftp-method', 'nocwd'], ['--ftp-method', 'singlecwd']]);
  const options = [
    ...['-s', '-k', '-m', '6', '-u', login(session), '-o', '/dev/null'],
    ...(implicit ? [] : [clear ? '--ftp-ssl-control' : '--ssl-reqd']),
    ...(tls === '1.2' ? ['--tls-max', '1.2'] : ['--tlsv1.3']),
    ...(active ? ['-P', '-', ...random.of([[], ['--disable-eprt']])] : random.of([[], [], ['--disable-epsv']])),
    ...(resumes ? [] : ['--no-sessionid']),
    ...(address.includes(':') ? ['-6'] : []),
    ...method,
  ];
  return [
    'curl',
    ...session.steps.flatMap((step, i) => [
      ...(i > 0 ? ['--next'] : []),
      ...options,
      ...curlStep(session, step, random),
    ]),
  ];
}

function lftpStep(session: Session, [what, name = '', other = '']: Step, random: Random): string {
  const get = random.of(['get -e', 'cat', 'pget -n 2']);
  switch (what) {
    case 'pwd':
      return 'pwd';
    case 'cwd':
      return `cd ${name}; cd /`;
    case 'cwdMissing':
      return `cd ${name}`;
    case 'list':
      return random.of(['ls', 'cls -l', 'rels', 'find']);
    case 'listPath':
    case 'listMissing':
      return `ls ${name}`;
    case 'nlst':
      return 'nlist';
    case 'getPart':
      return `get -e ${name} -o big & sleep 0.03; kill all; wait`;
    case 'resume':
      return `set xfer:clobber on; get -c ${name} -o ${local(session, name, 16)}`;
    case 'put':
    case 'putDenied':
      return `put ${local(session, name, 1_440)} -o ${name}`;
    case 'putEmpty':
      return `put ${local(session, name, 0)} -o ${name}`;
    case 'putAbort':
      return `put ${local(session, name, 400_000)} -o ${name} & sleep 0.03; kill all; wait`;
    case 'append':
      return `put -c ${local(session, name, 240)} -o ${name}`;
    case 'mkdir':
      return random.of([`mkdir -p ${name}/inner`, `mkdir ${name}`]);
    case 'mkdirAgain':
      return `mkdir ${name}`;
    case 'rmdir':
      return `rmdir ${name}`;
    case 'rename':
      return `mv ${name} ${other}`;
    case 'remove':
    case 'removeMissing':
      return `rm ${name}`;
    case 'size':
    case 'time':
      return `cls -l ${name}`;
    case 'chmod':
      return `chmod 644 ${name}`;
    case 'noop':
      return 'quote NOOP';
    case 'system':
      return 'quote SYST';
    case 'status':
      return 'quote STAT';
    case 'features':
      return 'quote FEAT';
    case 'raw':
      return random.of(['mirror pub copy', 'mirror -R . back', 'glob -a echo *']);
    default:
      return `${get} ${name}${get === 'cat' ? '' : ` -o got-${path.basename(name)}`}`;
  }
}

function lftp(session: Session, random: Random): string[] {
  const { tls, active, clear, quits } = session;
  const yes = (on: boolean): string => (on ? 'yes' : 'no');
  const script = [
    'set ssl:verify-certificate no; set ftp:ssl-force yes; set net:timeout 4; set net:max-retries 1; set cmd:fail-exit no',
    'set net:persist-retries 0; set xfer:clobber on; set ftp:use-abor yes',
    `set ftp:ssl-protect-data ${yes(!clear)}; set ftp:passive-mode ${yes(!active)}`,
    `set ssl:priority "NORMAL:-VERS-ALL:+VERS-TLS${tls}"`,
    `set ftp:prefer-epsv ${yes(random.chance(0.4))}; set ftp:use-mdtm ${yes(random.chance(0.7))}`,
    `set ftp:use-feat ${yes(random.chance(0.8))}; set ftp:use-mlsd ${yes(random.chance(0.3))}`,
    `set ftp:use-allo ${yes(random.chance(0.4))}; set ftp:sync-mode ${yes(random.chance(0.85))}`,
    `open -u ${login(session).replace(':', ',')} ${url(session, '')}`,
    ...session.steps.map((step) => lftpStep(session, step, random)),
    quits ? 'bye' : 'exit kill',
  ];
  return ['lftp', '-c', script.join('\n')];
}

function wget(session: Session, random: Random): string[] {
  const { tls, active, clear, resumes, world, badLogin, address } = session;
  const options = [
    ...['-q', '--no-check-certificate', '--tries=1', '--timeout=4', `--user=${world.user}`, '-nH'],
    `--password=${badLogin ? 'wrong' : world.password}`,
    ...(session.implicit ? ['--ftps-implicit'] : []),
    ...(clear ? ['--ftps-clear-data-connection'] : []),
    ...(resumes ? [] : ['--no-ftps-resume-ssl']),
    ...(active ? ['--no-passive-ftp'] : []),
    `--ciphers=NORMAL:-VERS-ALL:+VERS-TLS${tls}`,
    ...(address.includes(':') ? ['-6'] : []),
    ...random.of([[], [], ['-N'], ['--spider'], ['--no-remove-listing'], ['--preserve-permissions']]),
  ];
  const recursive = session.steps.some(([what]) => what === 'list');
  const at = (name: string): string => url(session, name).replace(/^ftps?:/, 'ftps:');
  const names = session.steps.map(([what, name = '']) =>
    /^list|^nlst/.test(what) ? `${name}${name ? '/' : ''}` : name,
  );
  return ['wget', ...options, ...(recursive ? ['-r', '-l', '2', at('')] : names.map(at))];
}

const script =
  (runtime: string, name: string) =>
  (session: Session, random: Random): string[] => {
    const file = path.join(session.work, 'session.json');
    const { user, password } = session.world;
    const more = { protectsFirst: random.chance(0.3), ascii: random.chance(0.2) };
    writeFileSync(file, JSON.stringify({ ...session, user, password, ...more }));
    return [runtime, path.join(HERE, name), file];
  };

export const CLIENTS: readonly ClientRow[] = [
  {
    name: 'curl',
    can: [
      ...([
        'list',
        'nlst',
        'listPath',
        'listMissing',
        'getPart',
        'putEmpty',
        'mkdirAgain',
        'size',
        'time',
        'noop',
      ] as const),
      ...FILE_STEPS,
      ...CHANGES,
    ],
    start: curl,
  },
  {
    name: 'lftp',
    can: [
      ...(['pwd', 'cwd', 'cwdMissing', 'list', 'listPath', 'listMissing', 'nlst', 'getPart', 'putEmpty'] as const),
      ...(['putAbort', 'mkdirAgain', 'size', 'time', 'noop', 'system', 'status', 'features', 'raw'] as const),
      ...FILE_STEPS,
      ...CHANGES,
    ],
    start: lftp,
  },
  { name: 'wget', can: ['get', 'getMissing', 'list', 'listPath'], start: wget },
  {
    name: 'basicftp',
    can: [
      ...(['pwd', 'cwd', 'cwdMissing', 'list', 'listPath', 'listMissing', 'putEmpty', 'mkdirAgain'] as const),
      ...(['size', 'time', 'noop', 'system', 'status', 'features'] as const),
      ...FILE_STEPS,
      ...CHANGES,
    ],
    start: script(process.execPath, 'basicFtp.mjs'),
  },
  {
    name: 'nodeftp',
    can: [
      ...(['pwd', 'cwd', 'cwdMissing', 'list', 'listPath', 'listMissing', 'mkdirAgain'] as const),
      ...(['size', 'time', 'system', 'status'] as const),
      ...FILE_STEPS,
      ...CHANGES,
    ],
    start: script(process.execPath, 'nodeFtp.mjs'),
  },
  {
    name: 'ftplib',
    can: [
      ...(['pwd', 'cwd', 'cwdMissing', 'list', 'listPath', 'listMissing', 'nlst', 'getPart', 'putEmpty'] as const),
      ...(['putAbort', 'mkdirAgain', 'size', 'time', 'noop', 'system', 'status', 'features', 'raw'] as const),
      ...FILE_STEPS,
      ...CHANGES,
    ],
    start: script('/usr/bin/python3', 'steps.py'),
  },
];

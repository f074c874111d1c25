/** Commands as their lengths show them: one row a verb. */
import type { CommandClass } from '../protocol/inferred.js';

/**
 * Arguments: 'none'; 'given' by its bytes alone (TYPE I, PROT P); 'name' of a directory or user; 'file': a name that hardly ever has three letters or less; 'maybe': a name or
 * nothing; 'numbers': six numbers or an address, as PORT and EPRT have; 'usual': lengths that clients send most, with
 * their shares (0: no argument), else a name of at least `least` bytes, mostly of some `scale`.
 */
type Argument =
  | 'none'
  | 'name'
  | 'file'
  | 'maybe'
  | 'numbers'
  | { readonly given: readonly number[] }
  | {
      readonly usual: readonly (readonly [bytes: number, share: number])[];
      readonly least?: number;
      readonly scale?: number;
    };

export type VerbRow = {
  readonly verb: string;
  readonly class: CommandClass;
  readonly argument: Argument;
  /** How often it is sent in dialogues of all kinds, as a share of a thousand. */
  readonly weight: number;
  /** It is sent before the login too, or only there. */
  readonly early: boolean | 'only';
};

const row = (
  verb: string,
  kind: CommandClass,
  argument: Argument,
  weight: number,
  early: VerbRow['early'] = false,
): VerbRow => {
  return { verb, class: kind, argument, weight, early };
};

export const VERBS: readonly VerbRow[] = [
  row('USER', 'login', 'name', 60, true),
  row('PASS', 'login', 'name', 60, true),
  row('ACCT', 'login', 'name', 1, true),
  row('REIN', 'login', 'none', 0.5, true),
  row('PBSZ', 'protection', { given: [1] }, 40, true),
  row('PROT', 'protection', { given: [1] }, 40, true),
  row('CCC', 'protection', 'none', 1, true),
  row('PASV', 'passive', 'none', 90),
  row(
    'EPSV',
    'passive',
    {
      usual: [
        [0, 0.97],
        [1, 0.01],
        [3, 0.01],
      ],
    },
    50,
  ),
  row('PORT', 'active', 'numbers', 25),
  row('EPRT', 'active', 'numbers', 8),
  row('PRET', 'parameter', 'name', 5),
  row(
    'LIST',
    'listing',
    {
      usual: [
        [0, 0.72],
        [2, 0.12],
      ],
    },
    40,
  ),
  row('NLST', 'listing', 'maybe', 6),
  row('MLSD', 'listing', 'maybe', 12),
  row('RETR', 'download', 'file', 90),
  row('STOR', 'upload', 'file', 50),
  row('APPE', 'upload', 'file', 2),
  row('STOU', 'upload', 'maybe', 2),
  row('CWD', 'directory', 'name', 45),
  row('CDUP', 'directory', 'none', 6),
  row('PWD', 'directory', 'none', 50),
  row('XPWD', 'directory', 'none', 2),
  row('MKD', 'directory', 'name', 8),
  row('RMD', 'directory', 'name', 3),
  row('TYPE', 'parameter', { given: [1] }, 95),
  row('MODE', 'parameter', { given: [1] }, 3),
  row('STRU', 'parameter', { given: [1] }, 4),
  row(
    'REST',
    'parameter',
    {
      usual: [
        [4, 0.2],
        [5, 0.2],
        [6, 0.15],
        [7, 0.1],
        [1, 0.07],
        [2, 0.05],
        [3, 0.1],
        [8, 0.1],
      ],
    },
    5,
  ),
  row(
    'OPTS',
    'parameter',
    {
      usual: [
        [7, 0.75],
        [8, 0.02],
        [4, 0.02],
      ],
      least: 9,
      scale: 40,
    },
    25,
    true,
  ),
  row('CLNT', 'parameter', 'name', 6, true),
  row(
    'LANG',
    'parameter',
    {
      usual: [
        [0, 0.2],
        [2, 0.3],
        [5, 0.3],
      ],
    },
    3,
    true,
  ),
  row(
    'ALLO',
    'parameter',
    {
      usual: [
        [1, 0.1],
        [2, 0.08],
        [3, 0.15],
        [4, 0.17],
        [5, 0.17],
        [6, 0.13],
        [7, 0.1],
        [8, 0.05],
      ],
    },
    2,
  ),
  row('HOST', 'parameter', 'name', 3, 'only'),
  row('FEAT', 'information', 'none', 25, true),
  row('SYST', 'information', 'none', 18, true),
  row('SIZE', 'information', 'file', 40),
  row('MDTM', 'information', 'file', 18),
  row('MLST', 'information', 'maybe', 4),
  row('STAT', 'information', 'maybe', 3, true),
  row('HELP', 'information', 'maybe', 2, true),
  row('NOOP', 'information', 'none', 10, true),
  row('HASH', 'information', 'name', 1),
  row('XCRC', 'information', 'name', 0.5),
  row('XMD5', 'information', 'name', 0.5),
  row('XSHA1', 'information', 'name', 0.5),
  row('XSHA256', 'information', 'name', 0.5),
  row('DELE', 'change', 'file', 6),
  row('RNFR', 'change', 'file', 4),
  row('RNTO', 'change', 'file', 4),
  row('MFMT', 'change', { usual: [], least: 16 }, 4),
  row('SITE', 'change', { usual: [], least: 4, scale: 25 }, 8),
  row('ABOR', 'change', 'none', 1),
  row('QUIT', 'quit', 'none', 45, true),
];

/** Bytes of a line without an argument: the verb, CR LF. */
const bareBytes = (verb: string): number => verb.length + 2;

/** Lengths of names: most are short, some are paths. */
const NAME_SCALE = 14;
/** A length that fits no form of the command. */
const UNFIT = 1e-6;

/** How probable it is that a line of `bytes` is this command, if it is sent at all. */
export function lineProbability({ verb, argument }: VerbRow, bytes: number): number {
  const extra = bytes - bareBytes(verb);
  const length = extra === 0 ? 0 : extra - 1;
  if (extra < 0 || extra === 1) return UNFIT;
  if (argument === 'none') return length === 0 ? 1 : UNFIT;
  if (argument === 'numbers') return length >= 11 && length <= 50 ? 1 / 14 : UNFIT;
  if (argument === 'name' || argument === 'file')
    return length === 0 ? UNFIT : nameProbability(length) * (argument === 'file' ? (SHORT_FILE[length] ?? 1) : 1);
  if (argument === 'maybe') return length === 0 ? 0.8 : 0.2 * nameProbability(length);
  if ('given' in argument) return givenIn(argument, length);
  const left = argument.usual.reduce((rest, [, share]) => rest - share, 1);
  const usual = argument.usual.find(([usualBytes]) => usualBytes === length)?.[1] ?? 0;
  const more = length - (argument.least ?? 1);
  return Math.max(UNFIT, usual + (more < 0 ? 0 : left * nameProbability(more + 1, argument.scale)));
}

/** Files have endings: by letters, how much rarer than other names of that length. */
const SHORT_FILE: Readonly<Record<number, number>> = { 1: 0.1, 2: 0.1, 3: 0.3 };

/** A name of one letter is rare. */
const nameProbability = (length: number, scale = NAME_SCALE): number =>
  Math.max(UNFIT, (Math.exp(-length / scale) * (length < 3 ? 0.5 : 1)) / scale + UNFIT);

const givenIn = ({ given }: { readonly given: readonly number[] }, length: number): number =>
  given.includes(length) ? 1 / given.length : UNFIT;

/** Bytes of the argument of a line; 0: none. */
export const argumentBytes = (verb: string, bytes: number): number => Math.max(0, bytes - bareBytes(verb) - 1);

/**
 * What follows what, in percent, as clients of all kinds do it (curl, lftp, wget, libraries of Python and Node, FileZilla);
 * what is left to 100 is shared by all verbs by their weights. '': the beginning of what is encrypted.
 */
const FOLLOWS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '': { USER: 70, FEAT: 11, PBSZ: 7, OPTS: 6, HOST: 1 },
  USER: { PASS: 96 },
  PASS: { PBSZ: 38, PWD: 20, FEAT: 11, OPTS: 9, TYPE: 7, SYST: 6, CWD: 1.5, PASV: 1, EPSV: 1, PORT: 1 },
  ACCT: { PWD: 40, TYPE: 20 },
  PBSZ: { PROT: 97 },
  PROT: { PWD: 38, TYPE: 20, SYST: 7, CWD: 6, USER: 6, EPSV: 5, FEAT: 3, OPTS: 3, PASV: 4, PRET: 1, SIZE: 1, MKD: 1 },
  FEAT: { OPTS: 32, TYPE: 20, USER: 10, CLNT: 11, PBSZ: 8, PWD: 10, SYST: 2 },
  OPTS: { USER: 24, OPTS: 20, PBSZ: 17, PWD: 16, TYPE: 9, HOST: 6, CWD: 3, SYST: 1 },
  CLNT: { LANG: 45, OPTS: 40 },
  LANG: { OPTS: 85 },
  HOST: { USER: 80 },
  SYST: { PWD: 50, FEAT: 18, TYPE: 15, PBSZ: 6, QUIT: 2 },
  PWD: { EPSV: 28, CWD: 20, TYPE: 18, PASV: 9, PBSZ: 7, PORT: 2, EPRT: 2, MKD: 1, SIZE: 1, LIST: 1, QUIT: 1 },
  XPWD: { CWD: 30, TYPE: 20, EPSV: 15, PASV: 15 },
  CWD: { EPSV: 20, CWD: 17, TYPE: 16, PASV: 13, MKD: 6, PWD: 6, SIZE: 5, PORT: 2, SITE: 2, DELE: 2, QUIT: 2, CDUP: 1 },
  CDUP: { CWD: 15, PWD: 15, EPSV: 14, TYPE: 10, RMD: 8, PASV: 8, CDUP: 8, MKD: 6, QUIT: 4 },
  TYPE: {
    PASV: 36,
    SIZE: 19,
    PORT: 7,
    EPSV: 10,
    CWD: 6,
    STOR: 5,
    LIST: 5,
    STRU: 2,
    MDTM: 2,
    RETR: 2,
    EPRT: 1,
    PRET: 1,
    NLST: 0.8,
    MLSD: 0.4,
    APPE: 0.4,
  },
  MODE: { TYPE: 20, PASV: 35, STRU: 10, CWD: 6, EPSV: 5 },
  STRU: { OPTS: 30, TYPE: 20, MODE: 10, PASV: 10 },
  EPSV: { TYPE: 32, RETR: 20, STOR: 14, LIST: 13, MLSD: 6, SIZE: 4, NLST: 3, PASV: 3, APPE: 1, REST: 1 },
  PASV: { PASV: 1, RETR: 45, STOR: 17, LIST: 17, MLSD: 7, NLST: 4, TYPE: 3, REST: 2, APPE: 1 },
  PORT: { APPE: 1, MLSD: 1, RETR: 41, STOR: 24, LIST: 16, NLST: 5, TYPE: 5 },
  EPRT: { NLST: 3, MLSD: 1, APPE: 1, TYPE: 25, RETR: 22, LIST: 20, STOR: 18 },
  PRET: { PASV: 60, EPSV: 37 },
  REST: { RETR: 80, STOR: 12 },
  SIZE: { RETR: 42, MDTM: 26, PASV: 9, EPSV: 5, REST: 3, TYPE: 3, PORT: 2, QUIT: 2, SIZE: 2 },
  MDTM: { PASV: 35, MDTM: 18, RETR: 10, EPSV: 9, SIZE: 9, PORT: 6, TYPE: 4, QUIT: 3 },
  RETR: { TYPE: 25, QUIT: 25, MODE: 2, PASV: 12, EPSV: 7, SIZE: 7, PRET: 3, CWD: 4, MDTM: 2, SITE: 1, DELE: 1 },
  STOR: { QUIT: 33, TYPE: 24, MFMT: 9, SITE: 7, EPSV: 6, PASV: 6, CDUP: 2, CWD: 2, SIZE: 2 },
  APPE: { QUIT: 35, TYPE: 25, EPSV: 5, PASV: 5 },
  STOU: { QUIT: 35, TYPE: 25 },
  LIST: { QUIT: 37, TYPE: 21, PASV: 12, EPSV: 7, CWD: 6, PWD: 3, SIZE: 2 },
  NLST: { QUIT: 30, TYPE: 35, PASV: 8, EPSV: 4, CWD: 4 },
  MLSD: { TYPE: 42, QUIT: 14, PASV: 9, EPSV: 8, CWD: 6, CDUP: 3, PWD: 3 },
  RNFR: { RNTO: 90 },
  RNTO: { QUIT: 34, TYPE: 24, EPSV: 10, PASV: 6 },
  MKD: { CWD: 48, MKD: 15, TYPE: 8, QUIT: 6, EPSV: 3 },
  RMD: { QUIT: 25, CDUP: 15, RMD: 15 },
  DELE: { QUIT: 25, DELE: 15, CDUP: 12, TYPE: 10 },
  SITE: { SITE: 31, QUIT: 14, CWD: 12, EPSV: 8, PASV: 4, PWD: 4, TYPE: 4, STAT: 2 },
  MFMT: { TYPE: 38, QUIT: 18, PRET: 15, SITE: 8 },
};

/** Commands that mean something after another one alone: their weight anywhere else, as a factor. */
const ONLY_AFTER: readonly (readonly [verb: string, before: string, elsewhere: number])[] = [
  ['PASS', 'USER', 0.02],
  ['ACCT', 'PASS', 0.05],
  ['PROT', 'PBSZ', 0.4],
  ['RNTO', 'RNFR', 0.01],
];

/** Verbs of which a client uses one or the other, mostly: what it has used before, it uses again. */
export const HABITS: readonly (readonly string[])[] = [
  ['PASV', 'EPSV'],
  ['PORT', 'EPRT'],
  ['LIST', 'NLST', 'MLSD'],
  ['PWD', 'XPWD'],
];

/** How often each verb of `VERBS` comes right after another one; null: what is first encrypted. They sum to one. */
export function sharesAfter(before: string | null): number[] {
  const follows = FOLLOWS[before ?? ''] ?? {};
  const rest = 1 - Object.values(follows).reduce((sum, percent) => sum + percent / 100, 0);
  const weights = VERBS.map(({ verb, weight }) => {
    const bound = ONLY_AFTER.find(([after, only]) => after === verb && only !== before)?.[2] ?? 1;
    return weight * bound;
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return VERBS.map(({ verb }, v) => (follows[verb] ?? 0) / 100 + (rest * weights[v]!) / all);
}

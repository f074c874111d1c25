/** Commands as their lengths show them: one row a verb. */
import type { CommandClass } from '../protocol/inferred.js';

/**
 * Arguments: 'none'; 'given' by its bytes alone (TYPE I, PROT P); 'name' of a file, directory or user; 'maybe': a name or
 * nothing; 'numbers': six numbers or an address, as PORT and EPRT have.
 */
type Argument = 'none' | 'name' | 'maybe' | 'numbers' | { readonly given: readonly number[] };

export type VerbRow = {
  readonly verb: string;
  readonly class: CommandClass;
  readonly argument: Argument;
  /** How often it is sent in dialogues of all kinds, as a share of a thousand. */
  readonly weight: number;
};

const row = (verb: string, kind: CommandClass, argument: Argument, weight: number): VerbRow => {
  return { verb, class: kind, argument, weight };
};

export const VERBS: readonly VerbRow[] = [
  row('USER', 'login', 'name', 60),
  row('PASS', 'login', 'name', 60),
  row('ACCT', 'login', 'name', 1),
  row('PBSZ', 'protection', { given: [1] }, 40),
  row('PROT', 'protection', { given: [1] }, 40),
  row('CCC', 'protection', 'none', 1),
  row('PASV', 'passive', 'none', 90),
  row('EPSV', 'passive', { given: [0, 1, 3] }, 50),
  row('PORT', 'active', 'numbers', 25),
  row('EPRT', 'active', 'numbers', 8),
  row('PRET', 'parameter', 'name', 5),
  row('LIST', 'listing', 'maybe', 30),
  row('NLST', 'listing', 'maybe', 8),
  row('MLSD', 'listing', 'maybe', 12),
  row('RETR', 'download', 'name', 90),
  row('STOR', 'upload', 'name', 50),
  row('APPE', 'upload', 'name', 4),
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
  row('REST', 'parameter', 'name', 6),
  row('OPTS', 'parameter', 'name', 25),
  row('CLNT', 'parameter', 'name', 6),
  row('LANG', 'parameter', 'maybe', 4),
  row('ALLO', 'parameter', 'name', 2),
  row('HOST', 'parameter', 'name', 3),
  row('FEAT', 'information', 'none', 25),
  row('SYST', 'information', 'none', 18),
  row('SIZE', 'information', 'name', 40),
  row('MDTM', 'information', 'name', 18),
  row('MLST', 'information', 'maybe', 4),
  row('STAT', 'information', 'maybe', 3),
  row('HELP', 'information', 'maybe', 2),
  row('NOOP', 'information', 'none', 10),
  row('HASH', 'information', 'name', 1),
  row('DELE', 'change', 'name', 6),
  row('RNFR', 'change', 'name', 4),
  row('RNTO', 'change', 'name', 4),
  row('MFMT', 'change', 'name', 4),
  row('SITE', 'change', 'name', 6),
  row('ABOR', 'change', 'none', 1),
  row('QUIT', 'quit', 'none', 45),
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
  if (extra === 0) return argument === 'none' ? 1 : argument === 'maybe' ? 0.6 : givenIn(argument, 0);
  const length = extra - 1;
  if (length < 1 || argument === 'none') return UNFIT;
  if (argument === 'numbers') return length >= 11 && length <= 50 ? 1 / 14 : UNFIT;
  if (argument === 'name' || argument === 'maybe') {
    const share = argument === 'name' ? 1 : 0.4;
    // A password or a name of one letter is rare.
    return Math.max(UNFIT, (share * Math.exp(-length / NAME_SCALE) * (length < 3 ? 0.5 : 1)) / NAME_SCALE + UNFIT);
  }
  return givenIn(argument, length);
}

const givenIn = (argument: Argument, length: number): number =>
  typeof argument === 'object' && argument.given.includes(length) ? 1 / argument.given.length : UNFIT;

/** Bytes of the argument of a line; 0: none. */
export const argumentBytes = (verb: string, bytes: number): number => Math.max(0, bytes - bareBytes(verb) - 1);

/**
 * What follows what, as a factor over the verb's own weight: clients of all kinds keep to these orders. `null`: the
 * beginning of what is encrypted.
 */
export const ORDER: readonly (readonly [before: string | null, after: string, factor: number])[] = [
  [null, 'USER', 12],
  [null, 'PBSZ', 8],
  [null, 'FEAT', 3],
  [null, 'OPTS', 3],
  [null, 'QUIT', 0.05],
  [null, 'PASV', 0.05],
  [null, 'EPSV', 0.05],
  ['USER', 'PASS', 16],
  ['PBSZ', 'PROT', 24],
  ['RNFR', 'RNTO', 200],
  ['REST', 'RETR', 6],
  ['REST', 'STOR', 4],
  ['PASS', 'PBSZ', 6],
  ['PASS', 'FEAT', 5],
  ['PASS', 'SYST', 5],
  ['PASS', 'PWD', 5],
  ['PASS', 'TYPE', 2],
  ['PASS', 'OPTS', 3],
  ['PROT', 'USER', 2],
  ['PROT', 'PWD', 5],
  ['PROT', 'TYPE', 2],
  ['PROT', 'FEAT', 2],
  ['PROT', 'OPTS', 2],
  ['PROT', 'CWD', 2],
  ['FEAT', 'OPTS', 6],
  ['FEAT', 'CLNT', 20],
  ['FEAT', 'PBSZ', 4],
  ['FEAT', 'PWD', 3],
  ['CLNT', 'OPTS', 12],
  ['OPTS', 'OPTS', 6],
  ['OPTS', 'USER', 4],
  ['OPTS', 'PBSZ', 4],
  ['OPTS', 'PWD', 3],
  ['OPTS', 'HOST', 10],
  ['SYST', 'FEAT', 6],
  ['SYST', 'PWD', 4],
  ['SYST', 'PBSZ', 3],
  ['PWD', 'CWD', 4],
  ['PWD', 'TYPE', 2],
  ['PWD', 'EPSV', 3],
  ['PWD', 'PASV', 2],
  ['PWD', 'PBSZ', 2],
  ['CWD', 'PWD', 2],
  ['CWD', 'CWD', 3],
  ['CWD', 'EPSV', 2],
  ['CWD', 'PASV', 2],
  ['CWD', 'TYPE', 1.5],
  ['TYPE', 'PASV', 3],
  ['TYPE', 'EPSV', 3],
  ['TYPE', 'PORT', 3],
  ['TYPE', 'SIZE', 5],
  ['TYPE', 'RETR', 1.5],
  ['TYPE', 'STOR', 1.5],
  ['TYPE', 'LIST', 1.5],
  ['TYPE', 'QUIT', 0.2],
  ['SIZE', 'RETR', 4],
  ['SIZE', 'PASV', 4],
  ['SIZE', 'EPSV', 4],
  ['SIZE', 'REST', 4],
  ['SIZE', 'MDTM', 8],
  ['MDTM', 'SIZE', 6],
  ['MDTM', 'PASV', 3],
  ['EPSV', 'TYPE', 4],
  ['EPSV', 'PASV', 2],
  ['EPSV', 'RETR', 5],
  ['EPSV', 'STOR', 5],
  ['EPSV', 'LIST', 7],
  ['EPSV', 'MLSD', 12],
  ['EPSV', 'NLST', 6],
  ['EPSV', 'SIZE', 2],
  ['EPSV', 'MDTM', 2],
  ['EPSV', 'REST', 3],
  ['EPSV', 'EPSV', 0.1],
  ['PASV', 'TYPE', 1.5],
  ['PASV', 'RETR', 6],
  ['PASV', 'STOR', 6],
  ['PASV', 'LIST', 8],
  ['PASV', 'MLSD', 12],
  ['PASV', 'NLST', 6],
  ['PASV', 'SIZE', 2],
  ['PASV', 'REST', 3],
  ['PASV', 'PASV', 0.1],
  ['PORT', 'RETR', 6],
  ['PORT', 'STOR', 6],
  ['PORT', 'LIST', 8],
  ['PORT', 'NLST', 6],
  ['EPRT', 'RETR', 6],
  ['EPRT', 'STOR', 6],
  ['EPRT', 'LIST', 8],
  ['PRET', 'PASV', 10],
  ['RETR', 'QUIT', 2],
  ['RETR', 'PASV', 2],
  ['RETR', 'EPSV', 2],
  ['STOR', 'QUIT', 2],
  ['STOR', 'PASV', 1.5],
  ['STOR', 'MFMT', 8],
  ['STOR', 'SITE', 4],
  ['LIST', 'QUIT', 2],
  ['QUIT', 'USER', 0.01],
];

/** Commands that mean something after another one alone: their weight anywhere else, as a factor. */
export const ONLY_AFTER: readonly (readonly [verb: string, before: string, elsewhere: number])[] = [
  ['PASS', 'USER', 0.02],
  ['ACCT', 'PASS', 0.05],
  ['PROT', 'PBSZ', 0.1],
  ['RNTO', 'RNFR', 0.01],
];

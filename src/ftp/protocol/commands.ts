/**
 * The commands of FTP, one row each: where it is defined, which final replies answer it,
 * and what it does to the session. Everything that depends on a verb stands here, and nowhere else: others ask for its row.
 */
import { ANNOUNCEMENTS, announcedByReply } from './announcements.js';
import type { CommandRow } from './commandRow.js';
import {
  allocate,
  changeDirectory,
  forgetDirectory,
  login,
  loginFailed,
  noteSize,
  printDirectory,
  restartAt,
  setMode,
  setProtection,
  setStructure,
  setType,
  startOver,
  toParent,
} from './effects.js';

const MOVED = { changesNames: true, effect: changeDirectory } as const;
const MOVED_UP = { changesNames: true, effect: toParent } as const;

const CHANGE = [200, 250, 431, 550, 553];
const DONE = [200, 250, 257, 450, 550, 553];
const NUMBER = [213, 550, 450];
const MOVE = [226, 250, 425, 426, 450, 451, 452, 550, 551, 552, 553, 532];
const HASHES = [200, 213, 250, 550];
const STATUS = [211, 212, 213, 214, 215, 200, 250, 450, 550];

/** Every column, so that all rows are objects of one shape: they are read for every line of every session. */
const EMPTY: { readonly [Column in Exclude<keyof CommandRow, 'rfc' | 'usedBy' | 'replies'>]-?: undefined } = {
  anyReply: undefined,
  secret: undefined,
  secretAfter: undefined,
  login: undefined,
  options: undefined,
  serverNames: undefined,
  announce: undefined,
  transfer: undefined,
  listing: undefined,
  appends: undefined,
  aborts: undefined,
  endsSession: undefined,
  startsProtection: undefined,
  carriesProtected: undefined,
  reportsSize: undefined,
  reportsHash: undefined,
  keepsRestart: undefined,
  changesNames: undefined,
  provesLogin: undefined,
  effect: undefined,
  failure: undefined,
  intermediate: undefined,
  duringTransfer: undefined,
};

const row = (
  source: string | { readonly usedBy: string },
  replies: readonly number[],
  more: Partial<CommandRow> = {},
): CommandRow => ({
  ...(EMPTY as object),
  rfc: typeof source === 'string' ? source : null,
  usedBy: typeof source === 'string' ? null : source.usedBy,
  replies,
  ...more,
});

const COMMANDS = {
  // Access control, RFC 959 §4.1.1
  USER: row('RFC 959 §4.1.1', [230, 232, 331, 332, 336, 530], {
    login: 'user',
    changesNames: true,
    effect: login,
    failure: loginFailed,
  }),
  PASS: row('RFC 959 §4.1.1', [230, 202, 332, 530], {
    login: 'password',
    secret: true,
    effect: login,
    failure: loginFailed,
  }),
  ACCT: row('RFC 959 §4.1.1', [230, 202, 530], {
    login: 'account',
    secret: true,
    effect: login,
    failure: loginFailed,
  }),
  CWD: row('RFC 959 §4.1.1', CHANGE, { ...MOVED, provesLogin: 250 }),
  XCWD: row('RFC 775', CHANGE, MOVED),
  CDUP: row('RFC 959 §4.1.1', CHANGE, MOVED_UP),
  XCUP: row('RFC 775', CHANGE, MOVED_UP),
  SMNT: row('RFC 959 §4.1.1', [202, 250, 550], {
    changesNames: true,
    effect: forgetDirectory,
  }),
  REIN: row('RFC 959 §4.1.1', [120, 220], {
    changesNames: true,
    effect: startOver,
  }),
  QUIT: row('RFC 959 §4.1.1', [221, 226], { endsSession: true }),
  HOST: row('RFC 7151', [220, 504, 501]),
  // Transfer parameters, RFC 959 §4.1.2
  PORT: row('RFC 959 §4.1.2', [200], {
    announce: 'PORT',
  }),
  PASV: row('RFC 959 §4.1.2', [227], {
    announce: 'PASV',
  }),
  EPRT: row('RFC 2428 §2', [200, 522], {
    announce: 'EPRT',
  }),
  EPSV: row('RFC 2428 §3', [229, 200, 220, 522], {
    announce: 'EPSV',
  }),
  LPRT: row('RFC 1639', [200, 521], {
    announce: 'LPRT',
  }),
  LPSV: row('RFC 1639', [228, 521], {
    announce: 'LPSV',
  }),
  TYPE: row('RFC 959 §4.1.2', [200, 250], { effect: setType, keepsRestart: true }),
  STRU: row('RFC 959 §4.1.2', [200, 250], {
    effect: setStructure,
    keepsRestart: true,
  }),
  MODE: row('RFC 959 §4.1.2', [200, 250], { effect: setMode, keepsRestart: true }),
  // Transfers, RFC 959 §4.1.3
  RETR: row('RFC 959 §4.1.3', MOVE, { transfer: 'download' }),
  STOR: row('RFC 959 §4.1.3', MOVE, { transfer: 'upload' }),
  STOU: row('RFC 959 §4.1.3', MOVE, {
    transfer: 'upload',
    serverNames: true,
  }),
  APPE: row('RFC 959 §4.1.3', MOVE, { transfer: 'upload', appends: true }),
  LIST: row('RFC 959 §4.1.3', MOVE, {
    transfer: 'listing',
    listing: 'long',
    options: true,
  }),
  NLST: row('RFC 959 §4.1.3', MOVE, {
    transfer: 'listing',
    listing: 'names',
    options: true,
  }),
  MLSD: row('RFC 3659 §7', MOVE, { transfer: 'listing', listing: 'facts' }),
  ALLO: row('RFC 959 §4.1.3', [200, 202, 250], {
    effect: allocate,
    keepsRestart: true,
  }),
  REST: row('RFC 959 §4.1.3, RFC 3659 §5', [350, 200], {
    intermediate: restartAt,
    keepsRestart: true,
  }),
  RNFR: row('RFC 959 §4.1.3', [350, 450, 550], {
    changesNames: true,
  }),
  RNTO: row('RFC 959 §4.1.3', [250, 200, 532, 550, 553], {
    changesNames: true,
    provesLogin: 250,
  }),
  ABOR: row('RFC 959 §4.1.3', [225, 226, 426], {
    aborts: true,
    duringTransfer: true,
  }),
  DELE: row('RFC 959 §4.1.3', DONE, { changesNames: true, provesLogin: 250 }),
  RMD: row('RFC 959 §4.1.3', DONE, { provesLogin: 250 }),
  XRMD: row('RFC 775', DONE),
  MKD: row('RFC 959 §4.1.3', [257, 250, 521, 550, 553], { provesLogin: 257 }),
  XMKD: row('RFC 775', [257, 250, 521, 550, 553]),
  PWD: row('RFC 959 §4.1.3', [257, 550], {
    provesLogin: 257,
    effect: printDirectory,
    duringTransfer: true,
  }),
  XPWD: row('RFC 775', [257, 550], {
    provesLogin: 257,
    effect: printDirectory,
    duringTransfer: true,
  }),
  SITE: row('RFC 959 §4.1.3', [200, 202, 211, 214, 250, 550, 553], {
    secretAfter:
      /^\s*(?:\S*(?:PASS|PSWD|PSW|PWD|SECRET|AUTH|LOGIN|TOKEN)\S*|G?ADDUSER|USERADD|NEWUSER|CHANGE|CHUSER)(?=\s|$)/i,
    anyReply: true,
    duringTransfer: true,
  }),
  SYST: row('RFC 959 §4.1.3', [215], { duringTransfer: true }),
  STAT: row('RFC 959 §4.1.3', STATUS, {
    duringTransfer: true,
  }),
  HELP: row('RFC 959 §4.1.3', [211, 214, 200], { duringTransfer: true }),
  NOOP: row('RFC 959 §4.1.3', [200, 220, 250], {
    duringTransfer: true,
  }),
  // Extensions
  FEAT: row('RFC 2389 §3', [211], { duringTransfer: true }),
  OPTS: row('RFC 2389 §4', [200, 202, 220, 451, 501]),
  LANG: row('RFC 2640 §4', [200, 250]),
  SIZE: row('RFC 3659 §4', NUMBER, {
    reportsSize: true,
    effect: noteSize,
    duringTransfer: true,
    keepsRestart: true,
  }),
  MDTM: row('RFC 3659 §3', NUMBER, { duringTransfer: true, keepsRestart: true }),
  MLST: row('RFC 3659 §7', [250, 550], { duringTransfer: true }),
  AUTH: row('RFC 2228 §3, RFC 4217 §4', [234, 334, 235, 431, 534], { startsProtection: true, secretAfter: /^\s*\S+/ }),
  ADAT: row('RFC 2228 §3', [235, 335, 535, 431], { secret: true }),
  PBSZ: row('RFC 2228 §3', [200], { keepsRestart: true }),
  PROT: row('RFC 2228 §3, RFC 4217', [200, 431, 534, 536], { effect: setProtection, keepsRestart: true }),
  CCC: row('RFC 2228 §3, RFC 4217 §5', [200, 533, 534]),
  MIC: row('RFC 2228 §3', [631, 535, 533, 537], { carriesProtected: true }),
  CONF: row('RFC 2228 §3', [633, 535, 533, 537], { carriesProtected: true }),
  ENC: row('RFC 2228 §3', [631, 632, 633, 535, 533, 537], { carriesProtected: true }),
  // What servers and clients really speak
  CLNT: row({ usedBy: 'clients' }, [200, 250]),
  PRET: row({ usedBy: 'DrFTPD' }, [200], { keepsRestart: true }),
  CPSV: row({ usedBy: 'FXP-TLS' }, [227], {
    announce: 'PASV',
  }),
  SSCN: row({ usedBy: 'FXP-TLS' }, [200]),
  MFMT: row('draft-somers-ftp-mfxx', [213, 253, 550]),
  MFCT: row('draft-somers-ftp-mfxx', [213, 253, 550]),
  MFF: row('draft-somers-ftp-mfxx', [213, 253, 550]),
  AVBL: row('draft-peterson-streamlined-ftp', NUMBER),
  CSID: row('draft-peterson-streamlined-ftp', [200]),
  RMDA: row('draft-peterson-streamlined-ftp', DONE),
  DSIZ: row('draft-peterson-streamlined-ftp', NUMBER),
  THMB: row('draft-peterson-streamlined-ftp', MOVE, { transfer: 'download' }),
  HASH: row('draft-bryan-ftp-hash', HASHES, {
    reportsHash: { name: null, part: false },
  }),
  XCRC: row({ usedBy: 'servers' }, HASHES, {
    reportsHash: { name: 'crc32', part: true },
  }),
  XMD5: row({ usedBy: 'servers' }, HASHES, {
    reportsHash: { name: 'md5', part: true },
  }),
  MD5: row('draft-twine-ftpmd5', [251, 504, 550], {
    reportsHash: { name: 'md5', part: false },
  }),
  MMD5: row('draft-twine-ftpmd5', [252, 504, 550]),
  XSHA: row({ usedBy: 'servers' }, HASHES, {
    reportsHash: { name: 'sha1', part: true },
  }),
  XSHA1: row({ usedBy: 'servers' }, HASHES, {
    reportsHash: { name: 'sha1', part: true },
  }),
  XSHA256: row({ usedBy: 'servers' }, HASHES, {
    reportsHash: { name: 'sha256', part: true },
  }),
  XSHA512: row({ usedBy: 'servers' }, HASHES, {
    reportsHash: { name: 'sha512', part: true },
  }),
  COMB: row({ usedBy: 'servers' }, DONE),
  XDUP: row({ usedBy: 'glFTPd' }, [200]),
  SPSV: row({ usedBy: 'servers' }, [227, 229]),
  MACB: row({ usedBy: 'NetPresenz' }, [200]),
  MSND: row('RFC 765', [250, 450, 550]),
  XSEM: row('RFC 737', [250, 450, 550]),
  XSEN: row('RFC 737', [250, 450, 550]),
  XRSQ: row('RFC 743', [200, 215]),
} satisfies Readonly<Record<string, CommandRow>>;

/** A verb of the table; `text/` says what each means. */
export type Verb = keyof typeof COMMANDS;

/** Replies that may answer any command (RFC 959 §4.2.2 and §5.4; RFC 2228 §5.1; 554: RFC 1123 §4.1.3.4). */
const ALWAYS: ReadonlySet<number> = new Set([
  202, 421, 500, 501, 502, 503, 504, 530, 534, 535, 536, 537, 550, 551, 554,
]);
/** Final replies of a transfer that has begun with a 1yz reply (RFC 959 §5.4). */
const AFTER_START: ReadonlySet<number> = new Set([
  226, 250, 225, 421, 425, 426, 450, 451, 452, 550, 551, 552, 553, 522, 521,
]);

const ROWS: ReadonlyMap<string | undefined, CommandRow> = new Map(Object.entries(COMMANDS));

/** All verbs of the table. */
export const VERBS: readonly string[] = Object.keys(COMMANDS);

/** Is it a verb of the table? In upper case. */
export const isVerb = (verb: string): verb is Verb => ROWS.has(verb);

/** What is known of a command; undefined: no command, or one that is in no table of ours. `verb` in upper case. */
export const rowOf = (verb: string | undefined): CommandRow | undefined => ROWS.get(verb);

/** Codes that answer few commands: beside another one they show that replies and commands are out of step. */
const PARTICULAR: ReadonlySet<number> = new Set([
  211, 213, 215, 220, 221, 225, 226, 227, 228, 229, 230, 232, 234, 257, 331, 332, 334, 335, 350, 425, 426,
]);
export const isParticular = (code: number): boolean => PARTICULAR.has(code);

/** How well a final reply fits a command: not at all; as a reply that may answer any command; as one of its own. */
export const FIT = { none: 0, any: 1, exact: 2 } as const;
export type Fit = (typeof FIT)[keyof typeof FIT];

/** May `code` be the final reply of a command? `started`: a 1yz reply has come already. Unknown commands: anything. */
export function fitOf(row: CommandRow | undefined, code: number, started: boolean): Fit {
  if (!row) return FIT.any;
  if (started) return AFTER_START.has(code) ? FIT.exact : FIT.none;
  if (row.replies.includes(code)) return FIT.exact;
  return ALWAYS.has(code) || row.anyReply || isOtherPassive(row, code) ? FIT.any : FIT.none;
}

/** EPSV that is answered 227, or PASV 229: an endpoint all the same. */
const isOtherPassive = (row: CommandRow, code: number): boolean =>
  row.announce !== undefined && ANNOUNCEMENTS[row.announce].by === 'server' && announcedByReply(code) !== undefined;

/** Is `code` a final reply that the command's RFC lists, or one that may answer any command? */
export const isExpected = (row: CommandRow | undefined, code: number, started: boolean): boolean => {
  const fit = fitOf(row, code, started);
  return fit === FIT.exact || (fit === FIT.any && (!row || row.anyReply === true || ALWAYS.has(code)));
};

/** Does a reply of this code show that the user is logged in, though the reply to PASS is not captured? */
export const provesLogin = (row: CommandRow | undefined, code: number): boolean =>
  code < 200 ? row?.transfer !== undefined : row?.provesLogin === code;

/** Does this line look like the beginning of a command? Used where the start of a line is in doubt. */
export const looksLikeCommand = (text: string): boolean => {
  const verb = /^\s*([A-Za-z]{3,8})(?:\s|$)/.exec(text)?.[1];
  return verb !== undefined && ROWS.has(verb.toUpperCase());
};

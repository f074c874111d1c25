/**
 * The commands of FTP, one row each: where it is defined, what it means, what it takes, which final replies answer it,
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

const row = (
  rfc: string,
  summary: string,
  argument: string,
  replies: readonly number[],
  more: Partial<CommandRow> = {},
): CommandRow => ({
  rfc,
  summary,
  argument,
  replies,
  ...more,
});

const COMMANDS: Readonly<Record<string, CommandRow>> = {
  // Access control, RFC 959 §4.1.1
  USER: row('RFC 959 §4.1.1', 'names the user who wants to log in', 'user name', [230, 232, 331, 332, 336, 530], {
    login: 'user',
    changesNames: true,
    effect: login,
    failure: loginFailed,
  }),
  PASS: row('RFC 959 §4.1.1', 'sends the password, in clear text', 'password', [230, 202, 332, 530], {
    login: 'password',
    secret: true,
    effect: login,
    failure: loginFailed,
  }),
  ACCT: row('RFC 959 §4.1.1', 'sends the account', 'account', [230, 202, 530], {
    login: 'account',
    secret: true,
    effect: login,
    failure: loginFailed,
  }),
  CWD: row('RFC 959 §4.1.1', 'changes the working directory', 'path', CHANGE, { ...MOVED, provesLogin: 250 }),
  XCWD: row('RFC 775', 'changes the working directory', 'path', CHANGE, MOVED),
  CDUP: row('RFC 959 §4.1.1', 'changes to the parent directory', '', CHANGE, MOVED_UP),
  XCUP: row('RFC 775', 'changes to the parent directory', '', CHANGE, MOVED_UP),
  SMNT: row('RFC 959 §4.1.1', 'mounts another file system', 'path', [202, 250, 550], {
    changesNames: true,
    effect: forgetDirectory,
  }),
  REIN: row('RFC 959 §4.1.1', 'logs out and starts over on the same connection', '', [120, 220], {
    changesNames: true,
    effect: startOver,
  }),
  QUIT: row('RFC 959 §4.1.1', 'ends the session', '', [221, 226], { endsSession: true }),
  HOST: row('RFC 7151', 'chooses a virtual host before the login', 'host name', [220, 504, 501]),
  // Transfer parameters, RFC 959 §4.1.2
  PORT: row(
    'RFC 959 §4.1.2',
    'the client announces where it listens for the data connection (active mode)',
    'h1,h2,h3,h4,p1,p2',
    [200],
    {
      announce: 'PORT',
    },
  ),
  PASV: row(
    'RFC 959 §4.1.2',
    'asks the server to wait for the data connection and to say where (passive mode)',
    '',
    [227],
    {
      announce: 'PASV',
    },
  ),
  EPRT: row('RFC 2428 §2', 'like PORT, for IPv6 and IPv4', '|protocol|address|port|', [200, 522], {
    announce: 'EPRT',
  }),
  EPSV: row(
    'RFC 2428 §3',
    'like PASV, but the reply carries the port alone',
    '[protocol | ALL]',
    [229, 200, 220, 522],
    {
      announce: 'EPSV',
    },
  ),
  LPRT: row('RFC 1639', 'like PORT, for long addresses', 'af,hal,h1,...,pal,p1,...', [200, 521], {
    announce: 'LPRT',
  }),
  LPSV: row('RFC 1639', 'like PASV, for long addresses', '', [228, 521], {
    announce: 'LPSV',
  }),
  TYPE: row(
    'RFC 959 §4.1.2',
    'sets the representation: A text, I image (binary), E EBCDIC, L local',
    'A | I | E | L bits',
    [200, 250],
    { effect: setType },
  ),
  STRU: row('RFC 959 §4.1.2', 'sets the file structure: F file, R records, P pages', 'F | R | P', [200, 250], {
    effect: setStructure,
  }),
  MODE: row(
    'RFC 959 §4.1.2',
    'sets the transmission mode: S stream, B block, C compressed, Z deflate',
    'S | B | C | Z',
    [200, 250],
    { effect: setMode },
  ),
  // Transfers, RFC 959 §4.1.3
  RETR: row('RFC 959 §4.1.3', 'downloads a file', 'path', MOVE, { transfer: 'download' }),
  STOR: row('RFC 959 §4.1.3', 'uploads a file', 'path', MOVE, { transfer: 'upload' }),
  STOU: row('RFC 959 §4.1.3', 'uploads a file under a name that the server chooses', '[name]', MOVE, {
    transfer: 'upload',
    serverNames: true,
  }),
  APPE: row('RFC 959 §4.1.3', 'uploads and appends to a file', 'path', MOVE, { transfer: 'upload', appends: true }),
  LIST: row('RFC 959 §4.1.3', 'lists a directory for people', '[path]', MOVE, {
    transfer: 'listing',
    listing: 'long',
    options: true,
  }),
  NLST: row('RFC 959 §4.1.3', 'lists the names in a directory', '[path]', MOVE, {
    transfer: 'listing',
    listing: 'names',
    options: true,
  }),
  MLSD: row('RFC 3659 §7', 'lists a directory for programs', '[path]', MOVE, { transfer: 'listing', listing: 'facts' }),
  ALLO: row('RFC 959 §4.1.3', 'asks for space before an upload', 'bytes [R record size]', [200, 202, 250], {
    effect: allocate,
  }),
  REST: row('RFC 959 §4.1.3, RFC 3659 §5', 'says at which byte the next transfer starts', 'marker', [350, 200], {
    intermediate: restartAt,
  }),
  RNFR: row('RFC 959 §4.1.3', 'names the file to rename', 'path', [350, 450, 550], {
    changesNames: true,
  }),
  RNTO: row('RFC 959 §4.1.3', 'gives the new name', 'path', [250, 200, 532, 550, 553], {
    changesNames: true,
    provesLogin: 250,
  }),
  ABOR: row('RFC 959 §4.1.3', 'aborts the transfer that runs', '', [225, 226, 426], {
    aborts: true,
    duringTransfer: true,
  }),
  DELE: row('RFC 959 §4.1.3', 'deletes a file', 'path', DONE, { changesNames: true, provesLogin: 250 }),
  RMD: row('RFC 959 §4.1.3', 'removes a directory', 'path', DONE, { provesLogin: 250 }),
  XRMD: row('RFC 775', 'removes a directory', 'path', DONE),
  MKD: row('RFC 959 §4.1.3', 'makes a directory', 'path', [257, 250, 521, 550, 553], { provesLogin: 257 }),
  XMKD: row('RFC 775', 'makes a directory', 'path', [257, 250, 521, 550, 553]),
  PWD: row('RFC 959 §4.1.3', 'asks for the working directory', '', [257, 550], {
    provesLogin: 257,
    effect: printDirectory,
    duringTransfer: true,
  }),
  XPWD: row('RFC 775', 'asks for the working directory', '', [257, 550], {
    provesLogin: 257,
    effect: printDirectory,
    duringTransfer: true,
  }),
  SITE: row('RFC 959 §4.1.3', 'a command of this server', 'subcommand', [200, 202, 211, 214, 250, 550, 553], {
    anyReply: true,
    duringTransfer: true,
  }),
  SYST: row('RFC 959 §4.1.3', 'asks for the kind of operating system', '', [215], { duringTransfer: true }),
  STAT: row('RFC 959 §4.1.3', 'asks for the state, or lists over the control connection', '[path]', STATUS, {
    duringTransfer: true,
  }),
  HELP: row('RFC 959 §4.1.3', 'asks for help', '[command]', [211, 214, 200], { duringTransfer: true }),
  NOOP: row('RFC 959 §4.1.3', 'does nothing; keeps the connection alive', '', [200, 220, 250], {
    duringTransfer: true,
  }),
  // Extensions
  FEAT: row('RFC 2389 §3', 'asks for the extensions that the server knows', '', [211], { duringTransfer: true }),
  OPTS: row('RFC 2389 §4', 'sets an option of a command', 'command [options]', [200, 202, 220, 451, 501]),
  LANG: row('RFC 2640 §4', 'chooses the language of replies', '[language]', [200, 250]),
  SIZE: row('RFC 3659 §4', 'asks for the bytes that a transfer would move', 'path', NUMBER, {
    reportsSize: true,
    effect: noteSize,
    duringTransfer: true,
  }),
  MDTM: row('RFC 3659 §3', 'asks for the time of the last change', 'path', NUMBER, { duringTransfer: true }),
  MLST: row('RFC 3659 §7', 'asks for the facts of one file', '[path]', [250, 550], { duringTransfer: true }),
  AUTH: row(
    'RFC 2228 §3, RFC 4217 §4',
    'starts protection of the control connection',
    'TLS | SSL | GSSAPI ...',
    [234, 334, 235, 431, 534],
    { startsProtection: true },
  ),
  ADAT: row('RFC 2228 §3', 'sends security data, in Base64', 'Base64', [235, 335, 535, 431], { secret: true }),
  PBSZ: row('RFC 2228 §3', 'sets the size of protected blocks; 0 with TLS', 'bytes', [200]),
  PROT: row(
    'RFC 2228 §3, RFC 4217',
    'sets protection of data connections: C clear, P private',
    'C | S | E | P',
    [200, 431, 534, 536],
    { effect: setProtection },
  ),
  CCC: row('RFC 2228 §3, RFC 4217 §5', 'returns the control connection to clear text', '', [200, 533, 534]),
  MIC: row('RFC 2228 §3', 'a command with an integrity check, in Base64', 'Base64', [631, 535, 533, 537]),
  CONF: row('RFC 2228 §3', 'an encrypted command, in Base64', 'Base64', [633, 535, 533, 537]),
  ENC: row('RFC 2228 §3', 'an encrypted command, in Base64', 'Base64', [631, 632, 633, 535, 533, 537]),
  // What servers and clients really speak
  CLNT: row('no RFC (clients)', 'tells the name of the client program', 'name', [200, 250]),
  PRET: row('no RFC (DrFTPD)', 'tells which transfer will follow, before PASV', 'command', [200]),
  CPSV: row('no RFC (FXP over TLS)', 'PASV whose TLS handshake the server starts', '', [227], {
    announce: 'PASV',
  }),
  SSCN: row('no RFC (FXP over TLS)', 'says who starts the TLS handshake', '[ON | OFF]', [200]),
  MFMT: row('draft-somers-ftp-mfxx', 'sets the time of the last change', 'time path', [213, 253, 550]),
  MFCT: row('draft-somers-ftp-mfxx', 'sets the time of creation', 'time path', [213, 253, 550]),
  MFF: row('draft-somers-ftp-mfxx', 'sets facts of a file', 'facts path', [213, 253, 550]),
  AVBL: row('draft-peterson-streamlined-ftp', 'asks for the free space', '[path]', NUMBER),
  CSID: row('draft-peterson-streamlined-ftp', 'tells who the client is', 'facts', [200]),
  RMDA: row('draft-peterson-streamlined-ftp', 'removes a directory with all that is in it', 'path', DONE),
  DSIZ: row('draft-peterson-streamlined-ftp', 'asks for the size of a directory', '[path]', NUMBER),
  THMB: row(
    'draft-peterson-streamlined-ftp',
    'downloads a small picture of an image',
    'format width height path',
    MOVE,
    { transfer: 'download' },
  ),
  HASH: row('draft-bryan-ftp-hash', 'asks for a hash of a file', 'path', HASHES, {
    reportsHash: { name: null, part: false },
  }),
  XCRC: row('no RFC (servers)', 'asks for the CRC-32 of a file', 'path [start end]', HASHES, {
    reportsHash: { name: 'crc32', part: true },
  }),
  XMD5: row('no RFC (servers)', 'asks for the MD5 of a file', 'path [start end]', HASHES, {
    reportsHash: { name: 'md5', part: true },
  }),
  MD5: row('draft-twine-ftpmd5', 'asks for the MD5 of a file', 'path', [251, 504, 550], {
    reportsHash: { name: 'md5', part: false },
  }),
  MMD5: row('draft-twine-ftpmd5', 'asks for the MD5 of several files', 'paths', [252, 504, 550]),
  XSHA: row('no RFC (servers)', 'asks for the SHA-1 of a file', 'path [start end]', HASHES, {
    reportsHash: { name: 'sha1', part: true },
  }),
  XSHA1: row('no RFC (servers)', 'asks for the SHA-1 of a file', 'path [start end]', HASHES, {
    reportsHash: { name: 'sha1', part: true },
  }),
  XSHA256: row('no RFC (servers)', 'asks for the SHA-256 of a file', 'path [start end]', HASHES, {
    reportsHash: { name: 'sha256', part: true },
  }),
  XSHA512: row('no RFC (servers)', 'asks for the SHA-512 of a file', 'path [start end]', HASHES, {
    reportsHash: { name: 'sha512', part: true },
  }),
  COMB: row('no RFC (servers)', 'joins uploaded parts to one file', 'target parts', DONE),
  XDUP: row('no RFC (glFTPd)', 'says how duplicates are answered', '[mode]', [200]),
  SPSV: row('no RFC (servers)', 'PASV for clients behind a proxy', '', [227, 229]),
  MACB: row('no RFC (NetPresenz)', 'MacBinary on or off', 'E | D', [200]),
  MSND: row('RFC 765', 'sends to the terminal of a user', 'user', [250, 450, 550]),
  XSEM: row('RFC 737', 'sends to the terminal of a user, else mails', 'user', [250, 450, 550]),
  XSEN: row('RFC 737', 'sends to the terminal of a user', 'user', [250, 450, 550]),
  XRSQ: row('RFC 743', 'sets a mail scheme', '[scheme]', [200, 215]),
};

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

/**
 * The commands of FTP, one row each: where it is defined, what it means, what it takes, which final replies answer it,
 * and what it does to the session. Everything that depends on a verb stands here, and nowhere else.
 */
import { LIMITS } from '../limits.js';
import { reach } from '../tcp/reached.js';
import type { AnnouncedMode } from './announcements.js';
import { parentPath, printedDirectory, resolvePath, toldDirectory } from './directory.js';
import { head } from './replyText.js';
import type { Direction, Reply } from './session.js';
import { type DialogueState, initialState } from './state.js';

/** What a positive final reply does to the state. `argument` as sent (unmasked arguments are never kept in the state). */
type Effect = (state: DialogueState, argument: string, reply: Reply, frame: number) => void;

export type CommandRow = {
  readonly rfc: string;
  /** Meaning in one line, for people who never saw FTP. */
  readonly summary: string;
  /** Form of the argument, '' for none, in brackets where it may be left out. */
  readonly argument: string;
  /** Final reply codes that answer it, besides those that answer any command. */
  readonly replies: readonly number[];
  /** It, or the reply to it, announces an endpoint for a data connection in this form. */
  readonly announce?: AnnouncedMode;
  /** It moves data over a data connection. */
  readonly transfer?: Exclude<Direction, 'third-party'>;
  /** Its argument is a secret. */
  readonly secret?: true;
  readonly effect?: Effect;
  /** Likewise for a 4yz or 5yz reply. */
  readonly failure?: Effect;
  /** Likewise for a 3yz reply. */
  readonly intermediate?: Effect;
  /** Works while a transfer runs, so that its replies may come before the transfer's final one (RFC 959 §5.4). */
  readonly duringTransfer?: true;
};

const changeDirectory: Effect = (state, argument, reply) => {
  state.directory = toldDirectory(reply.text) ?? resolvePath(state.directory, argument);
};
const toParent: Effect = (state, _argument, reply) => {
  state.directory = toldDirectory(reply.text) ?? parentPath(state.directory);
};
const printDirectory: Effect = (state, _argument, reply) => {
  state.directory = printedDirectory(reply.text) ?? state.directory;
};
const login: Effect = (state, _argument, reply) => {
  if (reply.code === 230 || reply.code === 232) state.loggedIn = true;
};
const loginFailed: Effect = (state) => {
  state.loggedIn ??= false;
};
const letter = <T extends string>(argument: string, letters: string): T | null => {
  const first = argument.charAt(0).toUpperCase();
  return first !== '' && letters.includes(first) ? (first as T) : null;
};

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

export const COMMANDS: Readonly<Record<string, CommandRow>> = {
  // Access control, RFC 959 §4.1.1
  USER: row('RFC 959 §4.1.1', 'names the user who wants to log in', 'user name', [230, 232, 331, 332, 336, 530], {
    effect: login,
    failure: loginFailed,
  }),
  PASS: row('RFC 959 §4.1.1', 'sends the password, in clear text', 'password', [230, 202, 332, 530], {
    secret: true,
    effect: login,
    failure: loginFailed,
  }),
  ACCT: row('RFC 959 §4.1.1', 'sends the account', 'account', [230, 202, 530], {
    secret: true,
    effect: login,
    failure: loginFailed,
  }),
  CWD: row('RFC 959 §4.1.1', 'changes the working directory', 'path', CHANGE, { effect: changeDirectory }),
  XCWD: row('RFC 775', 'changes the working directory', 'path', CHANGE, { effect: changeDirectory }),
  CDUP: row('RFC 959 §4.1.1', 'changes to the parent directory', '', CHANGE, { effect: toParent }),
  XCUP: row('RFC 775', 'changes to the parent directory', '', CHANGE, { effect: toParent }),
  SMNT: row('RFC 959 §4.1.1', 'mounts another file system', 'path', [202, 250, 550], {
    effect: (s) => {
      s.directory = null;
    },
  }),
  REIN: row('RFC 959 §4.1.1', 'logs out and starts over on the same connection', '', [120, 220], {
    effect: (s) => void Object.assign(s, initialState(s.reached), { sizes: s.sizes }),
  }),
  QUIT: row('RFC 959 §4.1.1', 'ends the session', '', [221, 226]),
  HOST: row('RFC 7151', 'chooses a virtual host before the login', 'host name', [220, 504, 501]),
  // Transfer parameters, RFC 959 §4.1.2
  PORT: row(
    'RFC 959 §4.1.2',
    'the client announces where it waits for the data connection (active mode)',
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
    {
      effect: (s, a) => {
        s.type = letter(a, 'AIEL') ?? s.type;
      },
    },
  ),
  STRU: row('RFC 959 §4.1.2', 'sets the file structure: F file, R records, P pages', 'F | R | P', [200, 250], {
    effect: (s, a) => {
      s.structure = letter(a, 'FRP') ?? s.structure;
    },
  }),
  MODE: row(
    'RFC 959 §4.1.2',
    'sets the transmission mode: S stream, B block, C compressed, Z deflate',
    'S | B | C | Z',
    [200, 250],
    {
      effect: (s, a) => {
        s.mode = letter(a, 'SBCZ') ?? s.mode;
      },
    },
  ),
  // Transfers, RFC 959 §4.1.3
  RETR: row('RFC 959 §4.1.3', 'downloads a file', 'path', MOVE, { transfer: 'download' }),
  STOR: row('RFC 959 §4.1.3', 'uploads a file', 'path', MOVE, { transfer: 'upload' }),
  STOU: row('RFC 959 §4.1.3', 'uploads a file under a name that the server chooses', '[name]', MOVE, {
    transfer: 'upload',
  }),
  APPE: row('RFC 959 §4.1.3', 'uploads and appends to a file', 'path', MOVE, { transfer: 'upload' }),
  LIST: row('RFC 959 §4.1.3', 'lists a directory for people', '[path]', MOVE, { transfer: 'listing' }),
  NLST: row('RFC 959 §4.1.3', 'lists the names in a directory', '[path]', MOVE, { transfer: 'listing' }),
  MLSD: row('RFC 3659 §7', 'lists a directory for programs', '[path]', MOVE, { transfer: 'listing' }),
  ALLO: row('RFC 959 §4.1.3', 'asks for space before an upload', 'bytes [R record size]', [200, 202, 250], {
    effect: (s, a, _reply, frame) => {
      const bytes = /^\d{1,15}/.exec(a);
      s.allocated = bytes ? { bytes: Number(bytes[0]), frame } : null;
    },
  }),
  REST: row('RFC 959 §4.1.3, RFC 3659 §5', 'says at which byte the next transfer starts', 'marker', [350, 200], {
    intermediate: (s, a) => {
      s.restart = /^\d{1,15}$/.test(a.trim()) ? Number(a) : null;
    },
  }),
  RNFR: row('RFC 959 §4.1.3', 'names the file to rename', 'path', [350, 450, 550], {
    intermediate: (s, a) => {
      s.renameFrom = resolvePath(s.directory, a) ?? a;
    },
  }),
  RNTO: row('RFC 959 §4.1.3', 'gives the new name', 'path', [250, 200, 532, 550, 553], {
    effect: (s) => {
      s.renameFrom = null;
    },
  }),
  ABOR: row('RFC 959 §4.1.3', 'aborts the transfer that runs', '', [225, 226, 426], { duringTransfer: true }),
  DELE: row('RFC 959 §4.1.3', 'deletes a file', 'path', DONE),
  RMD: row('RFC 959 §4.1.3', 'removes a directory', 'path', DONE),
  XRMD: row('RFC 775', 'removes a directory', 'path', DONE),
  MKD: row('RFC 959 §4.1.3', 'makes a directory', 'path', [257, 250, 521, 550, 553]),
  XMKD: row('RFC 775', 'makes a directory', 'path', [257, 250, 521, 550, 553]),
  PWD: row('RFC 959 §4.1.3', 'asks for the working directory', '', [257, 550], {
    effect: printDirectory,
    duringTransfer: true,
  }),
  XPWD: row('RFC 775', 'asks for the working directory', '', [257, 550], {
    effect: printDirectory,
    duringTransfer: true,
  }),
  SITE: row('RFC 959 §4.1.3', 'a command of this server', 'subcommand', [200, 202, 211, 214, 250, 550, 553], {
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
    effect: (s, a, reply, frame) => {
      const bytes = /^\s*(\d{1,15})/.exec(head(reply.text));
      if (!bytes || s.type === 'A') return;
      if (s.sizes.size >= LIMITS.sizesPerSession) return reach(s.reached, 'sizes-dropped');
      s.sizes.set(resolvePath(s.directory, a) ?? a, { bytes: Number(bytes[1]), frame });
    },
    duringTransfer: true,
  }),
  MDTM: row('RFC 3659 §3', 'asks for the time of the last change', 'path', NUMBER, { duringTransfer: true }),
  MLST: row('RFC 3659 §7', 'asks for the facts of one file', '[path]', [250, 550], { duringTransfer: true }),
  AUTH: row(
    'RFC 2228 §3, RFC 4217 §4',
    'starts protection of the control connection',
    'TLS | SSL | GSSAPI ...',
    [234, 334, 235, 431, 534],
  ),
  ADAT: row('RFC 2228 §3', 'sends security data, in Base64', 'Base64', [235, 335, 535, 431], { secret: true }),
  PBSZ: row('RFC 2228 §3', 'sets the size of protected blocks; 0 with TLS', 'bytes', [200]),
  PROT: row(
    'RFC 2228 §3, RFC 4217',
    'sets protection of data connections: C clear, P private',
    'C | S | E | P',
    [200, 431, 534, 536],
    {
      effect: (s, a) => {
        s.protection = letter(a, 'P') ?? 'C';
      },
    },
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
  HASH: row('draft-bryan-ftp-hash', 'asks for a hash of a file', 'path', HASHES),
  XCRC: row('no RFC (servers)', 'asks for the CRC-32 of a file', 'path [start end]', HASHES),
  XMD5: row('no RFC (servers)', 'asks for the MD5 of a file', 'path [start end]', HASHES),
  MD5: row('draft-twine-ftpmd5', 'asks for the MD5 of a file', 'path', [251, 504, 550]),
  MMD5: row('draft-twine-ftpmd5', 'asks for the MD5 of several files', 'paths', [252, 504, 550]),
  XSHA: row('no RFC (servers)', 'asks for the SHA-1 of a file', 'path [start end]', HASHES),
  XSHA1: row('no RFC (servers)', 'asks for the SHA-1 of a file', 'path [start end]', HASHES),
  XSHA256: row('no RFC (servers)', 'asks for the SHA-256 of a file', 'path [start end]', HASHES),
  XSHA512: row('no RFC (servers)', 'asks for the SHA-512 of a file', 'path [start end]', HASHES),
  COMB: row('no RFC (servers)', 'joins uploaded parts to one file', 'target parts', DONE),
  XDUP: row('no RFC (glFTPd)', 'says how duplicates are answered', '[mode]', [200]),
  SPSV: row('no RFC (servers)', 'PASV for clients behind a proxy', '', [227, 229]),
  MACB: row('no RFC (NetPresenz)', 'MacBinary on or off', 'E | D', [200]),
  MSND: row('RFC 959 appendix (old mail)', 'sends to the terminal of a user', 'user', [250, 450, 550]),
  XSEM: row('RFC 737', 'sends to the terminal of a user, else mails', 'user', [250, 450, 550]),
  XSEN: row('RFC 737', 'sends to the terminal of a user', 'user', [250, 450, 550]),
  XRSQ: row('RFC 743', 'sets a mail scheme', '[scheme]', [200, 215]),
};

/** Replies that may answer any command (RFC 959 §4.2.2 and §5.4; RFC 2228 §4). */
const ALWAYS: ReadonlySet<number> = new Set([
  202, 421, 500, 501, 502, 503, 504, 530, 534, 535, 536, 537, 550, 551, 554,
]);
/** Final replies of a transfer that has begun with a 1yz reply (RFC 959 §5.4). */
const AFTER_START: ReadonlySet<number> = new Set([
  226, 250, 225, 421, 425, 426, 450, 451, 452, 550, 551, 552, 553, 522, 521,
]);

/** May `code` be the final reply of `verb`? `started`: a 1yz reply has come already. Unknown verbs: anything. */
export function answers(verb: string, code: number, started: boolean): boolean {
  const command = COMMANDS[verb];
  if (!command) return true;
  if (started) return AFTER_START.has(code);
  return ALWAYS.has(code) || command.replies.includes(code);
}

/** Does a reply of this code show that the user is logged in, though the reply to PASS is not captured? */
export const provesLogin = (verb: string, code: number): boolean =>
  code < 200 ? COMMANDS[verb]?.transfer !== undefined : (LOGGED_IN[verb] ?? -1) === code;
const LOGGED_IN: Readonly<Record<string, number>> = {
  PWD: 257,
  XPWD: 257,
  MKD: 257,
  CWD: 250,
  RNTO: 250,
  DELE: 250,
  RMD: 250,
};

/** Does this line look like the beginning of a command? Used where the start of a line is in doubt. */
export const looksLikeCommand = (text: string): boolean => {
  const verb = /^\s*([A-Za-z]{3,8})(?:\s|$)/.exec(text)?.[1];
  return verb !== undefined && Object.hasOwn(COMMANDS, verb.toUpperCase());
};

/** Reply codes: what each digit says (RFC 959 §4.2.1), and what single codes mean. */

const FIRST: Readonly<Record<string, string>> = {
  1: 'begun, another reply follows',
  2: 'done',
  3: 'so far good, the next command is awaited',
  4: 'not now, the same command may work later',
  5: 'refused, repeating it will not help',
  6: 'protected reply (RFC 2228)',
};

const SECOND: Readonly<Record<string, string>> = {
  0: 'syntax',
  1: 'information',
  2: 'connections',
  3: 'login and accounts',
  4: 'nothing that is specified',
  5: 'file system',
};

/** RFC 959 §4.2.2 unless another is named. */
const CODES: Readonly<Record<number, string>> = {
  110: 'restart marker',
  120: 'the service will be ready later',
  125: 'the data connection is open already; the transfer starts',
  150: 'the file is all right; the server is about to open the data connection',
  200: 'the command was carried out',
  202: 'not needed here',
  211: 'system status, or the list of features',
  212: 'directory status',
  213: 'file status: size or time (RFC 3659)',
  214: 'help',
  215: 'the type of the system',
  220: 'the service is ready for a new user',
  221: 'the server closes the control connection',
  225: 'the data connection is open, no transfer runs',
  226: 'the transfer succeeded; the data connection is closed',
  227: 'passive mode: the server waits on the address and port in parentheses',
  228: 'long passive mode (RFC 1639)',
  229: 'extended passive mode: the server waits on the port in parentheses (RFC 2428)',
  230: 'the user is logged in',
  232: 'the user is logged in, secured by the security exchange (RFC 2228)',
  234: 'the security exchange begins: TLS starts after this reply (RFC 4217)',
  250: 'the file action is complete',
  257: 'the path in quotes: the working directory, or the one created',
  331: 'the user name is all right; a password is needed',
  332: 'an account is needed',
  334: 'the security exchange goes on (RFC 2228)',
  350: 'waiting for the command that completes this one',
  421: 'the service is not available; the server closes the control connection',
  425: 'the server could not open the data connection',
  426: 'the data connection broke; the transfer was aborted',
  430: 'user name or password is wrong',
  431: 'a resource needed for security is missing (RFC 2228)',
  450: 'the file is busy or not available now',
  451: 'the server failed while it worked on the file',
  452: 'not enough space on the server',
  500: 'the server does not know this command, or the line is too long',
  501: 'the argument is wrong',
  502: 'the command is not implemented',
  503: 'wrong order of commands',
  504: 'not implemented for this argument',
  521: 'the data connection cannot be opened with this protection (RFC 2228)',
  522: 'this network protocol is not supported (RFC 2428)',
  530: 'not logged in',
  532: 'an account is needed to store files',
  533: 'the command must be protected (RFC 2228)',
  534: 'refused for policy reasons (RFC 2228)',
  535: 'the security check failed (RFC 2228)',
  536: 'this protection level is not supported (RFC 2228)',
  550: 'the file or directory does not exist, or access is denied',
  551: 'the page type is unknown',
  552: 'the storage allowance is exceeded',
  553: 'this file name is not allowed',
};

/** What the code says by itself, or null for one that no RFC defines. */
export const codeMeaning = (code: number): string | null => CODES[code] ?? null;

/** '2yz: done; x2z: about connections', null for what is no FTP code. */
export function digitMeaning(code: number): string | null {
  const digits = String(code).padStart(3, '0');
  const first = FIRST[digits[0]!];
  if (first === undefined) return null;
  const second = SECOND[digits[1]!];
  return second === undefined
    ? `${digits[0]}yz: ${first}`
    : `${digits[0]}yz: ${first}; x${digits[1]}z: about ${second}`;
}

/** What reply codes mean (RFC 959 §4.2), by themselves and by their digits. */
import { definedBy, type FirstDigit, type ReplyCode, type SecondDigit } from '../../model/replyCodes.js';

const MEANINGS: Readonly<Record<ReplyCode, string>> = {
  110: 'restart marker',
  120: 'the service will be ready later',
  125: 'the data connection is open already; the transfer starts',
  150: 'the file is all right; the server is about to open the data connection',
  200: 'the command was carried out',
  202: 'not needed here',
  211: 'system status, or the list of features',
  212: 'directory status',
  213: 'file status: size or time',
  214: 'help',
  215: 'the type of the system',
  220: 'the service is ready for a new user',
  221: 'the server closes the control connection',
  225: 'the data connection is open, no transfer runs',
  226: 'the transfer succeeded; the data connection is closed',
  227: 'passive mode: the server listens on the address and port in parentheses',
  228: 'long passive mode',
  229: 'extended passive mode: the server listens on the port in parentheses',
  230: 'the user is logged in',
  232: 'the user is logged in, secured by the security exchange',
  234: 'the security exchange begins: TLS starts after this reply',
  235: 'the security exchange is complete',
  250: 'the file action is complete',
  251: 'the MD5 of the file',
  252: 'the MD5 of several files',
  253: 'facts of the file were changed',
  257: 'the path in quotes: the working directory, or the one created',
  331: 'the user name is all right; a password is needed',
  332: 'an account is needed',
  334: 'the security exchange goes on',
  335: 'the security data is accepted; more of it is needed',
  336: 'the user name is all right; a password that answers a challenge is needed',
  350: 'waiting for the command that completes this one',
  421: 'the service is not available; the server closes the control connection',
  425: 'the server could not open the data connection',
  426: 'the data connection broke; the transfer was aborted',
  430: 'user name or password is wrong (no RFC)',
  431: 'a resource needed for security is missing',
  450: 'the file is busy or not available now',
  451: 'the server failed while it worked on the file',
  452: 'not enough space on the server',
  500: 'the server does not know this command, or the line is too long',
  501: 'the argument is wrong',
  502: 'the command is not implemented',
  503: 'wrong order of commands',
  504: 'not implemented for this argument',
  521: 'to MKD: the directory exists already; to LPRT and LPSV: use another address family (RFC 1639); else: no data connection with this protection (RFC 4217)',
  522: 'this network protocol is not supported (RFC 2428), or TLS failed on the data connection (RFC 4217)',
  530: 'not logged in',
  532: 'an account is needed to store files',
  533: 'this protection of commands is refused for policy reasons',
  534: 'refused for policy reasons',
  535: 'the security check failed',
  536: 'this protection level is not supported',
  537: 'this protection of commands is not supported',
  550: 'the file or directory does not exist, or access is denied',
  551: 'the page type is unknown',
  552: 'the storage allowance is exceeded',
  553: 'this file name is not allowed',
  554: 'the transfer cannot start at the byte that REST named',
  555: 'the file does not fit the type or structure that is set',
  631: 'a reply with an integrity check, in Base64',
  632: 'an encrypted reply with an integrity check, in Base64',
  633: 'an encrypted reply, in Base64',
};

const FIRST_DIGITS: Readonly<Record<FirstDigit, string>> = {
  1: 'begun, another reply follows',
  2: 'done',
  3: 'so far good, the next command is awaited',
  4: 'not now, the same command may work later',
  5: 'refused, repeating it will not help',
  6: 'protected reply (RFC 2228)',
};

const SECOND_DIGITS: Readonly<Record<SecondDigit, string>> = {
  0: 'syntax',
  1: 'information',
  2: 'connections',
  3: 'login and accounts',
  4: 'nothing that is specified',
  5: 'file system',
};

/** What the code says by itself, and which document says so where it is not RFC 959. */
function meaning(code: ReplyCode): string {
  const source = definedBy(code);
  return source === null ? MEANINGS[code] : `${MEANINGS[code]} (${source})`;
}

/** '2yz: done; x2z: about connections'. */
export function digitsOf(code: number): string {
  const digits = String(code).padStart(3, '0');
  const first = FIRST_DIGITS[Number(digits[0]) as FirstDigit];
  const second = SECOND_DIGITS[Number(digits[1]) as SecondDigit] as string | undefined;
  // 200 says that all went well, and nothing of syntax.
  return second === undefined || (digits[0] === '2' && digits[1] === '0')
    ? `${digits[0]}yz: ${first}`
    : `${digits[0]}yz: ${first}; x${digits[1]}z: about ${second}`;
}

export const REPLY_CODES = { meaning } as const;

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

/** Code, what it says, and who defines it: RFC 959 §4.2.2 where nobody else is named (6yz and others: RFC 2228 §5.1). */
const ROWS: readonly (readonly [code: number, meaning: string, definedBy?: string])[] = [
  [110, 'restart marker'],
  [120, 'the service will be ready later'],
  [125, 'the data connection is open already; the transfer starts'],
  [150, 'the file is all right; the server is about to open the data connection'],
  [200, 'the command was carried out'],
  [202, 'not needed here'],
  [211, 'system status, or the list of features'],
  [212, 'directory status'],
  [213, 'file status: size or time', 'RFC 3659'],
  [214, 'help'],
  [215, 'the type of the system'],
  [220, 'the service is ready for a new user'],
  [221, 'the server closes the control connection'],
  [225, 'the data connection is open, no transfer runs'],
  [226, 'the transfer succeeded; the data connection is closed'],
  [227, 'passive mode: the server waits on the address and port in parentheses'],
  [228, 'long passive mode', 'RFC 1639'],
  [229, 'extended passive mode: the server waits on the port in parentheses', 'RFC 2428'],
  [230, 'the user is logged in'],
  [232, 'the user is logged in, secured by the security exchange', 'RFC 2228'],
  [234, 'the security exchange begins: TLS starts after this reply', 'RFC 4217'],
  [235, 'the security exchange is complete', 'RFC 2228'],
  [250, 'the file action is complete'],
  [251, 'the MD5 of the file', 'draft-twine-ftpmd5'],
  [252, 'the MD5 of several files', 'draft-twine-ftpmd5'],
  [253, 'facts of the file were changed', 'draft-somers-ftp-mfxx'],
  [257, 'the path in quotes: the working directory, or the one created'],
  [331, 'the user name is all right; a password is needed'],
  [332, 'an account is needed'],
  [334, 'the security exchange goes on', 'RFC 2228'],
  [335, 'the security data is accepted; more of it is needed', 'RFC 2228'],
  [336, 'the user name is all right; a password that answers a challenge is needed', 'RFC 2228'],
  [350, 'waiting for the command that completes this one'],
  [421, 'the service is not available; the server closes the control connection'],
  [425, 'the server could not open the data connection'],
  [426, 'the data connection broke; the transfer was aborted'],
  [430, 'user name or password is wrong', 'no RFC'],
  [431, 'a resource needed for security is missing', 'RFC 2228'],
  [450, 'the file is busy or not available now'],
  [451, 'the server failed while it worked on the file'],
  [452, 'not enough space on the server'],
  [500, 'the server does not know this command, or the line is too long'],
  [501, 'the argument is wrong'],
  [502, 'the command is not implemented'],
  [503, 'wrong order of commands'],
  [504, 'not implemented for this argument'],
  [
    521,
    'to MKD: the directory exists already; to LPRT and LPSV: use another address family (RFC 1639); else: no data connection with this protection (RFC 4217)',
  ],
  [522, 'this network protocol is not supported (RFC 2428), or TLS failed on the data connection (RFC 4217)'],
  [530, 'not logged in'],
  [532, 'an account is needed to store files'],
  [533, 'this protection of commands is refused for policy reasons', 'RFC 2228'],
  [534, 'refused for policy reasons', 'RFC 2228'],
  [535, 'the security check failed', 'RFC 2228'],
  [536, 'this protection level is not supported', 'RFC 2228'],
  [537, 'this protection of commands is not supported', 'RFC 2228'],
  [550, 'the file or directory does not exist, or access is denied'],
  [551, 'the page type is unknown'],
  [552, 'the storage allowance is exceeded'],
  [553, 'this file name is not allowed'],
  [554, 'the transfer cannot start at the byte that REST named', 'RFC 1123 §4.1.3.4'],
  [555, 'the file does not fit the type or structure that is set', 'RFC 1123 §4.1.3.4'],
  [631, 'a reply with an integrity check, in Base64', 'RFC 2228'],
  [632, 'an encrypted reply with an integrity check, in Base64', 'RFC 2228'],
  [633, 'an encrypted reply, in Base64', 'RFC 2228'],
];
const CODES: ReadonlyMap<number, string> = new Map(
  ROWS.map(([code, meaning, definedBy]) => [code, definedBy === undefined ? meaning : `${meaning} (${definedBy})`]),
);

/** What the code says by itself, and which document says so where it is not RFC 959; null for one that is not known. */
export const codeMeaning = (code: number): string | null => CODES.get(code) ?? null;

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

/** Why a file cannot be written, and what to do, by the system's error code. */
import { codeOf } from './openBytes.js';

const WRITE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'no such directory; create it first',
  ENOTDIR: 'no such directory: a part of the path is a file',
  EISDIR: 'a directory; name a file in it',
  EACCES: 'permission denied; choose a place you may write to',
  EPERM: 'permission denied; choose a place you may write to',
  EROFS: 'the file system is read-only; choose another place',
  ENOSPC: 'the disk is full; the file is not complete',
  EDQUOT: 'your disk quota is used up; the file is not complete',
  EFBIG: 'the file grew larger than the system allows; it is not complete',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'a symbolic link that leads back to itself',
  EMFILE: 'too many open files; raise the limit (ulimit -n)',
  EIO: 'the device reports an error; choose another place',
  EPIPE: 'the reader has gone',
};

/** Part of a line: 'no such directory; create it first'. */
export function whyNotWritten(error: unknown): string {
  const code = codeOf(error);
  return WRITE_ERRORS[code] ?? `cannot be written (${code})`;
}

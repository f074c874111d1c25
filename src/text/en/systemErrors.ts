/** What the system's error codes mean to the user: for files that are read, for those that are written, and in short. */

type Words = {
  /** What happened, without advice. */
  readonly short?: string;
  /** Of a capture that cannot be read: what is wrong, and what to do. */
  readonly read?: string;
  /** The same of a file that cannot be written. */
  readonly write?: string;
};

const WORDS: Readonly<Record<string, Words>> = {
  ENOENT: {
    short: 'no such file or directory',
    read: 'no such file; check the path',
    write: 'no such directory; create it first',
  },
  ENOTDIR: {
    short: 'it is no directory',
    read: 'no such file: a part of the path is not a directory',
    write: 'no such directory: a part of the path is a file',
  },
  EISDIR: {
    short: 'it is a directory',
    read: 'a directory, not a capture file; name the files in it',
    write: 'a directory; name a file in it',
  },
  EACCES: {
    short: 'permission denied',
    read: 'permission denied; you need the right to read it',
    write: 'permission denied; choose a place you may write to',
  },
  EPERM: {
    short: 'permission denied',
    read: 'permission denied; you need the right to read it',
    write: 'permission denied; choose a place you may write to',
  },
  EROFS: {
    short: 'the file system is read-only',
    write: 'the file system is read-only; choose another place',
  },
  EEXIST: { short: 'it exists already' },
  ENOSPC: { short: 'the disk is full', write: 'the disk is full; the file is not complete' },
  EDQUOT: { short: 'the disk quota is used up', write: 'your disk quota is used up; the file is not complete' },
  EFBIG: {
    short: 'the file would be too large for the file system',
    write: 'the file grew larger than the system allows; it is not complete',
  },
  EIO: {
    short: 'the disk reports an error',
    read: 'the device reports an error; copy the file elsewhere first',
    write: 'the device reports an error; choose another place',
  },
  EMFILE: {
    short: 'too many files are open',
    read: 'too many open files; merge some of them first (mergecap), or raise the limit (ulimit -n)',
    write: 'too many open files; raise the limit (ulimit -n)',
  },
  ENAMETOOLONG: {
    short: 'its name is too long for the file system',
    read: 'the name is too long',
    write: 'the name is too long',
  },
  EINVAL: { short: 'the file system does not take such a name' },
  ELOOP: {
    read: 'a symbolic link that leads back to itself',
    write: 'a symbolic link that leads back to itself',
  },
  ENXIO: { read: 'a socket or a device that cannot be read' },
  EPIPE: { write: 'the reader has gone' },
};

/** Why a capture cannot be read, as a part of a message. @param code the system's: 'ENOENT' */
export const whyNotRead = (code: string): string => WORDS[code]?.read ?? `cannot be read (${code})`;

/** Why a file cannot be written, as a part of a message: 'no such directory; create it first'. */
export const whyNotWritten = (code: string): string => WORDS[code]?.write ?? `cannot be written (${code})`;

/** What happened, in a few words without advice: 'permission denied'. */
export const whatFailed = (code: string): string => WORDS[code]?.short ?? code;

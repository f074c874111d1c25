/** The server's working directory as the dialogue lets us follow it: Unix-like paths, as RFC 959's servers speak them. */

import { LIMITS } from '../../limits.js';
import { firstLine, head, lastLine } from './replyText.js';

/** The quoted name in a 257 reply (RFC 959 appendix II): doubled quotes stand for one. null where there is none. */
export function quotedPath(text: string): string | null {
  const start = text.indexOf('"') + 1;
  if (start === 0) return null;
  for (let end = text.indexOf('"', start); end >= 0; end = text.indexOf('"', end + 2))
    if (text[end + 1] !== '"') return text.slice(start, end).replaceAll('""', '"');
  return null;
}

/**
 * Where a client is before anything has named the directory: what it names is relative to it ('./pub/a.txt').
 * The directory of the login, or that in which the capture found the client.
 */
export const FIRST_DIRECTORY = '.';

/** It is not known where in the server's tree the path begins. */
export const isRelative = (path: string): boolean =>
  path === '.' || path.startsWith('./') || /^\.\.(?:\/|$)/.test(path);

/**
 * The path of `name` seen from `directory`: absolute, or relative to `FIRST_DIRECTORY` as `directory` is; null where that
 * cannot be known, or is longer than any path is.
 */
export function resolvePath(directory: string | null, name: string): string | null {
  if ((directory?.length ?? 0) + name.length > LIMITS.pathCharacters) return null;
  if (name.startsWith('/')) return normalise(name);
  // Drive letters and other roots are the server's business: shown as they are.
  if (/^[A-Za-z]:[\\/]/.test(name)) return name;
  // '~' is expanded by the server in a way that the dialogue does not show.
  if (directory === null || name.startsWith('~')) return null;
  if (name === '') return directory;
  if (isRelative(directory)) return normaliseRelative(`${directory}/${name}`);
  const [, device, rest] = DEVICE.exec(directory) ?? [];
  if (device !== undefined) {
    const back = rest!.startsWith('\\');
    const path = normalise(`${rest}/${name}`.replaceAll('\\', '/'));
    return device + (back ? path.replaceAll('/', '\\') : path);
  }
  return directory.startsWith('/') ? normalise(`${directory}/${name}`) : null;
}

/** Roots of Windows ('C:/data', 'C:\\data') and of network devices ('flash:/'): directories below them as anywhere else. */
const DEVICE = /^([A-Za-z][\w$-]*:)([\\/].*)$/s;

/**
 * The working directory that a reply to CWD or CDUP tells: '"/pub" is current directory', 'OK. Current directory is
 * /pub' (Pure-FTPd), '"HLQ.DATA." is the working directory name prefix' (z/OS); null where it tells none.
 */
export const toldDirectory = (text: string): string | null =>
  toldInLine(lastLine(text)) ?? (text.includes('\n') ? toldInLine(firstLine(text)) : null);

function toldInLine(line: string): string | null {
  const quoted = quotedPath(line);
  const reported = /\b(?:current|working) directory\b/i.test(line);
  if (quoted !== null) return quoted.startsWith('/') || (reported && quoted !== '') ? quoted : null;
  const path = UNQUOTED.exec(line)?.[1]?.trimEnd();
  if (path === undefined) return null;
  return path.length > 1 && path.endsWith('.') ? path.slice(0, -1) : path;
}

const UNQUOTED = /\b(?:(?:current|working) directory (?:is(?: now)?|changed to)|directory changed to) (\/[^\r\n]*)/i;

/** The working directory that a 257 reply to PWD tells, quoted or not; null where it tells none. */
export function printedDirectory(text: string): string | null {
  const line = firstLine(text);
  const reported = quotedPath(line) ?? /^\s*(\/\S*)/.exec(line)?.[1] ?? null;
  return reported !== null || !text.includes('\n') ? reported : quotedPath(lastLine(text));
}

/** The parent (CDUP, RFC 959 §4.1.1). */
export const parentPath = (directory: string | null): string | null => resolvePath(directory, '..');

/** './a', '.', or '../a' above the first directory. */
function normaliseRelative(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  if (kept.length === 0) return FIRST_DIRECTORY;
  return kept[0] === '..' ? kept.join('/') : `./${kept.join('/')}`;
}

/** What `FIRST_DIRECTORY` is, where `relative` turns out to be `absolute`; null where the two do not fit. */
export function firstDirectory(relative: string, absolute: string): string | null {
  if (!absolute.startsWith('/')) return null;
  if (relative === FIRST_DIRECTORY) return absolute;
  const below = relative.slice(1);
  return relative.startsWith('./') && absolute.endsWith(below) ? absolute.slice(0, -below.length) || '/' : null;
}

function normalise(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  return `/${kept.join('/')}`;
}

/** What a LIST or NLST asks for, without the options of `ls` that many clients put before it ('-la /pub'). */
export const listedName = (argument: string): string => argument.replace(/^(?:-\S*\s*)+/, '');

/** The name that the server chose for STOU (RFC 1123 §4.1.2.9: '150 FILE: name'; others tell it at the end). */
export function uniqueName(reply: string): string | null {
  const text = head(reply);
  const found = /\bFILE: *([^\r\n]+)/i.exec(text) ?? /unique file name:? *"?([^"\r\n)]+)/i.exec(text);
  return found ? found[1]!.trim() : null;
}

/** The server's working directory as the dialogue lets us follow it: Unix-like paths, as RFC 959's servers speak them. */

/** The quoted name in a 257 reply (RFC 959 appendix II): doubled quotes stand for one. null where there is none. */
export function quotedPath(text: string): string | null {
  const found = /"((?:[^"]|"")*)"/.exec(text);
  return found ? found[1]!.replaceAll('""', '"') : null;
}

/** The absolute path of `name` seen from `directory`; null where that cannot be known. */
export function resolvePath(directory: string | null, name: string): string | null {
  if (name.startsWith('/')) return normalise(name);
  // Drive letters and other roots are the server's business: shown as they are.
  if (/^[A-Za-z]:[\\/]/.test(name)) return name;
  // '~' is expanded by the server in a way that the dialogue does not show.
  if (directory === null || name.startsWith('~')) return null;
  if (name === '') return directory;
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
export function toldDirectory(text: string): string | null {
  const quoted = quotedPath(text);
  const told = /\b(?:current|working) directory\b/i.test(text);
  if (quoted !== null) return quoted.startsWith('/') || (told && quoted !== '') ? quoted : null;
  return (
    /\b(?:(?:current|working) directory (?:is(?: now)?|changed to)|directory changed to) (\/[^\r\n]*?)\.?\s*$/im.exec(
      text,
    )?.[1] ?? null
  );
}

/** The parent (CDUP, RFC 959 §4.1.1). */
export const parentPath = (directory: string | null): string | null => resolvePath(directory, '..');

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
export function uniqueName(text: string): string | null {
  const found = /\bFILE: *([^\r\n]+)/i.exec(text) ?? /unique file name:? *"?([^"\r\n)]+)/i.exec(text);
  return found ? found[1]!.trim() : null;
}

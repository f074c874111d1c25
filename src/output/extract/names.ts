/**
 * File names out of what a server calls its files. Nothing from the wire reaches the file system as it is: a path is cut
 * into components, and each becomes a plain name that every system takes as a name, not as a device, a stream, an option
 * of a shell's completion or a way up.
 */
import { createHash } from 'node:crypto';
import { LIMITS } from '../../limits.js';
import type { Endpoint } from '../../tcp/types.js';
import { FTP_PORTS } from '../../wire/ports.js';

const COMPONENT_BYTES = LIMITS.fileNameBytes;
const EXTENSION_BYTES = LIMITS.fileExtensionBytes;
const PATH_BYTES = LIMITS.filePathBytes;
const DEPTH = LIMITS.filePathDepth;

/** Controls, surrogates without partner, line separators, and marks that reorder or hide. Joiners are part of scripts and emoji. */
const HARMFUL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff/\\]/gu;
const WINDOWS_ONLY = /[<>:"|?*]/g;
/** Devices of Windows: with any extension, and spaces before it. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)\s*(?:\.|$)/i;

/** One component as a name that is safe everywhere; `windows`: also of characters that only Windows minds. */
export function safeComponent(name: string, windows = false): string {
  let safe = name.replace(HARMFUL, '_');
  let end = safe.length;
  while (end > 0 && (safe[end - 1] === '.' || safe[end - 1] === ' ')) end--;
  safe = safe.slice(0, end) + '_'.repeat(safe.length - end);
  if (windows) safe = safe.replace(WINDOWS_ONLY, '_');
  if (DEVICE.test(safe)) safe = `_${safe}`;
  if (safe === '') safe = '_';
  return shortened(safe, name);
}

/** Directory of a server: its address, and its port where that is not FTP's own. */
export function serverComponent({ address, port }: Endpoint): string {
  const name = address.replaceAll(':', '-').replace(/[^0-9A-Za-z.-]/g, '_');
  return port === FTP_PORTS.control ? name : `${name}_${port}`;
}

export type SafePath = { readonly components: readonly string[]; readonly changed: boolean };

/** The components of a path (absolute, relative or with a drive letter), at least one. */
export function safePath(path: string, windows = false): SafePath {
  const drive = /^([A-Za-z]):[\\/]/.exec(path);
  const rest = drive ? path.slice(3).split(/[\\/]/) : path.split('/');
  const parts = rest.filter((part) => part !== '' && part !== '.');
  if (drive) parts.unshift(drive[1]!);
  if (parts.length === 0) parts.push('');
  const components = parts.map((part) => safeComponent(part, windows));
  const bytes = components.reduce((sum, part) => sum + Buffer.byteLength(part) + 1, 0);
  if (components.length > DEPTH || bytes > PATH_BYTES) {
    const name = components.at(-1)!;
    return { components: ['_deep', `${hashOf(path)}`, name], changed: true };
  }
  return { components, changed: drive !== null || components.join('/') !== parts.join('/') };
}

/** 'a.txt', 2 -> 'a~2.txt' */
export function numbered(name: string, number: number): string {
  if (number < 2) return name;
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 && name.length - dot <= EXTENSION_BYTES ? dot : name.length;
  return `${name.slice(0, stem)}~${number}${name.slice(stem)}`;
}

/** Names with the same key are one file on systems that ignore case or the form of accents. */
export const nameKey = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase();

function shortened(safe: string, original: string): string {
  if (Buffer.byteLength(safe) <= COMPONENT_BYTES) return safe;
  const dot = safe.lastIndexOf('.');
  const extension = dot > 0 && Buffer.byteLength(safe.slice(dot)) <= EXTENSION_BYTES ? safe.slice(dot) : '';
  const tail = `~${hashOf(original)}${extension}`;
  const room = COMPONENT_BYTES - Buffer.byteLength(tail);
  let head = '';
  let bytes = 0;
  for (const character of safe) {
    bytes += Buffer.byteLength(character);
    if (bytes > room) break;
    head += character;
  }
  return head + tail;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** The user's configuration file, where the XDG base directory specification wants it. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { LIMITS } from '../limits.js';
import { codeOf } from './systemErrors.js';

export type ConfigFile = {
  readonly path: string;
  /** null where there is no such file. */
  readonly text: string | null;
  /** Why it could not be read: the system's code, or 'too-long'; null: it could, or is not there. */
  readonly error: string | null;
};

export function configPath(environment: Readonly<Record<string, string | undefined>>): string {
  const base = environment.XDG_CONFIG_HOME;
  // "All paths must be absolute. If an implementation encounters a relative path it should ignore it."
  const folder = base && path.isAbsolute(base) ? base : path.join(environment.HOME ?? homedir(), '.config');
  return path.join(folder, 'ftp-sniff', 'config.json');
}

export function readConfigFile(environment: Readonly<Record<string, string | undefined>>): ConfigFile {
  const file = configPath(environment);
  try {
    const text = readFileSync(file, 'utf8');
    const tooLong = text.length > LIMITS.configCharacters;
    return { path: file, text: tooLong ? null : text, error: tooLong ? 'too-long' : null };
  } catch (error) {
    const code = codeOf(error);
    return { path: file, text: null, error: code === 'ENOENT' || code === 'ENOTDIR' ? null : code };
  }
}

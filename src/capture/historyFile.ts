/** Filters that were used, kept between runs where the XDG base directory specification wants state. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { LIMITS } from '../limits.js';

type Environment = Readonly<Record<string, string | undefined>>;

function historyPath(environment: Environment): string {
  const base = environment.XDG_STATE_HOME;
  const folder = base && path.isAbsolute(base) ? base : path.join(environment.HOME ?? homedir(), '.local', 'state');
  return path.join(folder, 'ftp-sniff', 'filters');
}

/** One a line, the last one last; none where there is no file, or it cannot be read. */
export function readHistory(environment: Environment): string[] {
  try {
    const text = readFileSync(historyPath(environment), 'utf8').slice(0, LIMITS.configCharacters);
    return text.split('\n').filter((line) => line !== '');
  } catch {
    return [];
  }
}

/** Best effort: what cannot be kept is not worth a message. */
export function writeHistory(environment: Environment, lines: readonly string[]): void {
  const file = historyPath(environment);
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  } catch {
    // A home that is read-only, or none.
  }
}

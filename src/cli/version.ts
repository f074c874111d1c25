/** The program's version. Stands right below src/, as the bundle does below dist/: package.json is one folder up from both. */
import { readFileSync } from 'node:fs';

/** @returns such as '0.1.0' */
export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return String((manifest as { version: unknown }).version);
}

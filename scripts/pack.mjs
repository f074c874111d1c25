// Packs a copy of the project: packing changes package.json and README.md while it runs, and others may be reading them.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** What packing does not need. */
const LEFT_OUT = new Set(['node_modules', '.git', 'fixtures', 'test', 'bench', 'test-results.json']);

/**
 * @param {string} folder an empty one, for the copy and the tarball
 * @returns {string} the tarball
 */
export function packInto(folder) {
  const copy = path.join(folder, 'project');
  for (const name of readdirSync(root))
    if (!LEFT_OUT.has(name)) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  const command = ['pack', '--silent', '--pack-destination', folder];
  const { stdout, stderr, status } = spawnSync('npm', command, { cwd: copy, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm pack: ${stderr}`);
  return path.join(folder, stdout.trim().split('\n').at(-1));
}

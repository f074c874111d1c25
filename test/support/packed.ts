/** The package as npm packs it, unpacked beside what it lists as dependencies and nothing else. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { packInto } from '../../scripts/pack.mjs';
import { ROOT } from './run.js';
import { temporaryFolder } from './temporary.js';

export type Packed = {
  /** The folder of a program that has installed the package. */
  readonly user: string;
  /** The unpacked package. */
  readonly folder: string;
  readonly manifest: {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly [name: string]: unknown;
  };
};

export function pack(): Packed {
  const folder = temporaryFolder();
  const tarball = packInto(folder);
  const user = path.join(folder, 'user');
  const installed = path.join(user, 'node_modules', 'ftp-sniff');
  mkdirSync(installed, { recursive: true });
  spawnSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed]);
  const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as Packed['manifest'];
  for (const name of Object.keys(manifest.dependencies))
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(user, 'node_modules', name));
  return { user, folder: installed, manifest };
}

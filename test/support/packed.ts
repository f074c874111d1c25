/** The package as npm packs it, unpacked beside what it lists as dependencies and nothing else. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './run.js';
import { temporaryFolder } from './temporary.js';

/** What packing does not need. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  'fixtures',
  'test',
  'bench',
  'test-results.json',
]);

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

/** Packs a copy of the project: packing changes package.json and README.md while it runs. */
export function pack(): Packed {
  const folder = temporaryFolder();
  const copy = path.join(folder, 'project');
  for (const name of readdirSync(ROOT))
    if (!LEFT_OUT.has(name)) cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  const { stdout, stderr, status } = spawnSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: copy,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(stderr);
  const user = path.join(folder, 'user');
  const installed = path.join(user, 'node_modules', 'ftp-sniff');
  mkdirSync(installed, { recursive: true });
  const tarball = path.join(folder, stdout.trim().split('\n').at(-1)!);
  spawnSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed]);
  const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as Packed['manifest'];
  for (const name of Object.keys(manifest.dependencies))
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(user, 'node_modules', name));
  return { user, folder: installed, manifest };
}

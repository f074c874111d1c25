// npm run build: src/ -> dist/. Checks the types and writes those of the library, bundles, gathers the notices of what was
// bundled, removes what an earlier build left, makes the program executable, and keeps the code that V8 makes of it. Nothing
// is deleted beforehand: a program that runs from dist/ meanwhile keeps running.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { bundledPackages, noticesOf } from './licenses.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');
const NOTICES = 'THIRD_PARTY_LICENSES.txt';
const compiler = findCompiler();
if (compiler === undefined) {
  // `npm ci --omit=dev` runs `prepare` too; there is nothing to compile with, and a published dist/ needs nothing.
  const optional = process.env.npm_lifecycle_event === 'prepare';
  console.error('build: TypeScript is not installed (npm ci installs it)');
  process.exit(optional ? 0 : 1);
}
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
const written = await bundled(await import('esbuild'));
for (const file of declarations('types/index.d.ts')) written.add(file);
for (const file of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const name = path.join(file.parentPath, file.name);
  if (!file.isDirectory() && !written.has(path.relative(dist, name))) rmSync(name);
}
removeEmpty(dist);
chmodSync(path.join(dist, 'main.js'), 0o755);
keepCode();

function findCompiler() {
  try {
    const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
    return path.join(path.dirname(manifest), 'bin', 'tsc');
  } catch {
    return undefined;
  }
}

/** Bundles, and writes the notices beside; the names of all files in dist/. */
async function bundled(esbuild) {
  const outputs = await bundle(esbuild, root, dist);
  writeFileSync(path.join(dist, NOTICES), noticesOf(root, bundledPackages(outputs)));
  return new Set([NOTICES, ...Object.keys(outputs).map((file) => path.relative('dist', file))]);
}

/** The types of the library: a declaration file and all that it needs; those of the rest of src/ go. */
function declarations(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  const text = readFileSync(path.join(dist, name), 'utf8');
  for (const [, , specifier] of text.matchAll(/(from '|import\(["'])(\.[^"']+)\.js["']/g))
    declarations(path.join(path.dirname(name), `${specifier}.d.ts`), found);
  return found;
}

/** Keeps the code that V8 makes of the program in two reports on a capture, where one is at hand. */
function keepCode() {
  const capture = path.join(root, 'fixtures', 'active', 'capture.pcap');
  for (const format of existsSync(capture) ? ['text', 'json'] : []) {
    const args = [path.join(dist, 'main.js'), '--write-code', '-F', format, capture];
    const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) process.exit(status ?? 1);
  }
}

function removeEmpty(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeEmpty(path.join(folder, entry.name));
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

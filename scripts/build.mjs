// npm run build: src/ -> dist/. Compiles, removes what no source file stands behind any more, makes the program
// executable. Nothing is deleted beforehand: a program that runs from dist/ meanwhile keeps running.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleUi } from './bundle-ui.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
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
removeStale(path.join(root, 'dist'), path.join(root, 'src'));
await bundleUi(root);
chmodSync(path.join(root, 'dist', 'main.js'), 0o755);

function findCompiler() {
  try {
    const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
    return path.join(path.dirname(manifest), 'bin', 'tsc');
  } catch {
    return undefined;
  }
}

function removeStale(outputDirectory, sourceDirectory) {
  for (const entry of readdirSync(outputDirectory, { withFileTypes: true })) {
    const output = path.join(outputDirectory, entry.name);
    const source = path.join(sourceDirectory, entry.name);
    if (entry.isDirectory() && existsSync(source)) removeStale(output, source);
    else if (entry.isDirectory() || !hasSource(source)) rmSync(output, { recursive: true });
  }
}

function hasSource(output) {
  const stem = output.replace(/\.js$/, '');
  return existsSync(`${stem}.ts`) || existsSync(`${stem}.tsx`);
}

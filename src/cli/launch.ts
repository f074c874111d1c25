#!/usr/bin/env node
/**
 * What starts in dist/: loads the program beside it, with the code that V8 made of it when it was built, or without where
 * there is none for this Node. Compiling costs more than half of what a small report takes.
 */
import { hash } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { applyV8Flags } from './v8Flags.js';

/** `node dist/main.js --write-code ...` does what it is asked, and keeps the code that it took. */
const WRITE_CODE = '--write-code';
const NAME_DIGITS = 16;

type Loaded = { exports: object };
type Wrapped = (exports: object, require: NodeJS.Require, module: Loaded, filename: string, dirname: string) => void;

const program = fileURLToPath(new URL('program.cjs', import.meta.url));

/**
 * Where the code of this very program for this very Node is kept. V8 looks at its own version and the length of the source,
 * but Node patches V8 without another number: code of the one would crash in the other.
 */
function codeFile(): string {
  const { version, arch, platform, versions, config } = process;
  const { size, mtimeMs } = statSync(program);
  const node = [version, versions.v8, arch, platform, cachedDataVersionTag(), config];
  const identity = JSON.stringify([size, mtimeMs, node]);
  const name = hash('sha256', identity).slice(0, NAME_DIGITS);
  return fileURLToPath(new URL(`program-${name}.code`, import.meta.url));
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function launch(): void {
  const writes = process.argv[2] === WRITE_CODE;
  if (writes) process.argv.splice(2, 1);
  const require = createRequire(program);
  applyV8Flags();
  const code = codeFile();
  const kept = read(code);
  // Source maps are for what Node itself loads.
  if (!writes && (kept === undefined || process.execArgv.includes('--enable-source-maps'))) {
    require(program);
    return;
  }
  // All of it is ASCII, which is read faster as Latin-1.
  const text = readFileSync(program, 'latin1');
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${text}\n})`, {
    filename: program,
    ...(kept === undefined ? {} : { cachedData: kept }),
  });
  if (writes)
    process.on('exit', () => {
      applyV8Flags();
      keep(code, script.createCachedData());
    });
  const module: Loaded = { exports: {} };
  (script.runInThisContext() as Wrapped)(module.exports, require, module, program, path.dirname(program));
}

/** In one step: another run may be reading it. */
function keep(code: string, bytes: Buffer): void {
  const half = `${code}.${process.pid}`;
  writeFileSync(half, bytes);
  renameSync(half, code);
}

launch();

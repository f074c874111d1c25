#!/usr/bin/env node
/**
 * What starts in dist/: loads the program beside it, with the code that V8 made of it when it was built, or without where
 * there is none, or one of another version of V8. Compiling costs more than half of what a small report takes.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { applyV8Flags } from './v8Flags.js';

/** `node dist/main.js --write-code ...` does what it is asked, and keeps the code that it took. */
const WRITE_CODE = '--write-code';

type Loaded = { exports: object };
type Wrapped = (exports: object, require: NodeJS.Require, module: Loaded, filename: string, dirname: string) => void;

const program = fileURLToPath(new URL('program.cjs', import.meta.url));
const code = fileURLToPath(new URL('program.code', import.meta.url));

function codeKept(): Buffer | undefined {
  try {
    return readFileSync(code);
  } catch {
    return undefined;
  }
}

function launch(): void {
  const writes = process.argv[2] === WRITE_CODE;
  if (writes) process.argv.splice(2, 1);
  const require = createRequire(program);
  const kept = codeKept();
  applyV8Flags();
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
      keep(script.createCachedData());
    });
  const module: Loaded = { exports: {} };
  (script.runInThisContext() as Wrapped)(module.exports, require, module, program, path.dirname(program));
}

/** In one step: another run may be reading it. */
function keep(bytes: Buffer): void {
  const half = `${code}.${process.pid}`;
  writeFileSync(half, bytes);
  renameSync(half, code);
}

launch();

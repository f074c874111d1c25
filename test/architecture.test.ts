import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { breaches, inexactDependencies, type SourceFile } from './support/architecture.js';

const root = path.join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, unknown>;

function sources(): SourceFile[] {
  return readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => ({
      path: name.replaceAll(path.sep, '/'),
      text: readFileSync(path.join(root, 'src', name), 'utf8'),
    }));
}

describe('this project', () => {
  test('imports run one way and in no circle, I/O and clocks stand where they belong', () => {
    expect(breaches(sources())).toEqual([]);
  });

  test('a function has at most 60 lines: the linter measures it', () => {
    const { overrides } = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
    expect(overrides).toContainEqual({
      includes: ['src/**'],
      linter: {
        rules: { complexity: { noExcessiveLinesPerFunction: { level: 'error', options: { maxLines: 60 } } } },
      },
    });
  });

  test('every dependency is one exact version', () => {
    expect(inexactDependencies(manifest)).toEqual([]);
  });

  test('stands on cap, pcap-parser, ink and react; cap is optional', () => {
    expect(manifest.dependencies).toMatchObject({ ink: '6.8.0', react: '19.3.1', 'pcap-parser': '0.2.1' });
    expect(manifest.optionalDependencies).toMatchObject({ cap: '0.2.1' });
  });

  test('the lock file names no host to download from', () => {
    expect(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });
});

/** A file of src/ that breaks a rule, beside the files that it imports, and what must be said of it. */
const BAD: readonly [string, string, string, readonly string[], string][] = [
  ['import backwards', 'tcp/a.ts', "import { b } from '../ftp/b.js';", ['ftp/b.ts'], 'tcp stands before ftp'],
  [
    'type import backwards',
    'wire/a.ts',
    "import type { B } from '../tcp/b.js';",
    ['tcp/b.ts'],
    'wire stands before tcp',
  ],
  ['re-export backwards', 'bytes/a.ts', "export * from '../wire/b.js';", ['wire/b.ts'], 'bytes stands before wire'],
  ['dynamic import backwards', 'model/a.ts', "await import('../ui/b.js');", ['ui/b.tsx'], 'model stands before ui'],
  [
    'core imports analyzer',
    'model/a.ts',
    "import { b } from '../analyzer.js';",
    ['analyzer.ts'],
    'model stands before analyzer',
  ],
  ['tls imports ftp', 'tls/a.ts', "import { b } from '../ftp/b.js';", ['ftp/b.ts'], 'tls stands before ftp'],
  ['several lines', 'tcp/a.ts', "import {\n  b,\n} from\n  '../ftp/b.js';", ['ftp/b.ts'], 'tcp stands before ftp'],
  ['limits imports', 'limits.ts', "import { b } from './bytes/b.js';", ['bytes/b.ts'], 'is a leaf'],
  ['options reads files', 'cli/options.ts', "import fs from 'node:fs';", [], 'is a leaf'],
  ['outside src', 'tcp/a.ts', "import { b } from '../../test/b.js';", [], 'outside src'],
  ['no such file', 'tcp/a.ts', "import { b } from './b.js';", [], 'which is not there'],
  ['fs in ftp', 'ftp/a.ts', "import { readFileSync } from 'node:fs';", [], 'belongs to capture, output, cli'],
  ['fs without prefix', 'tcp/a.ts', "import { open } from 'fs/promises';", [], 'belongs to capture, output, cli'],
  ['child_process in ui', 'ui/a.ts', "import { spawn } from 'node:child_process';", [], 'belongs to capture, cli'],
  ['cap in wire', 'wire/a.ts', "const cap = require('cap');", [], 'belongs to capture'],
  ['pcap-parser in cli', 'cli/main.ts', "import pcap from 'pcap-parser';", [], 'belongs to capture'],
  ['output imports cli', 'output/a.ts', "import { b } from '../cli/b.js';", ['cli/b.ts'], 'output stands before cli'],
  ['ink in output', 'output/a.ts', "import { Text } from 'ink';", [], 'belongs to ui'],
  ['react in model', 'model/a.ts', "import { useMemo } from 'react';", [], 'belongs to ui'],
  ['a socket in ftp', 'ftp/a.ts', "import { Socket } from 'node:net';", [], 'belongs to capture'],
  ['a web client', 'capture/a.ts', "import { get } from 'node:https';", [], 'passive'],
  ['a connection', 'capture/a.ts', 'const socket = connect(21, server);', [], 'calls connect'],
  ['a server', 'capture/a.ts', 'createServer(answer);', [], 'calls createServer'],
  ['Date.now', 'tcp/a.ts', 'const t = Date.now();', [], 'uses Date.now'],
  ['new Date()', 'ftp/a.ts', 'const t = new Date();', [], 'uses new Date()'],
  ['performance.now', 'analyzer.ts', 'const t = performance.now();', [], 'uses performance.now'],
  ['a timer', 'ftp/a.ts', 'setTimeout(expire, 30);', [], 'uses a timer'],
  ['process.env', 'wire/a.ts', 'if (process.env.DEBUG) trace();', [], 'uses process.env'],
  ['bytes that are borrowed', 'wire/a.ts', 'keep(packet.bytes.slice(4));', [], 'copyOf copies'],
];

const GOOD: readonly [string, string, string, readonly string[]][] = [
  ['import forwards', 'ui/a.tsx', "import { b } from '../tcp/b.js';", ['tcp/b.ts']],
  ['import of the same layer', 'ftp/a.ts', "import { b } from './b.js';", ['ftp/b.ts']],
  ['limits for all', 'bytes/a.ts', "import { LIMITS } from '../limits.js';", ['limits.ts']],
  ['cli wires all', 'cli/report.ts', "import { b } from '../ui/b.js';", ['ui/b.tsx']],
  ['texts of codes', 'text/en/a.ts', "import type { B } from '../../output/codes.js';", ['output/codes.ts']],
  ['model and codes', 'model/a.ts', "import { fact } from '../fact.js';", ['fact.ts']],
  ['ftp imports tls', 'ftp/a.ts', "import { b } from '../tls/b.js';", ['tls/b.ts']],
  ['a comment', 'tcp/a.ts', "// import { b } from '../ftp/b.js'; Date.now()\n/* new Date() */", ['ftp/b.ts']],
  ['a date from a packet', 'model/a.ts', 'const t = new Date(seconds * 1000);', []],
  ['a FIFO', 'capture/a.ts', "import { Socket } from 'node:net';\nnew Socket({ fd });", []],
  ['text that is cut', 'tcp/a.ts', 'const head = text.slice(0, 4);', []],
  ['hashing in ftp', 'ftp/a.ts', "import { createHash } from 'node:crypto';", []],
];

describe('the checker', () => {
  const check = (file: string, text: string, others: readonly string[]) =>
    breaches([{ path: file, text }, ...others.map((other) => ({ path: other, text: '' }))]);

  test('finds: files that import each other, also only types, also around a corner', () => {
    const circle = [
      { path: 'ftp/a.ts', text: "import { b } from './b.js';" },
      { path: 'ftp/b.ts', text: "import {\n  type C,\n} from './c/c.js';" },
      { path: 'ftp/c/c.ts', text: "import type { A } from '../a.js';" },
      { path: 'ftp/d.ts', text: "import { a } from './a.js';" },
    ];
    expect(breaches(circle)).toEqual(['ftp/a.ts: a circle of imports: ftp/a.ts -> ftp/b.ts -> ftp/c/c.ts -> ftp/a.ts']);
    expect(breaches([{ path: 'ftp/a.ts', text: "export * from './a.js';" }])).toEqual([
      'ftp/a.ts: a circle of imports: ftp/a.ts -> ftp/a.ts',
    ]);
  });

  test('allows: two ways to one file, and a circle that only a comment closes', () => {
    const files = [
      { path: 'ftp/a.ts', text: "import { b } from './b.js';\nimport type { C } from './c.js';" },
      { path: 'ftp/b.ts', text: "import type { C } from './c.js';" },
      { path: 'ftp/c.ts', text: "// import { a } from './a.js';" },
    ];
    expect(breaches(files)).toEqual([]);
  });

  for (const [name, file, text, others, words] of BAD) {
    test(`finds: ${name}`, () => {
      expect(check(file, text, others)).toEqual([expect.stringContaining(words)]);
    });
  }
  for (const [name, file, text, others] of GOOD) {
    test(`allows: ${name}`, () => expect(check(file, text, others)).toEqual([]));
  }
  test.each(['^1.2.3', '~1.2.3', '1.x', '*', 'latest', '>=1.0.0', ''])('refuses version "%s"', (version) => {
    expect(inexactDependencies({ dependencies: { a: version, b: '1.2.3' } })).toEqual([`dependencies: a ${version}`]);
  });
});

/** The package as npm packs it: what is in it, what it needs, and that program and library run from it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Packed, pack } from '../support/packed.js';
import { ROOT, reportOf } from '../support/run.js';

const FILE = path.join(ROOT, 'fixtures', 'active', 'capture.pcap');
const TRUNCATED = path.join(ROOT, 'fixtures', 'client-killed', 'capture.pcap');

let packed: Packed;
beforeAll(() => {
  packed = pack();
});

const text = (name: string) => readFileSync(path.join(packed.folder, name), 'utf8');
const node = (args: readonly string[], input: Uint8Array | '' = '') =>
  spawnSync(process.execPath, args, { cwd: packed.user, encoding: 'utf8', input });

/** The files of dist/ that a file loads before anything is asked of it. */
function loads(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, next] of text(`dist/${name}`).matchAll(/(?:from|import) ?"\.\/([^"]+)"/g)) loads(next!, found);
  return found;
}

describe('the manifest', () => {
  test('lists what is loaded at run time, and no more', () => {
    const { dependencies, optionalDependencies, devDependencies, scripts } = packed.manifest;
    const asked = new Set<string>();
    for (const name of readdirSync(path.join(packed.folder, 'dist')).filter((file) => /\.c?js$/.test(file)))
      for (const [, module] of text(`dist/${name}`).matchAll(/(?:from|import|import\(|require\d*\() ?"([\w@][^":]*)"/g))
        asked.add(module!);
    const own = { ...dependencies, ...(optionalDependencies as object) };
    expect([...asked].filter((module) => !isBuiltin(module)).sort()).toEqual(Object.keys(own).sort());
    expect(devDependencies).toBeUndefined();
    expect(Object.keys(scripts as object).sort()).toEqual(['postinstall', 'postpack']);
  });

  test('says where the project is, and what can be imported', () => {
    for (const name of ['repository', 'bugs', 'homepage', 'author', 'license', 'engines', 'exports', 'types'])
      expect(packed.manifest[name], name).toBeDefined();
    expect(existsSync(path.join(packed.folder, packed.manifest.types as string))).toBe(true);
  });
});

test('carries the notice of every package that is bundled', () => {
  const notices = text('dist/THIRD_PARTY_LICENSES.txt');
  for (const name of ['ink', 'react', 'react-reconciler', 'scheduler', 'yoga-layout', 'chalk'])
    expect(notices).toMatch(new RegExp(`^-{80}\n\n${name} \\d+\\.\\d+\\.\\d+\nMIT\n`, 'm'));
  expect(notices.match(/permission notice/gi)!.length).toBeGreaterThan(20);
});

test('README shows pictures that are in the package, by addresses that work elsewhere', () => {
  const pictures = [...text('README.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) => match[1]!);
  expect(pictures.length).toBeGreaterThan(0);
  for (const picture of pictures) {
    const { version } = packed.manifest;
    expect(picture).toMatch(new RegExp(`^https://cdn\\.jsdelivr\\.net/npm/ftp-sniff@${version}/docs/`));
    expect(existsSync(path.join(packed.folder, picture.split(`@${version}/`)[1]!)), picture).toBe(true);
  }
});

test('the program runs', () => {
  const { stdout, stderr, status } = node(['node_modules/ftp-sniff/dist/main.js', '--json', FILE]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual(reportOf([FILE]));
});

test('live capture without its optional package says what to install', () => {
  const { stderr, status } = node(['node_modules/ftp-sniff/dist/main.js', '-i', 'lo', '--engine', 'cap', '-a', '1']);
  expect(status).toBe(1);
  expect(stderr).toMatch(/libpcap/);
});

describe('the library', () => {
  test('loads neither the UI nor what it stands on, nor the live capture', () => {
    const files = [...loads('index.js')];
    for (const file of files) expect(text(`dist/${file}`), file).not.toMatch(/\/(ink|react|react-reconciler)\/|"cap"/);
  });

  test.each([
    ['transfers.mjs', [FILE], 0, /^1\tstudent\tdownload\t\/.*data\.bin\t60000\tcomplete$/m],
    ['gate.mjs', [TRUNCATED], 1, /truncated|unknown/],
  ] as const)('examples/%s', (name, args, code, words) => {
    const source = text(`examples/${name}`);
    expect(source.split('\n').length).toBeLessThan(30);
    writeFileSync(path.join(packed.user, name), source);
    const { stdout, stderr, status } = node([name, ...args]);
    expect([status, stdout + stderr]).toEqual([code, expect.stringMatching(words)]);
  });

  test('examples/watch.mjs', () => {
    writeFileSync(path.join(packed.user, 'watch.mjs'), text('examples/watch.mjs'));
    const { stdout, status } = node(['watch.mjs'], readFileSync(FILE));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^session 1: 10\.77\.0\.2 port \d+ to 10\.77\.0\.1 port 21\n[\s\S]*RETR data\.bin -> 226/);
  });

  test('has types that a strict program compiles with', () => {
    const program = `
      import { analyze, Analyzer, CaptureError, type AnalysisEvent, type Report } from 'ftp-sniff';
      const report: Report = await analyze(new Uint8Array(3), { controlPorts: [2121] }).toReport();
      const code: number | null | undefined = report.sessions[0]?.dialogue[0]?.code;
      for await (const event of analyze('trace.pcap'))
        if (event.type === 'transfer') console.log(event.transfer.verdict satisfies string, code);
      const events: AnalysisEvent[] = new Analyzer().events();
      // @ts-expect-error there is no such event
      events.some((event) => event.type === 'no-such-event');
      console.log(CaptureError.name);
    `;
    writeFileSync(path.join(packed.user, 'program.mts'), program);
    const compiler = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const types = path.join(ROOT, 'node_modules', '@types');
    const options = [
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--target',
      'es2022',
      '--module',
      'nodenext',
    ];
    const { stdout } = node([compiler, ...options, '--typeRoots', types, '--types', 'node', 'program.mts']);
    expect(stdout).toBe('');
  });

  test('schemas can be imported', () => {
    const question = "import s from 'ftp-sniff/schema/report.schema.json' with { type: 'json' }; console.log(s.$ref)";
    expect(node(['--input-type=module', '-e', question]).stdout).toBe('#/definitions/Report\n');
  });
});

describe('code that was kept', () => {
  const program = 'node_modules/ftp-sniff/dist/main.js';
  const dist = () => path.join(packed.user, 'node_modules', 'ftp-sniff', 'dist');
  const code = () => path.join(dist(), readdirSync(dist()).find((name) => name.endsWith('.code'))!);
  const report = () => node([program, '-q', '-F', 'text', FILE]);
  const wanted = '② ✔ 60,000 bytes, complete';

  test('is not in the package, and nothing is missing without it', () => {
    expect(readdirSync(path.join(packed.folder, 'dist')).filter((name) => name.includes('.code'))).toEqual([]);
    expect(report().stdout).toContain(wanted);
  });

  test('is written beside the program when it is asked for, and changes nothing', () => {
    const without = report();
    const { stdout, status } = node([program, '--write-code', '--version']);
    expect([status, stdout]).toEqual([0, `ftp-sniff ${packed.manifest.version}\n`]);
    expect(readFileSync(code()).length).toBeGreaterThan(100_000);
    const kept = report();
    expect([kept.status, kept.stdout, kept.stderr]).toEqual([0, without.stdout, '']);
  });

  test('is taken by V8, also where it is kept after a report', () => {
    const telling = path.join(packed.user, 'telling.mjs');
    writeFileSync(
      telling,
      `import { syncBuiltinESMExports } from 'node:module';
      import vm from 'node:vm';
      vm.Script = class extends vm.Script {
        constructor(...given) {
          super(...given);
          console.error('rejected:', this.cachedDataRejected);
        }
      };
      syncBuiltinESMExports();`,
    );
    for (const args of [['--version'], ['-q', '--json', FILE]]) {
      expect(node([program, '--write-code', ...args]).status).toBe(0);
      expect(node(['--import', telling, program, '--version']).stderr).toBe('rejected: false\n');
    }
  });

  test('that V8 did not write is left alone', () => {
    for (const bytes of [Buffer.from('no code'), Buffer.alloc(0), readFileSync(code()).fill(0xff, 0, 64)]) {
      writeFileSync(code(), bytes);
      const { stdout, stderr, status } = report();
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toContain(wanted);
    }
  });
});

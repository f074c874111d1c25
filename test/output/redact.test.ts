/** `--redact`: captures that can be shown to strangers, and that say the same. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { AddressMap } from '../../src/output/redact/addresses.js';
import { type Replaced, redact } from '../../src/output/redact/redact.js';
import { recordings } from '../support/cases.js';
import { reportInProcess } from '../support/inProcess.js';
import type { Report } from '../support/report.js';
import { ROOT, reportOf, run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';

const folder = temporaryFolder();
const hasTshark = spawnSync('tshark', ['--version']).status === 0;

/** Everything that a report says, but for names and addresses. */
const facts = ({ sessions, unclaimed, findings, connections }: Report) => ({
  connections,
  unclaimed: unclaimed.length,
  findings: findings.map(({ code, severity, frames }) => [code, severity, frames]),
  sessions: sessions.map(({ id, loggedIn, control, dialogue, dataConnections, findings: own }) => ({
    id,
    loggedIn,
    control: [control.handshake, control.teardown, control.segments, control.history, control.firstTime],
    dialogue: dialogue.map(({ command, replies, code }) => [
      command?.verb,
      command?.argument.length,
      command?.frame,
      replies.map((reply) => [reply.code, reply.text.length, reply.firstFrame]),
      code,
    ]),
    data: dataConnections.map(({ mode, outcome, confidence, steps, transfer, connection }) => [
      ...[mode, outcome, confidence, connection?.history, connection?.bytes],
      steps.map(({ state, frames }) => [state, frames]),
      transfer === null ? null : [transfer.bytes, transfer.verdict, transfer.missing, transfer.code],
    ]),
    findings: own.map(({ code, severity, frames }) => [code, severity, frames]),
  })),
});

/** The old values in the ways in which a capture can hold them. */
function* oldValues({ addresses, users }: Replaced): Generator<Buffer> {
  for (const [before] of addresses) {
    yield* asText(before);
    if (before.includes(':')) {
      yield binaryIpv6(before);
      continue;
    }
    yield Buffer.from(before.replaceAll('.', ','));
    yield Buffer.from(before.split('.').map(Number));
  }
  for (const [before] of users) if (before.length >= 4) yield* asText(before);
}

/** One byte a character, UTF-8, UTF-16 in both orders, hex, Base64. */
function* asText(text: string): Generator<Buffer> {
  yield Buffer.from(text, 'latin1');
  yield Buffer.from(text, 'utf8');
  yield Buffer.from(text, 'utf16le');
  yield Buffer.from(text, 'utf16le').swap16();
  yield Buffer.from(Buffer.from(text).toString('hex'));
  yield Buffer.from(Buffer.from(text).toString('base64').replace(/=+$/, ''));
}

function binaryIpv6(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const words = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16));
  const after = words(tail ?? '');
  const before = words(head);
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...new Array<number>(zeros).fill(0), ...after];
  return Buffer.from(all.flatMap((word) => [word >> 8, word & 255]));
}

const badChecksums = (file: string): number => {
  const options = ['-o', 'tcp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE', '-o', 'udp.check_checksum:TRUE'];
  const filter = 'tcp.checksum.status == 0 || ip.checksum.status == 0 || udp.checksum.status == 0';
  return spawnSync('tshark', ['-r', file, ...options, '-Y', filter], { encoding: 'utf8' }).stdout.split('\n').length;
};

describe.each(recordings().map((each) => [each.name, each] as const))('%s', (name, { capture }) => {
  test('the same report but for the values; none of the old ones is left', async () => {
    const plain = path.join(folder, `${name}.pcap`);
    const { stderr } = run(['--json', '-q', '-w', plain, capture]);
    expect(stderr).toBe('');
    const redacted = path.join(folder, `${name}-redacted.pcap`);
    copyFileSync(plain, redacted);
    const replaced = await redact(redacted, false);
    const bytes = readFileSync(redacted);
    // Without keys, as strangers read it: what is encrypted cannot be replaced.
    const [before, after] = [await reportInProcess(readFileSync(plain)), await reportInProcess(bytes)];
    expect(facts(after)).toEqual(facts(before));
    expect(bytes.includes('letmein')).toBe(false);
    for (const value of oldValues(replaced)) expect(bytes.includes(value), `${value}`).toBe(false);
    for (const { client, server } of before.sessions)
      for (const { address } of [client, server])
        if (address !== '127.0.0.1' && address !== '::1')
          expect(replaced.addresses.map(([old]) => old)).toContain(address);
    if (hasTshark) expect(badChecksums(redacted)).toBe(badChecksums(plain));
  });
});

test('says what was replaced; --redact-contents replaces what was transferred', () => {
  const capture = path.join(ROOT, 'fixtures', 'active', 'capture.pcap');
  const file = path.join(folder, 'contents.pcap');
  const { stderr } = run(['--json', '-w', file, '--redact-contents', capture]);
  expect(stderr).toMatch(/replaced 10\.77\.0\.\d by 10\.\d\d\.\d\.\d, .*student by [a-z]{7}; and 1 password\n/);
  const [before, after] = [reportOf([capture]), reportOf([file])];
  expect(facts(after)).toEqual(facts(before));
  const hashes = (report: Report) =>
    report.sessions.flatMap(({ dataConnections }) => dataConnections.map(({ transfer }) => transfer?.sha256));
  for (const hash of hashes(before)) expect(hashes(after)).not.toContain(hash);
  expect(readFileSync(file).includes('letmein')).toBe(false);
});

test('comments beside redacted packets speak of what they have now', () => {
  const capture = path.join(ROOT, 'fixtures', 'fxp', 'capture.pcap');
  const file = path.join(folder, 'fxp.pcapng');
  expect(run(['--json', '-q', '-w', file, '--redact', capture]).status).toBe(0);
  const text = readFileSync(file, 'latin1');
  expect(text).toContain('step 5 of 10');
  for (const address of ['10.55.0.1', '10.55.0.2', '10.55.0.3']) expect(text).not.toContain(address);
});

test('needs a file to write', () => {
  expect(run(['--json', '--redact', 'fixtures/active/capture.pcap'], { cwd: ROOT }).stderr).toMatch(
    /--redact.*-w FILE/,
  );
});

describe('an address', () => {
  const bytes = (text: string) => Uint8Array.from(text.split('.').map(Number));
  test.each(['10.1.2.3', '192.168.1.200', '172.20.0.1', '8.8.4.4', '203.0.113.9', '169.254.3.4', '100.64.0.1'])(
    '%s keeps its length and kind',
    (text) => {
      for (let seed = 0; seed < 256; seed++) {
        const mapped = [...new AddressMap(new Uint8Array(64).fill(seed)).map(bytes(text))].join('.');
        expect(mapped).not.toBe(text);
        expect(mapped.split('.').map((octet) => octet.length)).toEqual(text.split('.').map((octet) => octet.length));
        const isPrivate = (address: string) =>
          /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(
            address,
          );
        expect(isPrivate(mapped)).toBe(isPrivate(text));
      }
    },
  );
});

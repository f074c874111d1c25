/** `--redact`: captures that can be shown to strangers, and that say the same. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { AddressMap } from '../../src/output/redact/addresses.js';
import { type Replaced, redact } from '../../src/output/redact/redact.js';
import { recordings } from '../support/cases.js';
import { reportInProcess } from '../support/inProcess.js';
import { pcapBytes, TcpConversation } from '../support/packets.js';
import type { Report } from '../support/report.js';
import { ROOT, reportOf, run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';
import { recordTls } from '../support/tlsRecording.js';

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

/** The value is there, and not as a part of a longer number: `fd88::1` in `fd88::1c` is another address. */
function holds(bytes: Buffer, value: Buffer): boolean {
  const isDigit = (byte: number | undefined) => byte !== undefined && /[\da-f]/i.test(String.fromCharCode(byte));
  const isNumber = /^[\da-f.,:]+$/i.test(value.toString('latin1')) && /[.,:]/.test(value.toString('latin1'));
  for (let at = bytes.indexOf(value); at >= 0; at = bytes.indexOf(value, at + 1))
    if (!isNumber || !(isDigit(bytes[at - 1]) || isDigit(bytes[at + value.length]))) return true;
  return false;
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
    for (const value of oldValues(replaced)) expect(holds(bytes, value), `${value}`).toBe(false);
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

test('user and password in TLS without encryption are replaced; lengths stay', async () => {
  const { travelled } = await recordTls({ both: { maxVersion: 'TLSv1.2', ciphers: 'NULL-SHA256:@SECLEVEL=0' } }, [
    { from: 'client', say: 'USER quentin\r\n' },
    { from: 'server', say: '331 Password for quentin\r\n' },
    { from: 'client', say: 'PASS pw7\r\n' },
    { from: 'server', say: '230 ok\r\n' },
    { from: 'client', say: 'PASV\r\n' },
    { from: 'server', say: '227 ok (10,77,3,4,19,138)\r\n' },
  ]);
  const control = new TcpConversation({ client: '10.77.3.5:40000', server: '10.77.3.4:21' }).handshake();
  control.say('server', '220 ready\r\n').say('client', 'AUTH TLS\r\n').say('server', '234 go\r\n');
  for (const { from, bytes } of travelled) control.say(from, bytes);
  const file = path.join(folder, 'null-cipher.pcap');
  const plain = pcapBytes(control.close().packets());
  writeFileSync(file, plain);
  const { users, passwords } = await redact(file, false);
  const bytes = readFileSync(file);
  expect([users.map(([before]) => before), passwords]).toEqual([['quentin'], 1]);
  expect(Buffer.from(plain).includes('PASS pw7')).toBe(true);
  for (const old of ['quentin', 'pw7', '10,77,3,4']) expect(bytes.includes(old), old).toBe(false);
  expect(bytes.toString('latin1')).toMatch(/PASS [a-z]{3}\r\n/);
  expect(facts(await reportInProcess(bytes))).toEqual(facts(await reportInProcess(plain)));
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

  const words = (text: string) => Uint8Array.from(binaryIpv6(text));
  const map = (text: string, seed: number) =>
    Buffer.from(new AddressMap(new Uint8Array(64).fill(seed)).map(words(text)));

  test('link-local stays link-local, unique local stays that, and every other number of it changes', () => {
    for (let seed = 0; seed < 256; seed++) {
      expect(map('fe80::1', seed).toString('hex')).toMatch(/^fe80(0000){6}000[2-9a-f]$/);
      expect(map('fd88::1', seed).toString('hex')).toMatch(/^fd(?!8)[0-9a-f](?!8)[0-9a-f](0000){6}000[2-9a-f]$/);
    }
  });

  test('does not stand for another one of the capture, where there is a way', () => {
    const all = ['fe80::1', 'fe80::2', 'fe80::3'].map(words).concat(['8.8.4.4', '9.9.5.5'].map(bytes));
    const old = all.map((each) => each.join('.'));
    for (let first = 0; first < 256; first++) {
      let seed = first;
      const chosen = AddressMap.avoiding(all, () => new Uint8Array(64).fill(seed++));
      for (const each of all) expect(old).not.toContain([...chosen.map(each)].join('.'));
    }
  });

  test('of a network in which every host is in use is replaced all the same', () => {
    const all = Array.from({ length: 15 }, (_, i) => words(`fe80::${(i + 1).toString(16)}`));
    let seed = 0;
    const chosen = AddressMap.avoiding(all, () => new Uint8Array(64).fill(seed++));
    expect(new Set(all.map((each) => chosen.map(each).join('.'))).size).toBe(15);
    for (const each of all) expect(chosen.map(each)).not.toEqual(each);
  });
});

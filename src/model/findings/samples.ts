/** Parameters of every finding, one set a variant of its message: what documents, `explain` and tests show as examples. */
import { factsOf } from '../../fact.js';
import { oddity } from '../../ftp/protocol/lines.js';
import type { TlsReasonParams } from '../../tls/codes.js';
import type { FindingParams } from './codes.js';

type Samples = { readonly [Code in keyof FindingParams]: readonly FindingParams[Code][] };

const reason = factsOf<TlsReasonParams>();

/** A cipher suite for each weakness. */
const WEAK_SUITES = [
  ['null', 'TLS_RSA_WITH_NULL_SHA256'],
  ['anonymous', 'TLS_DH_anon_WITH_AES_128_GCM_SHA256'],
  ['export', 'TLS_RSA_EXPORT_WITH_RC4_40_MD5'],
  ['des', 'TLS_RSA_WITH_DES_CBC_SHA'],
  ['3des', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'],
  ['rc4', 'TLS_RSA_WITH_RC4_128_SHA'],
  ['idea', 'TLS_RSA_WITH_IDEA_CBC_SHA'],
] as const;

const client = '10.0.0.2';
const server = { address: '10.0.0.1', port: 21 };
const retr = { verb: 'RETR', argument: 'a.txt' };
const list = { verb: 'LIST', argument: '' };
const no = { code: 425, text: 'Failed to establish connection' };
const gone = { code: 550, text: 'No such file' };
const announced = { address: '10.0.0.1', port: 50000, frame: 16 };
const passive = { by: 'server', mode: 'PASV', address: '192.168.1.7', port: 50000, frame: 16, count: 1 } as const;
const active = { by: 'client', mode: 'PORT', address: '192.168.1.7', port: 50000, frame: 16, count: 2 } as const;
const peer = '203.0.113.9';
const icmp = {
  version: 4,
  text: 'host administratively prohibited',
  reporter: '10.0.0.254',
  prohibited: true,
} as const;
const failed = { command: list, reply: no };
const attempt = {
  opener: 'client',
  from: client,
  to: '10.0.0.1',
  ports: [50000],
  count: 1,
  syns: 4,
  spanNs: 7e9,
  failed,
  alsoFailed: 0,
  mode: 'EPSV',
  contrast: null,
} as const;
const attempts = {
  ...attempt,
  opener: 'server',
  ports: [50000, 50001],
  count: 2,
  syns: 1,
  alsoFailed: 1,
  mode: 'PORT',
} as const;
const stalled = {
  id: '1.1',
  command: { verb: 'RETR', argument: 'a.txt' },
  by: 'server',
  from: '10.0.0.1',
  to: client,
  frame: 48,
  repeats: 8,
  spanNs: 76e9,
  segmentBytes: 1460,
  ended: false,
} as const;
const waiting = { command: { verb: 'STOR', argument: 'a.txt' }, frame: 21, preliminary: 150 } as const;
const seen = { client, server, count: 1 } as const;
const expected = { bytes: 2_000_000, from: { by: '150', frame: 20 } };
const guessing = { count: 19, client, users: ['root'], servers: ['10.0.0.1'], spanNs: 60e9 };
const targets = [{ address: '10.0.0.9', port: 22 }];
const sums = { refused: 1, tried: 1 };

const certificate = { id: null, subject: 'CN=ftp.example.org', issuer: 'CN=Example CA, O=Example' } as const;

export const FINDING_SAMPLES: Samples = {
  'not-ftp': [{ server, command: { verb: 'EHLO', argument: 'example.org' } }],
  tls: [
    { startedBy: 'AUTH TLS', frame: 8, decrypted: false, certificateHidden: true },
    { startedBy: 'implicit', frame: 4, decrypted: true, certificateHidden: false },
  ],
  'tls-undecipherable': [
    { where: null, part: false, reason: reason('no-key-log', {}) },
    { where: '1.1', part: false, reason: reason('no-key-log', {}) },
    { where: null, part: true, reason: reason('early-data', {}) },
  ],
  'clear-again': [{}],
  'clear-text-password': [
    { user: 'student', client, server, refused: null },
    { user: 'student', client, server, refused: { frame: 6, reply: { code: 534, text: 'No' } } },
  ],
  'anonymous-login': [{ user: 'anonymous', client, server }],
  'login-failed': [
    { count: 1, client, users: ['root'], reply: { code: 530, text: 'Login incorrect' }, later: false },
    { count: 5, client, users: ['a', 'b', 'c', 'd'], reply: null, later: true },
  ],
  'password-guessing': [guessing],
  'brute-force': [{ ...guessing, count: 200, users: ['root', 'admin'] }],
  'odd-reply': [{ codes: [200], oddities: [oddity('bare-lf', {})], cut: false }],
  'line-without-code': [{ text: 'vsFTPd 2.3.4' }],
  'replies-out-of-order': [
    { code: 226, verb: 'LIST' },
    { code: 226, verb: null },
  ],
  'telnet-without-command': [{ telnet: 'ff f4 ff f2' }],
  'server-closed': [
    { server, command: null, reply: { code: 421, text: 'Timeout' }, quietNs: 300e9, idle: true, late: null },
    {
      server,
      command: retr,
      reply: { code: 421, text: 'Service not available' },
      quietNs: null,
      idle: false,
      late: { command: list, frame: 30, rst: 31 },
    },
  ],
  'malformed-announcement': [
    { mode: 'PASV', problem: { code: 'no-address', text: '' }, more: 0 },
    { mode: 'PASV', problem: { code: 'not-six-numbers', text: '1,2,3' }, more: 0 },
    { mode: 'PORT', problem: { code: 'bad-number', number: '300', text: '10,0,0,300,1,1' }, more: 0 },
    { mode: 'EPSV', problem: { code: 'no-port', text: '' }, more: 0 },
    { mode: 'EPSV', problem: { code: 'bad-port', text: '0' }, more: 0 },
    { mode: 'EPRT', problem: { code: 'not-extended', text: '|1' }, more: 0 },
    { mode: 'EPRT', problem: { code: 'bad-protocol', text: '3' }, more: 0 },
    { mode: 'EPRT', problem: { code: 'bad-address', family: 4, text: 'fd77::2' }, more: 0 },
    { mode: 'LPRT', problem: { code: 'not-long', text: 'x' }, more: 0 },
    { mode: 'LPRT', problem: { code: 'wrong-lengths', text: '4,4,10' }, more: 0 },
    { mode: 'LPRT', problem: { code: 'bad-address-length', bytes: 5, text: '4,5,10' }, more: 0 },
  ],
  'zero-address': [
    {
      announcement: { ...passive, address: '0.0.0.0' },
      peer,
      failed,
      came: { kind: 'connected', address: peer, ports: [50000] },
    },
    { announcement: { ...active, address: '0.0.0.0' }, peer, failed: null, came: { kind: 'rejected', code: 501 } },
  ],
  'nat-suspected': [
    {
      announcement: passive,
      peer,
      failed,
      came: { kind: 'unanswered', address: '192.168.1.7', ports: [50000], syns: 4, spanNs: 7e9 },
    },
    { announcement: active, peer, failed: null, came: { kind: 'not-connected' } },
  ],
  'passive-elsewhere': [
    { announcement: passive, peer, failed: null, came: { kind: 'refused', address: '192.168.1.7', ports: [50000] } },
    {
      announcement: passive,
      peer,
      failed: null,
      came: { kind: 'prohibited', address: '192.168.1.7', ports: [50000], icmp },
    },
  ],
  'loopback-announced': [
    {
      announcement: { ...passive, address: '127.0.0.1' },
      peer,
      came: { kind: 'refused', address: peer, ports: [50000] },
      failed,
    },
    { announcement: { ...active, address: '127.0.0.1' }, peer, came: { kind: 'not-connected' }, failed: null },
  ],
  'family-mismatch': [
    { announcement: passive, peer: '2001:db8::1', came: { kind: 'not-connected' }, failed },
    { announcement: { ...active, address: '2001:db8::9' }, peer, came: { kind: 'rejected', code: 500 }, failed: null },
  ],
  'port-zero': [{ announcement: { ...passive, port: 0 }, peer, came: { kind: 'not-connected' }, failed }],
  'third-party': [{ server: '10.0.0.1', otherServer: '10.0.0.5', otherSession: 2, otherData: '2.1' }],
  bounce: [
    { client, server: '10.0.0.1', targets, came: { kind: 'rejected', code: 500 }, sums },
    { client, server: '10.0.0.1', targets: [...targets, ...targets], came: null, sums },
  ],
  'privileged-port': [
    { targets, services: ['ssh'], came: { kind: 'rejected', code: 500 }, sums },
    { targets: [...targets, ...targets], services: [], came: null, sums },
  ],
  'data-connection-from-stranger': [
    {
      mode: 'PASV',
      announced,
      from: { address: '10.6.6.6', port: 1234 },
      role: 'client',
      expected: client,
      reply: null,
    },
    { mode: 'PASV', announced, from: { address: '10.6.6.6', port: 1234 }, role: 'client', expected: client, reply: no },
  ],
  'data-unanswered': [
    { ...attempt, active: false, open: false },
    { ...attempts, active: true, open: false },
    { ...attempt, active: false, open: true },
    { ...attempt, active: false, open: false, contrast: { kind: 'other-mode', mode: 'PASV', frame: 30 } },
    { ...attempt, active: false, open: false, contrast: { kind: 'other-port', port: 50001, frame: 30 } },
    { ...attempt, active: false, open: false, contrast: { kind: 'other-way', active: true, mode: 'PORT', frame: 30 } },
    { ...attempt, active: true, open: false, contrast: { kind: 'other-way', active: false, mode: 'PASV', frame: 30 } },
    { ...attempt, active: false, open: false, contrast: { kind: 'port-again', id: '1.1', frame: 30, sinceNs: 2e9 } },
  ],
  'data-refused': [
    { ...attempt, active: false },
    { ...attempts, active: true },
  ],
  'data-prohibited': [
    { ...attempt, active: false, icmp },
    { ...attempts, active: true, icmp: { ...icmp, reporter: null } },
    { ...attempt, active: false, icmp: { version: 6, text: 'no route', reporter: 'fd77::1', prohibited: false } },
  ],
  'data-reset': [
    { id: '1.1', by: { address: '10.0.0.1', port: 50000 }, frame: 20, transfer: false, failed: null, more: 0 },
    { id: '1.1', by: null, frame: null, transfer: true, failed, more: 4 },
  ],
  'data-rejected': [
    {
      mode: 'EPSV',
      announced: null,
      reply: { code: 500, text: 'Unknown command' },
      behindNat: null,
      last: true,
      failed: null,
      more: 0,
    },
    {
      mode: 'PORT',
      announced,
      reply: { code: 500, text: 'Illegal PORT' },
      behindNat: '10.0.0.2',
      last: false,
      failed,
      more: 4,
    },
  ],
  'data-never-used': [
    { mode: 'PASV', announced, active: false, failed, more: 0 },
    { mode: 'PORT', announced, active: true, failed: null, more: 4 },
    {
      mode: 'PORT',
      announced,
      active: true,
      failed: { command: list, reply: { code: 425, text: 'Address already in use' } },
      more: 0,
    },
  ],
  'data-not-captured': [{ command: retr, reply: { code: 226, text: 'Done' }, announced, more: 4 }],
  'data-unused': [{ id: '1.1', refused: { command: retr, code: 550, frame: 20 }, more: 0 }],
  'no-data-connection': [
    { command: list, reply: no, seen: true, more: 4 },
    { command: list, reply: no, seen: false, more: 0 },
  ],
  'hidden-data-connections': [
    {
      session: 1,
      count: 1,
      described: [
        { from: { address: client, port: 40000 }, to: announced, firstFrame: 30, lastFrame: 40, bytes: 7900 },
      ],
    },
    { session: 1, count: 7, described: [] },
  ],
  'transfer-refused': [
    { command: retr, reply: gone, more: 0 },
    { command: retr, reply: { code: 450, text: 'Busy' }, more: 5 },
  ],
  'transfer-truncated': [
    {
      command: retr,
      bytes: 4344,
      expected,
      ended: {
        by: 'server',
        how: 'rst',
        frame: 40,
        box: { both: true, ttl: 255, usualTtl: 51, otherUsualTtl: 128 },
        fullFrom: null,
        control: null,
      },
      reply: { code: 426, text: 'Failure reading network stream' },
      more: 0,
    },
    {
      command: retr,
      bytes: 4344,
      expected: null,
      ended: {
        by: 'client',
        how: 'rst',
        frame: 40,
        box: null,
        fullFrom: 30,
        control: { how: 'fin', frame: 41, afterNs: 2e6, role: 'client' },
      },
      reply: null,
      more: 5,
    },
    {
      command: retr,
      bytes: 4344,
      expected,
      ended: {
        by: 'server',
        how: 'fin',
        frame: 40,
        box: null,
        fullFrom: null,
        control: { how: 'rst', frame: 39, afterNs: -2e6, role: 'server' },
      },
      reply: { code: 226, text: 'Transfer complete' },
      more: 0,
    },
  ],
  'transfer-aborted': [{ command: retr, bytes: 4344, expected, frame: 30, reply: null, more: 0 }],
  'hash-mismatch': [{ command: retr, verb: 'XCRC', hash: 'CRC-32', reported: '3610a686', own: '12ba0be6', more: 0 }],
  'ascii-of-binary': [{ command: { verb: 'RETR', argument: 'photo.jpg' }, more: 0 }],
  'capture-ends': [
    { command: retr, frame: 30, bytes: 4344, expectedBytes: 300_000 },
    { command: retr, frame: 30, bytes: 4344, expectedBytes: null },
  ],
  'packets-cut': [
    { cutAtBytes: 96, replies: [4, 5], bytes: 0, transfers: 0, command: null, controlBytes: 0 },
    { cutAtBytes: 96, replies: [], bytes: 1448, transfers: 1, command: retr, controlBytes: 40 },
  ],
  'bytes-missing': [
    { bytes: 1448, transfers: 1, command: retr, transferBytes: 6448, gaps: 1 },
    { bytes: 1448, transfers: 3, command: null, transferBytes: 6448, gaps: 1 },
  ],
  'control-bytes-missing': [{ bytes: 40 }],
  'many-retransmissions': [
    { id: null, segments: 100, retransmissions: 9, ends: [client, '10.0.0.1'], full: null },
    {
      id: '1.1',
      segments: 100,
      retransmissions: 9,
      ends: [client, '10.0.0.1'],
      full: { receiver: { address: client, port: 40000 }, frame: 40 },
    },
  ],
  'conflicting-overlap': [{ id: '1.1', bytes: 12, sender: server }],
  'seen-twice': [
    {
      first: 1,
      second: 2,
      client: [
        { address: '192.168.1.2', port: 4000 },
        { address: '203.0.113.1', port: 4000 },
      ],
      server: null,
      announcements: {
        kind: 'rewritten',
        mode: 'PORT',
        one: { address: '192.168.1.2', port: 5000, frame: 10 },
        other: { address: '203.0.113.1', port: 5000, frame: 11 },
      },
    },
  ],
  'login-after-failures': [{ client, user: 'root', failures: 19, server: '10.0.0.1' }],
  'greeting-late': [{ server, waitedNs: 10e9, code: 220 }],
  'greeting-missing': [
    { ...seen, silentNs: 20e9, closedBy: 'client', clientBytes: 0 },
    { ...seen, count: 3, silentNs: 20e9, closedBy: null, clientBytes: 200 },
  ],
  'server-refused': [seen],
  'server-unanswered': [{ ...seen, count: 2, syns: 4, spanNs: 7e9 }],
  'server-prohibited': [
    { ...seen, icmp },
    { ...seen, icmp: { ...icmp, reporter: null, prohibited: false } },
  ],
  'control-dead': [
    { by: 'client', frame: 16, repeats: 9, spanNs: 130e9, command: retr, idleNs: 600e9, reset: 23 },
    { by: 'server', frame: 16, repeats: 2, spanNs: 1e9, command: null, idleNs: null, reset: null },
  ],
  'middlebox-reset': [
    { ...waiting, box: { both: true, ttl: 255, usualTtl: 51, otherUsualTtl: 128 } },
    { ...waiting, box: { both: true, ttl: 255, usualTtl: 51, otherUsualTtl: null } },
    { ...waiting, box: { both: false, ttl: 255, usualTtl: 51, otherUsualTtl: null } },
  ],
  'control-reset': [
    { ...waiting, end: 30, afterNs: 2e9 },
    { ...waiting, preliminary: null, end: 30, afterNs: 2e9 },
  ],
  'client-gave-up': [
    { ...waiting, how: 'fin', end: 30, afterNs: 60e9 },
    { ...waiting, how: 'rst', end: 30, afterNs: 1e9 },
    { ...waiting, preliminary: null, how: 'fin', end: 30, afterNs: 60e9 },
    { ...waiting, preliminary: null, how: 'rst', end: 30, afterNs: 60e9 },
  ],
  'control-closed': [
    { ...waiting, end: 30, afterNs: 600e9, transferring: true },
    { ...waiting, end: 30, afterNs: 2e9, transferring: true },
    { ...waiting, preliminary: null, end: 30, afterNs: 2e6, transferring: false },
  ],
  'command-unanswered': [
    { command: { verb: 'PASS', argument: '********' }, frame: 9, login: true, waitedNs: 30e9, more: 0 },
    { command: { verb: 'PASS', argument: '********' }, frame: 9, login: true, waitedNs: null, more: 0 },
    { command: retr, frame: 9, login: false, waitedNs: 30e9, more: 2 },
    { command: retr, frame: 9, login: false, waitedNs: null, more: 0 },
  ],
  'replies-out-of-step': [
    { command: { verb: 'PORT', argument: '10,0,0,2,195,80' }, count: 2, preliminaryLast: false },
    { command: list, count: 1, preliminaryLast: true },
  ],
  'command-failed': [
    { command: { verb: 'CWD', argument: '/home/kt' }, reply: gone, count: 3, arguments: ['/home/kt'], gaveUp: false },
    { command: { verb: 'SIZE', argument: 'a' }, reply: gone, count: 1, arguments: ['a'], gaveUp: true },
    { command: { verb: 'DELE', argument: 'a' }, reply: gone, count: 2, arguments: ['a', 'b'], gaveUp: false },
  ],
  'path-mtu': [
    { ...stalled, icmp: { ...icmp, text: 'fragmentation needed', mtu: 1400 } },
    { ...stalled, ended: true, icmp: { ...icmp, text: 'fragmentation needed', mtu: null } },
    { ...stalled, command: null, icmp: null },
    { ...stalled, id: null, command: null, icmp: null },
  ],
  'data-stalled': [{ ...stalled, segmentBytes: 400 }],
  'receiver-full': [
    { id: '1.1', command: retr, by: 'client', times: 3, fullNs: 30e9, lastedNs: 31e9, frame: 35, ended: true },
    { id: '1.1', command: retr, by: 'server', times: 1, fullNs: 30e9, lastedNs: 31e9, frame: 35, ended: false },
  ],
  'reply-late': [
    { command: retr, upload: false, count: 1, shortestNs: 33e9, longestNs: 33e9, timer: false },
    { command: waiting.command, upload: true, count: 1, shortestNs: 33e9, longestNs: 33e9, timer: false },
    { command: waiting.command, upload: true, count: 2, shortestNs: 60e9, longestNs: 60e9, timer: true },
    { command: waiting.command, upload: true, count: 2, shortestNs: 20e9, longestNs: 60e9, timer: false },
  ],
  'restart-ignored': [{ command: retr, restart: 2000, bytes: 6000 }],
  'name-encoding': [
    { command: retr, reply: gone, asked: 'utf-8', listed: 'latin-1', composed: false },
    { command: retr, reply: gone, asked: 'utf-8', listed: 'gbk', composed: false },
    { command: retr, reply: gone, asked: 'latin-1', listed: 'utf-8', composed: false },
    { command: retr, reply: gone, asked: 'utf-8', listed: 'utf-8', composed: true },
    { command: retr, reply: gone, asked: 'utf-8', listed: 'utf-8', composed: false },
  ],
  'tls-alert': [
    { id: null, by: 'server', alert: 'protocol_version', number: 70 },
    { id: '1.1', by: 'client', alert: 'unknown_ca', number: 48 },
    { id: null, by: 'server', alert: 'handshake_failure', number: 40 },
    { id: null, by: 'server', alert: 'unrecognized_name', number: 112 },
    { id: null, by: 'client', alert: null, number: null },
  ],
  'clear-in-tls': [
    { command: list, reply: { code: 500, text: 'OOPS: child died' } },
    { command: null, reply: { code: 500, text: 'OOPS: child died' } },
    { command: null, reply: null },
  ],
  'tls-unanswered': [
    { id: null, waitedNs: 10e9 },
    { id: '1.1', waitedNs: 10e9 },
  ],
  'tls-not-closed': [
    { id: '1.1', command: retr, by: 'server', reply: null },
    { id: '1.1', command: null, by: 'server', reply: null },
    { id: '1.1', command: waiting.command, by: 'client', reply: { code: 426, text: 'Failure reading network stream' } },
  ],
  'tls-not-resumed': [
    { id: '1.1', command: list, reply: { code: 522, text: 'session reuse required' }, full: true },
    { id: '1.1', command: list, reply: null, full: false },
  ],
  'tls-old-version': [
    { id: null, version: 'TLS 1.0' },
    { id: '1.1', version: 'TLS 1.1' },
  ],
  'tls-weak-cipher': WEAK_SUITES.map(([weakness, suite]) => ({ id: null, suite, weakness })),
  'tls-no-forward-secrecy': [{ id: null, suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256' }],
  'certificate-expired': [{ ...certificate, on: '2024-05-31', days: 40 }],
  'certificate-not-yet-valid': [{ ...certificate, id: '1.1', from: '2030-01-01', days: 1 }],
  'certificate-self-signed': [certificate],
  'certificate-other-name': [
    { ...certificate, host: 'files.example.org', names: ['ftp.example.org', 'www.example.org'] },
    { ...certificate, host: 'files.example.org', names: [] },
  ],
  'certificate-weak': [
    { ...certificate, key: { type: 'rsa', bits: 1024 }, hash: null },
    { ...certificate, key: null, hash: 'sha1' },
    { ...certificate, key: { type: 'rsa', bits: 512 }, hash: 'md5' },
  ],
  'data-in-clear': [
    { id: '1.1', count: 1, level: 'C' },
    { id: '1.1', count: 3, level: null },
  ],
  'data-not-resumed': [
    { id: '1.1', count: 1 },
    { id: '1.1', count: 4 },
  ],
  'hidden-handshake-only': [
    {
      session: 1,
      count: 1,
      from: { address: client, port: 40000 },
      to: announced,
      firstFrame: 42,
      lastFrame: 60,
      closedBy: 'server',
    },
    {
      session: 1,
      count: 2,
      from: { address: client, port: 40000 },
      to: announced,
      firstFrame: 42,
      lastFrame: 60,
      closedBy: null,
    },
  ],
  'hidden-private-address': [
    { session: 1, client, to: { address: '192.168.1.7', port: 50000 }, syns: 4, spanNs: 7e9 },
    { session: 1, client, to: { address: '192.168.1.7', port: 50000 }, syns: 1, spanNs: 0 },
  ],
};

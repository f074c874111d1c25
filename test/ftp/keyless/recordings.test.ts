/** Every recording with keys is read with and without them: what is inferred must be what was read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { NAMED_FROM } from '../../../src/ftp/protocol/inferred.js';
import { reportInProcess } from '../../support/inProcess.js';
import type { Report } from '../../support/report.js';

const FIXTURES = path.join(import.meta.dirname, '../../../fixtures');
const withKeys = readdirSync(FIXTURES).filter(
  (name) => existsSync(path.join(FIXTURES, name, 'keys.txt')) && existsSync(path.join(FIXTURES, name, 'capture.pcap')),
);

type Data = Report['sessions'][number]['dataConnections'][number];
const ends = ({ connection }: Data): string =>
  connection === null ? '' : `${connection.initiator.port} ${connection.responder.port}`;
const opened = (data: readonly Data[]): Map<string, Data> =>
  new Map(data.filter(({ connection }) => connection !== null).map((one) => [ends(one), one]));
const wayOf = (direction: string): string => (direction === 'upload' ? 'upload' : 'download');

/** Commands that were sent together have one frame: they are compared in their order. */
function verbsOf(
  { dialogue }: Report['sessions'][number],
  { inferred }: Report['sessions'][number],
): { readonly named: number; readonly right: number } {
  const left = dialogue.flatMap(({ command }) => (command ? [command] : []));
  const verbs = (inferred?.exchanges ?? []).map(({ command, inferred: one }) => {
    const at = left.findIndex(({ frame }) => frame === command.frame);
    return { guess: one.verb, verb: at < 0 ? null : left.splice(at, 1)[0]!.verb };
  });
  const named = verbs.filter(({ guess }) => guess !== null);
  return { named: named.length, right: named.filter(({ guess, verb }) => guess === verb).length };
}

describe.each(withKeys)('%s without its keys', (name) => {
  test('has the same data connections, directions, sizes and verdicts, or leaves them open', async () => {
    const capture = readFileSync(path.join(FIXTURES, name, 'capture.pcap'));
    const keys = readFileSync(path.join(FIXTURES, name, 'keys.txt'), 'latin1').split('\n');
    const keyed = await reportInProcess(capture, { keys });
    const plain = await reportInProcess(capture);
    for (const session of keyed.sessions.filter(({ tls }) => tls?.decrypted)) {
      const other = plain.sessions.find(({ client }) => client.port === session.client.port)!;
      const read = opened(session.dataConnections);
      const inferred = opened(other.dataConnections);
      expect([...inferred.keys()].sort()).toEqual([...read.keys()].sort());
      for (const [key, { transfer }] of read) {
        const guess = inferred.get(key)!;
        // After CCC (RFC 4217 §5) the dialogue can be read.
        if (!transfer || !guess.transfer || guess.transfer.command.verb !== null) continue;
        expect(guess.confidence).not.toBeNull();
        expect(wayOf(guess.transfer.direction)).toBe(wayOf(transfer.direction));
        expect([null, transfer.contentBytes]).toContain(guess.transfer.contentBytes);
        expect(['unknown', transfer.verdict]).toContain(guess.transfer.verdict);
        expect([guess.transfer.command.verb, guess.transfer.code]).toEqual([null, null]);
      }
      const { named, right } = verbsOf(session, other);
      expect(right / Math.max(1, named)).toBeGreaterThanOrEqual(named === 0 ? 0 : NAMED_FROM);
    }
  });
});

test('connections of HTTPS and SMTP between the same hosts are no data connections', async () => {
  const capture = readFileSync(path.join(FIXTURES, 'ftps-beside-https', 'capture.pcap'));
  const report = await reportInProcess(capture);
  expect(report.connections).toBeGreaterThan(8);
  const linked = report.sessions.flatMap(({ dataConnections }) => dataConnections);
  expect(linked.map(({ connection }) => connection?.responder.port)).not.toContain(443);
  expect(linked).toHaveLength(1);
  expect(linked[0]!.transfer?.contentBytes).toBe(0);
});

test('a key that is renewed on a data connection is no request: nothing speaks against the connection', async () => {
  const { sessions } = await reportInProcess(readFileSync(path.join(FIXTURES, 'ftps-keys-renewed', 'capture.pcap')));
  const linked = sessions.flatMap(({ dataConnections }) => dataConnections);
  const facts = linked.map(({ confidence, outcome, transfer }) => [
    confidence,
    outcome,
    transfer?.direction,
    transfer?.verdict,
  ]);
  expect(facts).toEqual([
    ['likely', 'ok', 'download', 'complete'],
    ['likely', 'ok', 'upload', 'complete'],
  ]);
});

test('a server with a greeting of its own is known by its reply to AUTH', async () => {
  const capture = readFileSync(path.join(FIXTURES, 'ftps-own-greeting', 'capture.pcap'));
  const { sessions } = await reportInProcess(capture);
  expect(sessions.map(({ inferred }) => inferred?.family)).toEqual(sessions.map(() => 'ProFTPD'));
});

test('commands that share a record are told apart by the replies to them', async () => {
  const { sessions } = await reportInProcess(readFileSync(path.join(FIXTURES, 'ftps-pipelined', 'capture.pcap')));
  const exchanges = sessions[0]!.inferred!.exchanges;
  const together = exchanges.filter(({ command }) => command.frame === 20);
  expect(together.map(({ inferred: one }) => one.verb)).toEqual(['PASS', 'PWD', 'PBSZ', 'PROT']);
  expect(together.map(({ replies }) => replies.map(({ frame }) => frame))).toEqual([[21], [22], [24], [25]]);
  // How long each is, only their sum tells.
  expect(together.map(({ command }) => command.bytes)).toEqual(together.map(() => ({ min: 5, max: 25 })));
  expect(together[0]!.inferred.because.map(({ code }) => code)).toContain('keyless-together');
  expect(sessions[0]!.dataConnections).toHaveLength(3);
});

test('an answer of several lines to one command stays one', async () => {
  for (const name of ['ftps-tls12', 'ftps-directories', 'ftps-ccc']) {
    const { sessions } = await reportInProcess(readFileSync(path.join(FIXTURES, name, 'capture.pcap')));
    const because = sessions
      .flatMap(({ inferred }) => inferred?.exchanges ?? [])
      .flatMap((one) => one.inferred.because);
    expect(because.length).toBeGreaterThan(0);
    expect(because.map(({ code }) => code)).not.toContain('keyless-together');
  }
});

test('a reply of 522 is known by its length, though no byte of the file came', async () => {
  const capture = readFileSync(path.join(FIXTURES, 'ftps-reuse-required', 'capture.pcap'));
  const { sessions } = await reportInProcess(capture);
  const [transfer] = sessions[0]!.dataConnections.map((data) => data.transfer);
  expect(transfer).toMatchObject({ verdict: 'truncated', contentBytes: 0, direction: 'download' });
  expect(sessions[0]!.inferred!.exchanges.at(-1)!.inferred).toMatchObject({ verb: 'RETR', reply: { digit: 5 } });
});

test('a fatal alert after the handshake is no failed handshake', async () => {
  const folder = path.join(FIXTURES, 'ftps-active-implicit');
  const keys = readFileSync(path.join(folder, 'keys.txt'), 'latin1').split('\n');
  const { sessions } = await reportInProcess(readFileSync(path.join(folder, 'capture.pcap')), { keys });
  const alerts = sessions.flatMap(({ tls }) => tls?.alerts ?? []);
  expect(alerts.map(({ description }) => description)).toContain('decode_error');
  expect(sessions.flatMap(({ findings }) => findings).map(({ code }) => code)).not.toContain('tls-alert');
});

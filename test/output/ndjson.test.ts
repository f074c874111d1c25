/** ndjson, whole, says what json says, however early its lines were written. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordings, scripted } from '../support/cases.js';
import { pcapBytes, TcpConversation } from '../support/packets.js';
import { run } from '../support/run.js';
import { temporaryFolder } from '../support/temporary.js';

type Line = Record<string, unknown> & { readonly type: string; readonly session: number | null };

/** A report made of lines by the one rule that docs/json.md has: the last of a type, session and index (or id) counts. */
function fromLines(texts: readonly string[]) {
  const lines = texts.map((text) => JSON.parse(text) as Line);
  const of = (type: string, session: number | null) => lines.filter((l) => l.type === type && l.session === session);
  /** Without what lines are known by; the last line of a session has the session's own uid. */
  const bare = ({
    type,
    session: _session,
    line: _line,
    uid,
    communityId,
    ...rest
  }: Line): Record<string, unknown> => ({
    ...rest,
    ...(type === 'session' ? { uid } : {}),
    ...(type === 'unclaimed' ? { communityId } : {}),
  });
  const lastOf = (type: string, session: number | null, key: 'index' | 'id') =>
    of(type, session)
      .filter((one, i, all) => all.findLastIndex((other) => other[key] === one[key]) === i)
      .map(bare);
  const { connections, ...capture } = bare(of('capture', null)[0]!);
  const numbers = lines.filter(({ type }) => type === 'session').map(({ session }) => session!);
  return {
    schema: 'ftp-sniff/1',
    capture,
    connections,
    sessions: numbers.map((session) => ({
      ...bare(of('session', session)[0]!),
      dialogue: lastOf('exchange', session, 'index')
        .sort((a, b) => Number(a.index) - Number(b.index))
        .map(({ index: _index, ...exchange }) => exchange),
      dataConnections: lastOf('data-connection', session, 'id'),
      findings: of('finding', session).map(bare),
    })),
    unclaimed: of('unclaimed', null).map(bare),
    findings: of('finding', null).map(bare),
    trouble: lines.filter(({ type }) => type === 'trouble').map((one) => ({ session: one.session, ...bare(one) })),
  };
}

const byId = <T extends { id: number }>(sessions: readonly T[]): T[] => [...sessions].sort((a, b) => a.id - b.id);

describe('lines that are written after each packet say together what json says', () => {
  for (const each of [...recordings(), ...scripted()])
    test(each.name, async () => {
      const got = fromLines(await each.lines());
      const want = await each.report();
      expect(byId(got.sessions as unknown as { id: number }[])).toEqual(byId(want.sessions));
      expect({ ...got, sessions: [] }).toEqual({ ...want, sessions: [] });
    });
});

test('what is said of a session stands before the lines of later sessions, also where a file is read at once', () => {
  const file = path.join(temporaryFolder(), 'sessions.pcap');
  const packets = Array.from({ length: 40 }, (_, i) =>
    new TcpConversation({ client: `10.0.0.${i + 1}:40000`, startNs: i * 2e9 })
      .handshake()
      .say('server', '220 ready\r\n')
      .say('client', 'USER alice\r\n')
      .say('server', '331 password\r\n')
      .say('client', 'PASS secret\r\n')
      .say('server', '230 in\r\n')
      .close()
      .packets(),
  ).flat();
  writeFileSync(file, pcapBytes(packets));
  const { stdout } = run(['-F', 'ndjson', '-q', file]);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text) as Line);
  const numbers = lines.filter(({ type }) => type !== 'trouble').flatMap(({ session }) => session ?? []);
  expect(lines.filter(({ type, session }) => type === 'finding' && session !== null).length).toBeGreaterThanOrEqual(40);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
});

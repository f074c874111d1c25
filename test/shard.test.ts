/** Shares of a capture: what travels between two hosts is in one of them, and together they say what the whole says. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Share, shareFilter } from '../src/wire/share.js';
import { recordings } from './support/cases.js';
import { type Analysed, analyse } from './support/inProcess.js';
import { ROOT } from './support/run.js';

const SHARES: readonly Share[] = [1, 2, 3].map((share) => ({ share, of: 3 }));

/** Data connections between other hosts than those of the control connection: docs/scale.md. */
const THIRD_HOSTS: ReadonlySet<string> = new Set(['fxp', 'pasv-wrong-address', 'nat-both-sides']);
/** The capture's own kind of packets decides, not the filter: BPF looks at the outer addresses. */
const TUNNELS: ReadonlySet<string> = new Set(['vxlan-ipv6']);

type Line = Record<string, unknown> & { type: string; session: number | null; uid: string };

/** The lines of sessions without their numbers, which each share gives by itself. */
function sessionLines(analysed: Analysed): string[] {
  const text = analysed.render('ndjson').trimEnd();
  return text
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
    .filter(({ session, type }) => session !== null && type !== 'third-host')
    .map(({ session, line, ...rest }) => {
      const id = typeof rest.id === 'string' ? rest.id.replace(`${session}.`, '.') : null;
      return JSON.stringify({ ...rest, id });
    });
}

const keysOf = (folder: string): string[] => {
  try {
    return readFileSync(path.join(folder, 'keys.txt'), 'utf8').split('\n');
  } catch {
    return [];
  }
};

describe('all shares together say what the whole says', () => {
  for (const { name, capture, folder } of recordings())
    test.skipIf(THIRD_HOSTS.has(name))(name, async () => {
      const bytes = readFileSync(capture);
      const keys = keysOf(folder);
      const whole = sessionLines(await analyse(bytes, { keys }));
      const shares = await Promise.all(SHARES.map((share) => analyse(bytes, { keys, share })));
      expect(shares.flatMap(sessionLines).sort()).toEqual(whole.sort());
    });
});

test('a third host that is announced is exported with the end point and who connects', async () => {
  const bytes = readFileSync(path.join(ROOT, 'fixtures/fxp/capture.pcap'));
  const shares = await Promise.all(SHARES.map((share) => analyse(bytes, { share })));
  const lines = shares.flatMap((one) =>
    one
      .render('ndjson')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line),
  );
  const exported = lines.filter(({ type }) => type === 'third-host');
  expect(exported.length).toBeGreaterThan(0);
  for (const { uid, announced, from, shard } of exported as (Line & { announced: { address: string } })[]) {
    const head = lines.find((line) => line.type === 'session' && line.uid === uid) as unknown as {
      client: { address: string };
      server: { address: string };
    };
    expect([head.client.address, head.server.address]).not.toContain(announced.address);
    expect([head.client.address, head.server.address]).toContain(from);
    expect(shard).toMatch(/^[123]\/3$/);
  }
});

test('of what another share has, nothing is denied', async () => {
  const bytes = readFileSync(path.join(ROOT, 'fixtures/pasv-wrong-address/capture.pcap'));
  for (const share of SHARES) {
    const lines = sessionLines(await analyse(bytes, { share })).map((line) => JSON.parse(line) as Line);
    const [data] = lines.filter(({ type }) => type === 'data-connection');
    if (data !== undefined) expect(['unanswered', 'not-captured']).toContain(data.outcome);
  }
});

const tcpdump = spawnSync('tcpdump', ['--version']).status === 0;

describe('the capture filter takes the same packets', () => {
  for (const name of ['epsv-ipv6', 'two-taps', 'bruteforce', 'any-sll2', 'vlan', 'vxlan-ipv6'])
    test.skipIf(!tcpdump)(name, async () => {
      const capture = path.join(ROOT, 'fixtures', name, 'capture.pcap');
      const bytes = readFileSync(capture);
      let passed = 0;
      for (const share of SHARES) {
        const filter = shareFilter(share, 'not port 5999');
        const { stdout, status, stderr } = spawnSync('tcpdump', ['-r', capture, '-w', '-', filter], {
          maxBuffer: 1 << 28,
        });
        expect(status, String(stderr)).toBe(0);
        passed += stdout.length;
        const uids = (analysed: Analysed) => sessionLines(analysed).map((line) => (JSON.parse(line) as Line).uid);
        const [filtered, sorted] = [await analyse(stdout, { share }), await analyse(bytes, { share })];
        expect(uids(filtered)).toEqual(uids(sorted));
      }
      // Each packet passes one of them, where its addresses are where the filter looks.
      if (!TUNNELS.has(name) && name !== 'vlan') expect(passed).toBeLessThan(1.2 * bytes.length);
    });
});

/** Names of sessions and lines: the same for the same packets, in every run, and none twice. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, run } from '../../support/run.js';

const CAPTURES = ['fxp', 'active', 'ftps-no-keys'].map((name) => path.join(ROOT, 'fixtures', name, 'capture.pcap'));

type Line = {
  type: string;
  session: number | null;
  sensor?: string;
  uid: string;
  line: number;
  communityId?: string | null;
  control?: { communityId: string };
  connection?: { communityId: string } | null;
};

const linesOf = (capture: string, ...options: string[]): Line[] =>
  run(['-F', 'ndjson', ...options, capture])
    .stdout.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe.each(CAPTURES)('%s', (capture) => {
  test('every line has a name of its own, the same in the next run', () => {
    const names = linesOf(capture).map(({ uid, type, line }) => `${uid} ${type} ${line}`);
    expect(new Set(names).size).toBe(names.length);
    expect(linesOf(capture).map(({ uid, type, line }) => `${uid} ${type} ${line}`)).toEqual(names);
  });

  test('a line of a session has the uid of the session and the community id of its connection', () => {
    const lines = linesOf(capture);
    const heads = new Map(lines.filter(({ type }) => type === 'session').map((head) => [head.session, head]));
    expect(heads.size).toBeGreaterThan(0);
    for (const { type, session, uid, communityId, connection } of lines.filter((line) => line.session !== null)) {
      const head = heads.get(session)!;
      expect(uid).toBe(head.uid);
      expect(uid).toMatch(/^C[0-9a-zA-Z]{10,}$/);
      const wanted = type === 'data-connection' ? (connection?.communityId ?? null) : head.control!.communityId;
      expect(communityId).toBe(wanted);
    }
  });
});

test('--sensor stands in every line, and in the document', () => {
  const [capture] = CAPTURES;
  const text = run(['-F', 'ndjson', '--sensor', 'edge', capture!]).stdout.trimEnd();
  // Readers refuse objects that name a member twice.
  for (const line of text.split('\n')) expect(line.split('"sensor":').length, line.slice(0, 60)).toBe(2);
  expect(new Set(linesOf(capture!, '--sensor', 'edge "1"').map(({ sensor }) => sensor))).toEqual(new Set(['edge "1"']));
  expect(linesOf(capture!)[0]).not.toHaveProperty('sensor');
  const report = JSON.parse(run(['--json', '--sensor', 'edge', capture!]).stdout) as { capture: { sensor: string } };
  expect(report.capture.sensor).toBe('edge');
});

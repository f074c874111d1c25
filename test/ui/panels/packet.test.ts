/** The packet view beside the ladder: the same numbers in both. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../support/run.js';
import { type Stage, stageOf } from '../support/stage.js';

const opened = (name: string): Promise<Stage> =>
  stageOf(path.join(ROOT, 'fixtures', name, 'capture.pcap'), { size: { columns: 120, rows: 60 } });
const frame = (stage: Stage, number: number): Stage => stage.press('6', ':', `type:${number}`, 'enter', '6');

test('sequence numbers are relative, as in the ladder, with those of the header beside them', async () => {
  const stage = await opened('active');
  const { text } = frame(stage, 39);
  expect(text).toContain('data connection 1.2');
  expect(text).toContain('SYN+ACK Seq=0 Ack=1');
  expect(text).toContain('[SYN, ACK] Seq: 0, Ack: 1, Len: 0');
  expect(text).toContain('Sequence number: 0 (relative; 511268089 in the header)');
  expect(text).toContain('Acknowledgment number: 1 (relative; 675198785 in the header)');
  // The window of a SYN is not scaled (RFC 7323 §2.2), later ones are.
  expect(text).toMatch(/Window: 65160 +│/);
  expect(frame(stage, 40).text).toContain('Window: 63 (scaled by 1,024: 64,512 bytes)');
});

test('numbers that wrapped around go on from 0, too', async () => {
  const { text } = frame(await opened('sequence-wrap'), 4);
  const [, relative, header] = /Sequence number: (\d+) \(relative; (\d+) in the header\)/.exec(text) ?? [];
  expect(Number(relative)).toBeLessThan(1000);
  expect(Number(header)).toBeGreaterThan(0);
});

test('without the SYN there is nothing to count from: the numbers of the header stand alone', async () => {
  expect(frame(await opened('mid-session'), 1).text).toMatch(/Sequence number: \d{5,} +│/);
});

test('connections with the same ports have numbers of their own', async () => {
  const stage = await opened('port-reuse');
  const syns = stage.context.analyzer.sessions.flatMap(({ dataConnections }) =>
    dataConnections.flatMap(({ connection }) => connection?.handshake.syn ?? []),
  );
  expect(syns.length).toBeGreaterThan(1);
  for (const syn of syns) expect(frame(stage, syn).text).toContain('Sequence number: 0 (relative; ');
});

/** Pure ACKs: a key shows and hides them in the ladder, an option in reports; every segment is then a row that explains itself. */
import { expect, test } from 'vitest';
import { Analyzer } from '../../src/analyzer.js';
import { openSource } from '../../src/capture/formats.js';
import { Pump } from '../../src/capture/pump.js';
import { buildLadder } from '../../src/model/ladder.js';
import { run } from '../support/run.js';
import { stageOf } from './support/stage.js';

const FIXTURE = 'fixtures/active/capture.pcap';
const PACKETS = 131;

test('a: every frame of the session has a row; again: as before', async () => {
  const stage = await stageOf(FIXTURE, { size: { columns: 120, rows: 400 } });
  stage.press('enter');
  const folded = stage.text;
  expect(folded).not.toMatch(/^ +5 +\d\.\d+.*ACK/m);
  stage.press('a');
  const frames = new Set(stage.lines.flatMap((line) => /^[ >▸▾]+(\d+) +\d\.\d+/.exec(line)?.[1] ?? []));
  expect(frames.size).toBe(PACKETS);
  expect(stage.text).toMatch(/^ +5 +0\.002792 .*─ ACK ─/m);
  expect(stage.press('A').lines.slice(3, -2)).toEqual(folded.split('\n').slice(3, -3));
});

test('segments and ACKs explain themselves', async () => {
  const stage = await stageOf(FIXTURE, { size: { columns: 160, rows: 60 } });
  stage.press('enter', 'a', ':', 'type:5', 'enter');
  expect(stage.row).toContain('ACK');
  expect(stage.text).toMatch(/ACK without data: its sender confirms/);
  expect(stage.text).toContain('acknowledgment 15');
  stage.press(':', 'type:44', 'enter');
  expect(stage.text).toMatch(/One segment with payload: 1,448\s+bytes/);
  expect(stage.text).toContain('sequence number 2897');
});

test('--acks: the ladder has every frame, and the rest of the report is the same', async () => {
  const analyzer = new Analyzer({ acks: true });
  await new Pump(openSource(FIXTURE), (packet) => analyzer.push(packet), analyzer.order, null).run();
  analyzer.finish();
  const frames = new Set<number>();
  for (const { firstFrame, lastFrame } of buildLadder(analyzer.sessions[0]!))
    for (let frame = firstFrame ?? 1; firstFrame !== null && frame <= lastFrame!; frame++) frames.add(frame);
  expect(frames.size).toBe(PACKETS);
  // Where the data passes, the last ACK counts as part of its run.
  const json = (...options: string[]) =>
    run(['--json', ...options, FIXTURE]).stdout.replaceAll(/"number":8,"state":"ok","frames":\[[\d,]+\]/g, '');
  expect(json('--acks') === json()).toBe(true);
  const text = run(['--acks', FIXTURE]).stdout;
  expect(text).toMatch(/ 5 +0\.002792 .*ACK Seq=1 Ack=15/);
  expect(run(['--acks', '-F', 'svg', FIXTURE]).stdout.match(/>ACK Seq=/g)!.length).toBeGreaterThan(20);
});

test('the UI begins with them where the command line asks for it', async () => {
  const stage = await stageOf(FIXTURE, { size: { columns: 120, rows: 40 } });
  stage.state = { ...stage.state, acks: true };
  expect(stage.press('enter').text).toMatch(/ 5 +0\.002792 .*ACK/);
});

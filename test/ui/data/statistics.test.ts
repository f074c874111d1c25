/** Statistics and the chosen session at a glance, in words. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../support/run.js';
import { stageOf } from '../support/stage.js';

test('what was not analysed stands there in words, not under the names that scripts count', async () => {
  const stage = await stageOf(path.join(ROOT, 'fixtures', 'vlan', 'capture.pcap'), {
    size: { columns: 100, rows: 60 },
  });
  stage.press('7');
  expect(stage.text).toMatch(/^ {8}4 ICMPv6 packets$/m);
  expect(stage.text).toMatch(/^ {8}2 ARP packets$/m);
});

test('of the chosen session, a transfer that the server could not carry out failed, and was not refused', async () => {
  const file = path.join(ROOT, 'fixtures', 'active-dropped-425', 'capture.pcap');
  const stage = await stageOf(file, { size: { columns: 200, rows: 60 } });
  expect(stage.text).toMatch(/1\.1 +PORT .* failed$/m);
});

/** What TLS says of itself stands in the ladder, and is explained. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES } from '../support/cases.js';
import { analyse } from '../support/inProcess.js';

async function ladderOf(name: string, withKeys: boolean): Promise<string> {
  const folder = path.join(FIXTURES, name);
  const keys = withKeys ? readFileSync(path.join(folder, 'keys.txt'), 'latin1').split('\n') : [];
  return (await analyse(readFileSync(path.join(folder, 'capture.pcap')), { keys })).render('text');
}

test('hellos, certificate, Finished and close_notify are named in the ladder, with keys and without', async () => {
  for (const withKeys of [true, false]) {
    const text = await ladderOf('certificate-good', withKeys);
    expect(text).toMatch(/57446 ─+ TLS ClientHello; 218 bytes ─+▶ 21/);
    expect(text).toMatch(/◀─+ TLS ServerHello, Certificate; 1,152 bytes ─+ 21/);
    expect(text).toMatch(/─ TLS Finished; 93 bytes ─+▶ 21/);
    expect(text).toMatch(/35092 ═+ TLS ClientHello; 218 bytes ═+▶ 33983/);
  }
});

test('a run that carries content is shown as data', async () => {
  const text = await ladderOf('ftps-tls12', true);
  expect(text).toMatch(/═ \d+ segments?, [\d,]{6,} bytes ═/);
});

/** The built program on a capture that is larger than what the UI holds of packets. */
import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BENCHMARKS } from '../../bench/captures.js';
import { LIMITS } from '../../src/limits.js';
import { BUILT, PtyScreen } from './support/pty.js';

const MIB = 40;
/** A frame with 1448 bytes of a file, long given up when the capture has been read. */
const EARLY = 41;
const matches = (pattern: RegExp): Promise<void> =>
  screen!.until(String(pattern), () => screen!.lines.some((line) => pattern.test(line)));
const folder = mkdtempSync(path.join(tmpdir(), 'ftp-sniff-large-'));
const file = path.join(folder, 'large.pcap');
let screen: PtyScreen | undefined;

beforeAll(() => {
  expect(MIB * 1024 * 1024).toBeGreaterThan(2 * LIMITS.uiPacketBytesWithFile);
  BENCHMARKS.find(({ name }) => name === 'bulk')!.make(file, MIB);
});
afterAll(() => {
  screen?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('shows any packet whole, opens a run into all its segments, and tells when the file has changed', {
  timeout: 60_000,
}, async () => {
  screen = new PtyScreen(`${JSON.stringify(process.execPath)} ${JSON.stringify(BUILT)} ${JSON.stringify(file)}`, {
    columns: 120,
    rows: 40,
  });
  await screen.shows('DONE');
  // The bulk of the transfer as segments: far more than once were shown.
  screen.write('\r');
  await screen.shows('‹2 Ladder›');
  screen.write('/ segments\r');
  await screen.shows('/ segments');
  screen.write('o');
  await matches(/\d+\/4\d{4}$/);
  screen.write(`:${EARLY}\r`);
  await matches(/^> +41 /);
  screen.write('\r');
  await screen.shows(`Frame ${EARLY}`);
  await matches(/1,?514 bytes captured/);
  expect(screen.lines.join('\n')).not.toContain('still held');
  // Bytes beyond those that are held longest.
  await matches(/0100 {2}\S\S \S\S/);

  truncateSync(file, 100_000);
  screen.write(`:${20_000}\r`);
  await matches(/has changed since it was read/);
});

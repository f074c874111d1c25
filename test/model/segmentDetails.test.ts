/** Numbers of handshakes and teardowns as a student meets them in Wireshark, of a real recording. */
import { expect, test } from 'vitest';
import { textOf } from '../support/recordingText.js';

test('SYN and FIN have relative numbers, the real window and the MSS', async () => {
  const text = await textOf('active', 140);
  expect(text).toMatch(/SYN Seq=0 Win=\d+ MSS=1460/);
  expect(text).toMatch(/SYN\+ACK Seq=0 Ack=1 Win=\d+ MSS=1460/);
  expect(text).toMatch(/ ACK Seq=1 Ack=1 Win=\d+ /);
  // Scaled: more than 16 bits hold.
  const windows = [...text.matchAll(/FIN.* Win=(\d+)/g)].map((match) => Number(match[1]));
  expect(Math.max(...windows)).toBeGreaterThanOrEqual(64_000);
});

test('where there is no room, the numbers give way', async () => {
  const text = await textOf('active', 80);
  expect(text).toMatch(/◀─+ SYN\+ACK ─/);
  expect(text).not.toMatch(/Seq=\d*…/);
});

/** Where the time went, against downloads with known delays, windows, losses and rates, captured at either end. */
import { describe, expect, test } from 'vitest';
import { reportInProcess } from '../support/inProcess.js';
import { pcapBytes } from '../support/packets.js';
import { download, type PathOptions } from '../support/path.js';

const ENDS = ['client', 'server'] as const;

async function sessionOf(options: PathOptions) {
  const report = await reportInProcess(pcapBytes(download(options), { nanoseconds: true }));
  return report.sessions[0]!;
}
async function timed(options: PathOptions) {
  const transfer = (await sessionOf(options)).dataConnections[0]!.transfer!;
  expect(transfer.bytes).toBe(options.bytes);
  return transfer.timing!;
}

describe.each(ENDS)('captured at the %s', (at) => {
  test("the receiver's window of 64 KiB at 80 ms", async () => {
    const timing = await timed({ at, rttMs: 80, bytes: 3_000_000, window: 65_536 });
    // 65,536 bytes in each round trip: some 46 of them.
    expect(timing.total).toBeGreaterThan(3.5);
    expect(timing.data!.smallWindow).toBeGreaterThan(timing.total * 0.85);
    expect(timing.limit).toMatchObject({ code: 'window', params: { receiver: 'client', windowBytes: 65_536 } });
    expect(timing.limit!.text).toMatch(/window of the client, 64 KiB at 80\.0 ms: at most 6\.6 Mbit\/s/);
    expect(timing.rtt.handshake).toBeCloseTo(0.08, 4);
  });

  test('a congestion window of 32,000 bytes at 100 ms: the path', async () => {
    const timing = await timed({ at, rttMs: 100, bytes: 1_000_000, congestionWindow: 32_000 });
    expect(timing.data!.path).toBeGreaterThan(timing.total * 0.8);
    expect(timing.limit).toMatchObject({ code: 'path' });
    const { bytesPerRoundTrip } = timing.limit!.params as { bytesPerRoundTrip: number };
    expect(bytesPerRoundTrip).toBeGreaterThan(28_000);
    expect(bytesPerRoundTrip).toBeLessThan(36_000);
  });

  test('a sender that has nothing to send, now and then', async () => {
    const timing = await timed({
      at,
      rttMs: 20,
      bytes: 100_000,
      chunkBytes: 10_000,
      chunkEveryMs: [50, 900, 150, 500],
    });
    expect(timing.data!.senderIdle).toBeCloseTo(3.25, 0);
    expect(timing.limit).toMatchObject({ code: 'sender-idle', params: { sender: 'server' } });
    expect(timing.silences[0]).toMatchObject({ owner: 'sender-idle' });
    expect(timing.silences[0]!.seconds).toBeCloseTo(0.9, 1);
  });

  test('a rate of 100 kB/s', async () => {
    const timing = await timed({ at, rttMs: 20, bytes: 300_000, chunkBytes: 8_000, chunkEveryMs: [80] });
    expect(timing.data!.steadyRate).toBeGreaterThan(timing.total * 0.9);
    expect(timing.limit).toMatchObject({ code: 'steady-rate' });
    expect((timing.limit!.params as { bytesPerSecond: number }).bytesPerSecond).toBeCloseTo(100_000, -4);
  });

  test('loss: each segment is sent again after 400 ms', async () => {
    const timing = await timed({
      at,
      rttMs: 20,
      bytes: 60_000,
      congestionWindow: 4_000,
      lost: [5, 17, 29, 41, 53],
      timeoutMs: 400,
    });
    expect(timing.data!.loss).toBeGreaterThan(1.8);
    expect(timing.data!.loss).toBeLessThan(2.1);
    expect(timing.limit).toMatchObject({ code: 'loss' });
    // At the client, what was lost before the capture was never seen twice.
    expect(timing.loss.repeated).toBe(at === 'server' ? 5 : 0);
    expect(timing.loss.frames).toHaveLength(at === 'server' ? 5 : 0);
  });

  test('a receiver that does not read for 3 s', async () => {
    const timing = await timed({
      at,
      rttMs: 10,
      bytes: 200_000,
      window: 32_768,
      stopsAtByte: 50_000,
      stopsMs: 3000,
    });
    expect(timing.data!.zeroWindow + timing.data!.smallWindow).toBeCloseTo(3, 0);
    expect(timing.data!.zeroWindow).toBeGreaterThan(2.5);
    expect(timing.limit).toMatchObject({ code: 'zero-window', params: { receiver: 'client' } });
  });

  test.each([
    ['beforeReply', 'server-before-reply'],
    ['beforeData', 'server-before-data'],
    ['afterData', 'server-after-data'],
  ] as const)('a server that takes 2 s: %s', async (part, code) => {
    const timing = await timed({ at, rttMs: 10, bytes: 20_000, [`${part}Ms`]: 2000 });
    expect(timing.server[part]).toBeCloseTo(2, 1);
    for (const other of ['beforeReply', 'beforeData', 'afterData'] as const)
      if (other !== part) expect(timing.server[other]).toBeLessThan(0.05);
    expect(timing.limit).toMatchObject({ code });
  });

  test('a fast transfer: no verdict', async () => {
    const timing = await timed({ at, rttMs: 1, bytes: 500_000 });
    expect(timing.limit).toBeNull();
    expect(timing.total).toBeLessThan(0.1);
  });

  test('the session: who kept whom waiting', async () => {
    const { timing } = await sessionOf({ at, rttMs: 10, bytes: 20_000, clientMs: 1500, beforeReplyMs: 700 });
    expect(timing.client).toBeGreaterThan(1.5);
    expect(timing.client).toBeLessThan(1.7);
    expect(timing.transfers).toBeGreaterThan(0.69);
    expect(timing.transfers).toBeLessThan(0.8);
    expect(timing.server).toBeLessThan(0.1);
    expect(timing.setup).toBeCloseTo(0.01, 4);
    expect(timing.silences[0]).toMatchObject({ owner: 'client' });
  });

  test('parts never exceed the whole', async () => {
    const timing = await timed({ at, rttMs: 60, bytes: 400_000, window: 16_384, beforeDataMs: 300, afterDataMs: 200 });
    const { server, data } = timing;
    const sum =
      timing.setup +
      timing.client +
      server.beforeReply +
      server.beforeData +
      server.afterData +
      Object.values(data!).reduce((total, one) => total + one, 0);
    expect(sum).toBeLessThanOrEqual(timing.total + 1e-6);
    expect(sum).toBeGreaterThan(timing.total * 0.95);
  });
});

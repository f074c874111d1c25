import { expect, test } from 'vitest';
import type { Packet, PacketSource } from '../../src/capture/packet.js';
import { Pump, takingTurns } from '../../src/capture/pump.js';
import type { PacketOrder } from '../../src/capture/shuffled.js';
import { newStatus } from '../../src/capture/status.js';

/** Batches of packets that are all there at once: no turn of the event loop between them. */
function source(batches: number, packetsPerBatch: number): PacketSource & { stopped: boolean } {
  const packet = {} as Packet;
  return {
    stopped: false,
    status: newStatus('made up'),
    stop() {
      this.stopped = true;
    },
    async *batches() {
      for (let i = 0; i < batches && !this.stopped; i++) yield Array.from({ length: packetsPerBatch }, () => packet);
    },
  } as PacketSource & { stopped: boolean };
}

/** As they come. */
const order: PacketOrder = { inOrder: (batch) => batch, rest: () => [] };

/** Takes a packet in so many milliseconds. */
function busy(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test.each([
  ['one batch', 1, 2_000],
  ['many small batches', 2_000, 1],
])('%s of packets that take long: a signal ends the run soon', async (_name, batches, packets) => {
  let taken = 0;
  const take = () => {
    taken++;
    busy(10);
  };
  const pump = new Pump(source(batches, packets), take, order, null, 50);
  setTimeout(() => pump.stop(), 20);
  await pump.run(takingTurns(50));
  expect(pump.state).toBe('done');
  expect(taken).toBeGreaterThan(0);
  // 20 s in all; the first look at the clock comes after 32 packets.
  expect(taken).toBeLessThan(200);
});

test('a run that is not stopped takes everything, or as much as was asked for', async () => {
  for (const [max, want] of [
    [null, 300],
    [250, 250],
  ] as const) {
    let taken = 0;
    const take = () => {
      taken++;
      busy(0.1);
    };
    await new Pump(source(3, 100), take, order, max, 2).run();
    expect(taken).toBe(want);
  }
});

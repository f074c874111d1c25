/** Lines about the capture itself in the lines of a live report: every minute, and when something was lost. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ProblemParams } from '../../src/capture/codes.js';
import type { LiveCapture } from '../../src/capture/engines/launch.js';
import { parseOptions } from '../../src/cli/options.js';
import { ReportSink } from '../../src/cli/reportSink.js';
import { openRun, type Run } from '../../src/cli/run.js';
import { factsOf } from '../../src/fact.js';
import type { TextOutput } from '../../src/output/stream.js';
import { TcpConversation } from '../support/packets.js';
import { TEXTS } from '../support/texts.js';

const START = new Date('2026-03-01T12:00:00Z');
const problem = factsOf<ProblemParams>();

/** What is written, line by line. */
class Written implements TextOutput {
  readonly lines: Record<string, unknown>[] = [];
  write(piece: string | Uint8Array): null {
    for (const line of String(piece).trimEnd().split('\n')) this.lines.push(JSON.parse(line));
    return null;
  }
  async flush(): Promise<void> {}
  async end(): Promise<void> {}
}

function runOf(live: boolean): Run {
  const run = openRun(parseOptions(['-F', 'ndjson', 'capture.pcap'], ['ndjson']), null, TEXTS, TEXTS);
  const device = { source: { status: { droppedByQueue: 2 } } } as LiveCapture;
  return { ...run, live: live ? device : null };
}

describe('lines about a live capture', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: START });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('come every minute until the end, with what has been read until then', async () => {
    const run = runOf(true);
    const written = new Written();
    const sink = new ReportSink(run, written, true, () => {});
    await vi.advanceTimersByTimeAsync(59_999);
    expect(written.lines).toEqual([]);
    const packets = new TcpConversation().handshake().packets();
    for (const packet of packets) run.analyzer.push(packet);
    await vi.advanceTimersByTimeAsync(1);
    await vi.advanceTimersByTimeAsync(120_000);
    const bytes = packets.reduce((sum, packet) => sum + packet.bytes.length, 0);
    const said = { type: 'capture-status', session: null, packets: packets.length, bytes, sessions: 0, problems: [] };
    expect(written.lines).toMatchObject(
      [1, 2, 3].map((minute) => ({ ...said, time: new Date(START.getTime() + minute * 60_000).toISOString() })),
    );
    expect(written.lines[0]).toMatchObject({ dropped: { kernel: null, interface: null, queue: 2 } });
    sink.stop();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(written.lines).toHaveLength(3);
  });

  test('come within a second of a loss too, once for each', async () => {
    const run = runOf(true);
    const { status } = run.source;
    const written = new Written();
    const sink = new ReportSink(run, written, true, () => {});
    await vi.advanceTimersByTimeAsync(10_000);
    status.damaged = true;
    status.droppedByKernel = 17;
    status.damage({ ...problem('kernel-drops', { count: 17 }), file: null });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(written.lines).toMatchObject([
      { time: '2026-03-01T12:00:11.000Z', dropped: { kernel: 17 }, problems: [{ kind: 'kernel-drops' }] },
    ]);
    status.droppedByKernel = 20;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(written.lines.at(-1)).toMatchObject({ time: '2026-03-01T12:00:41.000Z', dropped: { kernel: 20 } });
    expect(written.lines).toHaveLength(2);
    sink.stop();
  });

  test('are not those of files', async () => {
    const written = new Written();
    new ReportSink(runOf(false), written, true, () => {});
    await vi.advanceTimersByTimeAsync(300_000);
    expect(written.lines).toEqual([]);
  });
});

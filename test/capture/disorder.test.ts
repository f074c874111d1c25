/**
 * Every fixture with its clock set back in its middle, and with packets written in another order than they came in. Both
 * make times go back; neither may change what is reported.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analyzer.js';
import { openStream } from '../../src/capture/formats.js';
import type { Packet } from '../../src/capture/packet.js';
import { newStatus } from '../../src/capture/status.js';
import { captureInfo } from '../../src/model/captureInfo.js';
import { FORMATS } from '../../src/output/formats.js';
import { renderReport } from '../../src/output/reporting.js';
import { KeyLog } from '../../src/tls/keylog.js';
import { recordings, scripted } from '../support/cases.js';
import { appended, closedUp, isInOrder, pairsSwapped, places, queues, setBack } from '../support/disorder.js';
import { factsOf } from '../support/facts.js';
import { randomOf } from '../support/mutate.js';
import type { Report } from '../support/report.js';
import { TEXTS } from '../support/texts.js';

const STYLE = { width: 100, color: false, ascii: false, quiet: false, verbosity: 0 };

type Taken = { readonly name: string; readonly packets: readonly Packet[]; readonly keys: readonly string[] };

async function taken({ name, folder, bytes }: { name: string; folder: string; bytes: Uint8Array }): Promise<Taken> {
  const source = openStream(Readable.from([Buffer.from(bytes)]), name);
  const packets: Packet[] = [];
  for await (const batch of source.batches())
    packets.push(...batch.map((packet) => ({ ...packet, bytes: new Uint8Array(packet.bytes) })));
  const keyFile = path.join(folder, 'keys.txt');
  const keys = existsSync(keyFile) ? readFileSync(keyFile, 'utf8').split('\n') : [];
  return { name, packets, keys: [...keys, ...source.status.secrets] };
}

/** What the packets are handed on as, so many read at a time. */
function* inOrder({ order }: Analyzer, packets: readonly Packet[], batchPackets: number): Iterable<Packet> {
  for (let i = 0; i < packets.length; i += batchPackets) yield* order.inOrder(packets.slice(i, i + batchPackets));
  yield* order.rest();
}

function analysed({ keys }: Taken, packets: readonly Packet[], batchPackets = 1000): Analyzer {
  const keyLog = new KeyLog();
  for (const key of keys) keyLog.add(key);
  const analyzer = new Analyzer({ keyLog });
  for (const packet of inOrder(analyzer, packets, batchPackets)) analyzer.push(packet);
  analyzer.finish();
  return analyzer;
}

function facts(analyzer: Analyzer): string[] {
  const reported = { view: analyzer, info: captureInfo(['-'], newStatus('-'), analyzer.limitsHit), texts: TEXTS };
  const json = [...renderReport(FORMATS.json!, STYLE, reported, analyzer.sessions)].join('');
  return factsOf(JSON.parse(json) as Report);
}

const ALL = await Promise.all([
  ...recordings().map((each) => taken({ ...each, bytes: readFileSync(each.capture) })),
  ...scripted().map(taken),
]);

describe('a clock that is set back in the middle changes nothing', () => {
  for (const each of ALL) {
    test(each.name, () => {
      const want = facts(analysed(each, each.packets));
      const middle = Math.ceil(each.packets.length / 2);
      for (const seconds of [0.05, 0.3, 0.9, 3]) {
        const got = facts(analysed(each, setBack(each.packets, middle, seconds)));
        expect(got, `by ${seconds} s`).toEqual(want);
      }
    });
  }
});

/** Where times say another thing than sequence numbers do, those decide. */
const TIMES_DENIED = new Map([
  ['two-taps', 'two clocks, 2 ms apart'],
  ['reordered-control', 'the network itself put segments out of order'],
]);

describe('packets written in another order are put back in theirs', () => {
  const ways: readonly (readonly [name: string, way: (packets: readonly Packet[]) => Packet[]])[] = [
    ['pairs swapped', pairsSwapped],
    ...[1, 4, 12].map(
      (most) => [`${most} places`, (packets: readonly Packet[]) => places(packets, most, randomOf(most))] as const,
    ),
    ...[1, 20, 300].map((ms) => [`queues of ${ms} ms`, (packets: readonly Packet[]) => queues(packets, ms)] as const),
    ['two taps, one file behind the other', (packets) => appended(packets.slice(0, 40))],
  ];
  for (const [name, way] of ways) {
    test.each([1000, 100])(`${name}, read in batches of %i`, (batchPackets) => {
      for (const each of ALL) {
        if (TIMES_DENIED.has(each.name)) continue;
        const written = way(closedUp(each.packets));
        const got = [...inOrder(new Analyzer(), written, batchPackets)];
        expect(isInOrder(got), each.name).toBe(true);
        expect(got).toHaveLength(written.length);
      }
    });
  }
});

test('files of two taps, one behind the other: packets near the seam are sorted by what others of their connections say', () => {
  const each = ALL.find(({ name }) => name === 'empty-and-550')!;
  const written = appended(each.packets);
  const seam = written.findIndex((packet, i) => i > 0 && packet.frame < written[i - 1]!.frame);
  const got = [...inOrder(new Analyzer(), written, 1000)];
  expect(got.slice(0, seam)).not.toEqual(written.slice(0, seam));
  expect(analysed(each, written).limitsHit).toEqual([]);
});

describe('a clock that is set back by less than a second', () => {
  const session = ALL.find(({ name }) => name === 'passive')!;
  const middle = Math.ceil(session.packets.length / 2);
  const { limitsHit } = analysed(session, setBack(session.packets, middle, 0.3));

  test('is reported, with its frame', () => {
    expect(limitsHit).toMatchObject([{ code: 'clock-set-back', params: { count: 1 }, frames: [middle + 1] }]);
  });
});

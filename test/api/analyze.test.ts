/** The library, from its source: what a program that imports it gets. */
import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  type AnalysisEvent,
  Analyzer,
  analyze,
  CaptureError,
  type DataConnection,
  type Report,
} from '../../src/index.js';
import { recordings } from '../support/cases.js';
import { packet } from '../support/packets.js';
import { ROOT, reportOf } from '../support/run.js';

const FILE = path.join(ROOT, 'fixtures', 'mixed-modes', 'capture.pcap');
const BYTES = readFileSync(FILE);

async function collect(events: AsyncIterable<AnalysisEvent>): Promise<AnalysisEvent[]> {
  const list: AnalysisEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

/** Of each data connection the last word, in the order of their numbers. */
function latest(reported: readonly DataConnection[]): DataConnection[] {
  const number = ({ id }: DataConnection) => Number(id.split('.')[1]);
  return [...new Map(reported.map((data) => [data.id, data])).values()].sort((a, b) => number(a) - number(b));
}

/** The report as its events tell it. */
function rebuilt(events: readonly AnalysisEvent[]): Report {
  const of = <T extends AnalysisEvent['type']>(type: T, session?: number | null) =>
    events.filter(
      (event): event is Extract<AnalysisEvent, { type: T }> =>
        event.type === type && (session === undefined || ('session' in event && event.session === session)),
    );
  const [end] = of('end');
  return {
    schema: 'ftp-sniff/1',
    capture: end!.capture,
    // Events come in the order of the ends, the report has the order of the first packets.
    sessions: byFirstFrame(of('session'), of('sessionEnd')).map(({ session, head }) => ({
      ...head,
      dialogue: of('exchange', session).map(({ exchange }) => exchange),
      dataConnections: latest(of('dataConnection', session).map(({ dataConnection }) => dataConnection)),
      findings: of('finding', session).map(({ finding }) => finding),
    })),
    unclaimed: [...end!.unclaimed],
    connections: end!.connections,
    findings: of('finding', null).map(({ finding }) => finding),
    trouble: of('trouble').map(({ trouble }) => trouble),
  } as Report;
}

type EventOf<T extends AnalysisEvent['type']> = Extract<AnalysisEvent, { type: T }>;

function byFirstFrame(begins: EventOf<'session'>[], ends: EventOf<'sessionEnd'>[]): EventOf<'sessionEnd'>[] {
  const frames = new Map(begins.map(({ session, frame }) => [session, frame]));
  return ends.sort((a, b) => frames.get(a.session)! - frames.get(b.session)!);
}

describe('analyze', () => {
  test('a path: the report is that of the program', async () => {
    expect(await analyze(FILE).toReport()).toEqual(reportOf([FILE]));
  });

  test('a URL, bytes, chunks, a Node stream and a web stream give the same', async () => {
    const want = (await analyze(FILE).toReport()).sessions;
    const chunks = [BYTES.subarray(0, 30), new Uint8Array(BYTES.subarray(30))];
    const inputs = [pathToFileURL(FILE), BYTES, new Uint8Array(gzipSync(BYTES)), chunks, createReadStream(FILE)];
    for (const input of [...inputs, Readable.toWeb(createReadStream(FILE)) as AsyncIterable<Uint8Array>])
      expect((await analyze(input).toReport()).sessions).toEqual(want);
  });

  test('what the capture is called, further ports and passwords are options', async () => {
    const masked = await analyze(BYTES).toReport();
    const shown = await analyze(BYTES, { name: 'lab', showPasswords: true }).toReport();
    expect([masked.capture.sources, masked.sessions[0]?.password]).toEqual([['bytes'], '********']);
    expect([shown.capture.sources, shown.sessions[0]?.password]).toEqual([['lab'], 'letmein']);
    expect((await analyze(BYTES, { maxPackets: 10 }).toReport()).capture.packets).toBe(10);
  });

  test('a key log decrypts', async () => {
    const folder = path.join(ROOT, 'fixtures', 'ftps-tls12');
    const keyLog = readFileSync(path.join(folder, 'keys.txt'), 'utf8');
    const report = await analyze(path.join(folder, 'capture.pcap'), { keyLog }).toReport();
    expect(report.sessions[0]?.tls?.decrypted).toBe(true);
  });

  test('events come while the stream is open', async () => {
    let give: () => void = () => {};
    const more = new Promise<void>((resolve) => (give = resolve));
    async function* slowly() {
      yield BYTES.subarray(0, BYTES.length - 200);
      await more;
      yield BYTES.subarray(BYTES.length - 200);
    }
    const types = new Set<string>();
    for await (const { type } of analyze(slowly())) {
      if (type === 'end') expect([...types]).toEqual(expect.arrayContaining(['session', 'exchange', 'transfer']));
      types.add(type);
      if (types.has('transfer')) give();
    }
    expect(types).toContain('end');
  });

  test('left early, it closes its input; the report is on what was read', async () => {
    let closed = false;
    async function* endless() {
      try {
        yield BYTES;
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 5));
          yield new Uint8Array(0);
        }
      } finally {
        closed = true;
      }
    }
    const analysis = analyze(endless());
    for await (const { type } of analysis) if (type === 'exchange') break;
    expect((await analysis.toReport()).sessions).toHaveLength(1);
    await expect.poll(() => closed).toBe(true);
  });

  test('what is no capture is a CaptureError, each time', async () => {
    for (const input of [path.join(ROOT, 'package.json'), path.join(ROOT, 'nowhere.pcap'), new Uint8Array(100)]) {
      const analysis = analyze(input);
      await expect(collect(analysis)).rejects.toBeInstanceOf(CaptureError);
      await expect(analysis.toReport()).rejects.toBeInstanceOf(CaptureError);
    }
  });

  test('a damaged capture is analysed as far as it goes', async () => {
    const { capture } = await analyze(BYTES.subarray(0, BYTES.length - 20)).toReport();
    expect(capture.problems).toMatchObject([{ kind: 'truncated-file' }]);
  });

  for (const { name, capture } of recordings())
    test(`${name}: the events say what the report says`, async () => {
      const analysis = analyze(capture);
      const events = await collect(analysis);
      expect(events.at(-1)?.type).toBe('end');
      expect(rebuilt(events)).toEqual(await analysis.toReport());
    });
});

describe('Analyzer', () => {
  const pushed = (analyzer: Analyzer) => {
    let at = 24;
    while (at < BYTES.length) {
      const length = BYTES.readUInt32LE(at + 8);
      analyzer.push({
        bytes: BYTES.subarray(at + 16, at + 16 + length),
        seconds: BYTES.readUInt32LE(at),
        nanoseconds: BYTES.readUInt32LE(at + 4) * 1000,
        originalBytes: BYTES.readUInt32LE(at + 12),
        linkType: BYTES.readUInt32LE(20) & 0xffff,
      });
      at += 16 + length;
    }
  };

  test('packets that are pushed give the report of the file', async () => {
    const analyzer = new Analyzer();
    pushed(analyzer);
    analyzer.finish();
    const report = analyzer.toReport();
    const want = await analyze(FILE).toReport();
    expect(report.capture).toEqual({ ...want.capture, sources: ['packets'], format: 'packets' });
    expect({ ...report, capture: null }).toEqual({ ...want, capture: null });
  });

  test('events are given out once, as they are learned', () => {
    const analyzer = new Analyzer();
    pushed(analyzer);
    const first = analyzer.events();
    expect(first.map(({ type }) => type)).toEqual(expect.arrayContaining(['session', 'exchange', 'transfer']));
    expect(analyzer.events()).toEqual([]);
    analyzer.finish();
    const all = [...first, ...analyzer.events()];
    expect(rebuilt(all)).toEqual(analyzer.toReport());
  });

  test('takes anything, and no packet after its end', () => {
    const analyzer = new Analyzer();
    const { seconds, nanoseconds } = packet(new Uint8Array(0));
    analyzer.push({ bytes: Uint8Array.of(1, 2, 3), seconds, nanoseconds });
    analyzer.finish();
    expect(analyzer.toReport()).toMatchObject({ capture: { packets: 1 }, sessions: [] });
    expect(() => analyzer.push({ bytes: new Uint8Array(0), seconds, nanoseconds })).toThrow('finish');
  });
});

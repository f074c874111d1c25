/** The whole line in this process: a capture's bytes -> reports. Faster than starting the program hundreds of times. */
import { Readable } from 'node:stream';
import { Analyzer } from '../../src/analyzer.js';
import { openStream } from '../../src/capture/formats.js';
import type { Packet } from '../../src/capture/packet.js';
import { Pump } from '../../src/capture/pump.js';
import type { Session } from '../../src/ftp/protocol/session.js';
import { captureInfo } from '../../src/model/captureInfo.js';
import type { Piece } from '../../src/output/format.js';
import { FORMATS } from '../../src/output/formats.js';
import { Reporting, renderReport } from '../../src/output/reporting.js';
import { growing, KeyLog } from '../../src/tls/keylog.js';
import type { Share } from '../../src/wire/share.js';
import type { Report } from './report.js';
import { TEXTS } from './texts.js';

const STYLE = { width: 100, color: false, ascii: false, quiet: false, verbosity: 0 };

export type Analysed = {
  /** The report in one of the formats. */
  render(format: string): string;
  readonly damaged: boolean;
  readonly sessions: readonly Session[];
};

export type AnalyseOptions = {
  /** What the report calls the capture; '-' without. */
  readonly name?: string;
  /** Lines of a TLS key log. */
  readonly keys?: readonly string[];
  /** Columns of the text report. */
  readonly width?: number;
  /** `--shard`. */
  readonly share?: Share;
};

/** Longer than any packet. */
const borrowed = Buffer.alloc(1 << 20);

/**
 * Bytes are borrowed: they are others when `take` has returned. Who keeps some must have copied them, and a Buffer's
 * `slice` is no copy.
 */
function lend(packet: Packet, take: (packet: Packet) => void): void {
  const bytes = borrowed.subarray(0, packet.bytes.length);
  bytes.set(packet.bytes);
  take({ ...packet, bytes });
  bytes.fill(0xaa);
}

function open(bytes: Uint8Array, options: AnalyseOptions) {
  const { name = '-', keys = [] } = options;
  const share = options.share ?? null;
  const source = openStream(Readable.from([Buffer.from(bytes)]), name);
  const keyLog = new KeyLog();
  keyLog.follow(growing(() => keys));
  keyLog.follow(growing(() => source.status.secrets));
  return { name, source, share, analyzer: new Analyzer({ keyLog, share }) };
}

/** A report of lines, as a live capture writes it where packets come one by one: sessions that have ended are let go. */
export async function linesAsLearned(bytes: Uint8Array, options: AnalyseOptions = {}): Promise<string[]> {
  const { name, source, analyzer } = open(bytes, options);
  const reporting = new Reporting(FORMATS.ndjson!, STYLE);
  const text: Piece[] = [];
  const reported = () => ({
    view: analyzer,
    info: captureInfo([name], source.status, analyzer.limitsHit),
    texts: TEXTS,
  });
  const take = () => {
    text.push(...reporting.learned(analyzer.takeChanged(), reported()));
    for (const session of analyzer.takeEnded()) {
      text.push(...reporting.ended(session, reported()));
      analyzer.letGo(session);
    }
  };
  const push = (packet: Packet) =>
    lend(packet, (lent) => {
      analyzer.push(lent);
      take();
    });
  await new Pump(source, push, analyzer.order, null).run();
  analyzer.finish();
  take();
  text.push(...reporting.end(reported()));
  return text.join('').trimEnd().split('\n');
}

/**
 * Analyses a capture.
 * @throws CaptureError where it is no capture at all
 */
export async function analyse(bytes: Uint8Array, options: AnalyseOptions = {}): Promise<Analysed> {
  const { width = STYLE.width } = options;
  const { name, source, analyzer, share } = open(bytes, options);
  await new Pump(source, (packet) => lend(packet, (lent) => analyzer.push(lent)), analyzer.order, null).run();
  analyzer.finish();
  const reported = () => ({
    view: analyzer,
    info: captureInfo([name], source.status, analyzer.limitsHit, { sensor: null, share }),
    texts: TEXTS,
  });
  return {
    damaged: source.status.damaged,
    sessions: analyzer.sessions,
    render(formatName) {
      const format = FORMATS[formatName]!;
      return [...renderReport(format, { ...STYLE, width }, reported(), analyzer.sessions)].join('');
    },
  };
}

/** The JSON report on a capture. */
export async function reportInProcess(bytes: Uint8Array, options: AnalyseOptions = {}): Promise<Report> {
  return JSON.parse((await analyse(bytes, options)).render('json')) as Report;
}

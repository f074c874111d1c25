/** What a run is made of, whether it ends in a report or a UI. */
import { Analyzer } from '../analyzer.js';
import type { LiveCapture } from '../capture/engines/launch.js';
import { openSources } from '../capture/merge.js';
import type { PacketSource } from '../capture/packet.js';
import { captureInfo } from '../model/captureInfo.js';
import { type ContentKeeper, together } from '../output/contentKeeper.js';
import { Extractor } from '../output/extract/extractor.js';
import { FORMATS } from '../output/formats.js';
import type { Reported } from '../output/reporting.js';
import type { Texts } from '../text/texts.js';
import type { KeyLog } from '../tls/keylog.js';
import { openDevice, openKeyLog } from './input.js';
import type { Options } from './options.js';
import { checkOutputs } from './outputFiles.js';
import { SessionTotals } from './sessionTotals.js';

export type Run = {
  readonly options: Options;
  readonly source: PacketSource;
  /** Null where files are read. */
  readonly live: LiveCapture | null;
  /** Of the sessions that were let go. */
  readonly gone: SessionTotals;
  /** How far behind the device the analysis was with the last packets; null: no packet, or not live. */
  readonly lag: { seconds: number | null };
  readonly analyzer: Analyzer;
  readonly keyLog: KeyLog;
  /** Null without --extract. */
  readonly extractor: Extractor | null;
  readonly texts: Texts;
  /** For what programs read: the environment's language does not reach it. */
  readonly machineTexts: Texts;
};

/**
 * Nothing is read yet.
 * @param contents keeps what transfers moved, for the UI to show
 * @throws CaptureError, ExtractError
 */
export function openRun(options: Options, contents: ContentKeeper | null, texts: Texts, machineTexts: Texts): Run {
  const { controlPorts, showPasswords, hashes, extract, share } = options;
  checkOutputs(options);
  const live = options.interface === null ? null : openDevice(options);
  const source = live === null ? openSources(options.files) : live.source;
  live?.rights.lower();
  const keyLog = openKeyLog(options, source);
  const extractor = extract === null ? null : Extractor.open(extract, { hashes });
  const contentSink = together([extractor?.sink ?? null, contents?.sink ?? null]);
  // cap tells times of arrival; the others those of the kernel.
  const coarseTimes = live?.engine === 'cap';
  const everyConnection = options.write !== null;
  const analyzer = new Analyzer({
    controlPorts,
    showPasswords,
    coarseTimes,
    keyLog,
    hashes,
    contentSink,
    everyConnection,
    share,
    // The UI shows and hides them.
    acks: options.acks && contents === null,
    // Only what is drawn has plots.
    traces: contents !== null || options.format === 'html',
  });
  return {
    options,
    source,
    live,
    gone: new SessionTotals(options.metrics !== null),
    lag: { seconds: null },
    analyzer,
    keyLog,
    extractor,
    texts,
    machineTexts,
  };
}

/** What reports say of the capture, as far as it has been read. */
export function reportedOf({ options, source, analyzer, ...spoken }: Run): Reported {
  const names = options.interface === null ? options.files : options.interfaces;
  const machine = options.format !== null && FORMATS[options.format]?.machine === true;
  const texts = machine ? spoken.machineTexts : spoken.texts;
  return { view: analyzer, info: captureInfo(names, source.status, analyzer.limitsHit, options), texts };
}

/** Is the session of this number to be reported (`--session`)? */
export function isWanted({ sessions }: Options, id: number): boolean {
  return sessions === null || sessions.some(([first, last]) => id >= first && id <= last);
}

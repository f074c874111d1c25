/** An analyzer with what its reports are made from: shared by `Analyzer` and `analyze`. */
import { Analyzer as Core } from '../analyzer.js';
import type { SourceStatus } from '../capture/packet.js';
import { captureInfo } from '../model/captureInfo.js';
import type { Report as ReportInput } from '../output/format.js';
import { LineStream } from '../output/json/lines.js';
import type { Report } from '../output/json/report.js';
import { renderJson } from '../output/json.js';
import type { Texts } from '../text/texts.js';
import { growing, KeyLog } from '../tls/keylog.js';
import type { AnalysisEvent } from './events.js';
import { LineEvents } from './lineEvents.js';
import type { AnalyzerOptions } from './options.js';

export class Reporter {
  readonly core: Core;
  readonly #lines = new LineStream();
  readonly #events = new LineEvents();

  readonly #name: string;

  constructor(
    options: AnalyzerOptions,
    private readonly status: SourceStatus,
    private readonly texts: Texts,
  ) {
    this.#name = options.name ?? status.name;
    const { keyLog: keys = null, controlPorts = [], showPasswords = false } = options;
    const keyLog = new KeyLog();
    for (const line of keys?.split('\n') ?? []) keyLog.add(line);
    keyLog.follow(growing(() => status.secrets));
    this.core = new Core({ controlPorts, showPasswords, keyLog });
  }

  /** The events that are new; `finished`: the core has finished, and everything that is left is given out. */
  *events(finished: boolean): Generator<AnalysisEvent> {
    for (const line of this.#lines.poll(this.#input(), finished)) yield* this.#events.of(line);
  }

  report(): Report {
    return JSON.parse([...renderJson(this.#input())].join('')) as Report;
  }

  #input(): ReportInput {
    const { core, status, texts } = this;
    const info = captureInfo([this.#name], status, core.limitsHit);
    return { view: core, info, sessions: core.sessions, texts };
  }
}

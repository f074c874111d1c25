/** An analyzer with what its reports are made from: shared by `Analyzer` and `analyze`. */
import { Analyzer as Core } from '../analyzer.js';
import type { SourceStatus } from '../capture/packet.js';
import { captureInfo } from '../model/captureInfo.js';
import { WholeCapture } from '../model/wholeCapture.js';
import { FORMATS } from '../output/formats.js';
import { jsonContext } from '../output/json/context.js';
import { type LineParts, LineStream } from '../output/json/lines.js';
import type { Report } from '../output/json/report.js';
import { type Reported, renderReport } from '../output/reporting.js';
import type { Texts } from '../text/texts.js';
import { growing, KeyLog } from '../tls/keylog.js';
import type { AnalysisEvent } from './events.js';
import { LineEvents } from './lineEvents.js';
import type { AnalyzerOptions } from './options.js';

/** JSON has no style. */
const STYLE = { width: 100, color: false, ascii: false, quiet: false, verbosity: 0 };

export class Reporter {
  readonly core: Core;
  readonly #lines = new LineStream();
  readonly #events = new LineEvents();
  /** What the events of ended sessions say together. */
  readonly #whole = new WholeCapture();

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
    for (const line of this.#news(finished)) yield* this.#events.of(line);
  }

  *#news(finished: boolean): Iterable<LineParts> {
    const { core } = this;
    const context = jsonContext(this.#reported());
    for (const session of core.takeChanged())
      if (session.captureEnd === undefined) yield* this.#lines.learned(session, context);
    for (const session of core.takeEnded()) {
      this.#whole.add(session, true);
      yield* this.#lines.ended(session, context);
    }
    if (finished) yield* this.#lines.end({ ...this.#reported(), whole: this.#whole });
  }

  report(): Report {
    const chunks = renderReport(FORMATS.json!, STYLE, this.#reported(), this.core.sessions);
    return JSON.parse([...chunks].join('')) as Report;
  }

  #reported(): Reported {
    const { core, status, texts } = this;
    const info = captureInfo([this.#name], status, core.limitsHit);
    return { view: core, info, texts };
  }
}

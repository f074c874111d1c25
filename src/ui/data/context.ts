/** What panels look at: the analysis, the packets, and what was derived from them, remembered. */

import type { PacketSource } from '../../capture/packet.js';
import type { Fact } from '../../fact.js';
import type { Session, Transfer } from '../../ftp/protocol/session.js';
import type { AnalyzerView } from '../../model/view.js';
import type { ContentKeeper } from '../../output/contentKeeper.js';
import type { Format } from '../../text/format.js';
import type { Texts } from '../../text/texts.js';
import type { KeyLog } from '../../tls/keylog.js';
import type { ConfigProblemParams } from '../codes.js';
import type { LabInput } from '../lab/state.js';
import { Cache, type Freshness } from './cache.js';
import type { PacketStore } from './packetStore.js';
import { Tasks } from './tasks.js';
import type { UiTexts } from './texts.js';

/** The loop of the program that takes packets from the source to the analyzer. */
export interface PumpControl {
  pause(): void;
  resume(): void;
  stop(): void;
  readonly state: 'reading' | 'paused' | 'done' | 'failed';
  readonly error: Error | null;
  onProgress(listener: () => void): void;
}

export type UiInput = {
  readonly analyzer: AnalyzerView;
  readonly source: Pick<PacketSource, 'status'>;
  readonly pump: PumpControl;
  readonly packets: PacketStore;
  /** The first bytes of what transfers moved; without, only certificates can be looked at. */
  readonly contents?: Pick<ContentKeeper, 'get'> | null;
  /** Keys of TLS, for files that are saved. */
  readonly keyLog?: KeyLog | null;
  /** The capture's name: a file, a device. */
  readonly title: string;
  /** Its files, where there are several. */
  readonly sources?: readonly string[];
  readonly live: boolean;
  /** What goes wrong with capture and files while the UI is open. */
  readonly remarks?: { listen(listener: (line: string) => void): void };
  /** The packets are in no file, and none is being written. */
  readonly unsaved?: boolean;
  /** Begins as a lesson (`--step`). */
  readonly lesson?: boolean;
  /** Asks questions beside the views (`lab`). */
  readonly lab?: LabInput | null;
  /** Pure ACKs are shown from the beginning (`--acks`). */
  readonly acks?: boolean;
  readonly texts: Texts;
  /** For files that programs read: the environment's language does not reach them. Without it, `texts`. */
  readonly machineTexts?: Texts;
  readonly options: {
    readonly ascii: boolean;
    readonly color: boolean;
    readonly showPasswords: boolean;
    /** Wins over the configuration's. */
    readonly theme?: string | null;
  };
};

/** What the configuration file settles for panels. */
export type Settings = {
  /** The columns of a table, by its name, in order; a table without any has all that fit. */
  readonly columns: Readonly<Record<string, readonly string[] | undefined>>;
  /** What is wrong with the file. */
  readonly problems: readonly Fact<ConfigProblemParams>[];
};

export const NO_SETTINGS: Settings = { columns: {}, problems: [] };

export class Context {
  readonly input: UiInput;
  readonly cache: Cache;
  /** What is too long to be made between a key and its picture. */
  readonly tasks: Tasks;
  /** Whether the picture is older than the capture. */
  readonly freshness: Freshness = { old: false };
  /** Only ASCII is drawn; set when the terminal turns out to need it. */
  ascii: boolean;
  /** Milliseconds, of any beginning. */
  readonly now: () => number;
  readonly settings: Settings;
  /** What kind of content transfers moved, where it was asked for: 'image/png'. */
  readonly #kinds = new WeakMap<Transfer, string>();
  #learned = 0;

  /** @param now milliseconds, of any beginning */
  constructor(input: UiInput, now: () => number, settings: Settings = NO_SETTINGS) {
    this.input = input;
    this.now = now;
    this.cache = new Cache(now, this.freshness);
    this.tasks = new Tasks(now, this.freshness);
    this.settings = settings;
    this.ascii = input.options.ascii;
  }

  get texts(): Texts {
    return this.input.texts;
  }

  /** Labels and messages of the UI. */
  get ui(): UiTexts {
    return this.input.texts.ui;
  }

  get format(): Format {
    return this.input.texts.format;
  }

  get analyzer(): AnalyzerView {
    return this.input.analyzer;
  }

  /** Packets may still come. */
  get reading(): boolean {
    const { state } = this.input.pump;
    return state === 'reading' || state === 'paused';
  }

  session(id: number | null): Session | undefined {
    if (id === null) return undefined;
    const { sessions } = this.analyzer;
    const likely = sessions[id - 1];
    return likely?.id === id ? likely : sessions.find((session) => session.id === id);
  }

  kindOf(transfer: Transfer): string | null {
    return this.#kinds.get(transfer) ?? null;
  }

  learnKind(transfer: Transfer, kind: string): void {
    this.#kinds.set(transfer, kind);
    this.#learned++;
  }

  /** Everything that a picture is made of besides the state: another string means another picture. */
  get signature(): string {
    const { pump, source, analyzer } = this.input;
    return `${analyzer.revision} ${analyzer.packets} ${pump.state} ${pump.error ?? ''} ${source.status.readBytes} ${source.status.problems.length} ${this.tasks.advanced} ${this.#learned} ${this.ascii}`;
  }
}

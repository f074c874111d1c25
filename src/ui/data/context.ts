/** What the packets say, as far as the UI looks at it: the analyzer and what was derived from it, remembered. */

import type { PacketSource } from '../../capture/packet.js';
import type { Session, Transfer } from '../../ftp/protocol/session.js';
import type { AnalyzerView } from '../../model/view.js';
import type { ContentKeeper } from '../../output/contentKeeper.js';
import type { Texts } from '../../text/texts.js';
import type { KeyLog } from '../../tls/keylog.js';
import { type Config, DEFAULT_CONFIG } from '../config.js';
import { Tasks } from '../terminal/tasks.js';
import { Memo } from './memo.js';
import type { PacketStore } from './packetStore.js';

/** The loop of the program that takes packets from the source to the analyzer. */
export interface Pump {
  pause(): void;
  resume(): void;
  stop(): void;
  readonly state: 'reading' | 'paused' | 'done' | 'failed';
  readonly error: string | null;
  onProgress(reported: () => void): void;
}

export type UiInput = {
  readonly analyzer: AnalyzerView;
  readonly source: Pick<PacketSource, 'status'>;
  readonly pump: Pump;
  readonly packets: PacketStore;
  /** The first bytes of what transfers moved; without, only certificates can be looked at. */
  readonly contents?: Pick<ContentKeeper, 'get'> | null;
  /** Keys of TLS, for files that are saved. */
  readonly keyLog?: KeyLog | null;
  /** The capture's name: a file, a device. */
  readonly title: string;
  readonly live: boolean;
  readonly texts: Texts;
  readonly options: {
    readonly ascii: boolean;
    readonly color: boolean;
    readonly showPasswords: boolean;
    /** Wins over the configuration's. */
    readonly theme?: string | null;
  };
};

export class Context {
  readonly input: UiInput;
  readonly memo: Memo;
  /** What is too long to be made between a key and its picture. */
  readonly tasks: Tasks;
  /** Milliseconds, of any beginning. */
  readonly now: () => number;
  readonly config: Config;
  /** What kind of content transfers moved, as far as somebody wanted to know: 'image/png'. */
  readonly kinds = new WeakMap<Transfer, string>();

  /** @param now milliseconds, of any beginning */
  constructor(input: UiInput, now: () => number, config: Config = DEFAULT_CONFIG) {
    this.input = input;
    this.now = now;
    this.memo = new Memo(now);
    this.tasks = new Tasks(now);
    this.config = config;
  }

  get texts(): Texts {
    return this.input.texts;
  }

  get analyzer(): AnalyzerView {
    return this.input.analyzer;
  }

  session(id: number | null): Session | undefined {
    if (id === null) return undefined;
    const { sessions } = this.analyzer;
    const likely = sessions[id - 1];
    return likely?.id === id ? likely : sessions.find((session) => session.id === id);
  }

  /** Everything that the frame around the panels shows: another string means another picture. */
  get signature(): string {
    const { pump, source, analyzer } = this.input;
    return `${analyzer.revision} ${analyzer.packets} ${pump.state} ${pump.error ?? ''} ${source.status.readBytes} ${source.status.problems.length}`;
  }
}

/** The UI without a terminal: captures or hand-made sessions in, keys pressed, screens out as text. */

import { Analyzer } from '../../../src/analyzer.js';
import { openSources } from '../../../src/capture/merge.js';
import type { SourceStatus } from '../../../src/capture/packet.js';
import { Pump } from '../../../src/capture/pump.js';
import type { Session } from '../../../src/ftp/protocol/session.js';
import type { AnalyzerView } from '../../../src/model/view.js';
import { ContentKeeper } from '../../../src/output/contentKeeper.js';
import type { Texts } from '../../../src/text/texts.js';
import type { KeyLog } from '../../../src/tls/keylog.js';
import { identify } from '../../../src/ui/actions/content.js';
import type { Effect } from '../../../src/ui/actions/effects.js';
import type { Scene } from '../../../src/ui/actions/step.js';
import type { Config } from '../../../src/ui/config.js';
import { Context, type UiInput } from '../../../src/ui/data/context.js';
import { PacketStore } from '../../../src/ui/data/packetStore.js';
import type { Size } from '../../../src/ui/frame/layout.js';
import { settle } from '../../../src/ui/frame/picture.js';
import type { ScreenView } from '../../../src/ui/frame/screenView.js';
import { KEYS, type KeyBinding } from '../../../src/ui/keys.js';
import { reduce } from '../../../src/ui/reducer.js';
import { initialState, type UiState } from '../../../src/ui/state.js';
import type { Key } from '../../../src/ui/terminal/input.js';
import { safeText } from '../../../src/ui/terminal/paint.js';
import { fitLine, lineText } from '../../../src/ui/terminal/text.js';
import { viewOf } from '../../../src/ui/view.js';
import { TEXTS } from '../../support/texts.js';

const DONE = { state: 'done' as const, error: null, pause() {}, resume() {}, stop() {}, onProgress() {} };

export const STATUS: SourceStatus = {
  name: 'made.pcap',
  format: 'pcap',
  linkTypes: [1],
  fractionDigits: 6,
  readBytes: 100,
  totalBytes: 100,
  damaged: false,
  problems: [],
  droppedByKernel: null,
  droppedByInterface: null,
  secrets: [],
  damage: () => {},
};

export type StageOptions = {
  readonly size?: Size;
  readonly live?: boolean;
  readonly ascii?: boolean;
  readonly keyLog?: KeyLog;
  readonly config?: Config;
  /** English without it. */
  readonly texts?: Texts;
};

/** A screen in text: what the terminal must show, line by line, without spaces at the ends. */
export function screenText(view: ScreenView, ascii = false, { script }: Texts = TEXTS): string[] {
  const look = { ascii, script };
  const flat = (lines: ScreenView['list'], columns: number): string[] =>
    lines.map(({ spans }) => safeText(lineText(fitLine(spans, columns)), look));
  const { columns } = view.size;
  const list = flat(view.list, view.listColumns);
  const beside = view.detail ? flat(view.detail.lines, view.detail.columns) : [];
  let body = list;
  if (view.detail?.place === 'below') body = [...list, safeText('─'.repeat(columns), look), ...beside];
  if (view.detail?.place === 'beside') body = list.map((text, i) => `${text}${safeText('│', look)}${beside[i] ?? ''}`);
  return [...flat(view.top, columns), ...body, ...flat(view.bottom, columns)].map((text) => text.trimEnd());
}

export class Stage {
  state: UiState;
  size: Size;
  readonly context: Context;
  readonly effects: Effect[] = [];
  /** The clock of the UI, in milliseconds. */
  now = 0;
  readonly #ascii: boolean;
  readonly #keys: readonly KeyBinding[];

  constructor(input: UiInput, options: StageOptions = {}) {
    this.size = options.size ?? { columns: 120, rows: 40 };
    this.context = new Context(input, () => this.now, options.config);
    this.state = initialState({ theme: 'dark', live: input.live });
    this.#ascii = options.ascii ?? false;
    this.#keys = options.config?.keys ?? KEYS;
    this.state = settle(this.state, this.context, this.size);
  }

  get scene(): Scene {
    return { context: this.context, size: this.size, keys: this.#keys };
  }

  /** Keys by name ('down', 'esc', 'ctrl+l') or, after 'type:', one for each character. */
  press(...names: readonly string[]): this {
    for (const name of names) {
      const keys = name.startsWith('type:') ? [...name.slice(5)].map((one) => (one === ' ' ? 'space' : one)) : [name];
      for (const key of keys) this.key({ kind: 'key', name: key });
    }
    return this;
  }

  key(key: Key): this {
    const step = reduce(this.state, key, this.scene);
    this.state = step.state;
    this.effects.push(...step.effects);
    return this;
  }

  /** Waits until it is known what kind of content the opened transfers have, as the program does in its own time. */
  async identified(): Promise<this> {
    for (const effect of this.effects) if (effect.do === 'identify') await identify(this.context, effect.transfer);
    return this;
  }

  get view(): ScreenView {
    this.state = settle(this.state, this.context, this.size);
    return viewOf(this.state, this.context, this.size, this.#keys);
  }

  get lines(): string[] {
    return screenText(this.view, this.#ascii, this.context.texts);
  }

  get text(): string {
    return `${this.lines.join('\n')}\n`;
  }

  /** The row under the cursor, as it stands on the screen. */
  get row(): string {
    return (
      screenText({ ...this.view, top: [], bottom: [], detail: null }).find((_, i) => this.view.list[i]?.cursor) ?? ''
    );
  }
}

/** A capture, or several as one, read to its end. */
export async function stageOf(files: string | readonly string[], options: StageOptions = {}): Promise<Stage> {
  const contents = new ContentKeeper();
  const analyzer = new Analyzer({ contentSink: contents.sink, keyLog: options.keyLog ?? null, traces: true });
  const source = openSources([files].flat());
  const packets = new PacketStore();
  const pump = new Pump(
    source,
    (packet) => {
      analyzer.push(packet);
      packets.add(packet);
    },
    analyzer.order,
    null,
  );
  await pump.run();
  analyzer.finish();
  return new Stage(
    {
      analyzer,
      source,
      pump,
      packets,
      contents,
      keyLog: options.keyLog ?? null,
      texts: options.texts ?? TEXTS,
      title: [files].flat().join(' '),
      sources: [files].flat(),
      live: false,
      options: flags(options),
    },
    options,
  );
}

const flags = (options: StageOptions) => ({ ascii: options.ascii ?? false, color: true, showPasswords: false });

export type MutableView = { -readonly [Key in keyof AnalyzerView]: AnalyzerView[Key] };

/** Hand-made sessions; `view` may be changed and its revision raised, as live captures do. */
export function stageOfSessions(
  sessions: readonly Session[],
  options: StageOptions = {},
): Stage & { readonly analyzer: MutableView } {
  const analyzer: MutableView = {
    packets: 500,
    bytes: 50_000,
    epochSeconds: 1_700_000_000,
    firstTimeNs: 0,
    lastTimeNs: 5e9,
    skipped: {},
    limitsHit: [],
    sessionCount: sessions.length,
    connections: sessions.length,
    sessions,
    unclaimed: [],
    revision: 1,
  };
  const pump = options.live ? { ...DONE, state: 'reading' as const } : DONE;
  const input: UiInput = {
    analyzer,
    source: { status: { ...STATUS } },
    pump,
    packets: new PacketStore(),
    texts: options.texts ?? TEXTS,
    title: 'made.pcap',
    live: options.live ?? false,
    options: flags(options),
  };
  return Object.assign(new Stage(input, options), { analyzer });
}

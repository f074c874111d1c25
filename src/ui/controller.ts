/** Keeps state and capture together: keys go in, pictures come out, no more often than they can be seen. */
import { LIMITS } from '../limits.js';
import type { Effect } from './actions/effects.js';
import { openAsLesson } from './actions/lesson.js';
import { openOnlySession } from './actions/navigate.js';
import { openPrompt } from './actions/prompt.js';
import { continueSearch } from './actions/search.js';
import type { Context } from './data/context.js';
import type { Size } from './frame/layout.js';
import { settle } from './frame/picture.js';
import type { ScreenView } from './frame/screenView.js';
import type { KeyBinding } from './keys.js';
import { reduce } from './reducer.js';
import type { Message, Prompt, PromptKind, UiState } from './state.js';
import type { Key } from './terminal/input.js';
import { viewOf } from './view.js';

/** Between two pictures while packets arrive; keys are answered at once. */
const FRAME_MS = 100;
/** When to paint again where something older than the capture was shown. */
const STALE_MS = 300;

export type ControllerEvents = {
  readonly show: (view: ScreenView, state: UiState) => void;
  readonly effect: (effect: Effect) => void;
};

export class Controller {
  state: UiState;
  readonly #context: Context;
  readonly #keys: readonly KeyBinding[];
  readonly #size: () => Size;
  readonly #events: ControllerEvents;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;
  /** The next piece of what takes long. */
  #piece: NodeJS.Immediate | undefined;
  #shown = { state: undefined as UiState | undefined, signature: '', columns: 0, rows: 0 };
  #paintedAt = 0;
  #closed = false;
  /** The last picture was of something unfinished. */
  #wasWorking = false;

  constructor(
    state: UiState,
    context: Context,
    keys: readonly KeyBinding[],
    size: () => Size,
    events: ControllerEvents,
  ) {
    this.state = state;
    this.#context = context;
    this.#keys = keys;
    this.#size = size;
    this.#events = events;
  }

  /** Keys of one read, in order; one picture for all of them. */
  keys(keys: readonly Key[]): void {
    const scene = this.#scene;
    for (const key of keys) {
      const step = reduce(this.state, key, scene);
      this.state = step.state;
      for (const effect of step.effects) this.#events.effect(effect);
      if (this.#closed) return;
    }
    this.paintSoon();
  }

  say(message: Message, more: Partial<UiState> = {}): void {
    this.state = { ...this.state, ...more, message };
    this.paintSoon();
  }

  /** The same, and the line that was typed is there to be changed; not while another is being typed. */
  ask(message: Message, kind: PromptKind, text: string, saved: Pick<Prompt, 'what' | 'of' | 'sessions'>): void {
    if (!this.state.prompt) this.state = openPrompt(this.state, kind, text, saved);
    this.say(message);
  }

  /** Packets have come, or the source has something to say. */
  progress(): void {
    if (this.#timer || this.#closed) return;
    const wait = Math.max(0, this.#paintedAt + FRAME_MS - performance.now());
    this.#timer = setTimeout(() => this.#paint(), wait);
  }

  /** After the events that wait already: a burst of keys costs one picture. */
  paintSoon(): void {
    if (this.#closed) return;
    this.#soon ??= setImmediate(() => this.#paint());
  }

  /** Paints even if nothing changed: the screen was lost. */
  repaint(): void {
    this.#shown.state = undefined;
    this.paintSoon();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#soon);
    clearImmediate(this.#piece);
  }

  /** A piece of what takes long: a list that is being made, a row that is searched for. */
  #work(): void {
    this.#piece = undefined;
    if (this.#closed) return;
    const finished = this.#context.tasks.run(LIMITS.uiSliceMs);
    const { searching } = this.state;
    if (searching) this.state = continueSearch(this.state, this.#scene, searching, LIMITS.uiSliceMs).state;
    if (finished || (searching && !this.state.searching)) this.paintSoon();
    else this.progress();
    this.#workSoon();
  }

  #workSoon(): void {
    if (this.#closed || this.#piece || (!this.state.searching && !this.#context.tasks.busy)) return;
    this.#piece = setImmediate(() => this.#work());
  }

  get #scene() {
    return { context: this.#context, size: this.#size(), keys: this.#keys };
  }

  #paint(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#soon);
    this.#timer = undefined;
    this.#soon = undefined;
    if (this.#closed) return;
    const size = this.#size();
    const { tasks, freshness } = this.#context;
    freshness.old = false;
    this.state = settle(openOnlySession(openAsLesson(this.state, this.#context), this.#context), this.#context, size);
    const last = this.#shown;
    const same =
      last.state === this.state &&
      last.signature === this.#context.signature &&
      last.columns === size.columns &&
      last.rows === size.rows;
    if (!same || freshness.old || tasks.busy || this.#wasWorking) {
      this.#events.show(viewOf(this.state, this.#context, size, this.#keys), this.state);
      this.#shown = { state: this.state, signature: this.#context.signature, ...size };
    }
    this.#paintedAt = performance.now();
    this.#wasWorking = tasks.busy;
    this.#workSoon();
    if (freshness.old) {
      this.#shown.signature = '';
      this.#timer = setTimeout(() => this.#paint(), STALE_MS);
    }
  }
}

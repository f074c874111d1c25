/** Opens the UI and leaves it in good order. */

import { escapeText, inertText } from '../bytes/text.js';
import { type ConfigFile, readConfigFile } from '../capture/configFile.js';
import { readHistory, writeHistory } from '../capture/historyFile.js';
import { openKeyboard } from '../capture/keyboard.js';
import { identify } from './actions/content.js';
import type { Effect } from './actions/effects.js';
import { save } from './actions/saving.js';
import type { Picture } from './app.js';
import { type Config, parseConfig } from './config.js';
import { Controller } from './controller.js';
import { Context, type UiInput } from './data/context.js';
import type { Size } from './frame/layout.js';
import { LabRun } from './lab/run.js';
import { loadPicture, openPicture } from './picture.js';
import { initialState, type Message, type UiState } from './state.js';
import { FrameWriter } from './terminal/frameWriter.js';
import type { Key } from './terminal/input.js';
import type { Brush } from './terminal/paint.js';
import { type Answer, drawsSigns, lightByEnvironment, mayBeAsked, needsAscii } from './terminal/surroundings.js';
import { Terminal, type TerminalOutput } from './terminal/terminal.js';
import { THEMES, type ThemeName, themeNamed } from './terminal/theme.js';

export type { PumpControl, UiInput } from './data/context.js';

/** POSIX: a program that a signal ended says so with 128 and its number. */
const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
const SUSPENDED_MS = 50;
const NEWS_MS = 200;

/** Runs until the user leaves. Resolves with the exit code; rejects with what went wrong inside. The terminal is restored. */
export async function runUi(input: UiInput): Promise<number> {
  await loadPicture();
  await firstNews(input);
  if (input.pump.state === 'failed' && input.analyzer.packets === 0) return 1;
  return new UiRun(input, process.stdout as TerminalOutput).done;
}

/** A file that cannot be read says so at once: then there is no screen to open. Others are not waited for. */
function firstNews({ pump, analyzer }: UiInput): Promise<void> {
  return new Promise((resolve) => {
    if (pump.state !== 'reading' || analyzer.packets > 0) return resolve();
    pump.onProgress(resolve);
    setTimeout(resolve, NEWS_MS);
  });
}

/** One run of the UI. */
class UiRun {
  readonly done: Promise<number>;
  readonly #input: UiInput;
  readonly #terminal: Terminal;
  readonly #controller: Controller;
  readonly #writer: FrameWriter;
  readonly #picture: Picture;
  readonly #context: Context;
  /** The questions beside the views; null: there are none. */
  readonly #lab: LabRun | null;
  /** The theme that was asked for; null: as suits the terminal's background. */
  readonly #theme: ThemeName | null;
  readonly #guess: ThemeName = lightByEnvironment(process.env) ? 'light' : 'dark';
  readonly #undo: (() => void)[] = [];
  #finish: (code: number) => void = () => {};
  #fail: (error: unknown) => void = () => {};

  constructor(input: UiInput, output: TerminalOutput) {
    this.#input = input;
    this.done = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
    const file = readConfigFile(process.env);
    const config = parseConfig(file.text);
    this.#writer = new FrameWriter(output);
    this.#picture = openPicture(this.#writer);
    this.#terminal = new Terminal(output, openKeyboard(), config.mouse, {
      keys: (keys) => this.#guard(() => this.#keys(keys)),
      resized: () => {
        this.#writer.forget();
        this.#controller.paintSoon();
      },
      answered: (answer) => this.#learn(answer),
      gone: () => this.#quit(128 + SIGNALS.SIGHUP),
    });
    this.#context = new Context(input, () => performance.now(), config);
    this.#context.ascii ||= needsAscii(process.env);
    this.#theme = chosenTheme(input, config);
    const { time, color, linear } = config;
    const state = initialState({
      theme: this.#theme ?? this.#guess,
      live: input.live,
      unsaved: input.unsaved ?? false,
      acks: input.acks ?? false,
      filterHistory: readHistory(process.env),
      time,
      color,
      linear,
      message: complaint(file, config, input),
    });
    this.#lab = input.lab ? new LabRun(input.lab, input.texts) : null;
    const size = () => this.#lab?.viewsOf(this.#size) ?? this.#size;
    this.#controller = new Controller(state, this.#context, config.keys, size, {
      show: (view, shown) => this.#picture.show(this.#lab?.screen(view, this.#size) ?? view, this.#brush(shown)),
      effect: (effect) => this.#effect(effect),
    });
    this.#open();
  }

  get #size(): Size {
    const { columns, rows } = this.#terminal.output;
    return { columns: columns || 80, rows: rows || 24 };
  }

  /** Those for the question, and those for the views. */
  #keys(keys: readonly Key[]): void {
    const lab = this.#lab;
    const session = lab?.session;
    const left = lab?.take(keys, this.#size) ?? keys;
    if (lab?.session !== session) this.#showAsked();
    if (left.length > 0) this.#controller.keys(left);
    if (left.length < keys.length) this.#controller.repaint();
  }

  /** The ladder of the session that the question is about. */
  #showAsked(): void {
    const { state } = this.#controller;
    const sessionId = this.#lab?.session ?? null;
    if (sessionId !== null && state.sessionId !== sessionId)
      this.#controller.state = { ...state, view: 'ladder', sessionId, touched: true };
  }

  /** The capture has been read: there is something to ask now. */
  #beginLab(): void {
    if (this.#lab === null || this.#input.pump.state !== 'done' || this.#lab.session !== null) return;
    if (this.#lab.begin()) this.#showAsked();
    else this.#controller.say({ text: this.#input.texts.sheet.noQuestions, tone: 'warning' });
    this.#controller.repaint();
  }

  #open(): void {
    this.#listen('exit', () => this.#terminal.leave());
    for (const [signal, number] of Object.entries(SIGNALS)) this.#listen(signal, () => this.#quit(128 + number));
    this.#listen('uncaughtException', (error: unknown) => this.#crash(error));
    this.#listen('unhandledRejection', (error: unknown) => this.#crash(error));
    this.#input.pump.onProgress(() => {
      if (this.#input.pump.state === 'failed' && this.#input.analyzer.packets === 0) this.#quit(1);
      else this.#controller.progress();
      this.#beginLab();
    });
    this.#beginLab();
    this.#input.remarks?.listen((text) => this.#controller.say({ text: inertText(text), tone: 'alert' }));
    this.#terminal.enter();
    if (mayBeAsked(process.env)) this.#terminal.ask({ width: !this.#context.ascii, background: this.#theme === null });
    this.#controller.paintSoon();
  }

  /** Takes to what the terminal is like: the colour of its background, and whether it draws our signs as we count them. */
  #learn(answer: Answer): void {
    const { state } = this.#controller;
    if (answer.of === 'cursor') this.#context.ascii ||= !drawsSigns(answer);
    else if (this.#theme === null && state.theme === this.#guess)
      this.#controller.state = { ...state, theme: answer.light ? 'light' : 'dark' };
    this.#writer.forget();
    this.#controller.repaint();
  }

  #listen(event: string, listener: (...values: unknown[]) => void): void {
    process.on(event, listener);
    this.#undo.push(() => process.off(event, listener));
  }

  #brush(state: UiState): Brush {
    const { color } = this.#input.options;
    const { ascii } = this.#context;
    const theme = color ? themeNamed(state.theme) : themeNamed('plain');
    return { theme: theme ?? THEMES[0]!, ascii, script: this.#input.texts.script };
  }

  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#crash(error);
    }
  }

  readonly #effects: { readonly [Do in Effect['do']]: (effect: Extract<Effect, { do: Do }>) => void } = {
    quit: () => this.#quit(0),
    interrupt: () => this.#quit(128 + SIGNALS.SIGINT),
    redraw: () => {
      this.#writer.forget();
      this.#controller.repaint();
    },
    pause: () => this.#pause(),
    // OSC 52: the terminal's own clipboard, also through ssh.
    remember: ({ filters }) => writeHistory(process.env, filters),
    copy: ({ text }) => this.#terminal.output.write(`\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`),
    identify: ({ transfer }) => void identify(this.#context, transfer).then(() => this.#controller.repaint()),
    suspend: () => this.#suspend(),
    save: (effect) => void this.#save(effect),
  };

  #effect<Do extends Effect['do']>(effect: Extract<Effect, { do: Do }>): void {
    this.#effects[effect.do as Do](effect);
  }

  async #save({ what, name, of, sessions }: Extract<Effect, { do: 'save' }>): Promise<void> {
    const done = await save(what, name, this.#input, sessions, of);
    // A name that is taken can be changed without typing it again.
    if (done.tone === 'alert') this.#controller.ask(done, 'save', name, { what, sessions, ...(of ? { of } : {}) });
    else this.#controller.say(done, { unsaved: this.#controller.state.unsaved && what !== 'pcap' });
  }

  #pause(): void {
    const { pump, texts } = this.#input;
    const { messages } = texts.ui;
    if (pump.state === 'reading') {
      pump.pause();
      this.#controller.say({ text: messages.paused, tone: 'warning' });
    } else if (pump.state === 'paused') {
      pump.resume();
      this.#controller.say({ text: messages.resumed, tone: 'info' });
    } else this.#controller.say({ text: messages.captureEnded, tone: 'info' });
  }

  /** Stops like other programs on Ctrl-Z; what follows runs when the shell lets it, or at once where it cannot stop. */
  #suspend(): void {
    this.#terminal.leave();
    process.kill(process.pid, 'SIGTSTP');
    setTimeout(() => {
      this.#terminal.enter();
      this.#writer.forget();
      this.#controller.repaint();
    }, SUSPENDED_MS);
  }

  #close(): void {
    this.#controller.close();
    this.#writer.close();
    this.#terminal.leave();
    this.#picture.end();
    for (const undo of this.#undo.splice(0)) undo();
  }

  #quit(code: number): void {
    this.#close();
    this.#finish(code);
  }

  #crash(error: unknown): void {
    this.#close();
    this.#fail(error);
  }
}

function chosenTheme(input: UiInput, config: Config): ThemeName | null {
  const { theme, color } = input.options;
  if (!color) return 'plain';
  return themeNamed(theme ?? '')?.name ?? config.theme;
}

/** What is wrong with the configuration, for the line at the bottom. */
function complaint({ path, error }: ConfigFile, { problems }: Config, { texts }: UiInput): Message | null {
  if (error !== null) return { text: texts.cli.configUnread(path, error), tone: 'warning' };
  const [first, ...more] = problems.map((problem) => texts.say('configProblems', problem));
  if (first === undefined) return null;
  const { messages } = texts.ui;
  const file = escapeText(path);
  const text =
    more.length > 0 ? messages.configurationAndMore(file, first, more.length) : messages.configuration(file, first);
  return { text, tone: 'warning' };
}

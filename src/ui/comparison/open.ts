/** Shows a comparison on the terminal until the user leaves. */
import { readConfigFile } from '../../capture/configFile.js';
import { openKeyboard } from '../../capture/keyboard.js';
import { parseConfig } from '../config.js';
import { openPicture } from '../picture.js';
import { FrameWriter } from '../terminal/frameWriter.js';
import type { Key } from '../terminal/input.js';
import type { Brush } from '../terminal/paint.js';
import { lightByEnvironment, needsAscii } from '../terminal/surroundings.js';
import { Terminal, type TerminalOutput } from '../terminal/terminal.js';
import { THEMES, themeNamed } from '../terminal/theme.js';
import { BEGIN, keyPressed, type Viewed, type ViewerState, viewOf } from './viewer.js';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Resolves when the user leaves: with null on `q`, with the exit code of the signal where one came. The terminal is restored. */
export function showComparison(input: Viewed, color: boolean): Promise<number | null> {
  const output = process.stdout as TerminalOutput;
  const config = parseConfig(readConfigFile(process.env).text);
  const guess = lightByEnvironment(process.env) ? 'light' : 'dark';
  const theme = themeNamed(color ? (config.theme ?? guess) : 'plain') ?? THEMES[0]!;
  const brush: Brush = { theme, ascii: needsAscii(process.env), script: input.texts.script };
  const writer = new FrameWriter(output);
  const picture = openPicture(writer);
  let state: ViewerState = BEGIN;
  const size = () => ({ columns: output.columns || 80, rows: output.rows || 24 });
  const draw = (): void => {
    const shown = viewOf(state, input, size());
    state = shown.state;
    picture.show(shown.view, brush);
  };
  return new Promise((resolve, reject) => {
    const listeners: (readonly [string, (...values: unknown[]) => void])[] = [];
    const close = (): void => {
      writer.close();
      terminal.leave();
      picture.end();
      for (const [event, listener] of listeners) process.off(event, listener);
    };
    const leave = (code: number | null): void => {
      close();
      resolve(code);
    };
    const guarded = (step: () => void): void => {
      try {
        step();
      } catch (error) {
        close();
        reject(error);
      }
    };
    const press = (keys: readonly Key[]): void => {
      for (const key of keys) {
        const interrupts = key.kind === 'key' && key.name === 'ctrl+c';
        const next = interrupts ? null : keyPressed(state, key, input, size());
        if (next === null) {
          leave(interrupts ? SIGNALS.SIGINT : null);
          return;
        }
        state = next;
      }
      draw();
    };
    const terminal = new Terminal(output, openKeyboard(), config.mouse, {
      keys: (keys) => guarded(() => press(keys)),
      answered: () => undefined,
      resized: () =>
        guarded(() => {
          writer.forget();
          draw();
        }),
      gone: () => leave(SIGNALS.SIGHUP),
    });
    for (const [signal, code] of Object.entries(SIGNALS)) listeners.push([signal, () => leave(code)]);
    listeners.push(['exit', () => terminal.leave()]);
    for (const [event, listener] of listeners) process.on(event, listener);
    terminal.enter();
    guarded(draw);
  });
}

/**
 * Signals of a run that ends in a report. SIGINT, SIGTERM and SIGHUP end the capture in good order; a second SIGINT ends
 * the program; SIGHUP opens again a file that is appended to or rotated; SIGUSR1 prints one line of statistics.
 */
import { EXIT } from './exitCodes.js';
import { complain } from './remarks.js';
import type { Run } from './run.js';
import { numbersOf } from './statistics.js';

/** How long the end of a run may take, whatever the reader of the report does. */
const END_MS = 2_000;

export type Signals = {
  /** Resolves so long after a signal asked for the end; never without one. */
  readonly overdue: Promise<void>;
  remove(): void;
};

/**
 * @param stop ends the capture
 * @param reopen for SIGHUP: the output's file was moved away; null: SIGHUP ends the capture
 */
export function onSignals(run: Run, stop: () => void, reopen: (() => void) | null): Signals {
  const { texts } = run;
  let asked = false;
  let timer: NodeJS.Timeout | undefined;
  let expire = () => {};
  const overdue = new Promise<void>((resolve) => {
    expire = resolve;
  });
  const end = () => {
    if (asked) return;
    asked = true;
    stop();
    timer = setTimeout(expire, END_MS);
  };
  const interrupt = () => {
    if (asked) process.exit(EXIT.interrupted);
    end();
  };
  const report = () => complain(texts.cli.statistics(numbersOf(run), texts.format));
  const handlers: readonly (readonly [NodeJS.Signals, () => void])[] = [
    ['SIGINT', interrupt],
    ['SIGTERM', end],
    ['SIGHUP', reopen ?? end],
    // Without a handler Node opens its debugger's port.
    ['SIGUSR1', report],
  ];
  for (const [name, handler] of handlers) process.on(name, handler);
  return {
    overdue,
    remove: () => {
      clearTimeout(timer);
      for (const [name, handler] of handlers) process.off(name, handler);
    },
  };
}

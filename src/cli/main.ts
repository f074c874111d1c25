#!/usr/bin/env node
/** The program: argv to what is run (src/run/), errors to exit codes. */
import { isatty } from 'node:tty';
import { setFlagsFromString } from 'node:v8';
import { CaptureError } from '../capture/packet.js';
import { ContentKeeper } from '../output/contentKeeper.js';
import { ExtractError } from '../output/extract/directory.js';
import { FORMATS } from '../output/formats.js';
import { OutputError } from '../output/stream.js';
import { loadTexts } from '../text/languages.js';
import { EXIT } from './exitCodes.js';
import { helpText } from './help.js';
import { parseOptions, UsageError } from './options.js';
import { print, printDevices } from './print.js';
import { complain } from './remarks.js';
import { runReport } from './report.js';
import { openRun } from './run.js';
import { runUi } from './ui.js';
import { version } from './version.js';

async function main(argv: readonly string[]): Promise<number> {
  const options = parseOptions(argv, Object.keys(FORMATS));
  if (options.help) return print(helpText(Object.keys(FORMATS)));
  if (options.version) return print(`ftp-sniff ${version()}\n`);
  if (options.listInterfaces) return printDevices();
  const useUi = options.format === null && process.stdout.isTTY === true;
  const contents = useUi ? new ContentKeeper() : null;
  const run = openRun(options, contents, await loadTexts('en'));
  return contents ? runUi(run, contents) : runReport(run);
}

/** Which exit code an error has. What the user can mend is reported in one line; the rest is a defect of ours. */
function failed(error: unknown): number {
  if (error instanceof UsageError) {
    complain(error.message);
    return EXIT.usage;
  }
  if (error instanceof CaptureError || error instanceof OutputError || error instanceof ExtractError) {
    complain(error.message);
    return EXIT.failed;
  }
  const what = error instanceof Error ? (process.env.FTP_SNIFF_DEBUG ? error.stack : error.message) : String(error);
  complain(`internal error: ${what}. Please report it, with the capture if you can; FTP_SNIFF_DEBUG=1 shows where`);
  return EXIT.failed;
}

/** Ends the process. Where the terminal has gone (SIGHUP), Node's exit would abort over it: the signal itself ends it. */
function leave(code: number): void {
  if (code === EXIT.hangup && !isatty(1)) {
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  } else process.exit(code);
}

// V8 lets garbage grow to four times what lives before it collects, which costs more memory here than it saves time
// (measured on floods, many sessions and one large transfer). Its nursery may grow: held small, it is collected fifteen
// times as often.
setFlagsFromString('--heap-growing-percent=70');
main(process.argv.slice(2)).then(leave, (error: unknown) => process.exit(failed(error)));

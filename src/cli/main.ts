/** The program: argv to what is run, errors to exit codes. */
import { userInfo } from 'node:os';
import { isatty } from 'node:tty';
import { CAP_PROCESS, runCapProcess } from '../capture/engines/capProcess.js';
import type { ChildRequest } from '../capture/engines/messages.js';
import { type Fact, FactError } from '../fact.js';
import { ContentKeeper } from '../output/contentKeeper.js';
import { errorText } from '../output/errors.js';
import { FORMATS } from '../output/formats.js';
import { UsageError } from './arguments.js';
import { EXIT } from './exitCodes.js';
import { helpText } from './help.js';
import { chooseLanguage, type Spoken } from './language.js';
import { parseOptions } from './options.js';
import { print, printDevices } from './print.js';
import { complain } from './remarks.js';
import { runReport } from './report.js';
import { openRun } from './run.js';
import { isSubcommand, subcommandOf } from './subcommands.js';
import { loadUi, runUi } from './ui.js';
import { version } from './version.js';

async function main({ argv, texts, machineTexts, error }: Spoken): Promise<number> {
  if (argv[0] === CAP_PROCESS) return runCapProcess(JSON.parse(argv[1]!) as ChildRequest);
  if (error !== null) throw error;
  const subcommand = await subcommandOf(argv[0]);
  if (subcommand) return subcommand(argv.slice(1), texts, machineTexts);
  const options = parseOptions(argv, Object.keys(FORMATS));
  if (options.help) return print(helpText(Object.keys(FORMATS), texts));
  if (options.version) return print(`ftp-sniff ${version()}\n`);
  if (options.listInterfaces) return printDevices();
  const onTerminal = options.format === null && process.stdout.isTTY === true;
  const useUi = onTerminal && process.env.TERM !== 'dumb';
  if (onTerminal && !useUi && !options.quiet) complain(texts.ui.about.dumbTerminal);
  if (!useUi) return runReport(openRun(options, null, texts, machineTexts));
  const ui = await loadUi();
  const contents = new ContentKeeper();
  return runUi(openRun(options, contents, texts, machineTexts), contents, ui);
}

/** Which exit code an error has. What the user can mend is reported in one line; the rest is a defect of ours. */
function failed(error: unknown, { argv, texts }: Spoken): number {
  if (error instanceof UsageError) {
    const command = isSubcommand(argv[0]) ? argv[0]! : null;
    complain(texts.cli.usage(texts.say('usage', error.fact), command));
    return EXIT.usage;
  }
  complain(errorText(texts, error) ?? texts.cli.internalError(detailsOf(error)));
  const user = loweredTo();
  if (user !== null && isDenied(error)) complain(texts.cli.openedAs(user));
  return EXIT.failed;
}

/** The user whose rights root has for now, while a live capture opens its files; null: its own. */
const loweredTo = (): string | null =>
  process.getuid?.() === 0 && process.geteuid?.() !== 0 ? userInfo().username : null;

const isDenied = (error: unknown): boolean =>
  error instanceof FactError && (error.fact as Fact<{ [code: string]: { error?: unknown } }>).params.error === 'EACCES';

const detailsOf = (error: unknown): string =>
  error instanceof Error ? String(process.env.FTP_SNIFF_DEBUG ? error.stack : error.message) : String(error);

/** Ends the process. Where the terminal has gone (SIGHUP), Node's exit would abort over it: the signal itself ends it. */
function leave(code: number): void {
  if (code === EXIT.hangup && !isatty(1)) {
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  } else process.exit(code);
}

void chooseLanguage(process.argv.slice(2), process.env).then((spoken) =>
  main(spoken).then(leave, (error: unknown) => process.exit(failed(error, spoken))),
);

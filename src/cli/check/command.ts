/** `ftp-sniff check`: a sheet held against a capture. */
import { judge } from '../../model/check/judge.js';
import { CHECK_FORMATS } from '../../output/check/formats.js';
import { checkReport } from '../../output/check/object.js';
import type { CheckReport } from '../../output/check/report.js';
import { openOutput } from '../../output/stream.js';
import type { Texts } from '../../text/texts.js';
import { EXIT } from '../exitCodes.js';
import { commandHelpText } from '../help.js';
import { wantsColor } from '../options.js';
import { checkOutputs } from '../outputFiles.js';
import { print } from '../print.js';
import { readCapture } from './capture.js';
import { fieldsText } from './fieldsText.js';
import { initialSheet } from './init.js';
import { CHECK_ROWS, type CheckOptions, parseCheckOptions } from './options.js';
import { openSheet, originOf, parametersOf } from './sheetFile.js';

/** @returns 0 all passed, 4 something did not, 3 all passed in a damaged capture, 1 the sheet or the capture cannot be read */
export async function runCheck(argv: readonly string[], texts: Texts, machineTexts: Texts): Promise<number> {
  const options = parseCheckOptions(argv);
  if (options.help) return print(commandHelpText(CHECK_ROWS, texts.cli.commands.check, texts));
  if (options.fields) return print(fieldsText(texts, columnsOf(options)));
  checkOutputs({
    files: [...(options.init ? [] : [options.sheet]), ...options.files],
    keylog: null,
    write: null,
    output: options.output,
    metrics: null,
    format: null,
    log: null,
  });
  if (options.init) return writeSheet(options, texts, machineTexts);
  const { machine, render } = CHECK_FORMATS[options.format]!;
  const report = await reportOf(options, texts, machineTexts, machine ? machineTexts : texts);
  if (report === null) return EXIT.failed;
  const output = await openOutput(options.output);
  const toTerminal = isTerminal(options);
  const color = options.format === 'text' && wantsColor(options.color, process.env, toTerminal);
  const style = { texts: machine ? machineTexts : texts, width: columnsOf(options), color, brief: options.brief };
  await output.write(render(report, style));
  await output.end();
  if (report.state !== 'passed') return EXIT.differs;
  return report.capture.damaged ? EXIT.damaged : EXIT.done;
}

/** Null: the sheet is wrong, and what is wrong was said. */
async function reportOf(
  { sheet: file, files, set, analysis }: CheckOptions,
  texts: Texts,
  machineTexts: Texts,
  own: Texts,
): Promise<CheckReport | null> {
  const sheet = openSheet(file, texts);
  if (sheet === null) return null;
  const parameters = parametersOf(sheet, set, originOf(files[0]!));
  const { subject, findings, reported } = await readCapture(files, analysis, texts, machineTexts);
  return checkReport(judge(sheet, subject, findings, parameters), subject, { ...reported, texts: own }, parameters);
}

async function writeSheet(options: CheckOptions, texts: Texts, machineTexts: Texts): Promise<number> {
  const { files, analysis, exact, output: name } = options;
  const { subject, damaged } = await readCapture(files, analysis, texts, machineTexts);
  const output = await openOutput(name);
  await output.write(initialSheet(subject, exact, texts));
  await output.end();
  return damaged ? EXIT.damaged : EXIT.done;
}

const isTerminal = ({ output }: CheckOptions): boolean =>
  (output === null || output === '-') && process.stdout.isTTY === true;

const columnsOf = (options: CheckOptions): number =>
  Math.max(60, Number(process.env.COLUMNS) || (isTerminal(options) && process.stdout.columns) || 100);

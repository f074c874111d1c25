/** `ftp-sniff lab`: questions about a capture, on a sheet or in the UI. */
import { pick, questionsOf } from '../model/questions/ask.js';
import { diceOf } from '../model/questions/random.js';
import { SHEET_FORMAT_NAMES, SHEET_FORMATS, type SheetFormatName } from '../output/sheet/formats.js';
import { numbered, type Sheet } from '../output/sheet/sheet.js';
import { openOutput } from '../output/stream.js';
import type { Texts } from '../text/texts.js';
import { type Given, readArguments, wholeNumber, wrong } from './arguments.js';
import { EXIT } from './exitCodes.js';
import { commandHelpText } from './help.js';
import { type Options, parseOptions } from './options.js';
import { print } from './print.js';
import { complain } from './remarks.js';
import { isWanted } from './run.js';
import { readWhole } from './whole.js';

const ROWS = [
  { name: 'pick', value: 'N' },
  { name: 'seed', value: 'N' },
  { name: 'format', short: 'F', value: 'NAME' },
  { name: 'answers' },
  { name: 'output', short: 'o', value: 'FILE' },
  { name: 'session', value: 'N,N-N...' },
  { name: 'port', value: 'PORT,...' },
  { name: 'keylog', value: 'FILE' },
  { name: 'quiet', short: 'q' },
  { name: 'help', short: 'h' },
] as const;
type Name = (typeof ROWS)[number]['name'];

/** Options that mean here what they mean elsewhere. */
const SHARED: readonly Name[] = ['session', 'port', 'keylog', 'quiet', 'output'];

const QUESTIONS = 12;
const MOST_QUESTIONS = 1000;
const MAX_SEED = 2 ** 31 - 1;

export async function runLab(argv: readonly string[], texts: Texts, machineTexts: Texts): Promise<number> {
  const given = readArguments<Name>(argv[0] === 'new' ? argv.slice(1) : argv, ROWS);
  if (given.values.has('help')) return print(commandHelpText<Name>(ROWS, texts.sheet.help, texts));
  const options = sharedOptions(given);
  const count = wholeNumber('--pick', last(given, 'pick'), 1, MOST_QUESTIONS) ?? QUESTIONS;
  const seed = wholeNumber('--seed', last(given, 'seed'), 0, MAX_SEED) ?? 1;
  return writeSheet(options, { count, seed, format: formatOf(given), answers: given.values.has('answers') }, [
    texts,
    machineTexts,
  ]);
}

type Wanted = {
  readonly count: number;
  readonly seed: number;
  readonly format: SheetFormatName;
  readonly answers: boolean;
};

async function writeSheet(options: Options, wanted: Wanted, [texts, machineTexts]: [Texts, Texts]): Promise<number> {
  const { run, exitCode } = await readWhole(options, texts, machineTexts);
  const sessions = run.analyzer.sessions.filter(({ id }) => isWanted(options, id));
  const dice = diceOf(wanted.seed);
  const all = sessions.flatMap((session) => questionsOf(session, run.analyzer.packets));
  if (all.length === 0) {
    complain(texts.sheet.noQuestions);
    return EXIT.failed;
  }
  if (all.length < wanted.count && !options.quiet) complain(texts.sheet.fewer(wanted.count, all.length));
  const sheet: Sheet = {
    sources: options.files,
    seed: wanted.seed,
    questions: numbered(pick(all, wanted.count, dice), dice),
    sessions: run.analyzer.sessions,
    answers: wanted.answers,
    texts: wanted.format === 'json' ? machineTexts : texts,
  };
  const output = await openOutput(options.output);
  for (const piece of SHEET_FORMATS[wanted.format](sheet)) await output.write(piece);
  await output.end();
  return exitCode;
}

const last = ({ values }: Given<Name>, name: Name): string | null => values.get(name)?.at(-1) ?? null;

/** As the main command has them. @throws UsageError */
function sharedOptions({ values, files }: Given<Name>): Options {
  const argv = SHARED.flatMap((name) =>
    (values.get(name) ?? []).map((value) => (value === '' ? `--${name}` : `--${name}=${value}`)),
  );
  return parseOptions([...argv, '--', ...files], ['text']);
}

function formatOf(given: Given<Name>): SheetFormatName {
  const name = last(given, 'format') ?? 'md';
  const format = SHEET_FORMAT_NAMES.find((one) => one === name);
  if (format === undefined) throw wrong('unknown-name', { of: 'format', names: SHEET_FORMAT_NAMES, got: name });
  return format;
}

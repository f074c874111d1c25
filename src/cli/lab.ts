/** `ftp-sniff lab`: questions about a capture, on a sheet or in the UI. */
import { captureError } from '../capture/facts.js';
import { pick, questionsOf } from '../model/questions/ask.js';
import type { Question } from '../model/questions/question.js';
import { diceOf } from '../model/questions/random.js';
import { ContentKeeper } from '../output/contentKeeper.js';
import { SHEET_FORMAT_NAMES, SHEET_FORMATS, type SheetFormatName } from '../output/sheet/formats.js';
import { type LabRecord, type RecordFile, recordFileOf, writeRecord } from '../output/sheet/record.js';
import { numbered, type Sheet, type SheetQuestion } from '../output/sheet/sheet.js';
import { openOutput } from '../output/stream.js';
import type { Texts } from '../text/texts.js';
import { type LabInput, type LabState, scoreOf } from '../ui/lab/state.js';
import { type Given, readArguments, wholeNumber, wrong } from './arguments.js';
import { EXIT } from './exitCodes.js';
import { commandHelpText } from './help.js';
import { type Options, parseOptions } from './options.js';
import { print } from './print.js';
import { complain } from './remarks.js';
import { isWanted, openRun, type Run } from './run.js';
import { loadUi, runUi } from './ui.js';
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

/** Options of a sheet. */
const ON_PAPER: readonly Name[] = ['format', 'answers', 'output'];

const QUESTIONS = 12;
const MOST_QUESTIONS = 1000;
const MAX_SEED = 2 ** 31 - 1;

export async function runLab(argv: readonly string[], texts: Texts, machineTexts: Texts): Promise<number> {
  const onPaper = argv[0] === 'new';
  const given = readArguments<Name>(onPaper ? argv.slice(1) : argv, ROWS);
  if (given.values.has('help')) return print(commandHelpText<Name>(ROWS, texts.sheet.help, texts));
  const wanted: Wanted = {
    options: sharedOptions(given),
    count: wholeNumber('--pick', last(given, 'pick'), 1, MOST_QUESTIONS) ?? QUESTIONS,
    seed: wholeNumber('--seed', last(given, 'seed'), 0, MAX_SEED) ?? 1,
    format: formatOf(given),
    answers: given.values.has('answers'),
  };
  if (onPaper) return writeSheet(wanted, texts, machineTexts);
  for (const name of ON_PAPER) if (given.values.has(name)) throw wrong('only-of-new', { option: `--${name}` });
  if (process.stdout.isTTY === true) return askInUi(wanted, texts, machineTexts);
  complain(texts.sheet.needsTerminal);
  return EXIT.failed;
}

type Wanted = {
  readonly options: Options;
  readonly count: number;
  readonly seed: number;
  readonly format: SheetFormatName;
  readonly answers: boolean;
};

async function writeSheet(wanted: Wanted, texts: Texts, machineTexts: Texts): Promise<number> {
  const { options, count, seed, format, answers } = wanted;
  const { run, exitCode } = await readWhole(options, texts, machineTexts);
  const all = allQuestions(run, options);
  if (all.length === 0) {
    complain(texts.sheet.noQuestions);
    return EXIT.failed;
  }
  if (all.length < count && !options.quiet) complain(texts.sheet.fewer(count, all.length));
  const sheet: Sheet = {
    sources: options.files,
    seed,
    questions: picked(all, wanted),
    sessions: run.analyzer.sessions,
    answers,
    texts: format === 'json' ? machineTexts : texts,
  };
  const output = await openOutput(options.output);
  for (const piece of SHEET_FORMATS[format](sheet)) await output.write(piece);
  await output.end();
  return exitCode;
}

const allQuestions = ({ analyzer }: Run, options: Options): Question[] =>
  analyzer.sessions
    .filter(({ id }) => isWanted(options, id))
    .flatMap((session) => questionsOf(session, analyzer.packets));

function picked(all: readonly Question[], { count, seed }: Wanted): SheetQuestion[] {
  const dice = diceOf(seed);
  return numbered(pick(all, count, dice), dice);
}

/** The record is kept beside the capture; standard input has none. */
async function askInUi(wanted: Wanted, texts: Texts, machineTexts: Texts): Promise<number> {
  const { options, seed } = wanted;
  const contents = new ContentKeeper();
  const run = openRun(options, contents, texts, machineTexts);
  const capture = options.files.find((file) => file !== '-') ?? null;
  let kept: RecordFile | null = null;
  let problem: string | null = null;
  let saved = false;
  const lab: LabInput = {
    questions: () => picked(allQuestions(run, options), wanted),
    marks: (questions) => {
      const ids = questions.map(({ question }) => question.id);
      kept = capture === null ? null : recordFileOf(capture, seed, ids);
      return kept?.before?.questions ?? [];
    },
    save: (state) => {
      if (kept === null) return;
      problem = writeRecord(kept.path, { sources: options.files, seed, ...recorded(state, machineTexts) });
      saved = true;
    },
  };
  const code = await runUi(run, contents, await loadUi(), lab);
  const path = (kept as RecordFile | null)?.path ?? null;
  if (path === null || !saved) return code;
  if (problem !== null) throw captureError('file-unwritten', { path, error: problem });
  if (!options.quiet) complain(texts.sheet.recorded(path));
  return code;
}

function recorded(state: LabState, texts: Texts): Pick<LabRecord, 'right' | 'settled' | 'questions'> {
  const { right, settled } = scoreOf(state);
  const questions = state.questions.map(({ question }, i) => ({
    id: question.id,
    text: texts.question(question).ask,
    ...state.marks[i]!,
  }));
  return { right, settled, questions };
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

/** `ftp-sniff lab`: questions about a capture, on a sheet or in the UI. */
import { captureError } from '../capture/facts.js';
import type { Session } from '../ftp/protocol/session.js';
import { pick, questionsOf } from '../model/questions/ask.js';
import { type Question, TOPICS, type Topic } from '../model/questions/question.js';
import { diceOf } from '../model/questions/random.js';
import { ContentKeeper } from '../output/contentKeeper.js';
import { FORMATS } from '../output/formats.js';
import { SHEET_FORMAT_NAMES, SHEET_FORMATS, type SheetFormatName } from '../output/sheet/formats.js';
import { type LabRecord, type RecordFile, recordFileOf, writeRecord } from '../output/sheet/record.js';
import { numbered, type Sheet, type SheetQuestion } from '../output/sheet/sheet.js';
import { openOutput } from '../output/stream.js';
import type { Texts } from '../text/texts.js';
import { type LabInput, type LabState, scoreOf } from '../ui/lab/state.js';
import { type Given, type OptionRow, readArguments, wholeNumber, wrong } from './arguments.js';
import { EXIT } from './exitCodes.js';
import { commandHelpText } from './help.js';
import { READING_ROWS, type ReadingOption, readingArguments, readJudged } from './judged.js';
import { parseOptions } from './options.js';
import { print } from './print.js';
import { complain } from './remarks.js';
import { isWanted, openRun, type Run } from './run.js';
import { loadUi, runUi } from './ui.js';

type Name = ReadingOption | 'pick' | 'seed' | 'topic' | 'format' | 'answers' | 'output' | 'quiet' | 'help';

const ROWS: readonly (OptionRow & { readonly name: Name })[] = [
  { name: 'pick', value: 'N' },
  { name: 'seed', value: 'N' },
  { name: 'topic', value: 'NAME,...' },
  { name: 'format', short: 'F', value: 'NAME' },
  { name: 'answers' },
  { name: 'output', short: 'o', value: 'FILE' },
  ...READING_ROWS,
  { name: 'quiet', short: 'q' },
  { name: 'help', short: 'h' },
];

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
    argv: mainArguments(given),
    quiet: given.values.has('quiet'),
    output: last(given, 'output'),
    count: wholeNumber('--pick', last(given, 'pick'), 1, MOST_QUESTIONS) ?? QUESTIONS,
    seed: wholeNumber('--seed', last(given, 'seed'), 0, MAX_SEED) ?? 1,
    topics: topicsOf(given),
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
  /** For the main command's parser. */
  readonly argv: readonly string[];
  readonly quiet: boolean;
  readonly output: string | null;
  readonly count: number;
  readonly seed: number;
  readonly topics: readonly Topic[];
  readonly format: SheetFormatName;
  readonly answers: boolean;
};

async function writeSheet(wanted: Wanted, texts: Texts, machineTexts: Texts): Promise<number> {
  const { count, seed, format, answers } = wanted;
  const sessions: Session[] = [];
  const { run, exitCode } = await readJudged(wanted.argv, texts, machineTexts, (session) => sessions.push(session));
  sessions.sort((a, b) => a.id - b.id);
  const all = allQuestions(sessions, run, wanted);
  if (all.length === 0) {
    complain(texts.sheet.noQuestions);
    return EXIT.failed;
  }
  if (all.length < count && !wanted.quiet) complain(texts.sheet.fewer(count, all.length));
  const sheet: Sheet = {
    sources: run.options.files,
    seed,
    questions: picked(all, wanted),
    sessions,
    answers,
    texts: format === 'json' ? machineTexts : texts,
  };
  const output = await openOutput(wanted.output);
  for (const piece of SHEET_FORMATS[format](sheet)) await output.write(piece);
  await output.end();
  return exitCode;
}

const allQuestions = (sessions: readonly Session[], { analyzer }: Run, { topics }: Wanted): Question[] =>
  sessions.flatMap((session) => questionsOf(session, analyzer.packets)).filter(({ topic }) => topics.includes(topic));

function picked(all: readonly Question[], { count, seed }: Wanted): SheetQuestion[] {
  const dice = diceOf(seed);
  return numbered(pick(all, count, dice), dice);
}

/** The record is kept beside the capture; standard input has none. */
async function askInUi(wanted: Wanted, texts: Texts, machineTexts: Texts): Promise<number> {
  const { seed } = wanted;
  const options = parseOptions(wanted.argv, Object.keys(FORMATS));
  const contents = new ContentKeeper();
  const run = openRun(options, contents, texts, machineTexts);
  const capture = options.files.find((file) => file !== '-') ?? null;
  let kept: RecordFile | null = null;
  let problem: string | null = null;
  let saved = false;
  const lab: LabInput = {
    questions: () => {
      const { sessions } = run.analyzer;
      const asked = sessions.filter(({ id }) => isWanted(options, id));
      return picked(allQuestions(asked, run, wanted), wanted);
    },
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

/** What says how captures are read, and that a sheet is not written over one. */
function mainArguments(given: Given<Name>): string[] {
  const output = last(given, 'output');
  const quiet = given.values.has('quiet') ? ['--quiet'] : [];
  const kept = output === null ? [] : [`--output=${output}`];
  return [...readingArguments(given), ...quiet, ...kept, '--', ...given.files];
}

function topicsOf({ values }: Given<Name>): readonly Topic[] {
  const names = (values.get('topic') ?? []).flatMap((text) => text.split(',')).map((name) => name.trim());
  const unknown = names.find((name) => !TOPICS.some((topic) => topic === name));
  if (unknown !== undefined) throw wrong('unknown-name', { of: 'topic', names: TOPICS, got: unknown });
  return names.length === 0 ? TOPICS : TOPICS.filter((topic) => names.includes(topic));
}

function formatOf(given: Given<Name>): SheetFormatName {
  const name = last(given, 'format') ?? 'md';
  const format = SHEET_FORMAT_NAMES.find((one) => one === name);
  if (format === undefined) throw wrong('unknown-name', { of: 'format', names: SHEET_FORMAT_NAMES, got: name });
  return format;
}

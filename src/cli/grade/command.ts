/** `ftp-sniff grade`: a sheet held against every submission of a class. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { LIMITS } from '../../limits.js';
import type { Sheet } from '../../model/check/sheet.js';
import type { CheckReport } from '../../output/check/report.js';
import { copiesIn } from '../../output/grade/copies.js';
import type { Graded } from '../../output/grade/graded.js';
import { classText } from '../../output/grade/text.js';
import type { Texts } from '../../text/texts.js';
import { openSheet, parametersOf, plainName } from '../check/sheetFile.js';
import { EXIT } from '../exitCodes.js';
import { commandHelpText } from '../help.js';
import { print } from '../print.js';
import { complain } from '../remarks.js';
import { checkInChild } from './child.js';
import { GRADE_ROWS, type GradeOptions, parseGradeOptions } from './options.js';
import { openResults, writeResults } from './output.js';
import { Progress } from './progress.js';
import { type Submission, submissionsIn } from './submissions.js';

/** @returns 0 every submission has its line, 4 one has fewer points than --min-score, 1 it could not be done */
export async function runGrade(argv: readonly string[], texts: Texts): Promise<number> {
  const options = parseGradeOptions(argv);
  if (options.help) return print(commandHelpText(GRADE_ROWS, texts.cli.commands.grade, texts));
  const sheet = openSheet(options.sheet, texts);
  if (sheet === null) return EXIT.failed;
  // What --set names wrongly is wrong for all.
  parametersOf(sheet, options.set, { folder: '', file: '' }, () => undefined);
  const submissions = submissionsIn(options.folder);
  const results = openResults(options);
  const class_ = await gradeAll(submissions, sheet, options, texts);
  const copies = copiesIn(class_);
  const maxPoints = sheet.check.reduce((sum, { points }) => sum + points, 0);
  const replaced = writeResults(results, { class_, copies, maxPoints, title: sheet.title, texts });
  await print(classText(class_, copies, columns(), texts));
  if (replaced > 0) complain(texts.grade.replaced(replaced, options.output, texts.format));
  if (!options.quiet) complain(texts.grade.written(options.output));
  return class_.every((one) => reaches(one, options, maxPoints)) ? EXIT.done : EXIT.differs;
}

const columns = (): number => Math.max(60, Number(process.env.COLUMNS) || process.stdout.columns || 120);

/** Points that are certain count; what a person may still give does not. */
function reaches({ report }: Graded, { minScore }: GradeOptions, maxPoints: number): boolean {
  if (minScore === null) return true;
  const wanted = minScore.isShare ? minScore.value * maxPoints : minScore.value;
  return (report?.points ?? Number.NEGATIVE_INFINITY) >= wanted - 1e-9;
}

/** Several at a time, in the order of the class. */
async function gradeAll(
  submissions: readonly Submission[],
  sheet: Sheet,
  options: GradeOptions,
  texts: Texts,
): Promise<Graded[]> {
  const shown = process.stderr.isTTY === true && !options.quiet && process.env.TERM !== 'dumb';
  const progress = new Progress(submissions.length, shown, texts.grade.progress);
  const graded = new Array<Graded>(submissions.length);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < submissions.length) {
      const i = next++;
      graded[i] = await gradeOne(submissions[i]!, sheet, options, texts);
      progress.step(submissions[i]!.name);
    }
  };
  const jobs = options.jobs ?? Math.min(availableParallelism(), DEFAULT_JOBS);
  await Promise.all(Array.from({ length: Math.min(jobs, submissions.length) }, work));
  progress.end();
  return graded;
}

/** Each may take as much memory as one bound allows. */
const DEFAULT_JOBS = 4;

async function gradeOne(submission: Submission, sheet: Sheet, options: GradeOptions, texts: Texts): Promise<Graded> {
  const { id, name, number, files, bytes, tooMany } = submission;
  const result = (report: CheckReport | null, code?: NonNullable<Graded['problem']>['code'], text = ''): Graded => ({
    id,
    name,
    number,
    files: files.map((file) => path.relative(options.folder, file)),
    report,
    problem: code === undefined ? null : { code, text },
    late: report !== null && isLate(report, options),
  });
  if (files.length === 0) return result(null, 'no-capture');
  if (tooMany) return result(null, 'too-many-files');
  if (bytes > LIMITS.gradeBytes) return result(null, 'too-large');
  const missing: string[] = [];
  const origin = { folder: name, file: plainName(files[0]!) };
  const parameters = parametersOf(sheet, options.set, origin, (parameter) => missing.push(parameter));
  if (missing.length > 0) return result(null, 'no-value', missing.join(', '));
  const argv = [
    '--format=json',
    '--quiet',
    `--lang=${texts.locale}`,
    ...options.analysis,
    ...[...parameters].map(([parameter, value]) => `--set=${parameter}=${value}`),
    '--',
    options.sheet,
    ...files.map((file) => path.resolve(file)),
  ];
  const child = await checkInChild(process.argv[1]!, argv, options.timeoutSeconds);
  // Where the class lies on this machine is nobody's business.
  const plain = (text: string): string => text.replaceAll(`${path.resolve(options.folder)}${path.sep}`, '');
  if ('failed' in child) return result(null, child.failed, plain(child.text));
  return child.report.capture.packets === 0 ? result(null, 'no-packets') : result(child.report);
}

const isLate = ({ capture }: CheckReport, { dueMs }: GradeOptions): boolean =>
  dueMs !== null && capture.firstTime !== null && Date.parse(capture.firstTime) > dueMs;

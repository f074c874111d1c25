/** A run that ends in a report. */
import type { ProblemParams } from '../capture/codes.js';
import { takingTurns } from '../capture/pump.js';
import { hasTime } from '../capture/seriesNames.js';
import { factsOf } from '../fact.js';
import type { Session } from '../ftp/protocol/session.js';
import { LIMITS } from '../limits.js';
import { parseFilter, type Test } from '../model/filter/filter.js';
import type { AnalyzerView } from '../model/view.js';
import { errorText } from '../output/errors.js';
import type { Format, ReportStyle } from '../output/format.js';
import { FORMATS } from '../output/formats.js';
import { SeriesLines } from '../output/json/seriesLines.js';
import { Reporting } from '../output/reporting.js';
import { SeriesOutput } from '../output/seriesOutput.js';
import { openOutput, type TextOutput } from '../output/stream.js';
import { problemText } from '../text/problems.js';
import { absentFrom } from './absent.js';
import { UsageError } from './arguments.js';
import type { UsageParams } from './codes.js';
import { EXIT } from './exitCodes.js';
import { type Options, wantsColor } from './options.js';
import { Pipeline } from './pipeline.js';
import { complain } from './remarks.js';
import { ReportSink } from './reportSink.js';
import { isWanted, type Run, reportedOf } from './run.js';
import { onSignals } from './signals.js';

/** @returns the exit code */
export async function runReport(run: Run): Promise<number> {
  const { options, source, texts, analyzer, extractor } = run;
  const format = FORMATS[options.format ?? (options.step ? 'steps' : 'text')]!;
  const filter = sessionFilter(options);
  const wanted = (session: Session): boolean => isWanted(options, session.id) && (filter === null || filter(session));
  const reporting = new Reporting(format, reportStyle(options, format), wanted);
  const output = await openReport(run, format);
  const pipeline = await Pipeline.open(run, { sliceMs: LIMITS.signalSliceMs });
  const reopen = output instanceof SeriesOutput ? () => output.reopen() : null;
  const signals = onSignals(run, () => pipeline.pump.stop(), reopen);
  const sink = new ReportSink(run, output, reporting.live, (error) => {
    complain(errorText(texts, error) ?? error.message);
    // Nothing is left to be done for.
    if (options.write === null && extractor === null && options.metrics === null) pipeline.pump.stop();
  });
  const turns = takingTurns(LIMITS.signalSliceMs);
  const work = async () => {
    await pipeline.read(async () => {
      // Extracted files get their names at the end, and the report says them: then sessions wait for that.
      if (extractor === null) await reportEnded(pipeline, reporting, sink);
      if (reporting.unwritten !== null) pipeline.cutReport(reporting.unwritten);
      // After those that have ended: what is said of them stands before later sessions. Whether a filter takes a session
      // is known when it has ended.
      if (reporting.live && filter === null)
        await sink.write(reporting.learned(analyzer.takeChanged(), reportedOf(run)));
      if (reporting.live || format.lines === true) await sink.flush();
      await turns();
    });
    await pipeline.finish();
    await reportEnded(pipeline, reporting, sink);
    sink.concludes();
    await sink.write(reporting.end(reportedOf(run)));
    await sink.end();
    return true;
  };
  let whole: boolean;
  try {
    whole = await Promise.race([work(), signals.overdue.then(() => false)]);
  } finally {
    signals.remove();
    sink.stop();
    reporting.close();
  }
  if (!whole) {
    complain(texts.cli.overdue);
    return EXIT.damaged;
  }
  const absent = absentFrom(run);
  if (absent.remark !== null && (absent.failed || !options.quiet)) complain(absent.remark);
  pipeline.remark();
  if (sink.missedBytes > 0) complain(texts.cli.readerStopped(sink.missedBytes, texts.format));
  if (source.status.damaged && !options.quiet && run.live === null)
    for (const problem of source.status.problems)
      if (!SAID_AT_ONCE.has(problem.code)) complain(problemText(texts, problem));
  if (absent.failed || sink.failure !== null) return EXIT.failed;
  return sink.missedBytes > 0 && pipeline.exitCode === EXIT.done ? EXIT.damaged : pipeline.exitCode;
}

/** Problems of the program itself, which were said when they came. */
const SAID_AT_ONCE: ReadonlySet<string> = new Set<keyof ProblemParams>(['memory-full', 'report-cut']);

/** What `--session-filter` takes; null: all. */
function sessionFilter({ sessionFilter: got }: Options): Test | null {
  if (got === null) return null;
  const parsed = parseFilter(got);
  if ('error' in parsed) throw new UsageError(usage('session-filter', { got, error: parsed.error }));
  return parsed.accepts;
}

const usage = factsOf<UsageParams>();

/** Reports the sessions that have ended, and lets them go. */
async function reportEnded(pipeline: Pipeline, reporting: Reporting, sink: ReportSink): Promise<void> {
  const { run } = pipeline;
  const { analyzer } = run;
  const ended = analyzer.takeEnded();
  if (ended.length === 0) return;
  const reported = reportedOf(run);
  for (const session of ended) {
    if (!pipeline.reportIsCut) await sink.write(reporting.ended(session, reported));
    pipeline.ended(session);
    analyzer.letGo(session);
  }
}

/** Where the report goes: one file, a series of files of lines, or standard output; a folder of logs opens its files itself. */
async function openReport({ options, analyzer, live }: Run, format: Format): Promise<TextOutput> {
  const { output, rotation, append, interfaces, sensor } = options;
  if (folderOf(options, format) !== null) return openOutput(null);
  if (format.lines !== true) return openOutput(output, { append });
  if (output === null || output === '-') return openOutput(null);
  const rotates = rotation.megabytes !== null || rotation.seconds !== null || hasTime(output);
  if (!(rotates || append)) return openOutput(output);
  const inputs = options.files.filter((file) => file !== '-');
  // Files are begun by the clock that times are read from: what stands in a capture is of its own time.
  const clock = () => (live === null ? packetSeconds(analyzer) : Math.floor(Date.now() / 1_000));
  const sources = live === null ? options.files : interfaces;
  const heads = options.format === 'ndjson' ? new SeriesLines(sources, sensor) : null;
  return SeriesOutput.open(output, { rotation, append, inputs, clock }, heads);
}

const packetSeconds = ({ epochSeconds, lastTimeNs }: AnalyzerView): number | null =>
  epochSeconds === null || lastTimeNs === null ? null : Math.floor(epochSeconds + lastTimeNs / 1e9);

/** The folder for the logs of a format that has several; null: one output. */
const folderOf = ({ log, output }: Options, format: Format): string | null =>
  format.logs === true && log === null ? output : null;

function reportStyle(options: Options, format: Format): ReportStyle {
  const toTerminal = options.output === null || options.output === '-' ? process.stdout.isTTY === true : false;
  const columns = Number(process.env.COLUMNS) || process.stdout.columns || 100;
  return {
    width: Math.max(60, columns),
    color: wantsColor(options.color, process.env, toTerminal),
    ascii: options.ascii,
    quiet: options.quiet,
    verbosity: options.verbosity,
    table: options.table,
    log: options.log,
    folder: folderOf(options, format),
    diffFriendly: options.diffFriendly,
    theme: options.theme,
    transfer: options.transfer,
  };
}

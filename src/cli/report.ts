/** A run that ends in a report. */
import { takingTurns } from '../capture/pump.js';
import { LIMITS } from '../limits.js';
import type { ReportStyle } from '../output/format.js';
import { FORMATS } from '../output/formats.js';
import { Reporting } from '../output/reporting.js';
import { openOutput, type TextOutput } from '../output/stream.js';
import { problemText } from '../text/problems.js';
import { absentFrom } from './absent.js';
import { EXIT } from './exitCodes.js';
import { type Options, wantsColor } from './options.js';
import { Pipeline } from './pipeline.js';
import { complain } from './remarks.js';
import { isWanted, type Run, reportedOf } from './run.js';

/** @returns the exit code */
export async function runReport(run: Run): Promise<number> {
  const { options, source, texts, analyzer, extractor } = run;
  const format = FORMATS[options.format ?? (options.step ? 'steps' : 'text')]!;
  const output = await openOutput(options.output);
  const pipeline = await Pipeline.open(run, { sliceMs: LIMITS.signalSliceMs });
  const turns = takingTurns(LIMITS.signalSliceMs);
  const stop = () => pipeline.pump.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const reporting = new Reporting(format, reportStyle(options), (id) => isWanted(options, id));
  try {
    await pipeline.read(async () => {
      if (reporting.live) await writeAll(output, reporting.learned(analyzer.takeChanged(), reportedOf(run)));
      // Extracted files get their names at the end, and the report says them: then sessions wait for that.
      if (extractor === null) await reportEnded(pipeline, reporting, output);
      if (reporting.live) await output.flush();
      await turns();
    });
    await pipeline.finish();
    await reportEnded(pipeline, reporting, output);
    await writeAll(output, reporting.end(reportedOf(run)));
  } finally {
    reporting.close();
  }
  await output.end();
  const absent = absentFrom(run);
  if (absent.remark !== null && (absent.failed || !options.quiet)) complain(absent.remark);
  pipeline.remark();
  if (source.status.damaged && !options.quiet)
    for (const problem of source.status.problems) complain(problemText(texts, problem));
  return absent.failed ? EXIT.failed : pipeline.exitCode;
}

/** Reports the sessions that have ended, and lets them go. */
async function reportEnded(pipeline: Pipeline, reporting: Reporting, output: TextOutput): Promise<void> {
  const { run } = pipeline;
  const { analyzer } = run;
  for (const session of analyzer.takeEnded()) {
    await writeAll(output, reporting.ended(session, reportedOf(run)));
    pipeline.ended(session);
    analyzer.letGo(session);
  }
}

function reportStyle(options: Options): ReportStyle {
  const toTerminal = options.output === null || options.output === '-' ? process.stdout.isTTY === true : false;
  const columns = Number(process.env.COLUMNS) || process.stdout.columns || 100;
  return {
    width: Math.max(60, columns),
    color: wantsColor(options.color, process.env, toTerminal),
    ascii: options.ascii,
    quiet: options.quiet,
    verbosity: options.verbosity,
    table: options.table,
    diffFriendly: options.diffFriendly,
    theme: options.theme,
  };
}

async function writeAll(output: TextOutput, chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) await output.write(chunk);
}

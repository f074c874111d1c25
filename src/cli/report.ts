/** A run that ends in a report. */
import { takingTurns } from '../capture/pump.js';
import { LIMITS } from '../limits.js';
import type { LiveFormat, ReportStyle } from '../output/format.js';
import { FORMATS } from '../output/formats.js';
import { openOutput, type TextOutput } from '../output/stream.js';
import { problemText } from '../text/problems.js';
import { absentFrom } from './absent.js';
import { EXIT } from './exitCodes.js';
import { type Options, wantsColor } from './options.js';
import { Pipeline } from './pipeline.js';
import { complain } from './remarks.js';
import { makeReport, type Run } from './run.js';

/** @returns the exit code */
export async function runReport(run: Run): Promise<number> {
  const { options, source, texts } = run;
  const format = FORMATS[options.format ?? 'text']!;
  const output = await openOutput(options.output);
  const pipeline = await Pipeline.open(run, { sliceMs: LIMITS.signalSliceMs });
  const turns = takingTurns(LIMITS.signalSliceMs);
  const stop = () => pipeline.pump.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const live: LiveFormat | null = 'live' in format ? format.live() : null;
  await pipeline.read(async () => {
    if (live) {
      await writeAll(output, live.poll(makeReport(run), false));
      await output.flush();
    }
    await turns();
  });
  await pipeline.finish();
  const report = makeReport(run);
  if ('live' in format) await writeAll(output, live!.poll(report, true));
  else await writeAll(output, format.render(report, reportStyle(options)));
  await output.end();
  const absent = absentFrom(run, report);
  if (absent.remark !== null && (absent.failed || !options.quiet)) complain(absent.remark);
  pipeline.remark();
  if (source.status.damaged && !options.quiet)
    for (const problem of source.status.problems) complain(problemText(texts, problem));
  return absent.failed ? EXIT.failed : pipeline.exitCode;
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
    theme: options.theme,
  };
}

async function writeAll(output: TextOutput, chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) await output.write(chunk);
}

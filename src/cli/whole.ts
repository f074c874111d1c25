/** Reads a capture to its end, for what needs all its sessions at once and reports them in its own way. */
import { LIMITS } from '../limits.js';
import { problemText } from '../text/problems.js';
import type { Texts } from '../text/texts.js';
import { EXIT } from './exitCodes.js';
import type { Options } from './options.js';
import { Pipeline } from './pipeline.js';
import { complain } from './remarks.js';
import { openRun, type Run } from './run.js';

/** A capture that has been read; `exitCode` says whether it was damaged. */
export type WholeRun = { readonly run: Run; readonly exitCode: number };

/**
 * Nothing of it is let go. What is wrong with the input is reported on standard error, unless quiet.
 * @throws CaptureError where it cannot be read at all
 */
export async function readWhole(options: Options, texts: Texts, machineTexts: Texts): Promise<WholeRun> {
  const run = openRun(options, null, texts, machineTexts);
  const pipeline = await Pipeline.open(run, { sliceMs: LIMITS.signalSliceMs });
  await pipeline.read();
  await pipeline.finish();
  const { status } = run.source;
  if (status.damaged && !options.quiet) for (const problem of status.problems) complain(problemText(texts, problem));
  return { run, exitCode: status.damaged ? EXIT.damaged : EXIT.done };
}

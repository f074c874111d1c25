/** `--extract`: the end of it, and what is said of it. */
import path from 'node:path';
import { plural } from '../bytes/digits.js';
import { clockOf } from '../model/time.js';
import { makeReport, type Run } from './run.js';
import { version } from './version.js';

/** One line each. */
export type Extracted = { readonly problems: readonly string[]; readonly summary: string | null };

export const NOTHING_EXTRACTED: Extracted = { problems: [], summary: null };

const TOLD_PROBLEMS = 10;

/** Writes what is left, and the manifest; tells what could not be written. */
export async function endExtractor(run: Run): Promise<Extracted> {
  const { options, analyzer, extractor } = run;
  if (!extractor) return NOTHING_EXTRACTED;
  const { sources, fractionDigits } = makeReport(run).info;
  const head = { program: `ftp-sniff ${version()}`, sources };
  const manifest = await extractor.finish(analyzer.sessions, head, clockOf(analyzer, fractionDigits), run.texts);
  const all = extractor.problems;
  const problems = all.slice(0, TOLD_PROBLEMS).map((problem) => `--extract: ${problem}`);
  const more = all.length - problems.length;
  if (more > 0) problems.push(`--extract: ${plural(more, 'more file has a problem', 'more files have problems')}`);
  if ('problem' in manifest) problems.push(`--extract: cannot write the manifest: ${manifest.problem}`);
  const { whole, partial } = extractor.written;
  const listed = 'relative' in manifest ? `; ${path.join(options.extract ?? '', manifest.relative)} lists them` : '';
  const summary = `extracted ${plural(whole + partial, 'file')}, ${partial} of them incomplete${listed}`;
  return { problems, summary };
}

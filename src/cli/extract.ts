/** `--extract`: the end of it, and what is reported of it. */
import path from 'node:path';
import { clockOf } from '../model/time.js';
import { type Run, reportedOf } from './run.js';
import { version } from './version.js';

/** One line each. */
export type Extracted = { readonly problems: readonly string[]; readonly summary: string | null };

export const NOTHING_EXTRACTED: Extracted = { problems: [], summary: null };

const REPORTED_PROBLEMS = 10;

/** Writes what is left, and the manifest; reports what could not be written. */
export async function endExtractor(run: Run): Promise<Extracted> {
  const { options, analyzer, extractor, texts, machineTexts } = run;
  if (!extractor) return NOTHING_EXTRACTED;
  const { sources, fractionDigits } = reportedOf(run).info;
  const head = { program: `ftp-sniff ${version()}`, sources };
  const manifest = await extractor.finish(analyzer.sessions, head, clockOf(analyzer, fractionDigits), machineTexts);
  const { extract: words } = texts.cli;
  const all = extractor.problems;
  const problems = all
    .slice(0, REPORTED_PROBLEMS)
    .map(({ name, problem }) => words.problem(name, texts.say('outputErrors', problem)));
  const more = all.length - problems.length;
  if (more > 0) problems.push(words.moreProblems(more, texts.format));
  if ('problem' in manifest) problems.push(words.noManifest(texts.say('outputErrors', manifest.problem)));
  const { whole, partial } = extractor.written;
  const listed = 'relative' in manifest ? path.join(options.extract ?? '', manifest.relative) : null;
  return { problems, summary: words.done(whole + partial, partial, listed, texts.format) };
}

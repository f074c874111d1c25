/** The arguments of `ftp-sniff grade`. Pure. */
import { LIMITS } from '../../limits.js';
import { type OptionRow, readArguments, seconds, wholeNumber, wrong } from '../arguments.js';
import { analysisOptions, parameterValues } from '../check/options.js';

export const GRADE_ROWS = [
  { name: 'output', short: 'o', value: 'OUT' },
  { name: 'set', value: 'NAME=VALUE' },
  { name: 'min-score', value: 'POINTS' },
  { name: 'due', value: 'TIME' },
  { name: 'timeout', value: 'SECONDS' },
  { name: 'jobs', value: 'N' },
  { name: 'force' },
  { name: 'port', value: 'PORT,...' },
  { name: 'keylog', value: 'FILE' },
  { name: 'quiet', short: 'q' },
  { name: 'help', short: 'h' },
] as const satisfies readonly OptionRow[];

type Name = (typeof GRADE_ROWS)[number]['name'];

export type GradeOptions = {
  readonly help: boolean;
  readonly sheet: string;
  /** The class: a folder or a file a submission. */
  readonly folder: string;
  readonly output: string;
  readonly set: ReadonlyMap<string, string>;
  /** In points, or a share of them; null: not asked for. */
  readonly minScore: { readonly value: number; readonly isShare: boolean } | null;
  /** Milliseconds of the Unix epoch; null: there is no deadline. */
  readonly dueMs: number | null;
  readonly timeoutSeconds: number;
  /** Submissions at a time; null: as many as the machine has room for. */
  readonly jobs: number | null;
  readonly force: boolean;
  readonly analysis: readonly string[];
  readonly quiet: boolean;
};

/** @throws UsageError */
export function parseGradeOptions(argv: readonly string[]): GradeOptions {
  const { values, files } = readArguments<Name>(argv, GRADE_ROWS);
  const last = (name: Name) => values.get(name)?.at(-1) ?? null;
  const [sheet = '', folder = '', ...more] = files;
  const options: GradeOptions = {
    help: values.has('help'),
    sheet,
    folder,
    output: last('output') ?? '',
    set: parameterValues(values.get('set') ?? []),
    minScore: score(last('min-score')),
    dueMs: time(last('due')),
    timeoutSeconds: seconds('--timeout', last('timeout')) ?? LIMITS.gradeSeconds,
    jobs: wholeNumber('--jobs', last('jobs'), 1, LIMITS.gradeJobs),
    force: values.has('force'),
    analysis: analysisOptions(values),
    quiet: values.has('quiet'),
  };
  if (options.help) return options;
  if (sheet === '' || folder === '' || options.output === '' || more.length > 0) throw wrong('nothing-to-grade', {});
  if (sheet === '-') throw wrong('sheet-read-again', {});
  return options;
}

/** '7', '7.5', '60%'. */
function score(text: string | null): GradeOptions['minScore'] {
  if (text === null) return null;
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (match === null) throw wrong('min-score', { got: text });
  const isShare = match[2] === '%';
  return { value: Number(match[1]) / (isShare ? 100 : 1), isShare };
}

/** RFC 3339, or a date: the end of that day, UTC. */
function time(text: string | null): number | null {
  if (text === null) return null;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const ms = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(day ? `${text}T23:59:59.999Z` : text.replace(' ', 'T'))
    : Number.NaN;
  if (Number.isNaN(ms)) throw wrong('due', { got: text });
  return ms;
}

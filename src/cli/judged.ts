/** Captures that a command reads to judge them: every session once, when nothing of it changes any more. */
import type { Packet } from '../capture/packet.js';
import { takingTurns } from '../capture/pump.js';
import type { Session } from '../ftp/protocol/session.js';
import { LIMITS } from '../limits.js';
import { FORMATS } from '../output/formats.js';
import { problemText } from '../text/problems.js';
import type { Texts } from '../text/texts.js';
import { absentFrom } from './absent.js';
import type { Given, OptionRow } from './arguments.js';
import { EXIT } from './exitCodes.js';
import { OPTION_ROWS, parseOptions } from './options.js';
import { Pipeline } from './pipeline.js';
import { complain } from './remarks.js';
import { isWanted, openRun, type Run } from './run.js';

/** Options of the main command that say how a capture is read, for commands that read some. */
export const READING = ['port', 'keylog', 'session', 'show-passwords'] as const;
export type ReadingOption = (typeof READING)[number];

export const READING_ROWS = READING.map(
  (name) => OPTION_ROWS.find((row) => row.name === name) as OptionRow & { readonly name: ReadingOption },
);

/** The same options as the main command takes them. */
export const readingArguments = ({ values }: Pick<Given<string>, 'values'>): string[] =>
  READING.flatMap((name) =>
    (values.get(name) ?? []).map((value) => (value === '' ? `--${name}` : `--${name}=${value}`)),
  );

export type Judged = {
  readonly run: Run;
  /** `EXIT.damaged` where the input was, `EXIT.failed` where it has no packets or none of the sessions that were asked for. */
  readonly exitCode: number;
};

/**
 * Reads captures to their end.
 * @param argv files, and options that say how they are read
 * @param each is given every wanted session; it may keep it
 * @param also takes each packet
 * @throws CaptureError, UsageError
 */
export async function readJudged(
  argv: readonly string[],
  texts: Texts,
  machineTexts: Texts,
  each: (session: Session) => void,
  also?: (packet: Packet, run: Run) => void,
): Promise<Judged> {
  const options = parseOptions(['--format=text', ...argv], Object.keys(FORMATS));
  const run = openRun(options, null, texts, machineTexts);
  const pipeline = await Pipeline.open(run, {
    sliceMs: LIMITS.signalSliceMs,
    ...(also ? { also: (packet: Packet) => also(packet, run) } : {}),
  });
  const turns = takingTurns(LIMITS.signalSliceMs);
  const take = () => {
    for (const session of run.analyzer.takeEnded()) {
      if (isWanted(options, session.id)) each(session);
      pipeline.ended(session);
      run.analyzer.letGo(session);
    }
  };
  await pipeline.read(async () => {
    take();
    await turns();
  });
  await pipeline.finish();
  take();
  const absent = absentFrom(run);
  if (absent.remark !== null && !options.quiet) complain(absent.remark);
  for (const problem of run.source.status.damaged && !options.quiet ? run.source.status.problems : [])
    complain(problemText(texts, problem));
  return { run, exitCode: absent.failed ? EXIT.failed : pipeline.exitCode };
}

/** A run that ends in a report. */
import type { Packet } from '../capture/packet.js';
import { Pump, takingTurns } from '../capture/pump.js';
import { LIMITS } from '../limits.js';
import type { LiveFormat, ReportStyle } from '../output/format.js';
import { FORMATS } from '../output/formats.js';
import { openOutput, type TextOutput } from '../output/stream.js';
import { absentFrom } from './absent.js';
import { EXIT } from './exitCodes.js';
import { endExtractor } from './extract.js';
import { type Options, wantsColor } from './options.js';
import { complain } from './remarks.js';
import { makeReport, type Run } from './run.js';
import { endWriter, openWriter } from './write.js';

/** @returns the exit code */
export async function runReport(run: Run): Promise<number> {
  const { options, source, analyzer, extractor } = run;
  const format = FORMATS[options.format ?? 'text']!;
  const output = await openOutput(options.output);
  const writer = await openWriter(run);
  const take = (packet: Packet) => {
    analyzer.push(packet);
    writer?.add(packet, analyzer.lastConnection);
  };
  const pump = new Pump(source, take, options.maxPackets, LIMITS.signalSliceMs);
  const turns = takingTurns(LIMITS.signalSliceMs);
  const stop = () => pump.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const live: LiveFormat | null = 'live' in format ? format.live() : null;
  const writeNew = async (poll: LiveFormat) => {
    await writeAll(output, poll.poll(makeReport(run), false));
    await output.flush();
  };
  await pump.run(async () => {
    await writer?.drained();
    await extractor?.drained();
    if (live) await writeNew(live);
    await turns();
  });
  analyzer.finish();
  const written = await endWriter(writer, run);
  const extracted = await endExtractor(run);
  const report = makeReport(run);
  if ('live' in format) await writeAll(output, live!.poll(report, true));
  else await writeAll(output, format.render(report, reportStyle(options)));
  await output.end();
  const remark = options.quiet ? () => {} : complain;
  if (written.leftOut !== null) complain(written.leftOut);
  for (const problem of extracted.problems) complain(problem);
  const absent = absentFrom(run, report);
  if (absent.remark !== null) (absent.failed ? complain : remark)(absent.remark);
  for (const { summary } of [written, extracted]) if (summary !== null) remark(summary);
  if (source.status.damaged) for (const problem of source.status.problems) remark(problem.message);
  if (extracted.problems.length > 0 || absent.failed) return EXIT.failed;
  return source.status.damaged ? EXIT.damaged : EXIT.done;
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
  };
}

async function writeAll(output: TextOutput, chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) await output.write(chunk);
}

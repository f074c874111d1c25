#!/usr/bin/env node
/** The program: argv and exit code; the only file that wires input, analyzer and output together. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isatty } from 'node:tty';
import { setFlagsFromString } from 'node:v8';
import { Analyzer } from './analyzer.js';
import { inertText } from './bytes/text.js';
import { listDevices } from './capture/capPackage.js';
import { keyLogFile } from './capture/keyLogFile.js';
import { openLive } from './capture/live.js';
import { openSources } from './capture/merge.js';
import { CaptureError, type Packet, type PacketSource } from './capture/packet.js';
import { SaveFile } from './capture/savefile.js';
import { helpText } from './help.js';
import { LIMITS } from './limits.js';
import { captureInfo } from './model/captureInfo.js';
import { clockOf } from './model/report.js';
import { type Options, parseOptions, UsageError, wantsColor } from './options.js';
import { ContentKeeper, together } from './output/contentKeeper.js';
import { ConversationWriter } from './output/conversationWriter.js';
import { ExtractError } from './output/extract/directory.js';
import { Extractor } from './output/extract/extractor.js';
import type { LiveFormat, Report, ReportStyle } from './output/format.js';
import { FORMATS } from './output/formats.js';
import { OutputError, openOutput, type TextOutput } from './output/stream.js';
import { Pump } from './pump.js';
import { growing, KeyLog } from './tls/keylog.js';

const EXIT = { done: 0, failed: 1, usage: 2, damaged: 3, hangup: 129 } as const;

/** File names, arguments and what servers call their files may be hostile. */
const complain = (text: string): void => void process.stderr.write(`ftp-sniff: ${inertText(text)}\n`);

async function main(argv: readonly string[]): Promise<number> {
  const options = parseOptions(argv, Object.keys(FORMATS));
  if (options.help) return print(helpText(Object.keys(FORMATS)));
  if (options.version) return print(`ftp-sniff ${version()}\n`);
  if (options.listInterfaces) return printDevices();
  const useUi = options.format === null && process.stdout.isTTY === true;
  const source = openSource(options);
  const keyLog = openKeyLog(options, source);
  const extractor = openExtractor(options);
  const contents = useUi ? new ContentKeeper() : null;
  const { controlPorts, showPasswords, hashes } = options;
  const contentSink = together([extractor?.sink ?? null, contents?.sink ?? null]);
  const analyzer = new Analyzer({ controlPorts, showPasswords, keyLog, hashes, contentSink });
  return contents
    ? runUi(options, source, analyzer, extractor, { contents, keyLog })
    : runReport(options, source, analyzer, extractor);
}

/** `--extract`: null where it was not asked for. */
function openExtractor({ extract, hashes }: Options): Extractor | null {
  return extract === null ? null : Extractor.open(extract, { hashes });
}

function openSource(options: Options): PacketSource {
  if (options.interface === null) return openSources(options.files);
  return openLive({
    device: options.interface,
    filter: options.filter ?? undefined,
    snapBytes: options.snaplenBytes || undefined,
    bufferMiB: options.bufferMib ?? undefined,
    promiscuous: options.promiscuous,
    count: options.maxPackets ?? undefined,
    durationSeconds: options.durationSeconds ?? undefined,
  });
}

/** The keys of --keylog, and those that the capture itself carries; both may grow while packets are read. */
function openKeyLog({ keylog, interface: device, files }: Options, source: PacketSource): KeyLog {
  const keyLog = new KeyLog(keylog !== null && (device !== null || files.includes('-')));
  if (keylog !== null) {
    keyLog.follow(keyLogFile(keylog));
    keyLog.refresh();
    if (keyLog.usedLines === 0 && keyLog.ignoredLines > 0)
      throw new CaptureError(
        `no TLS secrets in ${keylog}: lines such as CLIENT_RANDOM and two hexadecimal numbers are wanted`,
      );
  }
  keyLog.follow(growing(() => source.status.secrets));
  return keyLog;
}

function makeReport(options: Options, source: PacketSource, analyzer: Analyzer): Report {
  const names = options.interface === null ? options.files : [options.interface];
  const wanted = options.sessions;
  return {
    view: analyzer,
    info: captureInfo(names, source.status, analyzer.noticed),
    sessions: wanted ? analyzer.sessions.filter((session) => wanted.includes(session.id)) : analyzer.sessions,
  };
}

async function runReport(
  options: Options,
  source: PacketSource,
  analyzer: Analyzer,
  extractor: Extractor | null,
): Promise<number> {
  const format = FORMATS[options.format ?? 'text']!;
  const output = await openOutput(options.output);
  const writer = await openWriter(options, analyzer);
  const take = (packet: Packet) => {
    analyzer.push(packet);
    writer?.add(packet, analyzer.lastConnection);
  };
  const pump = new Pump(source, take, options.maxPackets);
  const stop = () => pump.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const live: LiveFormat | null = 'live' in format ? format.live() : null;
  const writeNew = async (poll: LiveFormat) => {
    await writeAll(output, poll.poll(makeReport(options, source, analyzer), false));
    await output.flush();
  };
  await pump.run(async () => {
    await writer?.drained();
    await extractor?.drained();
    if (live) await writeNew(live);
  });
  analyzer.finish();
  await endWriter(writer);
  const extracted = await endExtractor(extractor, options, source, analyzer);
  const report = makeReport(options, source, analyzer);
  if ('live' in format) await writeAll(output, live!.poll(report, true));
  else await writeAll(output, format.render(report, reportStyle(options)));
  await output.end();
  for (const problem of extracted.problems) complain(problem);
  if (extracted.problems.length > 0) return EXIT.failed;
  if (extracted.summary !== null && !options.quiet) complain(extracted.summary);
  if (!source.status.damaged) return EXIT.done;
  if (!options.quiet) for (const problem of source.status.problems) complain(problem.message);
  return EXIT.damaged;
}

/** `--write`: null where it was not asked for. */
async function openWriter(options: Options, analyzer: Analyzer): Promise<ConversationWriter | null> {
  if (options.write === null) return null;
  const inputs = options.files.filter((name) => name !== '-');
  const file = await SaveFile.create(options.write, { inputs });
  return new ConversationWriter(file, (connection) => analyzer.standing(connection));
}

async function endWriter(writer: ConversationWriter | null): Promise<void> {
  await writer?.end();
  if (writer && writer.leftOut > 0)
    complain(`--write: ${writer.leftOut} packets of connections that stayed unclear were left out`);
}

type Extracted = { readonly problems: readonly string[]; readonly summary: string | null };
const NOTHING_EXTRACTED: Extracted = { problems: [], summary: null };
/** How long the end of the UI waits for files to be written. */
const EXTRACT_PATIENCE_MS = 30_000;
const TOLD_PROBLEMS = 10;

/** Writes what is left, and the manifest; tells what could not be written. */
async function endExtractor(
  extractor: Extractor | null,
  options: Options,
  source: PacketSource,
  analyzer: Analyzer,
): Promise<Extracted> {
  if (!extractor) return NOTHING_EXTRACTED;
  const { sources, fractionDigits } = makeReport(options, source, analyzer).info;
  const head = { program: `ftp-sniff ${version()}`, sources };
  const manifest = await extractor.finish(analyzer.sessions, head, clockOf(analyzer, fractionDigits));
  const all = extractor.problems;
  const problems = all.slice(0, TOLD_PROBLEMS).map((problem) => `--extract: ${problem}`);
  if (all.length > problems.length)
    problems.push(`--extract: ${all.length - problems.length} more files have problems`);
  if ('problem' in manifest) problems.push(`--extract: cannot write the manifest: ${manifest.problem}`);
  const { whole, partial } = extractor.written;
  const listed = 'relative' in manifest ? `; ${path.join(options.extract ?? '', manifest.relative)} lists them` : '';
  const files = whole + partial;
  const summary = `extracted ${files} ${files === 1 ? 'file' : 'files'}, ${partial} of them incomplete${listed}`;
  return { problems, summary };
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
  };
}

async function runUi(
  options: Options,
  source: PacketSource,
  analyzer: Analyzer,
  extractor: Extractor | null,
  kept: { readonly contents: ContentKeeper; readonly keyLog: KeyLog },
): Promise<number> {
  const { PacketStore } = await import('./ui/packetStore.js');
  const { runUi: open } = await import('./ui/start.js');
  const packets = new PacketStore(source.again);
  const writer = await openWriter(options, analyzer);
  const pump = new Pump(
    source,
    (packet) => {
      analyzer.push(packet);
      writer?.add(packet, analyzer.lastConnection);
      packets.add(packet);
    },
    options.maxPackets,
    LIMITS.uiSliceMs,
  );
  let extracted: Extracted = NOTHING_EXTRACTED;
  const reading = pump
    .run(async () => {
      await writer?.drained();
      await extractor?.drained();
    })
    .then(
      async () => {
        analyzer.finish();
        await endWriter(writer);
        extracted = await endExtractor(extractor, options, source, analyzer);
      },
      () => undefined,
    );
  const code = await open({
    analyzer,
    source,
    pump,
    packets,
    ...kept,
    title: options.interface ?? options.files.join(' '),
    live: options.interface !== null,
    options: {
      ascii: options.ascii,
      color: wantsColor(options.color, process.env, true),
      showPasswords: options.showPasswords,
      theme: options.theme,
    },
  });
  pump.stop();
  const patienceMs = extractor ? EXTRACT_PATIENCE_MS : 200;
  if (pump.state !== 'failed') await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  for (const problem of extracted.problems) complain(problem);
  if (pump.error !== null) {
    complain(pump.error);
    return EXIT.failed;
  }
  if (code === 0 && extracted.problems.length > 0) return EXIT.failed;
  return code !== 0 ? code : source.status.damaged ? EXIT.damaged : EXIT.done;
}

async function writeAll(output: TextOutput, chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) await output.write(chunk);
}

async function print(text: string): Promise<number> {
  const output = await openOutput(null);
  await output.write(text);
  await output.end();
  return EXIT.done;
}

async function printDevices(): Promise<number> {
  const devices = await listDevices();
  const width = Math.max(...devices.map(({ name }) => name.length), 0);
  const lines = devices.map(({ name, description, addresses }) =>
    [name.padEnd(width), addresses.join(' '), description ? `(${description})` : '']
      .filter((part) => part !== '')
      .join('  ')
      .trimEnd(),
  );
  return print(`${lines.join('\n')}\n`);
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return String((manifest as { version: unknown }).version);
}

/** Ends the process. Where the terminal has gone (SIGHUP), Node's exit would abort over it: the signal itself ends it. */
function leave(code: number): void {
  if (code === EXIT.hangup && !isatty(1)) {
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  } else process.exit(code);
}

// V8 lets garbage grow to four times what lives before it collects, and its nursery to 48 MB: both cost more memory here
// than they save time (measured on floods, many sessions and one large transfer).
setFlagsFromString('--heap-growing-percent=70');
setFlagsFromString('--semi-space-growth-factor=1');
main(process.argv.slice(2)).then(
  (code) => leave(code),
  (error: unknown) => {
    if (error instanceof UsageError) {
      complain(error.message);
      process.exit(EXIT.usage);
    }
    if (error instanceof CaptureError || error instanceof OutputError || error instanceof ExtractError) {
      complain(error.message);
      process.exit(EXIT.failed);
    }
    const what = error instanceof Error ? (process.env.FTP_SNIFF_DEBUG ? error.stack : error.message) : String(error);
    complain(`internal error: ${what}. Please report it, with the capture if you can; FTP_SNIFF_DEBUG=1 shows where`);
    process.exit(EXIT.failed);
  },
);

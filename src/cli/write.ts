/** `--write`: the packets of the FTP conversations. */
import { Analyzer } from '../analyzer.js';
import { annotate } from '../capture/annotate.js';
import { openSource } from '../capture/formats.js';
import { Pump } from '../capture/pump.js';
import { type PacketFile, SaveFile, type SaveOptions } from '../capture/savefile.js';
import { SaveSeries } from '../capture/saveSeries.js';
import { Annotations } from '../output/annotations.js';
import { ConversationWriter } from '../output/conversationWriter.js';
import { redact } from '../output/redact/redact.js';
import type { Texts } from '../text/texts.js';
import { wrong } from './arguments.js';
import type { Options } from './options.js';
import type { Run } from './run.js';
import { version } from './version.js';

/** `redacted` says what was replaced. */
export type Written = {
  readonly summary: string | null;
  readonly leftOut: string | null;
  readonly redacted: string | null;
};

export const NOTHING_WRITTEN: Written = { summary: null, leftOut: null, redacted: null };

/**
 * Null where it was not asked for.
 * @throws CaptureError, UsageError
 */
export async function openWriter({ options, analyzer, live }: Run): Promise<ConversationWriter | null> {
  if (options.writeSecrets && !isAnnotated(options)) throw wrong('secrets-without-pcapng', {});
  if (options.write === null) return null;
  const { write, append, files } = options;
  // cap has times of microseconds, the kernel of nanoseconds: said from the beginning, the file need not change its form.
  const fractionDigits = live !== null && live.engine !== 'cap' ? 9 : 6;
  const made: SaveOptions = { append, fractionDigits, inputs: files.filter((file) => file !== '-') };
  const standard = () => SaveFile.create('/dev/stdout', { fractionDigits });
  const file: PacketFile = isSeries(options)
    ? new SaveSeries(write, options.rotation, made)
    : write === '-'
      ? await (live === null ? standard() : live.rights.openAsRoot(standard))
      : await SaveFile.create(write, made);
  return new ConversationWriter(file, (connection) => analyzer.standing(connection), isAnnotated(options));
}

/** Files that are begun one after the other. */
const isSeries = ({ rotation }: Options): boolean => rotation.megabytes !== null || rotation.seconds !== null;

/** A name that ends so asks for comments beside the packets, in a file that is complete at the end. */
const isAnnotated = (options: Options): boolean =>
  options.write?.toLowerCase().endsWith('.pcapng') === true && !isSeries(options) && !options.append;

/** What is said beside the packets of the file; null where nothing is. */
export const openAnnotations = ({ options, texts }: Run): Annotations | null =>
  isAnnotated(options) ? new Annotations(texts) : null;

/**
 * What is reported of it, one line each; `leftOut` also where --quiet is given, for something is missing.
 * @throws CaptureError
 */
export async function endWriter(
  writer: ConversationWriter | null,
  annotations: Annotations | null,
  { options, analyzer, texts, keyLog }: Run,
): Promise<Written> {
  if (writer === null) return NOTHING_WRITTEN;
  await writer.end();
  const { file, leftOut } = writer;
  const { write } = texts.cli;
  const path = options.write!;
  const replaced = options.redact === null ? null : await redact(path, options.redact === 'contents');
  if (annotations !== null) {
    const comment = texts.exports.annotated(`ftp-sniff ${version()}`);
    const name = options.interface === null ? {} : { interfaceName: options.interface };
    let of = (place: number): string => annotations.of(writer.frames[place]!);
    // What is said beside redacted packets speaks of what they have now.
    if (replaced !== null) of = await commentsOn(path, options, texts);
    else for (const session of analyzer.sessions) annotations.add(session);
    const secrets = options.writeSecrets ? keyLog.lines() : [];
    await annotate(path, of, { comment, secrets, ...name });
  }
  return {
    redacted:
      replaced === null
        ? null
        : write.redacted(replaced.addresses, replaced.users, replaced.passwords, replaced.leftOut, texts.format),
    summary: write.done(file.packets, options.write ?? '-', file.replaced, texts.format),
    leftOut: leftOut === 0 ? null : write.leftOut(leftOut, texts.format),
  };
}

/** The comments on a file as it is, by the place of the packet. */
async function commentsOn(path: string, { controlPorts }: Options, texts: Texts): Promise<(place: number) => string> {
  const source = openSource(path);
  const analyzer = new Analyzer({ controlPorts });
  await new Pump(source, (packet) => analyzer.push(packet), analyzer.order, null).run();
  analyzer.finish();
  const annotations = new Annotations(texts);
  for (const session of analyzer.sessions) annotations.add(session);
  return (place) => annotations.of(place + 1);
}

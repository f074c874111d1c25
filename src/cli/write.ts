/** `--write`: the packets of the FTP conversations. */
import { SaveFile } from '../capture/savefile.js';
import { ConversationWriter } from '../output/conversationWriter.js';
import type { Run } from './run.js';

export type Written = { readonly summary: string | null; readonly leftOut: string | null };

export const NOTHING_WRITTEN: Written = { summary: null, leftOut: null };

/**
 * Null where it was not asked for.
 * @throws CaptureError
 */
export async function openWriter({ options, analyzer }: Run): Promise<ConversationWriter | null> {
  if (options.write === null) return null;
  const inputs = options.files.filter((name) => name !== '-');
  const file = await SaveFile.create(options.write, { inputs });
  return new ConversationWriter(file, (connection) => analyzer.standing(connection));
}

/**
 * What is reported of it, one line each; `leftOut` also where --quiet is given, for something is missing.
 * @throws CaptureError
 */
export async function endWriter(writer: ConversationWriter | null, { options, texts }: Run): Promise<Written> {
  if (writer === null) return NOTHING_WRITTEN;
  await writer.end();
  const { file, leftOut } = writer;
  const { write } = texts.cli;
  return {
    summary: write.done(file.packets, options.write ?? '-', file.replaced, texts.format),
    leftOut: leftOut === 0 ? null : write.leftOut(leftOut, texts.format),
  };
}

/** `--write`: the packets of the FTP conversations. */
import { SaveFile } from '../capture/savefile.js';
import { ConversationWriter } from '../output/conversationWriter.js';
import { complain } from './remarks.js';
import type { Run } from './run.js';

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

/** @throws CaptureError */
export async function endWriter(writer: ConversationWriter | null): Promise<void> {
  await writer?.end();
  if (writer && writer.leftOut > 0)
    complain(`--write: ${writer.leftOut} packets of connections that stayed unclear were left out`);
}

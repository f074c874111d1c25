/** Writes a capture file once more as pcapng, with comments beside its packets. */
import { chmod, open, rename, rm, stat } from 'node:fs/promises';
import { captureError } from './facts.js';
import { openSource } from './formats.js';
import { CaptureError } from './packet.js';
import { commentOption, type PcapngOptions, PcapngWriter } from './recordWriters.js';
import { codeOf } from './systemErrors.js';
import { temporaryName } from './temporary.js';

/**
 * Replaces the file at `path`.
 * @param commentOf the comment of the packet that stands at this place of the file (0, 1, 2 ...); '' for none
 * @throws CaptureError
 */
export async function annotate(
  path: string,
  commentOf: (place: number) => string,
  options: PcapngOptions,
): Promise<void> {
  const again = temporaryName(path);
  try {
    // A pipe has gone by: its reader has the packets without comments.
    const before = await stat(path);
    if (!before.isFile()) return;
    const mode = before.mode & 0o777;
    const source = openSource(path);
    const file = await open(again, 'wx', 0o600);
    try {
      let writer: PcapngWriter | undefined;
      let place = 0;
      for await (const packets of source.batches()) {
        const parts: Buffer[] = [];
        for (const packet of packets) {
          if (writer === undefined) {
            writer = new PcapngWriter(packet.linkType, { fractionDigits: source.status.fractionDigits, ...options });
            parts.push(writer.head());
          }
          const comment = commentOption(commentOf(place++));
          const record = Buffer.allocUnsafe(writer.room(packet, comment));
          parts.push(record.subarray(0, writer.put(packet, record, 0, comment)));
        }
        await file.writev(parts);
      }
      if (writer === undefined) await file.write(new PcapngWriter(source.status.linkTypes[0] ?? 1, options).head());
    } finally {
      await file.close();
    }
    await chmod(again, mode);
    await rename(again, path);
  } catch (error) {
    await rm(again, { force: true });
    throw error instanceof CaptureError ? error : captureError('file-unwritten', { path, error: codeOf(error) });
  }
}

/** What kind of file it is, by its first bytes: never by its name, which proves nothing. */
import { decodeText, escapeText } from '../bytes/text.js';

/** Bytes of a file's head that are looked at; file-type's own sample size. */
export const HEAD_BYTES = 4_100;

export type ContentType = {
  readonly mime: string /** Without dot; null for plain text. */;
  readonly extension: string | null;
};

/** null: not known. The library is loaded when the first file is asked for. */
export async function contentType(head: Uint8Array): Promise<ContentType | null> {
  if (head.length === 0) return null;
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found) return { mime: found.mime, extension: found.ext };
  return isText(head) ? { mime: 'text/plain', extension: null } : null;
}

/** Nothing in it that text has no use for. A character of UTF-8 that is cut at the end does no harm. */
export function isText(head: Uint8Array): boolean {
  let odd = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b) odd++;
  }
  return odd * 50 <= head.length;
}

/** The first lines of a text, escaped and ready to be shown; null where it is none. */
export function textPreview(head: Uint8Array, lines: number): readonly string[] | null {
  if (!isText(head)) return null;
  // A character that is cut at the end would make all of it look like another encoding.
  let end = head.length;
  for (let back = 1; back <= 3 && back <= head.length; back++) {
    const byte = head[head.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      if (needs > back) end = head.length - back;
      break;
    }
  }
  return decodeText(head, 0, end)
    .text.split(/\r\n|\r|\n/, lines)
    .map((line) => escapeText(line.replaceAll('\t', '    ')));
}

/** What kind of file it is, by its first bytes: never by its name, which proves nothing. */

/** Bytes of a file's head that are looked at; file-type's own sample size. */
export const HEAD_BYTES = 4_100;

export type ContentType = {
  readonly mime: string;
  /** Without dot; null for plain text. */
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

/** What opens the protected records of one side. */

/** A record's content lies in `bytes[start .. end)` after `open` returned true, until the next call. */
export interface RecordCipher {
  /** TLS 1.3: the inner content type; before: the record's own. */
  type: number;
  bytes: Uint8Array;
  start: number;
  end: number;
  /**
   * Decrypts and authenticates b[start .. end), the body of a record.
   * @param type the record's content type
   * @param version the record's version field
   * @param seq its number on this side since the keys changed
   * @returns false where it is not authentic under these keys and this number
   */
  open(type: number, version: number, seq: number, b: Uint8Array, start: number, end: number): boolean;
  /**
   * TLS 1.0: a record can be opened only after the record before it. Takes note of one that could not be opened, or (no
   * bytes) that records are missing.
   */
  skip?(b: Uint8Array, start: number, end: number): void;
  /** Bytes of content in a body of so many bytes; null where padding hides that. */
  contentBytes(bodyBytes: number): number | null;
}

/** A 64-bit sequence number. */
export function putSequence(b: Uint8Array, at: number, seq: number): void {
  const high = Math.floor(seq / 0x1_0000_0000);
  for (let i = 0; i < 4; i++) {
    b[at + i] = high >>> (24 - 8 * i);
    b[at + 4 + i] = seq >>> (24 - 8 * i);
  }
}

/** Type, version and length, as in a record's header. */
export function putHeader(b: Uint8Array, at: number, type: number, version: number, length: number): void {
  b[at] = type;
  b[at + 1] = version >> 8;
  b[at + 2] = version;
  b[at + 3] = length >> 8;
  b[at + 4] = length;
}

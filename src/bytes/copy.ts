/**
 * A copy of bytes[start .. end), for whoever keeps borrowed bytes. Not `bytes.slice()`: a Buffer is a Uint8Array whose
 * `slice` borrows, and what some sources hand out are Buffers.
 */
export const copyOf = (bytes: Uint8Array, start = 0, end: number = bytes.length): Uint8Array =>
  new Uint8Array(bytes.subarray(start, end));

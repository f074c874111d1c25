/** TLS record framing (RFC 8446 §5.1): enough to tell where an encrypted stretch of a stream begins and ends. */

const HEADER_BYTES = 5;
/** change_cipher_spec 20, alert 21, handshake 22, application_data 23, heartbeat 24. */
const isRecordType = (byte: number): boolean => byte >= 20 && byte <= 24;

/** Do these bytes begin with a TLS record (of any version from SSL 3.0 on)? */
export const startsTls = (b: Uint8Array, start: number, end: number): boolean =>
  end - start >= 2 && isRecordType(b[start]!) && b[start + 1] === 3;

/** Follows the records of one side. */
export class TlsWalker {
  #header = 0;
  #length = 0;
  #body = 0;
  /** Record boundaries are lost for good; everything counts as encrypted. */
  #lost = false;
  /** Records seen so far. */
  records = 0;

  /** Returns where the encrypted stretch ends: `end`, or the offset of the first byte that begins no record (RFC 4217 §6, CCC). */
  walk(b: Uint8Array, start: number, end: number): number {
    if (this.#lost) return end;
    let at = start;
    while (at < end) {
      if (this.#body > 0) {
        const take = Math.min(this.#body, end - at);
        this.#body -= take;
        at += take;
        continue;
      }
      const byte = b[at]!;
      if (this.#header === 0 && !isRecordType(byte)) return at;
      if (this.#header === 3) this.#length = byte << 8;
      if (this.#header === 4) this.#length |= byte;
      this.#header++;
      at++;
      if (this.#header === HEADER_BYTES) {
        this.#header = 0;
        this.#body = this.#length;
        this.records++;
      }
    }
    return end;
  }

  /** `bytes` of the stream are not in the capture. */
  gap(bytes: number): void {
    if (bytes <= this.#body) this.#body -= bytes;
    else this.#lost = true;
  }
}

/** Codes of the facts that this room states, each with the parameters that its message needs. */
import type { Fact, None } from '../fact.js';

/** Why TLS cannot be read. */
export interface TlsReasonParams {
  'no-key-log': None;
  /** `hello`: which is not in the capture. */
  'no-handshake': { readonly hello: 'ClientHello' | 'ServerHello' };
  /** `label` of the key log's lines; null: it has nothing of this handshake. `clientRandom` in hex. */
  'no-key': { readonly label: string | null; readonly clientRandom: string | null };
  unsupported: { readonly version: string; readonly suite: string; readonly compression: boolean };
  /** RFC 8446 §2.3: sent before the handshake. */
  'early-data': None;
  'bytes-missing': None;
  /** After a loss, as many keys and sequence numbers as the limit allows were tried, in all connections. */
  'trials-spent': None;
  /** Keys of another connection, or damage. */
  'not-authentic': None;
}
export type TlsReason = Fact<TlsReasonParams>;
export type TlsTrouble = TlsReason['code'];

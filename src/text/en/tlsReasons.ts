/** Why TLS cannot be read. */
import type { TlsReasonParams } from '../../tls/codes.js';
import type { Messages } from '../messages.js';

export const TLS_REASONS: Messages<TlsReasonParams> = {
  'no-key-log': () => 'no keys were given (--keylog)',
  'no-handshake': ({ hello }) => `the ${hello} of the TLS handshake is not in the capture`,
  'no-key': ({ label, clientRandom }) =>
    label === null
      ? `the key log has nothing for the client random ${clientRandom}`
      : `the key log has no ${label} for the client random ${clientRandom}`,
  unsupported: ({ version, suite, compression }) =>
    compression
      ? `${version} with ${suite} and compression is not supported`
      : `${version} with ${suite} is not supported`,
  'early-data': () => 'the client sent early data (0-RTT), which is not decrypted',
  'bytes-missing': () => 'too many of its bytes are missing in the capture',
  'trials-spent': () =>
    'bytes of it are missing in the capture, and the limit of decryptions that are tried after losses was reached',
  'not-authentic': () =>
    'the authentication of a record fails: the keys are not those of this connection, or it was altered',
};

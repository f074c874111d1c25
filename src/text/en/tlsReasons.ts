/** Why TLS cannot be read. */
import type { TlsReasonParams } from '../../tls/codes.js';
import type { Messages } from '../messages.js';

export const TLS_REASONS: Messages<TlsReasonParams> = {};

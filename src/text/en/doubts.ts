/** Why the pairing of replies with commands is not certain. */
import { escapeText } from '../../bytes/text.js';
import type { DoubtParams } from '../../ftp/codes.js';
import type { Messages } from '../messages.js';

export const DOUBTS: Messages<DoubtParams> = {
  'unexpected-code': ({ code, verb }) =>
    `${code} is not a reply that ${escapeText(verb)} expects; paired in order (RFC 959 §5.4)`,
  'reply-not-captured': () => 'its reply is not in the capture',
  'out-of-order': () => 'a later command was answered before it',
  'spare-reply': ({ code }) => `no command that waited for a reply expects ${code}`,
};

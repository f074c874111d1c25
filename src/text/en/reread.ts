/** Why packets cannot be read again; they follow 'cannot be read again:'. */
import type { RereadParams } from '../../capture/codes.js';
import type { Messages } from '../messages.js';
import { fileName } from './names.js';

export const REREAD: Messages<RereadParams> = {
  'not-open': () => 'the file is not open yet',
  'read-once': ({ name }) => `${fileName(name)} can be read only once`,
  compressed: () => 'a compressed file cannot be read from its middle',
  gone: ({ name }) => `${fileName(name)} is gone`,
  unread: ({ name, error }) => `${fileName(name)} cannot be read again (${error})`,
  replaced: ({ name }) => `${fileName(name)} has been replaced by another file since it was read`,
  changed: ({ name }) => `${fileName(name)} has changed since it was read`,
  'live-only': () => 'packets of a live capture are in memory only',
  'not-noted': () => 'its place in the file was not kept',
};

/** How a line differs from RFC 959's form. */
import type { OddityParams } from '../../ftp/codes.js';
import type { Messages } from '../messages.js';

export const ODDITIES: Messages<OddityParams> = {};

/** How a line differs from RFC 959's form. */
import type { Oddity, OddityParams } from '../../ftp/codes.js';
import type { Messages } from '../messages.js';

export const ODDITIES: Messages<OddityParams> = {
  'bare-lf': () => 'ended by a bare LF',
  'bare-cr': () => 'ended by a bare CR',
  'no-line-end': () => 'has no line end',
  'not-utf8': ({ encoding }) => `not UTF-8: shown as ${encoding}`,
  'line-too-long': ({ bytes }) => `too long: ${bytes} bytes not kept`,
  'nul-bytes': () => 'NUL bytes before or after it are not shown',
  cut: () => 'cut: its end is not in the capture',
  'lower-case': () => 'lower case',
  'white-space': () => 'white space other than one space',
  'no-space': () => 'no space after the code',
  'never-ended': () => 'multi-line reply was never ended',
  'reply-too-long': ({ lines }) => `too long: ${lines} of its lines ${lines === 1 ? 'is' : 'are'} not kept`,
};

/** Beside a row there is room for the fact, not for what follows from it. */
export const BRIEF_ODDITIES: Readonly<Record<Oddity['code'], string>> = {
  'bare-lf': 'ended by a bare LF',
  'bare-cr': 'ended by a bare CR',
  'no-line-end': 'has no line end',
  'not-utf8': 'not UTF-8',
  'line-too-long': 'too long',
  'nul-bytes': 'NUL bytes before or after it are not shown',
  cut: 'cut',
  'lower-case': 'lower case',
  'white-space': 'white space other than one space',
  'no-space': 'no space after the code',
  'never-ended': 'multi-line reply was never ended',
  'reply-too-long': 'too long',
};

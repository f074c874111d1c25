/** A reason with its frames, in the JSON report. */
import type { Evidence } from '../../ftp/codes.js';
import type { JsonContext } from './context.js';
import { numbers, params, text } from './values.js';

export const evidenceObject = (one: Evidence, { texts }: JsonContext): string =>
  `{"text":${text(texts.say('evidence', one))},"code":"${one.code}","params":${params(one.params)},"frames":${numbers(one.frames)}}`;

/** Makes the facts of this room. */
import { factsOf } from '../fact.js';
import type { ErrorParams, RereadParams } from './codes.js';
import { CaptureError } from './packet.js';

export const errorFact = factsOf<ErrorParams>();
export const rereadFact = factsOf<RereadParams>();

/** `throw captureError('input-twice', {})`. */
export const captureError = <Code extends keyof ErrorParams>(code: Code, params: ErrorParams[Code]): CaptureError =>
  new CaptureError(errorFact(code, params));

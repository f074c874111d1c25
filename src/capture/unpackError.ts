/** What is wrong with compressed data, on its way to the problem that reports it. */
import { type Fact, FactError, factsOf } from '../fact.js';
import type { UnpackParams } from './codes.js';

export const unpackFact = factsOf<UnpackParams>();

export class UnpackError extends FactError<UnpackParams> {
  override readonly name = 'UnpackError';
}

/** The fact of whatever an unpacker threw. */
export const unpackFailure = (error: unknown): Fact<UnpackParams> =>
  error instanceof UnpackError
    ? error.fact
    : unpackFact('corrupt', { text: error instanceof Error ? error.message : String(error) });

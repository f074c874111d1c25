/** A short, always equal run of the fuzzer; `npm run fuzz -- --seconds N` goes on for longer. */
import { describe, expect, test } from 'vitest';
import { fuzzFailure, fuzzInput, fuzzSeeds } from './support/fuzz.js';

const INPUTS = 400;
const BATCH = 100;
const seeds = fuzzSeeds();

describe('damaged captures', () => {
  for (let from = 0; from < INPUTS; from += BATCH) {
    test(`${from} to ${from + BATCH - 1} are analysed without a throw, a hang or a loss of what stood before the damage`, async () => {
      for (let index = from; index < from + BATCH; index++) {
        const input = fuzzInput(seeds, 20_261_122, index);
        const failure = await fuzzFailure(input);
        expect(failure, `input ${index} (${input.seed.name}: ${input.what})`).toBeUndefined();
      }
    });
  }

  test('follow from their seed', () => {
    const [one, same, other] = [fuzzInput(seeds, 7, 3), fuzzInput(seeds, 7, 3), fuzzInput(seeds, 8, 3)];
    expect(one.bytes).toEqual(same.bytes);
    expect(one.bytes).not.toEqual(other.bytes);
  });
});

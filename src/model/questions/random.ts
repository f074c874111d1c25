/** Chance that comes again: the same seed gives the same numbers everywhere. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export type Dice = {
  /** A whole number from 0 to `sides` - 1. */
  roll(sides: number): number;
  /** A copy in another order (Fisher and Yates). */
  shuffled<T>(items: readonly T[]): T[];
};

/** @param seed a whole number of 32 bits */
export function diceOf(seed: number): Dice {
  const source = xoroshiro128plus(seed);
  const roll = (sides: number): number => uniformInt(source, 0, sides - 1);
  return {
    roll,
    shuffled: (items) => {
      const all = [...items];
      for (let i = all.length - 1; i > 0; i--) {
        const j = roll(i + 1);
        [all[i], all[j]] = [all[j]!, all[i]!];
      }
      return all;
    },
  };
}

import { describe, expect, test } from 'vitest';
import { type JoinPlan, planJoin, type Range } from '../../../src/output/extract/join.js';

/** File of so many bytes, its holes; where the part goes, its holes; the plan. */
const PLANS: readonly [string, number, Range[], Range, Range[], JoinPlan][] = [
  ['a part that follows', 10, [], [10, 20], [], { compare: [], copy: [[10, 20]], missing: [] }],
  ['a part that overlaps', 10, [], [6, 20], [], { compare: [[6, 10]], copy: [[10, 20]], missing: [] }],
  ['a part inside', 30, [], [6, 20], [], { compare: [[6, 20]], copy: [], missing: [] }],
  [
    'a hole before the part stays',
    10,
    [[2, 4]],
    [6, 12],
    [],
    { compare: [[6, 10]], copy: [[10, 12]], missing: [[2, 4]] },
  ],
  [
    'a hole that the part fills',
    10,
    [[7, 9]],
    [6, 12],
    [],
    {
      compare: [
        [6, 7],
        [9, 10],
      ],
      copy: [
        [7, 9],
        [10, 12],
      ],
      missing: [],
    },
  ],
  [
    'a hole that the part fills in half',
    10,
    [[4, 9]],
    [6, 12],
    [[6, 8]],
    {
      compare: [[9, 10]],
      copy: [
        [8, 9],
        [10, 12],
      ],
      missing: [
        [4, 6],
        [6, 8],
      ],
    },
  ],
  [
    'a hole of the part',
    10,
    [],
    [6, 20],
    [
      [7, 8],
      [12, 15],
    ],
    {
      compare: [
        [6, 7],
        [8, 10],
      ],
      copy: [
        [10, 12],
        [15, 20],
      ],
      missing: [[12, 15]],
    },
  ],
  ['a hole at the very end', 10, [[8, 10]], [10, 12], [], { compare: [], copy: [[10, 12]], missing: [[8, 10]] }],
  ['nothing', 10, [], [10, 10], [], { compare: [], copy: [], missing: [] }],
];

describe('a part put into a file', () => {
  test.each(PLANS)('%s', (_name, bytes, holes, place, partHoles, plan) => {
    expect(planJoin(bytes, holes, place, partHoles)).toEqual(plan);
  });
});

import { expect, test } from 'vitest';
import type { LadderRow } from '../../src/model/rows.js';
import { runToEnd } from '../../src/model/sliced.js';
import { lanesSliced } from '../../src/ui/panels/lanes.js';

/** '1' makes announcement 1, 'k1' keeps it, 'b1' finds it broken, '.' is any row. */
function drawn(script: string): string {
  const rows = script.split(' ').map((word) => {
    const number = Number(word.replace(/\D/g, ''));
    const role = word.startsWith('k') ? 'kept' : word.startsWith('b') ? 'broken' : 'made';
    return { announcement: word === '.' ? null : { number, role } } as LadderRow;
  });
  return runToEnd(lanesSliced(rows))
    .parts.map((part) => `|${part}|`)
    .join('\n');
}

test('a announcement is tied to the SYN that keeps it', () => {
  expect(drawn('. 1 . . k1 .')).toBe(['|  |', '|─╮|', '| │|', '| │|', '|◀╯|', '|  |'].join('\n'));
});

test('one after the other they share a lane', () => {
  expect(drawn('1 k1 2 . b2')).toBe(['|─╮|', '|◀╯|', '|─╮|', '| │|', '|◀╯|'].join('\n'));
});

test('those that wait together have lanes of their own, and cross', () => {
  expect(drawn('1 2 . k1 . k2')).toBe(['|─╮  |', '|─┼─╮|', '| │ │|', '|◀╯ │|', '|   │|', '|◀──╯|'].join('\n'));
});

test('a announcement without end, or more than can be drawn, has no line', () => {
  expect(drawn('1 . .')).toBe('||\n||\n||');
  expect(drawn('1 2 3 4 . k1 k2 k3 k4').split('\n')[3]).toBe('| │ │ │|');
});
